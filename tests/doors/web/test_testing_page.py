"""The testing day on screen: how far everybody's sample is, the desk, the box, the laboratory, and nobody else's people."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.operations.rounds.conftest import FUCHENG, TONGYINLI, listings

LAB = {"key": "city-lab", "name": "市疾控实验室", "place": "4301", "tubes_a_day": "20000"}


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def tested(opened, cast, clock, keep):
    """A round of testing over the whole tree."""
    from fangxian.operations.rounds.services import open_round

    def begin():
        return open_round(
            cast.commander,
            clock,
            outbreak_id=opened,
            kind="testing",
            place_id="43",
            due_at=clock.now() + timedelta(days=1),
            lists={"household-register": listings()},
        )

    return keep(begin)


@pytest.fixture
def page(tested, as_):
    """Asks for a page of the round as somebody, in English."""

    def ask(role: str = "commander", address: str = "", language: str = "en") -> str:
        return text(as_(role, language).get(f"/testing/{tested.id}/{address}"))

    return ask


@pytest.fixture
def tube(tested, as_) -> str:
    """The laboratory is registered, a tube is given out by the page; its number."""
    assert as_("commander").post("/testing/laboratories/register", LAB).status_code == 302
    told = {"place": TONGYINLI, "count": "1", "size": "10"}
    labels = text(as_("community_worker").post(f"/testing/{tested.id}/tubes", told))
    assert "<svg" in labels
    return labels.split("<span>F")[1].split("<")[0].join(("F", ""))


def swab(tested, as_, tube: str, person: str = "ann"):
    told = {"tube": tube, "person": person, "place_id": TONGYINLI}
    return as_("community_worker").post(f"/testing/{tested.id}/desk/sample", told)


def send(tested, as_, tube: str, declared: str = "1"):
    told = {"place_id": TONGYINLI, "laboratory": "city-lab", "tubes": tube, "declared": declared}
    return as_("community_worker").post(f"/testing/{tested.id}/send", told)


def bring(as_, tube: str, outcome: str, clock, rows: str = "1"):
    lines = (
        f"tube_code,laboratory_id,outcome,resulted_at\n{tube},city-lab,{outcome},{clock.now().isoformat()}\n"
    )
    file = SimpleUploadedFile("results.csv", lines.encode())
    return as_("lab_worker").post("/testing/laboratories/results", {"file": file, "rows": rows})


def test_before_the_first_round_the_page_leads_to_where_one_is_opened(opened, as_):
    assert "No round of testing yet" in text(as_("commander", "en").get("/testing/"))
    assert "还没有检测轮次" in text(as_("commander").get("/testing/"))


def test_a_tap_at_the_desk_puts_the_person_into_the_tube_and_settles_the_account(tested, page, tube, as_):
    desk = page("community_worker", f"desk/?place={TONGYINLI}&tube={tube}")
    assert "0 of 10 inside" in desk
    assert 'value="ann"' in desk
    assert swab(tested, as_, tube).status_code == 302
    desk = page("community_worker", f"desk/?place={TONGYINLI}&tube={tube}")
    assert "1 of 10 inside" in desk
    assert 'value="ann"' not in desk
    assert "不能再加人" not in desk


def test_a_sample_goes_from_the_desk_to_told_by_the_pages(tested, page, tube, as_, clock):
    swab(tested, as_, tube)
    assert send(tested, as_, tube, declared="2").status_code == 409
    assert send(tested, as_, tube).status_code == 302
    boxes = text(as_("lab_worker", "en").get("/testing/laboratories/"))
    address = boxes.split("/testing/shipments/")[1].split('"')[0]
    received = as_("lab_worker", "en").post(f"/testing/shipments/{address}", {"tubes": tube})
    assert "All 1 tubes are here" in text(received)
    assert bring(as_, tube, "negative", clock, rows="7").status_code == 409
    assert bring(as_, tube, "negative", clock).status_code == 302
    told = {"place_id": TONGYINLI, "channel": "message"}
    assert as_("community_worker").post(f"/testing/{tested.id}/tell", told).status_code == 302
    day = page("community_worker", f"?place={TONGYINLI}")
    assert "told <b>1</b>" in day
    assert "No break: people, tubes, results and telling agree." in day


def test_what_is_late_stands_under_its_kind_with_person_and_tube(tested, page, tube, as_, clock):
    swab(tested, as_, tube)
    clock.advance(timedelta(hours=6))
    day = page("community_worker", f"?place={TONGYINLI}&break=not-sent")
    assert "not sent <b>1</b>" in day
    assert "ann" in day
    assert tube in day
    assert "未送出" in page("community_worker", f"?place={TONGYINLI}", "zh")


def test_somebody_alone_in_a_positive_tube_becomes_a_case_by_one_tap(tested, page, tube, as_, clock, opened):
    swab(tested, as_, tube)
    bring(as_, tube, "positive", clock)
    day = page("district_cdc", f"?place={TONGYINLI}")
    assert "Report as a case" in day
    sample = day.split("/testing/samples/")[1].split("/")[0]
    answer = as_("city_cdc", "en").post(f"/testing/samples/{sample}/case", follow=True)
    assert "the plan has run" in text(answer)
    assert as_("city_cdc", "en").post(f"/testing/samples/{sample}/case").status_code == 409


def test_of_a_shared_positive_tube_nobody_is_a_case_yet(tested, page, tube, as_, clock):
    swab(tested, as_, tube)
    swab(tested, as_, tube, "bo")
    bring(as_, tube, "positive", clock)
    day = page("district_cdc", f"?place={TONGYINLI}")
    assert "not sampled again" in day
    assert "Report as a case" not in day


def test_results_that_are_late_are_an_alarm_at_the_top(tested, page, tube, as_, clock, cast, opened):
    from fangxian.operations.custody.watching import watch_feeds

    swab(tested, as_, tube)
    send(tested, as_, tube)
    boxes = text(as_("lab_worker", "en").get("/testing/laboratories/"))
    as_("lab_worker").post(
        "/testing/shipments/" + boxes.split("/testing/shipments/")[1].split('"')[0], {"tubes": tube}
    )
    clock.advance(timedelta(hours=13))
    watch_feeds(cast.commander, clock, outbreak_id=opened)
    assert "results late, due" in page("commander", f"?place={TONGYINLI}")
    assert "结果未到" in text(as_("lab_worker").get("/testing/laboratories/"))


def test_two_people_type_a_result_and_only_then_it_counts(tested, tube, as_):
    told = {"laboratory": "city-lab", "tube": tube, "outcome": "negative"}
    first = as_("lab_worker", "en").post("/testing/laboratories/typed", told, follow=True)
    assert "a second person has to type it" in text(first)
    second = as_("commander", "en").post("/testing/laboratories/typed", told, follow=True)
    assert "two agree" in text(second)


def test_a_stranger_is_shown_nothing_of_it(tested, page, tube, as_):
    swab(tested, as_, tube)
    stranger = as_("stranger", "en")
    assert stranger.get(f"/testing/{tested.id}/?place={TONGYINLI}").status_code == 404
    assert stranger.get(f"/testing/{tested.id}/desk/?place={TONGYINLI}").status_code == 404
    assert tube not in text(stranger.get(f"/testing/{tested.id}/?place={FUCHENG}"))


def test_a_laboratory_sees_tubes_and_no_person(tested, page, tube, as_, clock):
    swab(tested, as_, tube)
    bring(as_, tube, "positive", clock)
    clock.advance(timedelta(hours=30))
    day = page("lab_worker", "?place=4301&break=not-told")
    assert tube in day
    assert ">ann<" not in day


def test_the_morning_briefing_is_one_page_in_both_languages(tested, page, tube, as_):
    swab(tested, as_, tube)
    told = text(as_("commander", "en").get("/briefing/"))
    assert "Testing, round 1" in told
    assert "No order is late." in told
    assert "晨报" in text(as_("community_worker").get("/briefing/"))
    assert as_("stranger").get(f"/briefing/?place={TONGYINLI}").status_code == 404


def test_the_page_says_with_how_many_each_group_shares_a_tube_by_the_guide_in_force(tested, page):
    day = page("commander")
    assert "in isolation</dt><dd>1 people" in day
    assert "everybody else</dt><dd>10 people" in day
    assert "隔离人员" in page("commander", language="zh")
