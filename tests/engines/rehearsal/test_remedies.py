"""The cheapest remedy of a delay: what stands still is woken first, then hands are counted, near ones before far ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxian.engines.rehearsal.race import NOTHING_FREE, Free, Work, remedy_for

NEIGHBOUR, FAR = Free("next", 4, 10_000.0), Free("far", 4, 90_000.0)


@pytest.mark.parametrize(("waits", "noted", "act"), [("sign", True, "sign"), ("decide", True, "decide"), ("", False, "call")])  # fmt: skip
def test_more_people_do_not_help_what_stands_still(waits, noted: bool, act: str):
    assert remedy_for(Work(40.0, 1, 9, waits, noted), [NEIGHBOUR]).act == act


def test_the_offices_below_are_asked_before_anybody_is_sent():
    found = remedy_for(Work(12.0, 2, 4, "", True), [NEIGHBOUR])
    assert (found.act, found.people, found.hours_saved) == ("divide", 4, 4.0)


def test_of_two_neighbours_the_nearer_one_is_sent():
    assert remedy_for(Work(40.0, 2, 0, "", True), [FAR, NEIGHBOUR]).from_place_id == "next"


def test_who_would_arrive_after_the_end_is_not_sent():
    assert remedy_for(Work(2.0, 2, 0, "", True), [FAR]) == NOTHING_FREE


def test_where_nobody_is_free_that_is_said():
    assert remedy_for(Work(40.0, 2, 0, "", True), []) == NOTHING_FREE
    assert remedy_for(Work(None, 2, 9, "", True), [NEIGHBOUR]) == NOTHING_FREE


@given(
    st.floats(0.1, 500.0),
    st.integers(0, 20),
    st.integers(0, 20),
    st.integers(0, 20),
    st.floats(0.0, 200_000.0),
)
def test_a_remedy_never_makes_an_order_later(
    hours: float, at_it: int, below: int, people: int, distance: float
):
    found = remedy_for(Work(hours, at_it, below, "", True), [Free("x", people, distance)])
    assert found == NOTHING_FREE or 0.0 < (found.hours_saved or 0.0) < hours
