"""From the person to the answer through the API; a stranger finds nothing of it."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from tests.operations.custody.drawn_results import record_day, register_three, usual
from tests.operations.rounds.conftest import TONGYINLI, listings

pytestmark = pytest.mark.django_db
LAB = {"name": "市疾控实验室", "place_id": "4301", "tubes_a_day": 20_000}


@pytest.fixture
def opened(outbreak, cast, clock, keep) -> str:
    """A round of testing over the whole tree; its address."""
    from fangxian.operations.rounds.services import open_round

    def begin():
        return open_round(
            cast.commander,
            clock,
            outbreak_id=outbreak,
            kind="testing",
            place_id="43",
            due_at=clock.now() + timedelta(days=1),
            lists={"household-register": listings()},
        )

    return f"/rounds/{keep(begin).id}"


@pytest.fixture
def laboratory(outbreak, program) -> str:
    """The laboratory is registered; its short name."""
    answer = program("commander").ask("PUT", f"/outbreaks/{outbreak}/laboratories/city-lab", LAB)
    assert answer.status_code == 200
    return "city-lab"


def swab(clock, tube: str, person: str = "ann") -> dict:
    return {
        "id": str(uuid4()),
        "tube_code": tube,
        "person_id": person,
        "place_id": TONGYINLI,
        "taken_at": clock.now().isoformat(),
    }


def test_a_sample_goes_all_the_way_by_the_api(opened, laboratory, outbreak, program, clock):
    worker, lab = program("community-worker"), program("lab-worker")
    (tube,) = worker.post(f"{opened}/tubes", {"place_id": TONGYINLI, "size": 10, "count": 1}).json()["codes"]
    assert worker.post(f"{opened}/samples", {"samples": [swab(clock, tube)]}).json()["recorded"] == 1
    box = {
        "id": str(uuid4()),
        "place_id": TONGYINLI,
        "laboratory_id": laboratory,
        "tube_codes": [tube],
        "declared": 1,
    }
    assert worker.post(f"{opened}/shipments", box).status_code == 201
    (sent,) = lab.get(f"{opened}/shipments?only_open=true").json()
    assert (sent["id"], sent["sent"], sent["received"]) == (box["id"], 1, 0)
    found = lab.post(f"/shipments/{box['id']}/receipts", {"tube_codes": [tube]}).json()
    assert found == {"received": 1, "missing": [], "unexpected": []}
    (backlog,) = lab.get(f"/outbreaks/{outbreak}/laboratories").json()
    assert (backlog["waiting"], backlog["laboratory"]["id"]) == (1, laboratory)
    text = f"tube_code,laboratory_id,outcome,resulted_at\n{tube},{laboratory},positive,{clock.now().isoformat()}\n"
    batch = lab.post(f"/outbreaks/{outbreak}/results", {"text": text, "rows": 1, "positives": 1}).json()
    assert (batch["read"], batch["accepted"]) == (1, 1)
    (positive,) = worker.get(f"{opened}/positives?place_id={TONGYINLI}").json()
    assert [one["person_id"] for one in positive["members"]] == ["ann"]
    told = {"channel": "call", "sample_ids": [positive["members"][0]["sample_id"]]}
    assert worker.post(f"{opened}/told", told).json() == {"told": 1}
    balance = worker.get(f"{opened}/custody?place_id={TONGYINLI}").json()
    (row,) = balance["rows"]
    assert (row["sampled"], row["told"], balance["breaks"]) == (1, 1, [])


def test_a_result_typed_by_two_people_counts(opened, laboratory, program, clock):
    worker = program("community-worker")
    (tube,) = worker.post(f"{opened}/tubes", {"place_id": TONGYINLI, "size": 1, "count": 1}).json()["codes"]
    typed = {"tube_code": tube, "outcome": "negative"}
    address = f"/laboratories/{laboratory}/typed"
    assert program("lab-worker").post(address, typed).json()["settled"] is False
    assert program("commander").post(address, typed).json()["settled"] is True


def test_a_stranger_finds_nothing_of_it(opened, laboratory, program, clock):
    stranger = program("other-district-worker")
    for address in ("custody", "positives"):
        assert stranger.get(f"{opened}/{address}?place_id={TONGYINLI}").status_code == 404
    assert stranger.post(f"{opened}/tubes", {"place_id": TONGYINLI, "count": 1}).status_code == 404
    assert stranger.post(f"{opened}/samples", {"samples": [swab(clock, "F00000000000")]}).status_code == 404
    assert stranger.get(f"{opened}/shipments").json() == []


def test_alarms_are_listed(laboratory, outbreak, program):
    assert program("lab-worker").get(f"/outbreaks/{outbreak}/feed-alarms").json() == []


def test_a_laboratory_that_misses_positives_is_told_of_and_looked_into(
    opened, outbreak, program, cast, clock
):
    from fangxian.operations.custody.drift.raising import watch_drift

    register_three(cast.commander, clock, outbreak)
    for bad in (24, 24, 3):
        record_day(cast.commander, clock, outbreak, UUID(opened.rpartition("/")[2]), usual(bad))
        clock.advance(timedelta(days=1))
    watch_drift(cast.commander, clock, outbreak_id=outbreak)
    address = f"/outbreaks/{outbreak}/quality"
    told = program("commander").get(address).json()
    [alarm] = told["alarms"]
    assert (alarm["unit_id"], alarm["observed"], alarm["cleared_at"]) == ("bad", 3, None)
    bad = next(unit for unit in told["units"] if unit["id"] == "bad")
    assert [point["alarm"] for point in bad["lines"][0]["points"]] == [False, False, True]
    assert program("other-district-worker").get(address).json()["units"] == []
    answer = {"kind": "laboratory", "unit_id": "bad", "reason": "re-tested"}
    assert program("lab-worker").post(f"{address}/cleared", answer).status_code == 403
    assert program("commander").post(f"{address}/cleared", answer).json() == {"cleared": 1}
    assert program("commander").get(address).json()["alarms"][0]["reason"] == "re-tested"


def test_the_briefing_is_of_ones_own_place(opened, laboratory, outbreak, program):
    told = program("community-worker").get(f"/outbreaks/{outbreak}/briefing?place_id={TONGYINLI}").json()
    assert told["rounds"][0]["ledger"]["due"] == 3
    stranger = program("other-district-worker").get(f"/outbreaks/{outbreak}/briefing?place_id={TONGYINLI}")
    assert stranger.status_code == 404
