"""Care through the API: who lacks a carer, what was done; a stranger reads and writes nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.doors.api.test_api_screening import opened as opened  # noqa: PLC0414
from tests.operations.rounds.conftest import TONGYINLI

pytestmark = pytest.mark.django_db
ANN = {"place_id": TONGYINLI, "household_id": "door-1", "person_id": "ann"}


@pytest.fixture
def at(opened, outbreak, cast, clock, program) -> str:
    """The address of care; people of 桐荫里 are bound to stay."""
    from fangxian.operations.areas.services import record_official_measure

    columns = {
        "id": "m-home",
        "outbreak_id": outbreak,
        "place_id": TONGYINLI,
        "measure": "stay-home",
        "title_zh": "足不出户",
        "title_en": "Stay at home",
        "starts_at": clock.now(),
        "rule": "official",
        "ends_at": clock.now() + timedelta(days=14),
        "source": "a notice",
        "restricts": True,
    }
    record_official_measure(cast.commander, clock, columns=columns, effective_at=clock.now())
    return f"/outbreaks/{outbreak}/care"


def test_who_lacks_a_carer_is_listed_until_one_is_named(at, program):
    street = program("street-worker")
    found = street.get(f"{at}/lacking").json()
    assert (found["counted"], found["nobody"]) == (2, 2)
    named = {"place_id": TONGYINLI, "household_id": "door-1", "carers": ["grid-worker"]}
    assert street.post(f"{at}/carers", named).status_code == 204
    found = street.get(f"{at}/lacking?place_id={TONGYINLI}").json()
    assert [row["household_id"] for row in found["rows"]] == ["door-2"]


def test_what_is_done_for_somebody_is_noted(at, program, outbreak, clock):
    worker = program("community-worker")
    key = {**ANN, "needs": ["dialysis"], "carers": []}
    assert worker.post(f"/outbreaks/{outbreak}/key-people", key).status_code == 204
    assert worker.post(f"{at}/visits", {**ANN, "outcome": "seen"}).status_code == 204
    out = (clock.now() + timedelta(days=1)).date().isoformat()
    assert worker.post(f"{at}/medicines", {**ANN, "kind": "heart", "runs_out_on": out}).status_code == 204
    (row,) = worker.get(at).json()
    assert row["seen_at"] is not None
    assert row["medicines"][0]["soon"] is True
    ride = worker.post(f"{at}/ambulances", {**ANN, "hospital": "湘雅医院"}).json()["ride_id"]
    assert [one["id"] for one in worker.get(f"{at}/ambulances").json()] == [ride]
    assert worker.post(f"/ambulances/{ride}/end", {"step": "arrived"}).status_code == 204
    call = worker.post(f"{at}/calls", {"place_id": TONGYINLI, "topic": "fear"}).json()["call_id"]
    assert worker.post(f"/line-calls/{call}/answer", {}).status_code == 204
    assert worker.get(f"{at}/calls").json() == []


def test_a_stranger_reads_and_writes_nothing(at, program):
    program("community-worker").post(f"{at}/ambulances", {**ANN, "hospital": "湘雅医院"})
    stranger = program("other-district-worker")
    assert stranger.get(at).json() == []
    assert stranger.get(f"{at}/lacking").json()["rows"] == []
    assert stranger.get(f"{at}/ambulances").json() == []
    assert stranger.post(f"{at}/visits", {**ANN, "outcome": "seen"}).status_code == 404
    assert stranger.post(f"/ambulances/{uuid4()}/end", {"step": "arrived"}).status_code == 404
