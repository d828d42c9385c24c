"""Teams through the API: put on record, posts, a proposal taken, units; a stranger finds nothing of them."""

import pytest

from tests.operations.rounds.conftest import TONGYINLI

pytestmark = pytest.mark.django_db


@pytest.fixture
def commander(outbreak, program):
    """Two members and a post that needs one sampler are on record."""
    asks = program("commander")
    here = {"place_id": TONGYINLI, "lat": 28.2, "lon": 113.0}
    staff = [
        {"number": "1", "full_name": "合成甲", "skills": ["sample"], **here},
        {"number": "2", "full_name": "合成乙", **here},
    ]
    assert len(asks.post("/team-members", {"members": staff}).json()) == 2
    post = {"kind": "site", "need": 1, "name": "采样", "role": "sample", "skills": ["sample"], **here}
    assert len(asks.post(f"/outbreaks/{outbreak}/posts", {"posts": [post]}).json()) == 1
    return asks


def test_a_proposal_is_read_line_by_line_and_taken(outbreak, commander, program):
    made = commander.post(f"/outbreaks/{outbreak}/team-runs", {}).json()
    last = commander.get(f"/outbreaks/{outbreak}/team-runs/last").json()
    assert (last["id"], last["needed"], last["assigned"], last["taken"]) == (made, 1, 1, None)
    [line] = commander.get(f"/team-runs/{made}/lines").json()
    assert line["why"] == ["nearest", "skilled"]
    assert program("other-district-worker").get(f"/team-runs/{made}/lines").status_code == 404
    assert program("community-worker").post(f"/team-runs/{made}/answer", {"taken": True}).status_code == 403
    assert commander.post(f"/team-runs/{made}/answer", {"taken": True}).status_code == 204
    [sent] = program("community-worker").get(f"/outbreaks/{outbreak}/assignments").json()
    assert (sent["role"], sent["place_id"]) == ("sample", TONGYINLI)
    assert commander.post(f"/assignments/{sent['id']}/ended").status_code == 204
    assert program("community-worker").get(f"/outbreaks/{outbreak}/assignments").json() == []


def test_a_unit_a_leader_and_a_call_back_from_leave(outbreak, commander, program, clock):
    from datetime import timedelta

    who = [row["id"] for row in commander.get("/team-members").json()]
    unit = {
        "kind": "testing_site",
        "place_id": TONGYINLI,
        "name": "采样组",
        "lead_id": who[0],
        "duty_phone": "0731",
    }
    assert commander.post(f"/outbreaks/{outbreak}/units", unit).status_code == 201
    [row] = program("community-worker").get(f"/outbreaks/{outbreak}/units").json()
    assert commander.post(f"/units/{row['id']}/ended").status_code == 204
    leader = {"member_id": who[1], "place_id": TONGYINLI}
    assert commander.post(f"/outbreaks/{outbreak}/linked-leaders", leader).status_code == 201
    assert len(commander.get(f"/outbreaks/{outbreak}/linked-leaders").json()) == 1
    due = (clock.now() + timedelta(hours=6)).isoformat()
    told = {"member_ids": who, "due_at": due, "reason": "outbreak"}
    assert commander.post(f"/outbreaks/{outbreak}/recalls", told).json() == 2
    call = commander.get(f"/outbreaks/{outbreak}/recalls").json()[0]
    assert commander.post(f"/recalls/{call['id']}/answer", {"answer": "perhaps"}).status_code == 400
    assert commander.post(f"/recalls/{call['id']}/answer", {"answer": "coming"}).status_code == 204


def test_names_are_for_who_may_read_them_and_a_stranger_finds_nobody(outbreak, commander, program):
    assert {row["name"] for row in program("community-worker").get("/team-members").json()} == {
        "合成甲",
        "合成乙",
    }
    assert {row["name"] for row in program("auditor").get("/team-members").json()} == {""}
    stranger = program("other-district-worker")
    assert stranger.get("/team-members").json() == []
    assert stranger.get(f"/outbreaks/{outbreak}/posts").json() == []
    assert commander.post(f"/outbreaks/{outbreak}/posts/made", {}).json() == {"stand": 0, "ended": 0}


def test_command_calls_for_volunteers_and_ends_the_call(outbreak, program, client):
    asked = f"/outbreaks/{outbreak}/volunteer-call"
    refused = program("community-worker").post(asked, {"open": True})
    assert refused.json()["code"] == "not-your-role"
    for wanted, answer in ((True, 200), (False, 404)):
        assert program("commander").post(asked, {"open": wanted}).status_code == 204
        assert client.get(f"/volunteer/{outbreak}/").status_code == answer
