"""What a touched future changes is learnt from all orders of a kind: nearer to the truth than each order by itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from fangxian.engines.rehearsal.race.pooling import pool

TRACING, PLACE = 2, 0
FEW = st.integers(0, 6).flatmap(lambda n: arrays(float, (n, 1), elements=st.floats(-20.0, 20.0, width=32)))


def orders_of_a_kind(count: int, told: int, seed: int) -> tuple[np.ndarray, list[np.ndarray]]:
    """Return true means of orders, and a few differences of each: mostly none, now and then a chain."""
    rng = np.random.default_rng(seed)
    chance = rng.beta(2.0, 10.0, count)
    return chance * 3.0, [3.0 * (rng.random((told, 1)) < one) for one in chance]


def test_eight_futures_without_a_difference_are_no_certainty_where_others_of_the_kind_differ():
    quiet, lively = np.zeros((8, 1)), np.array([[0.0], [4.0], [0.0], [1.0], [0.0], [0.0], [0.0], [0.0]])
    learnt = pool([quiet, lively], np.array([TRACING, TRACING]))
    assert 0.0 < learnt.mean[0, 0] < learnt.mean[1, 0]
    assert learnt.variance[0, 0] > 0.0


def test_an_order_that_touches_nothing_yet_is_taken_to_be_like_its_kind_and_less_certain():
    learnt = pool([np.zeros((0, 1)), np.array([[1.0], [3.0]])], np.array([PLACE, PLACE]))
    assert learnt.mean[0, 0] == pytest.approx(2.0)
    assert learnt.variance[0, 0] > learnt.variance[1, 0]


def test_another_kind_says_nothing():
    mine = [np.array([[1.0], [2.0]]), np.array([[0.0], [1.0]])]
    alone = pool(mine, np.array([TRACING, TRACING]))
    beside = pool([*mine, np.array([[90.0], [80.0]])], np.array([TRACING, TRACING, PLACE]))
    assert np.array_equal(alone.mean, beside.mean[:2])


@pytest.mark.parametrize("seed", range(3))
def test_together_they_are_nearer_to_the_truth_than_each_by_itself(seed: int):
    truth, told = orders_of_a_kind(200, 8, seed)
    learnt = pool(told, np.full(200, TRACING)).mean[:, 0]
    alone = np.array([one.mean() for one in told])
    assert ((learnt - truth) ** 2).mean() < 0.6 * ((alone - truth) ** 2).mean()


@pytest.mark.parametrize("seed", range(3))
def test_nineteen_of_twenty_intervals_hold_the_truth_or_nearly(seed: int):
    truth, told = orders_of_a_kind(300, 8, seed)
    learnt = pool(told, np.full(300, TRACING))
    holds = np.abs(learnt.mean[:, 0] - truth) <= 1.96 * np.sqrt(learnt.variance[:, 0])
    assert 0.88 <= holds.mean() <= 0.99


@given(st.lists(FEW, min_size=1, max_size=6))
def test_a_mean_lies_between_its_own_and_its_kinds(told: list[np.ndarray]):
    learnt = pool(told, np.full(len(told), PLACE))
    every = np.concatenate(told)
    centre = every.mean() if len(every) else 0.0
    for one, mean in zip(told, learnt.mean[:, 0], strict=True):
        own = one.mean() if len(one) else centre
        assert min(own, centre) - 1e-6 <= mean <= max(own, centre) + 1e-6
    assert (learnt.variance >= 0.0).all()


@given(st.lists(FEW, min_size=2, max_size=5))
def test_it_does_not_matter_in_which_sequence_orders_come(told: list[np.ndarray]):
    kind = np.zeros(len(told), np.int64)
    there, back = pool(told, kind), pool(told[::-1], kind)
    assert np.allclose(there.mean, back.mean[::-1])
    assert np.allclose(there.variance, back.variance[::-1])
