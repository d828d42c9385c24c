"""The days of a stay, drawn as lines: who shared what with a positive person, and what a release still lacks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.plans.quarantine import RESTART_SCOPES
from fangxian.engines.quarantine import StayAt, due_tests, find_restarted, list_lacking

AT = datetime(2021, 8, 1, 4, tzinfo=UTC)
DAY = timedelta(days=1)


def stay(key: str, floor: str = "2", room: str = "201", party: str = "", air: str = "", **when) -> StayAt:
    """Somebody at the inn from day 0 on."""
    begin, end = when.get("begin", 0), when.get("end")
    until = None if end is None else AT + end * DAY
    return StayAt(key, party or key, "inn", floor, room, air, AT + begin * DAY, until)


POSITIVE = stay("ill", air="east")


@pytest.mark.parametrize(
    ("other", "scope"),
    [
        (stay("b", party="ill"), "party"),
        (stay("b"), "room"),
        (stay("b", room="205"), "floor"),
        (stay("b", floor="3", room="301", air="east"), "air"),
        (stay("b", floor="3", room="301", air="west"), None),
        (StayAt("b", "b", "hall", "2", "201", "east", AT), None),
    ],
)
def test_the_nearest_thing_shared_says_why_somebody_begins_anew(other, scope):
    found = find_restarted(POSITIVE, [POSITIVE, other], RESTART_SCOPES, AT, AT + 5 * DAY)
    assert [row.scope for row in found] == ([scope] if scope else [])


def test_whoever_left_before_the_person_was_infectious_does_not_begin_anew():
    """ill ─────────┤ infectious from day 3 ├──── ; b left on day 2, c on day 4"""
    gone, there = stay("b", end=2), stay("c", end=4)
    found = find_restarted(POSITIVE, [gone, there], RESTART_SCOPES, AT + 3 * DAY, AT + 6 * DAY)
    assert [(row.stay_id, row.last_shared_at) for row in found] == [("c", AT + 4 * DAY)]


def test_only_scopes_of_the_rule_count():
    assert find_restarted(POSITIVE, [stay("b", room="205")], ("party", "room"), AT, AT) == ()


@given(days=st.sets(st.integers(1, 21), min_size=1), length=st.integers(0, 21))
@settings(max_examples=25)
def test_no_sample_is_due_after_the_last_day_and_none_is_dropped(days, length):
    begin = date(2021, 8, 1)
    due = due_tests(begin, begin + timedelta(days=length), days)
    assert max(due) <= begin + timedelta(days=length)
    assert len(due) == len({min(day - 1, length) for day in days})


def test_a_release_names_everything_it_lacks():
    due = [date(2021, 8, day) for day in (1, 4, 7)]
    told = {due[0]: "negative", due[1]: "positive"}
    lacking = list_lacking(AT + 6 * DAY, due, told, 0, AT + 5 * DAY, "Asia/Shanghai")
    assert [one.en for one in lacking] == [
        "its end: 08-07 12:00",
        "08-04 is positive: report the case",
        "the sample of 08-07",
    ]
