"""The gap ledger on screen: from the province down to the door, three taps to record, nobody else's doors."""

from datetime import timedelta

import pytest

from fangxian.engines import tables
from tests.operations.rounds.conftest import FUCHENG, TONGYINLI, XINWU, listings


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def screened(opened, cast, clock, keep):
    """A round of screening over the whole tree, nobody visited yet."""
    from fangxian.operations.rounds.services import open_round

    def begin():
        return open_round(
            cast.commander,
            clock,
            outbreak_id=opened,
            kind="screening",
            place_id="43",
            due_at=clock.now() + timedelta(days=1),
            lists={"household-register": listings()},
        )

    return keep(begin)


@pytest.fixture
def outbreak_lists(opened, cast, clock):
    """A round of two lists: 30 people on both, 30 and 40 on one of them."""
    from fangxian.operations.rounds.services import open_round

    def listed(start: int, stop: int):
        rows = [{"person_id": f"r-{at}", "place_id": TONGYINLI} for at in range(start, stop)]
        return tables.LISTINGS.rows(rows)

    return open_round(
        cast.commander,
        clock,
        outbreak_id=opened,
        kind="testing",
        place_id="43",
        due_at=clock.now() + timedelta(days=1),
        lists={"grid-roster": listed(0, 60), "phones": listed(30, 100)},
    )


def test_before_the_first_round_the_page_offers_to_open_one_to_who_commands(opened, as_):
    page = text(as_("commander", "en").get("/ledger/"))
    assert "No round yet" in page
    assert "Open a round" in page
    assert 'action="/ledger/open"' not in text(as_("community_worker", "en").get("/ledger/"))
    assert "还没有轮次" in text(as_("commander").get("/ledger/"))


def test_the_ledger_goes_down_from_place_to_place_and_says_who_is_missing(screened, as_):
    page = text(as_("commander", "en").get("/ledger/"))
    assert "Door-to-door screening, round 1" in page
    assert "not visited" in page
    below = text(as_("commander", "en").get(f"/ledger/{screened.id}/?place=430102003"))
    assert "Tongyinli" in below
    assert "Xinwu" in below
    assert "Fucheng" not in below


def test_where_people_on_no_list_cannot_be_told_the_page_says_why(screened, as_):
    assert "cannot be told: only one list to go by" in text(as_("commander", "en").get("/ledger/"))
    assert "不能估计: 只有一份可用的名单" in text(as_("commander").get("/ledger/"))


def test_the_page_tells_how_many_are_on_no_list_with_the_interval(screened, as_, cast, clock, outbreak_lists):
    page = text(as_("commander", "en").get(f"/ledger/{outbreak_lists.id}/?place={TONGYINLI}"))
    assert "about 39" in page
    assert "90 % interval" in page


def test_three_taps_record_a_door_and_a_sample(screened, as_):
    worker, here = as_("community_worker", "en"), f"/ledger/{screened.id}/?place={TONGYINLI}"
    page = text(worker.get(here))
    assert "door-2" in page
    assert "cem" in page
    assert "door-3" not in page
    told = {"place_id": TONGYINLI, "person": "cem", "kind": "done"}
    assert "Recorded." in text(worker.post(f"/ledger/{screened.id}/event", told, follow=True))
    knock = {"place_id": TONGYINLI, "door": "door-1", "kind": "no-answer"}
    after = text(worker.post(f"/ledger/{screened.id}/event", knock, follow=True))
    assert "knocks: 1" in after
    assert "1 settled, 2 missing" in after


def test_a_form_pressed_twice_is_one_event(screened, as_):
    worker = as_("community_worker", "en")
    knock = {
        "place_id": TONGYINLI,
        "door": "door-1",
        "kind": "no-answer",
        "event_id": "01a2227d-dafa-7000-b2b2-c9b2230be3b1",
    }
    for _ in range(2):
        page = text(worker.post(f"/ledger/{screened.id}/event", knock, follow=True))
    assert "knocks: 1" in page


def test_somebody_on_no_list_is_added_at_once(screened, as_):
    worker = as_("community_worker", "en")
    page = text(worker.post(f"/ledger/{screened.id}/add", {"place_id": TONGYINLI}, follow=True))
    assert "Added." in page
    assert "found-" in page
    assert "added 1" in page


@pytest.mark.parametrize("gap", ["household", "sample", "round"])
def test_the_missing_are_listed_by_kind(screened, as_, gap):
    page = as_("commander", "en").get(f"/ledger/{screened.id}/?place=43&gap={gap}")
    assert page.status_code == 200
    assert ("door-9" in text(page)) == (gap != "sample")


def test_another_district_sees_nothing_of_these_doors(screened, as_):
    stranger = as_("stranger", "en")
    assert stranger.get(f"/ledger/{screened.id}/?place={TONGYINLI}").status_code == 404
    own = text(stranger.get("/ledger/"))
    assert "door-9" in own
    assert "door-1" not in own
    refused = stranger.post(
        f"/ledger/{screened.id}/event", {"place_id": XINWU, "person": "dora", "kind": "done"}
    )
    assert refused.status_code == 404


def test_the_auditor_counts_and_the_police_sees_no_door(screened, as_):
    assert "not visited" in text(as_("auditor", "en").get("/ledger/"))
    page = text(as_("police_officer", "en").get(f"/ledger/{screened.id}/"))
    assert "door-" not in page


def test_a_list_is_switched_on_with_its_ground_and_off_again(opened, as_):
    commander = as_("commander", "en")
    assert "cannot be switched on without" in text(commander.post("/ledger/lists/phones", {"on": "yes"}))
    ground = {
        "on": "yes",
        "legal_basis": "Infectious Diseases Act, art. 12",
        "approver": "city CDC",
        "expires_at": "2021-08-20T00:00",
    }
    page = text(commander.post("/ledger/lists/phones", ground, follow=True))
    assert "Infectious Diseases Act, art. 12" in page
    page = text(commander.post("/ledger/lists/phones", {"on": "no"}, follow=True))
    assert "Infectious Diseases Act, art. 12" not in page
    assert "Switch on" not in text(as_("community_worker", "en").get("/ledger/lists/"))


def test_a_round_is_closed_by_who_commands(screened, as_):
    page = text(as_("commander", "en").post(f"/ledger/{screened.id}/close", follow=True))
    assert "The round is closed." in page
    assert as_("community_worker").post(f"/ledger/{screened.id}/close").status_code == 403


def test_looking_back_shows_the_ledger_as_it_was_known(screened, as_, clock):
    commander = as_("commander", "en")
    clock.advance(timedelta(hours=2))
    told = {"place_id": FUCHENG, "person": "zoe", "kind": "done"}
    commander.post(f"/ledger/{screened.id}/event", told)
    assert "1 settled, 6 missing" in text(commander.get("/ledger/"))
    commander.post("/choose/hour", {"known_at": "2021-07-31T18:30"})
    page = text(commander.get("/ledger/"))
    assert "0 settled, 7 missing" in page
    assert "Close this round" not in page
