"""Screening through the API: forms that come twice are one, what was told reaches who answers it, a stranger sees nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.operations.rounds.conftest import TONGYINLI, listings

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(outbreak, cast, clock, keep) -> str:
    """A round of screening over the whole tree; its address."""
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


@pytest.fixture
def door(opened) -> str:
    """The address of a door."""
    return f"{opened}/places/{TONGYINLI}/doors/door-1"


def form(clock, **more) -> dict:
    told = {
        "id": str(uuid4()),
        "outcome": "answered",
        "event_at": clock.now().isoformat(),
        "present": ["ann"],
    }
    return {**told, **more}


def test_a_door_is_read_filled_in_and_sent_again(door, program, clock):
    worker = program("community-worker")
    asked = worker.get(door).json()
    assert [one["person_id"] for one in asked["members"]] == ["ann", "bo"]
    assert (asked["faults"], asked["risk"], asked["urgent"]) == ([], "", False)
    told = form(clock, symptoms={"bo": ["fever"]}, needs=["dialysis"])
    assert worker.post(f"{door}/screenings", told).json() == {
        "repeated": False,
        "done": 1,
        "items": 2,
        "stays": 0,
    }
    assert worker.post(f"{door}/screenings", told).json()["repeated"] is True
    assert {one["state"] for one in worker.get(door).json()["members"]} == {"done", "not-visited"}


def test_what_was_told_is_seen_and_settled_by_a_health_worker(door, program, clock, outbreak):
    program("community-worker").post(f"{door}/screenings", form(clock, outcome="refused", present=[]))
    clinician = program("clinician")
    (item,) = clinician.get(f"/outbreaks/{outbreak}/door-items").json()
    assert (item["kind"], item["desk"], item["household_id"]) == ("refusal", "health", "door-1")
    assert program("commander").post(f"/door-items/{item['id']}/seen", {}).status_code == 403
    assert clinician.post(f"/door-items/{item['id']}/seen", {}).status_code == 204
    assert clinician.post(f"/door-items/{item['id']}/settle", {"ending": "agreed"}).status_code == 204
    assert clinician.get(f"/outbreaks/{outbreak}/door-items").json() == []
    (done,) = clinician.get(f"/outbreaks/{outbreak}/door-items?open_only=false").json()
    assert done["ending"] == "agreed"
    before = (clock.now() - timedelta(hours=1)).isoformat().replace("+", "%2B")
    assert clinician.get(f"/outbreaks/{outbreak}/door-items?known_at={before}").json() == []


def test_an_alarm_is_new_once_and_the_door_is_risky(door, program, clock, outbreak):
    worker = program("community-worker")
    alarm = {"id": str(uuid4()), "kind": "danger", "event_at": clock.now().isoformat()}
    assert worker.post(f"{door}/duty", alarm).json() == {"fresh": True}
    assert worker.post(f"{door}/duty", alarm).json() == {"fresh": False}
    assert worker.get(door).json()["risk"] == "violence"
    lifted = {"outbreak_id": outbreak, "why": ""}
    mark = f"/places/{TONGYINLI}/doors/door-1/risk"
    assert worker.post(mark, lifted).json()["code"] == "only-the-street-lifts"
    assert program("street-worker").post(mark, lifted).status_code == 204
    assert worker.get(door).json()["risk"] == ""


def test_the_way_leads_to_every_door_where_somebody_is_missing(opened, program):
    street = program("street-worker")
    way = street.get(f"{opened}/route?place_id=430102003&workers=2").json()
    assert sorted(one["door_id"] for one in way["stops"]) == ["door-1", "door-2", "door-3"]
    assert {one["worker"] for one in way["stops"]} == {1, 2}
    assert street.get(f"{opened}/route?place_id=430102003&gap=round").json()["code"] == "not-a-route"
    assert street.get(f"{opened}/route?place_id=430102003&gap=sample").json()["stops"] == []


def test_a_stranger_reads_and_writes_nothing(opened, door, program, clock, outbreak):
    program("community-worker").post(f"{door}/screenings", form(clock, outcome="refused", present=[]))
    stranger = program("other-district-worker")
    assert stranger.get(door).status_code == 404
    assert stranger.post(f"{door}/screenings", form(clock)).status_code == 404
    assert stranger.get(f"{opened}/route?place_id={TONGYINLI}").status_code == 404
    assert stranger.get(f"/outbreaks/{outbreak}/door-items").json() == []
    assert stranger.post(f"/door-items/{uuid4()}/seen", {}).status_code == 404


def test_key_people_are_named_and_listed(opened, program, outbreak):
    street, address = program("street-worker"), f"/outbreaks/{outbreak}/key-people"
    told = {"place_id": TONGYINLI, "household_id": "door-1", "person_id": "ann", "needs": ["dialysis"]}
    assert street.post(address, {**told, "carers": ["grid-worker"]}).status_code == 204
    (row,) = street.get(address).json()
    assert (row["person_id"], row["needs"], row["alone"]) == ("ann", ["dialysis"], False)
    assert [one["name"]["en"] for one in row["carers"]] == ["Grid worker"]
    assert street.post(address, {**told, "carers": ["nobody"]}).json()["code"] == "carer-not-here"
    assert program("other-district-worker").get(address).json() == []


def test_reported_travel_is_listed_for_whoever_may_see_it(program, outbreak):
    assert program("community-worker").get(f"/outbreaks/{outbreak}/trips").json() == []
    assert program("community-worker").get("/outbreaks/no-such/trips").status_code == 404
