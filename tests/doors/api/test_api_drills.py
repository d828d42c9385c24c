"""Drills for programs."""

from datetime import date

import pytest

NIGHT = {"people": 12000, "hours": 4, "crews": 50, "sites": 25, "tubes": 2000}


pytestmark = pytest.mark.django_db


@pytest.fixture
def drill_id(cast, clock):
    """A drill of Furong with a report."""
    from fangxian.operations.cases.reports import NewOutbreak
    from fangxian.operations.cases.services import open_outbreak
    from fangxian.operations.drills.rows import Wish
    from fangxian.operations.drills.services import begin, close

    plan = ("sars-cov-2-delta", "cn-covid19-8e-2021", "8")
    new = NewOutbreak("drill", "演练", "DRILL", *plan, "430102", "Asia/Shanghai")
    open_outbreak(cast.commander, clock, outbreak=new)
    wish = Wish("cn-covid19-8e-2021", date(2021, 7, 20), population=6000, days=1)
    found = begin(cast.commander, clock, outbreak_id="drill", place_id="430102", wish=wish)
    close(cast.commander, clock, drill_id=found, report={"late": []})
    return found


def test_a_drill_is_listed_and_read_with_its_report(drill_id, program) -> None:
    (row,) = program("commander").get("/drills").json()
    assert row["id"] == str(drill_id)
    assert row["settings"]["population"] == 6000
    told = program("commander").get(f"/drills/{drill_id}").json()
    assert told["report"] == {"late": []}
    assert told["ended_at"] is not None


def test_who_serves_elsewhere_finds_nothing(drill_id, program) -> None:
    worker = program("community-worker")
    assert worker.get("/drills").json() == []
    assert worker.get(f"/drills/{drill_id}").status_code == 404


def test_a_night_of_sampling_is_answered_by_the_hour_and_with_what_is_short(outbreak, program) -> None:
    night = program("commander").post("/drills/surge", NIGHT).json()
    assert night["can"] is False
    assert night["shortages"] == [{"what": "crews", "have": 50, "need": 100}]
    assert sum(row["sampled"] for row in night["hours"]) == 12000


def test_no_number_is_null_where_none_is_enough(outbreak, program) -> None:
    night = program("commander").post("/drills/surge", {**NIGHT, "result_hours": 6}).json()
    assert night["shortages"][-1] == {"what": "laboratory", "have": 100000.0, "need": None}


def test_a_night_that_cannot_be_is_refused(outbreak, program) -> None:
    commander = program("commander")
    for wrong in ({"people": 0}, {"pool": 0}, {"opens_hour": 24}, {"more": 1}):
        assert commander.post("/drills/surge", {**NIGHT, **wrong}).status_code == 422
