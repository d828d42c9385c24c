"""From a case to a proved task through the API, and who sees which part of it."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposals(case_id, outbreak, program, keep) -> list[dict]:
    """What waits for a signature after the first response."""

    def begin():
        assert program("commander").post(f"/outbreaks/{outbreak}/respond").status_code == 200
        return program("commander").get(f"/outbreaks/{outbreak}/proposals").json()

    return keep(begin)


def _sign(program, handle: str, proposals: list[dict], **more) -> dict:
    ids = [proposal["id"] for proposal in proposals]
    answer = program(handle).post(
        "/proposals/sign", {"proposal_ids": ids, "unasked": "no time to ask", **more}
    )
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


@pytest.fixture
def signed(proposals, program) -> None:
    """Both offices have signed everything."""
    _sign(program, "commander", proposals)
    _sign(program, "city-cdc", [proposal for proposal in proposals if proposal["restricts"]])


def test_responding_twice_proposes_nothing_new(proposals, outbreak, program) -> None:
    again = program("commander").post(f"/outbreaks/{outbreak}/respond").json()
    assert (again["new"], again["changed"], again["proposals"]) == (0, 0, [])


def test_a_proposal_shows_whom_it_binds_and_its_rows(proposals, program) -> None:
    restricting = next(proposal for proposal in proposals if proposal["restricts"])
    assert restricting["signatures_required"] == 2
    whole = program("commander").get(f"/proposals/{restricting['id']}").json()
    assert whole["items"]


def test_one_office_alone_does_not_restrict(proposals, outbreak, program) -> None:
    _sign(program, "commander", proposals)
    assert program("commander").get(f"/outbreaks/{outbreak}/restrictions").json() == []


def test_two_offices_do(signed, outbreak, program) -> None:
    rows = program("commander").get(f"/outbreaks/{outbreak}/restrictions").json()
    assert rows
    assert all(row["ends_at"] for row in rows)
    assert program("commander").get(f"/restrictions/{rows[0]['key']}").status_code == 200


def test_a_rejected_proposal_waits_no_longer(proposals, outbreak, program) -> None:
    ids = [proposal["id"] for proposal in proposals]
    refused = program("commander").post("/proposals/reject", {"proposal_ids": ids, "reason": "false alarm"})
    assert refused.status_code == 204
    assert program("commander").get(f"/outbreaks/{outbreak}/proposals").json() == []


def test_the_order_goes_down_the_tree_and_the_worker_proves_the_task(signed, outbreak, program) -> None:
    worker = program("community-worker")
    task = next(row for row in worker.get("/tasks").json() if row["proof"] == "tap")
    assert worker.post(f"/dispatches/{task['dispatch_id']}/acknowledge").status_code == 204
    done = worker.post(f"/tasks/{task['id']}/complete", {"kind": "tap"})
    assert (done.status_code, done.json()["status"]) == (200, "done")
    orders = program("commander").get(f"/outbreaks/{outbreak}/orders").json()
    order = next(row for row in orders if row["id"] == task["order_id"])
    assert order["counts"]["done"] >= 1
    assert program("commander").get(f"/orders/{order['id']}/branch").json()


def test_nobody_verifies_their_own_task(signed, program) -> None:
    worker = program("community-worker")
    task = next(row for row in worker.get("/tasks").json() if row["proof"] == "tap")
    worker.post(f"/dispatches/{task['dispatch_id']}/acknowledge")
    worker.post(f"/tasks/{task['id']}/complete", {"kind": "tap"})
    assert worker.post(f"/tasks/{task['id']}/verify").status_code in (403, 409)
    assert program("district-cdc").post(f"/tasks/{task['id']}/verify").json()["status"] == "verified"


def test_the_stranger_sees_nothing_of_it(signed, outbreak, program) -> None:
    worker, stranger = program("community-worker"), program("other-district-worker")
    task = worker.get("/tasks").json()[0]
    restriction = program("commander").get(f"/outbreaks/{outbreak}/restrictions").json()[0]
    assert task["id"] not in {row["id"] for row in stranger.get("/tasks").json()}
    assert stranger.get(f"/outbreaks/{outbreak}/restrictions").json() == []
    assert stranger.get(f"/restrictions/{restriction['key']}").status_code == 404
    assert stranger.post(f"/tasks/{task['id']}/complete", {"kind": "tap"}).status_code == 404


def test_measures_in_force_are_listed_with_their_end(signed, outbreak, program) -> None:
    rows = program("commander").get(f"/outbreaks/{outbreak}/measures").json()
    assert rows
    assert all(row["starts_at"] < row["ends_at"] for row in rows)


@pytest.mark.parametrize("handle", ["community-worker", "auditor"])
def test_who_may_not_sign_cannot(handle, proposals, program) -> None:
    answer = program(handle).post("/proposals/sign", {"proposal_ids": [proposals[0]["id"]]})
    assert answer.status_code in (403, 404)
