"""What would this plan have done? A program is told as the page is, and nothing is written."""

import pytest

from fangxian.operations.journal.models import Entry

pytestmark = pytest.mark.django_db

ASKED = {"plan": "cn-covid19-8e-2021", "at": "2021-07-31T18:00:00+08:00"}


def ask(program, outbreak: str, handle: str = "commander", **other: str):
    words = "&".join(f"{name}={value.replace('+', '%2B')}" for name, value in {**ASKED, **other}.items())
    return program(handle).get(f"/outbreaks/{outbreak}/dry-run?{words}")


def test_a_plan_that_was_not_signed_yet_would_have_had_measures_in_force(case_id, outbreak, program) -> None:
    program("commander")
    written = Entry.objects.count()
    told = ask(program, outbreak).json()
    assert told["totals"]["cases"] == 1
    measures = [row for row in told["rows"] if row["kind"] == "measure"]
    assert measures
    assert all(row["would"]["places"] >= 1 and row["really"] is None for row in measures)
    assert Entry.objects.count() == written + 1  # the token of the one who asked


def test_a_plan_nobody_wrote_and_an_outbreak_seen_in_part_are_not_found(case_id, outbreak, program) -> None:
    assert ask(program, outbreak, plan="no-such-plan").status_code == 404
    assert ask(program, outbreak, handle="district-cdc").status_code == 404
    assert ask(program, outbreak, handle="police-officer").status_code == 404
