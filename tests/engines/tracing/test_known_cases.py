"""What was known when: the line list as it stood at one moment."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from fangxian.engines import tables
from fangxian.engines.problems import Problem
from fangxian.engines.tracing import known_cases
from tests.engines.tracing.drawing import ZONE, clock

KINDS = {"confirmed", "asymptomatic"}


def known(row: dict, as_of: datetime, known_at: datetime | None = None):
    given = {"case_id": "c1", "person_id": "ann", "reported_on": date(2021, 7, 28)} | row
    return known_cases(tables.CASES.rows([given]), KINDS, as_of, known_at or as_of, ZONE)


def test_a_case_is_known_from_the_local_day_of_its_report():
    assert known({}, clock(23, 59, day=27)).is_empty()
    assert known({}, clock(0, 1, day=28)).height == 1


def test_the_earlier_of_the_two_moments_decides():
    assert known({}, clock(12, day=29), known_at=clock(12, day=27)).is_empty()
    assert known({}, clock(12, day=27), known_at=clock(12, day=29)).is_empty()


def test_a_kind_that_is_absent_is_confirmed_and_a_kind_not_counted_is_left_out():
    assert known({}, clock(12))["kind"].to_list() == ["confirmed"]
    assert known({"kind": "discarded"}, clock(12)).is_empty()


def test_what_happened_later_was_not_known_yet():
    facts = {"onset_on": date(2021, 7, 29), "sampled_at": clock(13), "isolated_at": clock(11)}
    row = known(facts, clock(12)).row(0, named=True)
    assert (row["onset_on"], row["sampled_at"], row["isolated_at"]) == (None, None, clock(11))


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(Problem, match="no time zone"):
        known({}, datetime(2021, 7, 28, 12))


def test_a_moment_may_be_given_in_any_zone():
    in_shanghai = clock(12).astimezone(ZoneInfo(ZONE))
    row = known({"isolated_at": clock(11)}, in_shanghai).row(0, named=True)
    assert row["isolated_at"] == clock(11)
