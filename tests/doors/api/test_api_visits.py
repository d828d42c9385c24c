"""Visits through the API: the round of one's place, and a visit recorded once however often it is sent."""

from datetime import timedelta

import pytest

pytestmark = pytest.mark.django_db

EVENT = "01912345-0000-7000-8000-0000000000aa"


@pytest.fixture
def door(case_id, outbreak, program, clock, keep) -> dict:
    """The contact p-2 (新屋) is advised; the visit at their door as the street sees it the next morning."""

    def begin():
        commander = program("commander")
        assert commander.post(f"/outbreaks/{outbreak}/respond").status_code == 200
        body = {"act": "advise", "people": ["p-2"], "reason": "tea together"}
        assert commander.post(f"/outbreaks/{outbreak}/decide", body).json()["opened"] == 1
        clock.advance(timedelta(hours=16))
        (visit,) = program("street-worker").get("/visits").json()["visits"]
        return visit

    return keep(begin)


def test_a_visit_sent_twice_counts_once(door, program) -> None:
    (part,) = [one for one in door["parts"] if one["kind"] == "check"]
    body = {"door_id": door["door_id"], "event_id": EVENT, "checks": {part["subject"]: {"result": "well"}}}
    street = program("street-worker")
    told = [street.post("/visits", body).json()["outcomes"][0]["outcome"] for _ in range(2)]
    assert told == ["done", "repeated"]
    assert street.get("/visits").json()["visits"] == []


def test_a_visit_without_anything_done_is_refused_with_words(door, program) -> None:
    answer = program("street-worker").post("/visits", {"door_id": door["door_id"], "event_id": EVENT})
    assert answer.json()["code"] == "nothing-at-the-door"


def test_to_a_stranger_and_to_the_police_there_is_no_such_door(door, program) -> None:
    part = door["parts"][0]
    body = {"door_id": door["door_id"], "event_id": EVENT, "checks": {part["subject"]: {"result": "well"}}}
    for handle in ("other-district-worker", "police-officer"):
        assert program(handle).get("/visits").json()["visits"] == []
        assert program(handle).post("/visits", body).status_code == 404
