"""Lookups through the API: refused without a reason, open with one, listed for the auditor alone."""

import pytest

pytestmark = pytest.mark.django_db

LOOK = {"record": "case", "why": "complaint", "reason": "letter 12"}


@pytest.mark.parametrize("read", ["/cases/{}", "/cases/{}/stays"])
def test_a_case_outside_ones_tasks_opens_after_the_reason(case_id, program, read) -> None:
    street = program("street-worker")
    refused = street.get(read.format(case_id))
    assert (refused.status_code, refused.json()["code"]) == (403, "reason-needed-to-look")
    assert street.post("/lookups", {**LOOK, "record_id": case_id}).status_code == 201
    assert street.get(read.format(case_id)).status_code == 200


def test_the_auditor_lists_lookups_and_readers_and_nobody_else_does(case_id, program) -> None:
    program("street-worker").post("/lookups", {**LOOK, "record_id": case_id})
    (row,) = program("auditor").get("/lookups").json()
    assert (row["role"], row["reason"], row["record"]) == ("street-worker", "letter 12", "case")
    assert "full_name" not in row
    assert [one["people"] for one in program("auditor").get("/lookups/readers").json()] == [1]
    assert program("commander").get("/lookups").status_code == 403


def test_a_stranger_is_told_that_there_is_no_such_case_with_or_without_a_reason(case_id, program) -> None:
    stranger = program("other-district-worker")
    assert stranger.post("/lookups", {**LOOK, "record_id": case_id}).status_code == 404
    assert stranger.get(f"/cases/{case_id}").status_code == 404
    assert program("auditor").get("/lookups").json() == []
