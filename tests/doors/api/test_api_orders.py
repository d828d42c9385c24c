"""Orders through the API: templates, a preview, an order by hand, and an office at work on it."""

import pytest

FURONG, COMMUNITY = "430102", "430102003001"
DUE = "2021-08-02T00:00:00+00:00"


@pytest.fixture
def given(program, outbreak):
    """Duty round the clock in Furong, by the district's commander."""
    asked = {"measure": "duty-24h", "place_id": FURONG, "due_at": DUE}
    answer = program("district-commander").post(f"/outbreaks/{outbreak}/orders", asked)
    assert answer.status_code == 201, answer.content.decode()
    return answer.json()


def my_task(program):
    (task,) = program("community-worker").get("/tasks").json()
    return task


def test_an_order_by_hand_is_previewed_given_and_listed_by_its_number(program, outbreak, given):
    commander = program("district-commander")
    asked = {"measure": "duty-24h", "place_id": FURONG, "due_at": DUE}
    assert (
        commander.post(f"/outbreaks/{outbreak}/orders/preview", asked).json()["offices"] == given["offices"]
    )
    (row,) = commander.get(f"/outbreaks/{outbreak}/orders").json()
    assert (row["number"], row["by_hand"], row["counts"]["issued"]) == (1, True, given["offices"])


def test_what_restricts_is_refused_and_a_template_says_so(program, outbreak):
    commander = program("commander")
    templates = {
        one["measure"]: one for one in commander.get(f"/outbreaks/{outbreak}/orders/templates").json()
    }
    assert templates["stay-home"]["restricts"]
    answer = commander.post(f"/outbreaks/{outbreak}/orders", {"measure": "stay-home", "place_id": FURONG})
    assert (answer.status_code, answer.json()["code"]) == (409, "must-be-signed")


def test_an_office_that_cannot_is_seen_by_the_office_above_which_decides(program, outbreak, given):
    task, worker = my_task(program), program("community-worker")
    said = worker.post(f"/dispatches/{task['dispatch_id']}/not-feasible", {"reason": "两人在岗"})
    assert said.status_code == 204
    street = program("street-worker")
    (waiting,) = street.get(f"/outbreaks/{outbreak}/orders/raised").json()
    assert waiting["reason"] == "两人在岗"
    insisted = street.post(f"/dispatches/{task['dispatch_id']}/insist", {"reason": "借调两人"})
    assert insisted.status_code == 204
    assert street.get(f"/outbreaks/{outbreak}/orders/raised").json() == []
    kinds = [event["kind"] for event in worker.get(f"/dispatches/{task['dispatch_id']}/events").json()]
    assert kinds == ["blocked", "insisted"]


def test_an_office_splits_its_copy_and_a_second_person_sends_a_part_back(program, given):
    task, worker = my_task(program), program("community-worker")
    parts = {"parts": [{"words": "白班", "owner": "grid-worker"}, {"words": "夜班"}]}
    day, night = worker.post(f"/dispatches/{task['dispatch_id']}/split", parts).json()
    assert (day["owner"]["en"], night["owner"]) == ("Grid worker", None)
    proof = {"kind": "list", "content": {"items": ["合成甲"]}}
    assert worker.post(f"/tasks/{day['id']}/complete", proof).json()["status"] == "done"
    back = program("street-worker").post(f"/tasks/{day['id']}/send-back", {"reason": "缺电话"}).json()
    assert (back["status"], back["reason"]) == ("acknowledged", "缺电话")


def test_an_order_is_replaced_and_both_name_each_other(program, given):
    commander = program("commander")
    new = commander.post(f"/orders/{given['id']}/supersede", {"due_at": DUE, "reason": "改为两班"}).json()
    assert commander.get(f"/orders/{given['id']}").json()["superseded_by"]["number"] == new["number"] == 2


def test_a_stranger_meets_nothing(program, outbreak, given):
    stranger = program("other-district-worker")
    assert stranger.get(f"/outbreaks/{outbreak}/orders").json() == []
    assert stranger.get(f"/orders/{given['id']}").status_code == 404
