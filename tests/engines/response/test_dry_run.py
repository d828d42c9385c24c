"""A dry run says what a plan would have done at each hour, on what was known then."""

from dataclasses import replace
from datetime import timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.response import respond
from fangxian.engines.response.dry_run import dry_run
from tests.engines.response.small_city import PLAN, line_list, local, situation

CASES = line_list("""
c1 p1 2021-07-28 s1 confirmed
c2 p2 2021-07-30 s3 confirmed
""")


def known_at(at):
    """What was reported by then."""
    return replace(situation(CASES, "2021-07-28 12:00"), as_of=at, known_at=at)


def moments(first: str, hours: float, number: int) -> list:
    return [local(first) + timedelta(hours=hours * step) for step in range(number)]


def test_each_rule_is_listed_at_the_hour_it_fired_and_not_again() -> None:
    found = dry_run(known_at, moments("2021-07-27 18:00", 24, 5), PLAN)
    new = found.firings.filter(change="new", kind="measure", what="stop-teaching")
    assert [at.date().isoformat() for at in new["at"]] == ["2021-07-28"]
    assert new["place_ids"].to_list() == ["city"]
    assert found.moments["cases"].to_list()[0] >= 0
    assert found.firings.filter(at=local("2021-07-27 18:00")).is_empty()


def test_a_later_case_fires_for_its_own_place_at_its_own_hour() -> None:
    found = dry_run(known_at, moments("2021-07-28 18:00", 24, 4), PLAN)
    raised = found.firings.filter(kind="area", change="new").select("at", "place_ids").rows()
    assert raised == [(local("2021-07-28 18:00"), "s1"), (local("2021-07-30 18:00"), "s3")]


def test_people_restricted_are_counted_once_and_grow_with_what_stands() -> None:
    found = dry_run(known_at, moments("2021-07-28 18:00", 24, 3), PLAN)
    assert found.moments["restricted_at_least"].to_list() == [1900, 1900, 1900]


@given(st.integers(1, 12), st.integers(1, 5))
@settings(max_examples=5, deadline=None)
def test_a_single_moment_is_the_response_at_that_moment_and_running_it_writes_nothing(
    hours: int, number: int
) -> None:
    at = moments("2021-07-28 06:00", hours, number)[-1]
    alone = dry_run(known_at, [at], PLAN)
    response = respond(known_at(at), PLAN)
    assert alone.moments["measures"].item() == response.measures.height
    places = {place for one in alone.firings.filter(kind="measure")["place_ids"] for place in one.split(";")}
    assert places == set(response.measures["place_id"])
    assert dry_run(known_at, [at], PLAN).firings.equals(alone.firings)
    assert set(known_at(at).standing.measures["measure_id"]) == set()


def test_every_moment_asked_for_has_its_line() -> None:
    asked = moments("2021-07-27 18:00", 6, 9)
    found = dry_run(known_at, asked, PLAN)
    assert found.moments["at"].to_list() == asked
    assert found.firings.filter(~pl.col("at").is_in(asked)).is_empty()
