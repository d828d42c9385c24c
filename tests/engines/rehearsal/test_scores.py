"""Scores: a forecast drawn by hand, and next week like last week."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxian.engines.rehearsal.forecasting import (
    QUANTILES,
    interval_score,
    like_last_week,
    weighted_interval_score,
)
from fangxian.engines.rehearsal.forecasting.baseline import excess_of

COUNTS = st.lists(st.integers(0, 40), min_size=1, max_size=25)
AMOUNTS = st.floats(0.0, 1e4)


def test_an_interval_that_holds_what_came_scores_its_width():
    #  2 |-------x-----| 8        x: 5 cases came
    assert interval_score(np.array([2.0]), np.array([8.0]), np.array([5.0]), 0.1).tolist() == [6.0]


def test_one_case_outside_a_ninety_percent_interval_costs_twenty():
    #  2 |-------------| 8 x      x: 9 cases came
    assert interval_score(np.array([2.0]), np.array([8.0]), np.array([9.0]), 0.1).tolist() == [26.0]
    assert interval_score(np.array([2.0]), np.array([8.0]), np.array([1.0]), 0.1).tolist() == [26.0]


def test_one_case_outside_the_middle_half_costs_four():
    assert interval_score(np.array([4.0]), np.array([6.0]), np.array([7.0]), 0.5).tolist() == [6.0]


def test_the_weighted_score_of_a_forecast_drawn_by_hand():
    #  1 |--3 |-4-| 5 --| 9       10 came
    # median: 6 / 2 = 3; 90 %: (8 + 20 * 1) * 0.05 = 1.4; 50 %: (2 + 4 * 5) * 0.25 = 5.5; in all 9.9 / 2.5
    found = weighted_interval_score(np.array([1.0, 3.0, 4.0, 5.0, 9.0]), np.array(10.0))
    assert float(found) == pytest.approx(9.9 / 2.5)


def test_a_forecast_that_is_certain_and_right_scores_nothing():
    assert float(weighted_interval_score(np.full(5, 7.0), np.array(7.0))) == 0.0


@given(st.lists(AMOUNTS, min_size=5, max_size=5).map(sorted), AMOUNTS, st.floats(0.0, 100.0))
def test_a_score_does_not_change_when_forecast_and_outcome_move_together(lines, came, moved):
    here = weighted_interval_score(np.array(lines), np.array(came))
    there = weighted_interval_score(np.array(lines) + moved, np.array(came + moved))
    assert float(here) == pytest.approx(float(there), abs=1e-6)
    assert float(here) >= 0.0


@given(AMOUNTS, AMOUNTS)
def test_a_forecast_that_is_certain_scores_by_how_far_it_is_off(said, came):
    # Each interval of no width misses by all of it, and so does the median.
    assert float(weighted_interval_score(np.full(5, said), np.array(came))) == pytest.approx(abs(said - came))


def test_a_steady_outbreak_goes_on_as_it_was_with_no_more_spread_than_chance():
    steady = np.array([5.0, 6.0, 4.0, 5.0, 5.0, 6.0, 4.0, 5.0, 5.0])
    assert excess_of(steady) == 0.0
    assert like_last_week(steady)[2] == 5.0


def test_an_outbreak_that_surprised_the_rule_makes_it_less_certain():
    grew = np.array([1.0, 1.0, 2.0, 3.0, 6.0, 9.0, 14.0])
    calm = np.full(7, grew.mean())
    wide, narrow = (lines[-1] - lines[0] for lines in (like_last_week(grew), like_last_week(calm)))
    assert wide > narrow


def test_a_week_without_a_case_does_not_promise_another_one():
    assert like_last_week(np.zeros(7))[-1] <= 1.0
    assert like_last_week(np.concatenate([[9.0], np.zeros(7)]))[2] == 0.0


@given(COUNTS)
def test_last_week_gives_lines_in_their_order_and_no_case_below_none(counts):
    lines = like_last_week(np.array(counts, dtype=float))
    assert len(lines) == len(QUANTILES)
    assert (np.diff(lines) >= 0.0).all()
    assert lines[0] >= 0.0


@given(COUNTS, st.integers(1, 30))
def test_more_than_a_week_ago_matters_only_for_how_sure_one_is(counts, before):
    """The middle is last week's; what was before is read for past errors alone."""
    recent = np.full(7, 5.0)
    longer = np.concatenate([np.array(counts, dtype=float) + before, recent])
    assert 2.0 <= like_last_week(longer)[2] <= 5.0
    assert like_last_week(recent)[2] == 5.0
