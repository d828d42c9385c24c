"""A program has the race clock computed and reads it; who serves elsewhere reads nobody else's orders."""

import pytest

from tests.operations.race.small import settle_small
from tests.operations.response.conftest import desk  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Whatever place is run, it is the small city."""
    settle_small(monkeypatch)


def run_to_the_end(asker, key: str) -> dict:
    told = asker.post(f"/race-clocks/{key}/prices").json()
    return told if told["row"]["ended_at"] else run_to_the_end(asker, key)


def test_a_race_clock_is_asked_for_computed_and_read(desk, program) -> None:  # noqa: F811
    desk.sign_case_at_tea()
    commander = program("commander")
    assert commander.get("/outbreaks/tiny/race-clock").status_code == 404
    asked = commander.post("/outbreaks/tiny/race-clocks", {"futures": 40})
    assert asked.status_code == 201
    assert run_to_the_end(commander, asked.json())["row"]["place_id"] == "4301"
    told = commander.get("/outbreaks/tiny/race-clock").json()
    assert told["clock"]["id"] == asked.json()
    assert told["unpriced_total"] == sum(one["count"] for one in told["unpriced"])
    figures = [one["infections"] for one in (*told["dear"], *told["too_small"])]
    assert all(one["low"] <= one["mean"] <= one["high"] for one in figures)
    elsewhere = program("other-district-worker").get("/outbreaks/tiny/race-clock").json()
    seen = [
        *elsewhere["dear"],
        *elsewhere["too_small"],
        *(row for one in elsewhere["unpriced"] for row in one["rows"]),
    ]
    assert all(row["place_id"].startswith("430105") for row in seen)


def test_who_may_not_rehearse_cannot_have_it_computed(desk, program) -> None:  # noqa: F811
    desk.sign_case_at_tea()
    assert program("community-worker").post("/outbreaks/tiny/race-clocks", {}).status_code == 403
    assert program("commander").post("/outbreaks/tiny/race-clocks", {"futures": 1}).status_code == 422
