"""Spreading whole numbers: what every head count of the place packs rests on."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxian.engines.city import largest_remainder, spread_people

WEIGHTS = st.lists(st.floats(0, 1e6, allow_nan=False), min_size=1, max_size=60)


@given(st.integers(0, 10_000_000), WEIGHTS)
def test_the_parts_sum_to_the_whole(total, weights):
    parts = largest_remainder(total, weights)
    assert parts.sum() == total
    assert (parts >= 0).all()


@given(st.integers(0, 1_000_000), WEIGHTS.filter(lambda weights: sum(weights) > 1e-3))
def test_no_part_is_a_whole_person_away_from_its_share(total, weights):
    exact = total * np.array(weights) / sum(weights)
    assert (np.abs(largest_remainder(total, weights) - exact) < 1 + 1e-6).all()


@given(st.integers(0, 2_000_000), st.floats(0, 1), st.lists(st.booleans(), min_size=1, max_size=80))
def test_nobody_is_lost_between_town_and_village(people, urban_share, urban):
    assert spread_people(people, urban_share, urban).sum() == people


@given(st.integers(1000, 2_000_000), st.floats(0.05, 0.95), st.integers(1, 30), st.integers(1, 30))
def test_towns_together_hold_the_urban_share(people, share, towns, villages):
    parts = spread_people(people, share, [True] * towns + [False] * villages)
    assert abs(parts[:towns].sum() - people * share) <= towns + 1


def test_a_district_without_villages_is_all_town():
    assert spread_people(10, 0.3, [True, True]).tolist() == [5, 5]


def test_weights_of_nothing_share_equally():
    assert largest_remainder(5, [0, 0]).tolist() == [3, 2]


@pytest.mark.parametrize(("total", "weights"), [(-1, [1]), (1, [-1]), (1, [])])
def test_what_cannot_be_spread_is_refused(total, weights):
    with pytest.raises(ValueError, match="spread needs"):
        largest_remainder(total, weights)
