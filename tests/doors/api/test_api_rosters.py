"""Rosters through the API: made, taken, read with hours; who is on duty; limits weighed before they are set."""

from datetime import timedelta

import pytest

from tests.operations.rounds.conftest import TONGYINLI

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(outbreak, program, clock) -> str:
    """The address of rosters; ten members serve at a post of 桐荫里 that needs two."""
    asks = program("commander")
    here = {"place_id": TONGYINLI, "lat": 28.2, "lon": 113.0}
    staff = [{"number": f"{n}", "full_name": f"合成{n}", **here} for n in range(10)]
    people = asks.post("/team-members", {"members": staff}).json()
    post = {"kind": "community", "need": 2, "name": "社区防控岗", "role": "watch", **here}
    [where] = asks.post(f"/outbreaks/{outbreak}/posts", {"posts": [post]}).json()
    for who in people:
        sent = asks.post(f"/posts/{where}/assignments", {"member_id": who})
        assert sent.status_code == 201
    return f"/outbreaks/{outbreak}/rosters"


@pytest.fixture
def roster(at, program, clock) -> str:
    """A roster of two days was taken; the clock stands an hour into its first shift."""
    commander, first = program("commander"), clock.now() + timedelta(hours=8 + 24)
    made = commander.post(at, {"place_id": TONGYINLI, "from_on": f"{first.date()}", "days": 2})
    assert made.status_code == 201
    assert commander.post(f"/rosters/{made.json()}/answer", {"take": True}).status_code == 204
    while not commander.get(f"{at}/on-duty").json():
        clock.advance(timedelta(hours=1))
    return made.json()


def test_a_roster_is_read_with_its_shifts_and_the_hours_of_whoever_serves(at, roster, program):
    commander = program("commander")
    [row] = commander.get(at).json()
    assert (row["id"], row["state"]) == (roster, "standing")
    page = commander.get(f"/rosters/{roster}").json()
    assert len(page["shifts"]) == 6
    assert {len(one["turns"]) for one in page["shifts"]} == {2}
    serving = {turn["member_id"] for one in page["shifts"] for turn in one["turns"]}
    assert {one["tired"]["person_id"] for one in page["hours"]} <= serving
    assert page["hours"]
    on_duty = commander.get(f"{at}/on-duty").json()
    assert len(on_duty) == 2
    assert commander.get(f"{at}/hours").json()
    assert commander.get(f"{at}/absences").json() == []


def test_whoever_serves_another_district_reads_no_roster(at, roster, program):
    stranger = program("other-district-worker")
    assert stranger.get(at).json() == []
    assert stranger.get(f"{at}/on-duty").json() == []
    assert stranger.get(f"{at}/hours").json() == []
    assert stranger.get(f"/rosters/{roster}").status_code == 404
    assert stranger.post(f"/rosters/{roster}/answer", {"take": False}).status_code == 403


def test_limits_are_weighed_before_they_are_set_and_tell_who_set_them(at, roster, program):
    commander = program("commander")
    assert commander.get(f"{at}/limits").json()["limits"]["day_hours"] == 12
    weighed = commander.post(f"{at}/limits/effect", {"day_hours": 6}).json()
    assert weighed["shifts"] > 0
    assert set(weighed["by_rule"]) == {"day_hours"}
    assert commander.get(f"{at}/limits").json()["settings"] == []
    wanted = {"day_hours": 10, "reason": "summer rule"}
    assert program("community-worker").post(f"{at}/limits", wanted).status_code == 403
    assert commander.post(f"{at}/limits", wanted).status_code == 204
    [set_once] = commander.get(f"{at}/limits").json()["settings"]
    assert (set_once["changed"], set_once["reason"]) == ({"day_hours": [12, 10]}, "summer rule")
    assert commander.post(f"{at}/limits/effect", {"day_hours": 1e300}).status_code == 400
