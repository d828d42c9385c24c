"""Sampling sites on screen: open one, tap its queue, who is on duty, answer an alarm; a stranger finds nothing."""

import pytest

from tests.doors.web.test_testing_page import tested as tested  # noqa: PLC0414
from tests.operations.rounds.conftest import FUCHENG, TONGYINLI

SITE = {
    "key": "north-1",
    "name": "北广场",
    "place": TONGYINLI,
    "lat": "28.19",
    "lon": "113.0",
    "desks": "2",
    "queue_limit": "40",
}
PATH = "/testing/sites/"
NORTH = f"{PATH}at/north-1/"


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def site(opened, as_):
    """A site of Furong is open, by the page."""
    assert as_("commander").post(f"{PATH}open", SITE).status_code == 302


def test_without_sites_the_page_says_so_and_offers_to_open_one_to_who_may(opened, as_):
    assert "No site is on record yet." in text(as_("commander", "en").get(PATH))
    assert "开设采样点" in text(as_("commander").get(PATH))
    assert "开设采样点" not in text(as_("community_worker").get(PATH))


def test_a_site_shows_its_desks_and_what_they_can_do_in_an_hour(site, as_):
    page = text(as_("community_worker", "en").get(PATH))
    assert "北广场" in page
    assert "0 / 300" in page
    assert "not told" in page


def test_a_queue_is_tapped_and_one_too_long_is_seen_and_answered(site, as_, cast, clock):
    from fangxian.operations.at_sites.watching import watch_sites

    assert as_("community_worker").post(f"{NORTH}queue", {"waiting": "90"}).status_code == 302
    assert watch_sites(cast.commander, clock, outbreak_id="tiny-2021") == 1
    page = text(as_("community_worker", "en").get(PATH))
    assert "北广场: 90 people wait where there is room for 40, a metre apart" in page
    alarm = page.split("/testing/sites/alarms/")[1].split("/")[0]
    said = {"said": "two desks more"}
    assert as_("community_worker").post(f"{PATH}alarms/{alarm}/answer", said).status_code == 302
    assert "No alarm waits." in text(as_("community_worker", "en").get(PATH))
    assert "two desks more" in text(as_("community_worker", "en").get(NORTH))


def test_somebody_comes_on_duty_and_goes(site, as_, clock):
    from datetime import timedelta

    client = as_("community_worker", "en")
    assert client.post(f"{NORTH}duty", {"person": "p-sampler"}).status_code == 302
    assert client.post(f"{NORTH}duty", {"self": "1"}).status_code == 302
    page = text(client.get(NORTH))
    assert "p-sampler" in page
    assert "community-worker" in page
    shift = page.split('name="shift" value="')[1].split('"')[0]
    clock.advance(timedelta(hours=1))
    assert client.post(f"{NORTH}off", {"shift": shift}).status_code == 302
    assert "Earlier shifts" in text(client.get(NORTH))
    assert client.post(f"{NORTH}off", {"shift": "nonsense"}).status_code == 400


def test_a_site_is_closed_and_opens_again_with_more_desks(site, as_):
    client = as_("commander", "en")
    assert client.post(f"{NORTH}close").status_code == 302
    assert "Open again" in text(client.get(NORTH))
    assert client.post(f"{NORTH}say", {"desks": "5", "queue_limit": ""}).status_code == 302
    page = text(client.get(NORTH))
    assert "Close the site" in page
    assert "/ 750" in page


def test_fields_that_are_no_numbers_are_named(opened, as_):
    answer = as_("commander", "en").post(f"{PATH}open", SITE | {"lat": "north"})
    assert answer.status_code == 400
    assert "the latitude" in text(answer)
    assert as_("commander", "en").post(f"{PATH}open", SITE | {"desks": "-2"}).status_code == 400


def test_another_district_finds_no_site_here(site, as_):
    stranger = as_("stranger", "en")
    assert "北广场" not in text(stranger.get(PATH))
    assert stranger.get(NORTH).status_code == 404
    assert stranger.post(f"{NORTH}queue", {"waiting": "3"}).status_code == 404


def test_a_text_finds_the_sites_whose_name_holds_it(site, as_):
    as_("commander").post(f"{PATH}open", SITE | {"key": "south-1", "name": "南门", "place": FUCHENG})
    page = text(as_("commander").get(f"{PATH}?q=南门"))
    assert "南门" in page
    assert "北广场" not in page
    assert "No site holds that." in text(as_("commander", "en").get(f"{PATH}?q=nowhere"))


def test_a_sample_at_the_desk_is_taken_at_the_site_that_was_chosen(site, tested, as_):
    from fangxian.operations.custody.models import Sample

    labels = text(
        as_("community_worker").post(
            f"/testing/{tested.id}/tubes", {"place": TONGYINLI, "count": "1", "size": "10"}
        )
    )
    tube = "F" + labels.split("<span>F")[1].split("<")[0]
    desk = text(
        as_("community_worker").get(f"/testing/{tested.id}/desk/?place={TONGYINLI}&tube={tube}&site=north-1")
    )
    assert '<option value="north-1" selected>' in desk
    told = {"tube": tube, "person": "ann", "place_id": TONGYINLI, "site": "north-1"}
    answer = as_("community_worker").post(f"/testing/{tested.id}/desk/sample", told)
    assert "site=north-1" in answer["Location"]
    assert Sample.objects.get().site_id == "north-1"
    assert "Sampled" in text(as_("community_worker", "en").get(NORTH))
