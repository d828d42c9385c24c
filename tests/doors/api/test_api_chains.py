"""Chains through the API: every case with its sources, unseen by those whose duty it is not."""

import pytest

pytestmark = pytest.mark.django_db


def test_a_case_alone_has_an_unknown_source(case_id, outbreak, program) -> None:
    (link,) = program("commander").get(f"/outbreaks/{outbreak}/chains").json()
    assert (link["infectee"], link["infector"], link["kind"]) == (case_id, None, "unknown")
    assert link["probability"] == 1.0


def test_no_place_spread_anything_where_nobody_met(case_id, outbreak, program) -> None:
    assert program("commander").get(f"/outbreaks/{outbreak}/spreading-places").json() == []


def test_the_worker_of_another_district_is_told_of_no_case(case_id, outbreak, program) -> None:
    assert program("other-district-worker").get(f"/outbreaks/{outbreak}/chains").json() == []


def test_an_outbreak_that_is_not_there_is_not_found(outbreak, program) -> None:
    assert program("commander").get("/outbreaks/no-such-outbreak/chains").status_code == 404
