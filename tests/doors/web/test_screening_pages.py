"""Screening on screen: one form a door, buttons that work at night, the way to the next door, a desk that answers."""

from datetime import timedelta

import pytest

from tests.operations.rounds.conftest import TONGYINLI, listings

ANN = {"member": ["ann", "bo"], "said-ann": "here", "said-bo": ""}


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
def door(screened) -> str:
    """The address of a door."""
    return f"/screening/{screened.id}/{TONGYINLI}/doors/door-1/"


def test_a_worker_fills_in_a_door_and_goes_on_to_the_next(screened, door, as_):
    worker = as_("community_worker", "en")
    page = text(worker.get(door))
    assert "Who is at home" in page
    assert "Nobody opened" in page
    told = {**ANN, "outcome": "answered", "symptom-bo": ["fever"], "need": ["food"]}
    after = text(worker.post(f"{door}record", told, follow=True))
    assert "Recorded, 1 done." in after
    assert "2 things are with whoever answers them." in after
    assert "door-2" in after, "the way goes on"
    assert "Samples missed" in after


def test_a_form_pressed_twice_is_one_form(door, as_, screened):
    worker = as_("community_worker", "en")
    told = {
        **ANN,
        "outcome": "answered",
        "need": ["food"],
        "event_id": "01a2227d-dafa-7000-b2b2-c9b2230be3b1",
    }
    for _ in range(2):
        told_again = worker.post(f"{door}record", told, follow=True)
    assert told_again.status_code == 200
    assert text(as_("street_worker", "en").get("/screening/")).count("needs supplies or help") == 1


def test_the_page_is_in_chinese_too(door, as_):
    page = text(as_("community_worker").get(door))
    assert "谁在家" in page
    assert "拒绝转给卫生人员，不转公安。" in page


def test_at_night_the_page_says_when_to_come_and_the_duty_buttons_work(door, as_, clock):
    worker = as_("community_worker", "en")
    clock.advance(timedelta(hours=4))
    assert "no knocking at night" in text(worker.get(door))
    refused = worker.post(f"{door}record", {**ANN, "outcome": "answered"})
    assert refused.status_code == 409
    assert "1 Aug" in text(refused) or "08-01 08:00" in text(refused)
    called = text(worker.post(f"{door}duty", {"kind": "child-alone"}, follow=True))
    assert "The duty office of the street has it." in called
    assert "a child alone" in text(as_("street_worker", "en").get("/screening/"))


def test_whoever_knocked_before_nine_may_finish_writing_after_it(door, as_, clock):
    worker = as_("community_worker", "en")
    clock.advance(timedelta(hours=2, minutes=50))
    opened_at = clock.now().isoformat()
    clock.advance(timedelta(minutes=15))
    told = {**ANN, "outcome": "answered", "opened_at": opened_at}
    assert "Recorded, 1 done." in text(worker.post(f"{door}record", told, follow=True))


def test_a_door_marked_risky_asks_who_came_along(door, as_):
    worker = as_("community_worker", "en")
    marked = text(worker.post(f"{door}risk", {"why": "dog"}, follow=True))
    assert "Risky: two go together (a dog)" in marked
    assert 'name="companion"' in marked
    told = {**ANN, "outcome": "answered"}
    assert worker.post(f"{door}record", told).status_code == 409
    assert worker.post(f"{door}record", {**told, "companion": "grid-worker"}).status_code == 302
    assert worker.post(f"{door}risk", {"why": ""}).status_code == 403
    assert "Lifted." in text(as_("street_worker", "en").post(f"{door}risk", {"why": ""}, follow=True))


def test_a_refusal_is_answered_by_the_clinician_and_only_shown_to_the_commander(door, as_, cast, clock):
    from fangxian.operations.screening.inbox import list_items

    as_("community_worker", "en").post(f"{door}record", {"outcome": "refused"})
    (item,) = list_items(cast.clinician.reach, "tiny-2021", clock.now(), department="hospital")
    assert "answered by a health worker" in text(as_("commander", "en").get("/screening/"))
    clinician = as_("clinician", "en")
    assert "I take it" in text(clinician.get("/screening/"))
    clinician.post(f"/screening/items/{item.id}/seen")
    assert "What came of it" in text(clinician.get("/screening/"))
    done = text(clinician.post(f"/screening/items/{item.id}/settle", {"ending": "agreed"}, follow=True))
    assert "Settled." in done
    assert "Nothing waits for an answer" in done
    assert "agreed after all" in text(clinician.get("/screening/?all=1"))


def test_the_gap_page_leads_to_the_shortest_way(screened, as_):
    street = as_("street_worker", "en")
    gaps = text(street.get(f"/ledger/{screened.id}/?place=430102003&gap=household"))
    assert f"/screening/{screened.id}/route?place=430102003&amp;gap=household" in gaps
    way = text(street.get(f"/screening/{screened.id}/route?place=430102003&workers=2"))
    assert "Route 2" in way
    for one in ("door-1", "door-2", "door-3"):
        assert way.count(f"doors/{one}/") == 1


def test_a_stranger_finds_neither_door_nor_way_nor_item(screened, door, as_):
    stranger = as_("stranger", "en")
    as_("community_worker").post(f"{door}duty", {"kind": "danger"})
    assert stranger.get(door).status_code == 404
    assert stranger.post(f"{door}record", {"outcome": "refused"}).status_code == 404
    assert stranger.get(f"/screening/{screened.id}/route?place={TONGYINLI}").status_code == 404
    assert "door-1" not in text(stranger.get("/screening/"))
    police = as_("police_officer", "en")
    assert police.get(door).status_code == 404
    assert "door-1" not in text(police.get("/screening/"))


def test_without_a_round_the_desk_says_how_one_begins(opened, as_):
    assert "No round of screening is open" in text(as_("commander", "en").get("/screening/"))


def test_key_people_are_named_with_their_carers_and_shown_at_the_door(screened, door, as_):
    street = as_("street_worker", "en")
    assert "Nobody is on record" in text(street.get("/screening/key-people/"))
    told = {
        "place": TONGYINLI,
        "door": "door-1",
        "person": "ann",
        "need": ["dialysis"],
        "carers": "grid-worker",
    }
    page = text(street.post("/screening/key-people/name", told, follow=True))
    assert "On record." in page
    assert "Grid worker" in page
    assert "Carers: Grid worker" in text(as_("community_worker", "en").get(door))
    assert "ann" not in text(as_("stranger", "en").get("/screening/key-people/"))
    refused = street.post("/screening/key-people/name", {**told, "carers": "other-district-worker"})
    assert refused.status_code == 400
