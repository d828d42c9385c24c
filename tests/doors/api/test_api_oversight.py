"""Oversight through the API: drawn again by a program, told and put right, sanctioned step by step; no way around."""

import pytest

from fangxian.engines.inspecting import draw_at_random

pytestmark = pytest.mark.django_db

TONGYIN = "430102003001"
NOTHING = "01912345-0000-7000-8000-000000000001"


@pytest.fixture
def finding(outbreak, program) -> dict:
    """A finding of an inspector at 桐荫里."""
    body = {"place_id": TONGYIN, "what": "nobody at the gate", "severity": "serious"}
    made = program("inspector").post(f"/outbreaks/{outbreak}/findings", body)
    assert made.status_code == 201, made.content.decode()
    return program("inspector").get(f"/findings/{made.json()['id']}").json()


def sanction(finding, **more) -> dict:
    fact = {"kind": "finding", "id": finding["id"]}
    body = {
        "office_id": finding["office_id"],
        "ground": "guards-not-supervised",
        "facts": [fact],
        "what": "x",
    }
    return {**body, **more}


def test_a_program_draws_an_inspection_and_draws_it_again(outbreak, program) -> None:
    inspector = program("inspector")
    body = {"place_id": "43", "purpose": "night watch", "size": 2}
    made = inspector.post(f"/outbreaks/{outbreak}/inspections", body).json()["id"]
    view = inspector.get(f"/inspections/{made}").json()
    again = draw_at_random(inspector.get(f"/inspections/{made}/frame").json(), 2, view["row"]["seed"])
    assert [one.place_id for one in again] == [row["place_id"] for row in view["visits"]]
    answers = dict.fromkeys((question["key"] for question in view["questions"]), "yes") | {"needs-met": "no"}
    found = inspector.post(f"/visits/{view['visits'][0]['id']}/answers", {"answers": answers}).json()
    assert len(found) == 1


def test_a_finding_is_put_right_and_looked_at_again(finding, program) -> None:
    at = f"/findings/{finding['id']}"
    assert program("community-worker").post(f"{at}/rectify", {"proof": "two on duty"}).status_code == 204
    assert program("community-worker").post(f"{at}/recheck", {"passed": True}).status_code == 403
    assert program("inspector").post(f"{at}/recheck", {"passed": True}).status_code == 204
    assert program("auditor").get(at).json()["status"] == "closed"


@pytest.mark.parametrize("ground", ["price-of-delay", "infector-probability", "self-reported-gap"])
def test_what_is_never_a_ground_is_refused(finding, outbreak, program, ground) -> None:
    commander, at = program("commander"), f"/outbreaks/{outbreak}/sanctions"
    assert commander.post(at, sanction(finding, ground=ground)).json()["code"] == "never-a-ground"
    facts = [{"kind": ground, "id": finding["id"]}]
    assert commander.post(at, sanction(finding, facts=facts)).json()["code"] == "never-a-ground"


def test_a_gap_told_by_the_office_itself_is_refused(outbreak, program) -> None:
    body = {"place_id": TONGYIN, "what": "we missed a door", "severity": "minor"}
    worker = program("community-worker")
    key = worker.post(f"/outbreaks/{outbreak}/findings", body).json()["id"]
    told = worker.get(f"/findings/{key}").json()
    assert told["source"] == "self-report"
    refused = program("commander").post(f"/outbreaks/{outbreak}/sanctions", sanction(told))
    assert refused.json()["code"] == "never-a-ground"


def test_a_case_is_heard_before_it_is_decided(finding, outbreak, program) -> None:
    made = program("commander").post(f"/outbreaks/{outbreak}/sanctions", sanction(finding)).json()["id"]
    at = f"/sanctions/{made}"
    decision = {"steps": {"reminder": 1}, "reason": "mild"}
    assert program("commander").post(f"{at}/decide", decision).json()["code"] == "not-heard-yet"
    assert program("community-worker").post(f"{at}/answer", {"text": "ill"}).status_code == 204
    assert program("commander").post(f"{at}/decide", decision).json()["code"] == "another-person-decides"
    assert program("auditor").get(at).json()["stage"] == "heard"
    assert program("auditor").get(at).json()["answer"] == ""


def test_others_get_the_same_answer_for_a_case_and_for_none(finding, outbreak, program) -> None:
    made = program("commander").post(f"/outbreaks/{outbreak}/sanctions", sanction(finding)).json()["id"]
    for handle in ("other-district-worker", "street-worker", "inspector"):
        there, nowhere = (program(handle).get(f"/sanctions/{key}") for key in (made, NOTHING))
        assert there.status_code == nowhere.status_code == 404
        assert there.json()["happened"]["en"].replace(made, "…") == nowhere.json()["happened"]["en"].replace(
            NOTHING, "…"
        )
        assert program(handle).get(f"/outbreaks/{outbreak}/sanctions").json() == []


def test_only_whoever_may_sanction_opens_a_case(finding, outbreak, program) -> None:
    for handle in ("inspector", "auditor", "district-commander", "community-worker"):
        assert program(handle).post(f"/outbreaks/{outbreak}/sanctions", sanction(finding)).status_code == 403


def test_fairness_and_evaluation_answer_within_the_reach(outbreak, program) -> None:
    assert program("commander").get(f"/outbreaks/{outbreak}/fairness").json() == []
    made = program("commander").post(f"/outbreaks/{outbreak}/evaluations?place_id=43")
    assert (made.status_code, made.json()["rows"]) == (201, [])
    assert (
        program("district-commander").post(f"/outbreaks/{outbreak}/evaluations?place_id=43").status_code
        == 404
    )
