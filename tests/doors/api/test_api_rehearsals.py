"""A program asks for a rehearsal, runs it on until it has ended, and reads what came out."""

import pytest

from tests.operations.rehearsals.small import FURONG, settle_small

pytestmark = pytest.mark.django_db

WISH = {
    "place_id": FURONG,
    "plans": ["cn-covid19-8e-2021", "nothing"],
    "futures": 10,
    "days": 14,
    "seed_cases": 3,
}


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Whatever place is rehearsed, it is the small city."""
    settle_small(monkeypatch)


def run_to_the_end(asker, key: str) -> dict:
    told = asker.post(f"/rehearsals/{key}/futures").json()
    return told if told["digest"] else run_to_the_end(asker, key)


def test_a_rehearsal_is_asked_for_run_on_and_read(outbreak, program) -> None:
    commander = program("commander")
    asked = commander.post("/rehearsals", WISH)
    assert asked.status_code == 201
    key = asked.json()
    assert commander.get(f"/rehearsals/{key}").json()["outcome"] is None
    assert run_to_the_end(commander, key)["done"] == 10
    told = commander.get(f"/rehearsals/{key}?against=nothing").json()
    assert told["rehearsal"]["wish"]["plans"] == ["cn-covid19-8e-2021@8", "nothing"]
    assert {one["against"] for one in told["outcome"]["differences"]} == {"nothing"}
    # Where nobody is ever found there is no last case, and nothing to hold the other plan's against.
    assert "days_to_last_case" not in {one["outcome"] for one in told["outcome"]["differences"]}
    first = told["outcome"]["plans"][0]
    assert {one["outcome"] for one in first["figures"]} >= {"infections", "cost"}
    assert [row["id"] for row in commander.get("/rehearsals").json()] == [key]


def test_who_may_not_rehearse_is_refused_and_who_sees_no_city_finds_nothing(outbreak, program) -> None:
    key = program("commander").post("/rehearsals", WISH).json()
    worker = program("community-worker")
    assert worker.post("/rehearsals", WISH).status_code == 403
    assert worker.get("/rehearsals").json() == worker.get("/rehearsals/cities").json() == []
    assert worker.get(f"/rehearsals/{key}").status_code == 404
    assert program("district-cdc").post("/rehearsals", {**WISH, "place_id": "430105"}).status_code == 404


def test_a_wish_that_cannot_be_rehearsed_is_answered_with_a_problem(outbreak, program) -> None:
    commander = program("commander")
    refused = commander.post("/rehearsals", {**WISH, "assumptions": {"luck": 1}})
    assert (refused.status_code, refused.json()["code"]) == (400, "no-such-assumption")
    assert commander.post("/rehearsals", {**WISH, "futures": 1}).status_code == 422
    assert commander.post("/rehearsals", {**WISH, "more": 1}).status_code == 422
