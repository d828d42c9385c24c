"""Outreach through the API: forms that come twice are one, groups are registered whole or not at all."""

from datetime import timedelta
from uuid import uuid4

import pytest

pytestmark = pytest.mark.django_db

TONGYINLI = "430102003001"


def look(program, outbreak, clock, **said) -> dict:
    asked = program("community-worker").get(f"/outbreaks/{outbreak}/venue-forms/v-teahouse").json()
    answers = {**{one["key"]: "yes" for one in asked["questions"]}, **said}
    return {"id": str(uuid4()), "answers": answers, "seen_at": clock.now().isoformat()}


def groups(*sizes: int) -> dict:
    told = {"place_id": TONGYINLI, "home": "大连市", "leader": "合成导游"}
    return {"groups": [{**told, "id": str(uuid4()), "size": size} for size in sizes]}


def test_a_look_sent_twice_is_one_and_its_finding_is_closed_with_proof(outbreak, program, clock):
    worker = program("community-worker")
    form, address = (
        look(program, outbreak, clock, masks="no"),
        f"/outbreaks/{outbreak}/venue-forms/v-teahouse",
    )
    assert worker.post(f"{address}/looks", form).json()["findings"] == 1
    assert worker.post(f"{address}/looks", form).json()["repeated"] is True
    (finding,) = worker.get(f"/outbreaks/{outbreak}/venue-findings").json()
    right = f"/venue-findings/{finding['id']}/right"
    assert worker.post(right, {"proof": " "}).status_code == 400
    assert worker.post(right, {"proof": "masks at the till"}).status_code == 204
    assert worker.get(f"/outbreaks/{outbreak}/venue-findings").json() == []


def test_what_is_due_is_walked_and_a_late_venue_is_closed_and_opened(outbreak, program, clock):
    worker, commander = program("community-worker"), program("district-commander")
    (due,) = worker.get(f"/outbreaks/{outbreak}/venues-due").json()
    assert (due["venue_id"], due["why"]) == ("v-teahouse", ["never-seen"])
    assert worker.get(f"/outbreaks/{outbreak}/venue-walks?walkers=2").json()["due"] == 1
    address = f"/outbreaks/{outbreak}/venue-forms/v-teahouse"
    worker.post(f"{address}/looks", look(program, outbreak, clock, masks="no"))
    clock.advance(timedelta(hours=25))
    assert "edition_id" in commander.post(f"{address}/close", {"reason": "no masks"}).json()
    (closed,) = commander.get(f"/outbreaks/{outbreak}/venues-closed").json()
    assert (closed["why"], closed["open_findings"]) == ("findings", 1)
    assert commander.post(f"{address}/reopen", {"reason": "right"}).json()["code"] == "venue-not-ready"


def test_a_loudspeaker_plays_once_however_often_it_says_so(outbreak, program, cast, clock):
    from fangxian.operations.notices.outbox import open_outlet

    outlet, _ = open_outlet(
        cast.publicity_officer, clock, place_id=TONGYINLI, channel="loudspeaker", name="no. 1"
    )
    worker = program("community-worker")
    post = {"spot": "gate", "keeper": "property office", "hours": ["08:00"]}
    assert worker.post(f"/loudspeakers/{outlet}/post", post).status_code == 204
    play = {"id": str(uuid4()), "played_at": clock.now().isoformat(), "times": 1}
    assert worker.post(f"/loudspeakers/{outlet}/plays", play).json() == {"fresh": True}
    assert worker.post(f"/loudspeakers/{outlet}/plays", play).json() == {"fresh": False}
    (row,) = worker.get(f"/outbreaks/{outbreak}/loudspeakers").json()
    assert (row["due_today"], row["played_today"]) == (1, 1)


def test_groups_are_registered_sampled_sent_home_and_counted_by_city(outbreak, program, clock):
    worker, cdc = program("community-worker"), program("city-cdc")
    given = groups(16, 9)
    done = worker.post(f"/outbreaks/{outbreak}/stranded", given).json()
    assert (done["added"], done["people"]) == (2, 25)
    group = given["groups"][0]["id"]
    sample = {"id": str(uuid4()), "taken_at": clock.now().isoformat(), "people": 16}
    assert worker.post(f"/stranded/{group}/tests", sample).json() == {"fresh": True}
    way = {"leaves_at": (clock.now() + timedelta(days=1)).isoformat(), "leaves_by": "train"}
    assert worker.post(f"/stranded/{group}/way-home", way).status_code == 204
    told = cdc.post(f"/outbreaks/{outbreak}/stranded/hand-over", {"home": "大连市"}).json()
    assert (told["groups"], len(told["code"])) == (2, 16)
    (home,) = cdc.get(f"/outbreaks/{outbreak}/stranded/homes").json()
    assert (home["people"], home["planned"], home["handed"]) == (25, 1, 2)
    assert worker.post(f"/stranded/{group}/left", {}).status_code == 204
    assert worker.post(f"/stranded/{group}/move", {"place_id": TONGYINLI}).status_code == 409


def test_a_stranger_sees_and_does_nothing(outbreak, program, clock):
    worker, stranger = program("community-worker"), program("other-district-worker")
    given = groups(16)
    worker.post(f"/outbreaks/{outbreak}/stranded", given)
    assert stranger.get(f"/outbreaks/{outbreak}/stranded").json() == []
    assert stranger.post(f"/stranded/{given['groups'][0]['id']}/left", {}).status_code == 404
    assert stranger.get(f"/outbreaks/{outbreak}/venue-forms/v-teahouse").status_code == 404
    assert stranger.get(f"/outbreaks/{outbreak}/venues-due").json() == []
