"""Checkpoints through the API: a device at the gate hands in its day in one batch, and again, and nothing is doubled."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.operations.rounds.conftest import TONGYINLI

pytestmark = pytest.mark.django_db


@pytest.fixture
def gates(outbreak, program) -> str:
    """A checkpoint stands; the address of all."""
    address = f"/outbreaks/{outbreak}/checkpoints"
    north = {"key": "north", "kind": "road", "place_id": TONGYINLI, "name": "北口"}
    assert program("commander").post(address, {"checkpoints": [north]}).json() == {"changed": 1}
    return address


def passage(clock, **more) -> dict:
    return {"id": str(uuid4()), "direction": "in", "passed_at": clock.now().isoformat()} | more


def test_a_batch_sent_again_is_accounted_for_and_counted_once(gates, outbreak, program, clock):
    worker = program("checkpoint-worker")
    batch = {"device_id": "gate-1", "passages": [passage(clock), passage(clock, direction="out", people=3)]}
    first = worker.post(f"{gates}/north/passages", batch).json()
    again = worker.post(f"{gates}/north/passages", batch).json()
    assert (first["accepted"], first["duplicate"], first["refused"]) == (2, 0, [])
    assert (again["accepted"], again["duplicate"]) == (0, 2)
    counted = worker.get(f"/outbreaks/{outbreak}/passages").json()
    assert [(one["direction"], one["people"]) for one in counted] == [("in", 1), ("out", 3)]


def test_what_is_refused_is_named_with_its_reason_and_a_stranger_finds_no_gate(gates, program, clock):
    ahead = passage(clock, passed_at=(clock.now() + timedelta(days=1)).isoformat())
    batch = {"device_id": "gate-1", "passages": [ahead]}
    sent = program("checkpoint-worker").post(f"{gates}/north/passages", batch).json()
    assert [(one["id"], one["code"]) for one in sent["refused"]] == [(ahead["id"], "passage-unclear")]
    assert program("other-district-worker").post(f"{gates}/north/passages", batch).status_code == 404
    assert program("other-district-worker").get(gates).json() == []


def test_a_hand_over_is_acknowledged_by_the_community_and_seen_by_nobody_else(
    gates, outbreak, program, clock
):
    risky = passage(clock, origin_risk="high", full_name="合成吴", to_place_id=TONGYINLI)
    batch = {"device_id": "gate-1", "passages": [risky]}
    assert program("checkpoint-worker").post(f"{gates}/north/passages", batch).json()["handed"] == 1
    assert program("checkpoint-worker").get(f"/outbreaks/{outbreak}/handed-on").json() == []
    [row] = program("community-worker").get(f"/outbreaks/{outbreak}/handed-on").json()
    assert (row["state"], row["name"]) == ("waiting", "合成吴")
    address = f"/handed-on/{row['id']}/acknowledged"
    assert program("other-district-worker").post(address, {}).status_code == 404
    assert program("community-worker").post(address, {}).status_code == 204
    assert program("community-worker").post(address, {}).status_code == 409


def test_a_queue_is_told_and_a_checkpoint_closed(gates, program):
    assert program("checkpoint-worker").post(f"{gates}/north/queue", {"waiting": 30}).status_code == 204
    assert program("commander").post(f"{gates}/north/closed", {"reason": "area ended"}).status_code == 204
    [one] = program("commander").get(gates).json()
    assert (one["waiting"], one["is_open"]) == (30, False)
