"""Rounds through the API: events that come twice are one, a stranger sees no door, lists need their ground."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.operations.rounds.conftest import FUCHENG, TONGYINLI, listings

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(outbreak, cast, clock, keep) -> str:
    """A round over the whole tree; its address."""
    from fangxian.operations.rounds.services import open_round

    def begin():
        return open_round(
            cast.commander,
            clock,
            outbreak_id=outbreak,
            kind="screening",
            place_id="43",
            due_at=clock.now() + timedelta(days=1),
            lists={"household-register": listings()},
        )

    return f"/rounds/{keep(begin).id}"


def event(clock, person: str = "ann", kind: str = "done", place: str = TONGYINLI) -> dict:
    return {
        "id": str(uuid4()),
        "place_id": place,
        "kind": kind,
        "event_at": clock.now().isoformat(),
        "person_id": person,
    }


def test_events_are_sent_counted_and_sent_again(opened, program, clock):
    worker, told = program("community-worker"), {"events": [event(clock), event(clock, "cem", "refused")]}
    assert worker.post(f"{opened}/events", told).json() == {"recorded": 2, "repeated": 0}
    assert worker.post(f"{opened}/events", told).json() == {"recorded": 0, "repeated": 2}
    (row,) = worker.get(f"{opened}/ledger?place_id={TONGYINLI}").json()["rows"]
    assert (row["due"], row["done"], row["refused"], row["missing"]) == (3, 1, 1, 2)


def test_who_is_missing_is_told_with_the_door(opened, program, clock):
    worker = program("community-worker")
    worker.post(f"{opened}/events", {"events": [event(clock)]})
    rows = worker.get(f"{opened}/gaps?place_id={TONGYINLI}&gap=sample").json()
    assert [(row["door_id"], row["person_id"]) for row in rows] == [("door-1", "bo")]


def test_people_on_no_list_are_estimated_or_the_reason_is_told(opened, program):
    (row,) = program("community-worker").get(f"{opened}/unseen?place_id={TONGYINLI}").json()
    assert (row["seen"], row["unseen"], row["reason"]) == (3, None, "one-list")


def test_nobody_of_another_area_is_explained(opened, program):
    worker = program("community-worker")
    assert worker.get(f"{opened}/people/ann/links").json() == []
    assert worker.get(f"{opened}/people/zoe/links").status_code == 404


def test_a_stranger_finds_no_place_there_nor_elsewhere(opened, program, clock):
    stranger = program("other-district-worker")
    for address in (f"{opened}/ledger", f"{opened}/gaps", f"{opened}/unseen"):
        here, nowhere = (stranger.get(f"{address}?place_id={place}") for place in (TONGYINLI, "999"))
        assert here.status_code == nowhere.status_code == 404
    assert stranger.post(f"{opened}/events", {"events": [event(clock)]}).status_code == 404
    assert stranger.get(f"{opened}/ledger?place_id={FUCHENG}").status_code == 200


def test_somebody_on_no_list_is_added(opened, program, clock):
    found = {
        "id": str(uuid4()),
        "place_id": TONGYINLI,
        "person_id": "found-1",
        "added_at": clock.now().isoformat(),
    }
    worker = program("community-worker")
    assert worker.post(f"{opened}/people", found).json() == {"recorded": 1, "repeated": 0}
    (row,) = worker.get(f"{opened}/ledger?place_id={TONGYINLI}").json()["rows"]
    assert (row["due"], row["added"]) == (3, 1)


def test_rounds_are_listed_and_closed_by_who_commands(opened, outbreak, program):
    (row,) = program("community-worker").get(f"/outbreaks/{outbreak}/rounds").json()
    assert (row["kind"], row["number"], row["accounts"]) == ("screening", 1, 7)
    assert program("community-worker").post(f"{opened}/close", {}).status_code == 403
    assert program("commander").post(f"{opened}/close", {}).json()["closed_at"]


def test_a_list_is_switched_on_with_its_ground(outbreak, program):
    commander, phones = program("commander"), f"/outbreaks/{outbreak}/lists/phones"
    assert commander.post(phones, {"on": True}).status_code == 400
    ground = {"on": True, "legal_basis": "IDA", "approver": "CDC", "expires_at": "2021-08-20T00:00:00Z"}
    assert commander.post(phones, ground).json()["on_now"] is True
    states = {row["list_id"]: row["on_now"] for row in commander.get(f"/outbreaks/{outbreak}/lists").json()}
    assert states["phones"] is True
    assert states["shops"] is False


def test_without_a_register_no_round_is_opened(outbreak, program):
    given = {"kind": "screening", "place_id": "430102", "due_at": "2021-08-09T00:00:00Z"}
    answer = program("commander").post(f"/outbreaks/{outbreak}/rounds", given)
    assert answer.status_code == 400
    assert answer.json()["code"] == "no-list-is-on"
