"""The notices' desk and what anybody may read, walked through by the cast."""

import pytest
from django.test import Client

GIVEN = {
    "kind": "general",
    "title_zh": "出行通告",
    "title_en": "Travel",
    "body_zh": "请减少出行（含自驾）。",
    "body_en": "Travel less (cars too).",
}


@pytest.fixture
def draft(signed, as_, cast, clock):
    """A draft of the city's CDC: (notice, edition)."""
    from fangxian.operations.notices.queries import list_desk

    assert as_("city_cdc").post("/notices/desk/new", GIVEN).status_code == 302
    (row,) = list_desk(cast.commander.reach, signed.outbreak_id, clock.now())
    return row


@pytest.fixture
def published(draft, as_):
    """Approved and published by the publicity office."""
    publisher = as_("publicity_officer")
    for act in ("approve", "publish"):
        assert publisher.post(f"/notices/desk/editions/{draft.latest.id}/{act}").status_code == 302
    return draft


@pytest.fixture
def anybody(monkeypatch, clock) -> Client:
    """Somebody who never signed in."""
    from fangxian.doors.web.pages.notices import public

    monkeypatch.setattr(public, "get_world_clock", lambda: clock)
    return Client(headers={"Accept-Language": "en"})


def test_anybody_reads_what_is_published_and_nothing_else(published, draft, anybody, signed):
    page = anybody.get(f"/notices/{signed.outbreak_id}/1/").content.decode()
    assert "Travel less" in page
    assert "Commander" not in page
    assert "City CDC" not in page
    assert "Travel" in anybody.get("/notices/").content.decode()


def test_a_draft_is_not_there_for_the_public(draft, anybody, signed):
    assert anybody.get(f"/notices/{signed.outbreak_id}/1/").status_code == 404
    assert "Travel" not in anybody.get("/notices/").content.decode()
    assert "Travel" not in anybody.get("/notices/feed.xml").content.decode()


def test_the_feed_is_one_a_reader_understands(published, anybody):
    from xml.etree import ElementTree

    answer = anybody.get("/notices/feed.xml")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    entries = ElementTree.fromstring(answer.content).findall("{http://www.w3.org/2005/Atom}entry")
    assert [entry.findtext("{http://www.w3.org/2005/Atom}title") for entry in entries] == ["Travel"]


def test_the_text_to_read_out_leaves_asides_out(published, anybody, signed):
    assert "cars" not in anybody.get(f"/notices/{signed.outbreak_id}/1/speech.txt").content.decode()


def test_a_withdrawn_notice_shows_its_reason_instead_of_its_words(published, anybody, as_, signed):
    reason = {"reason_zh": "内容有误", "reason_en": "It held a mistake"}
    as_("commander").post(f"/notices/desk/editions/{published.latest.id}/withdraw", reason)
    page = anybody.get(f"/notices/{signed.outbreak_id}/1/").content.decode()
    assert "It held a mistake" in page
    assert "Travel less" not in page


def test_the_drafter_is_told_that_a_second_person_approves(signed, as_):
    publisher = as_("publicity_officer", "en")
    sent = publisher.post("/notices/desk/new", GIVEN, follow=True)
    assert "a second person has to approve" in sent.content.decode()


def test_places_measures_and_areas_are_offered_and_drafted(signed, as_):
    commander = as_("commander", "en")
    page = commander.get("/notices/desk/new").content.decode()
    assert "Measures in force" in page
    drafted = commander.post("/notices/desk/new", {"kind": "places"}, follow=True).content.decode()
    assert "exposed at places find themselves" in drafted


def test_a_loudspeakers_text_is_played_by_the_community(signed, as_, cast, clock):
    from fangxian.operations.notices import outbox

    outbox.open_outlet(
        cast.publicity_officer, clock, place_id="430102003001", channel="loudspeaker", name="小喇叭"
    )
    as_("city_cdc").post("/notices/desk/new", GIVEN)
    from fangxian.operations.notices.queries import list_desk

    (row,) = list_desk(cast.commander.reach, signed.outbreak_id, clock.now())
    for act in ("approve", "publish"):
        as_("publicity_officer").post(f"/notices/desk/editions/{row.latest.id}/{act}")
    worker = as_("community_worker", "en")
    page = worker.get("/notices/desk/").content.decode()
    assert "For the loudspeakers" in page
    key = page.split("/notices/desk/played/")[1].split('"')[0]
    worker.post(f"/notices/desk/played/{key}", {"times": "9"})
    assert "For the loudspeakers" not in worker.get("/notices/desk/").content.decode()


def test_an_outlets_secret_is_shown_once(signed, as_):
    publisher = as_("publicity_officer", "en")
    given = {"channel": "sms", "name": "gateway", "address": "http://127.0.0.1:1/"}
    assert "The secret is shown once" in publisher.post("/notices/desk/outlets", given).content.decode()
    assert "secret" not in publisher.get("/notices/desk/outlets").content.decode()


def test_a_field_worker_is_refused_to_draft(signed, as_):
    assert as_("community_worker").get("/notices/desk/new").status_code == 403
