"""Which pool size is chosen, and why: fewest missed among those done in time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.problems import Problem
from fangxian.engines.testing.pooling import (
    SIZES,
    Assay,
    Households,
    Round,
    believe_interval,
    believe_tubes,
    choose_pool_size,
)

FAMILIES = Households({2: 0.5, 4: 0.5}, attack_rate=0.27)
RARE = believe_interval(1e-6, 1e-5, 1e-4)


def _chosen(tubes_per_day: float, belief=RARE, allowed=SIZES, people: int = 400_000):
    return choose_pool_size(Round(people, 48, tubes_per_day), belief, Assay(), FAMILIES, allowed)


def test_with_tubes_to_spare_everybody_has_one_of_their_own() -> None:
    assert _chosen(1_000_000).best.size == 1


@pytest.mark.parametrize(
    ("tubes_per_day", "size"), [(110_000, "household"), (70_000, 5), (35_000, 10), (20_000, 20)]
)
def test_the_less_a_laboratory_can_do_the_more_people_share_a_tube(
    tubes_per_day: float, size: object
) -> None:
    assert _chosen(tubes_per_day).best.size == size


def test_where_many_are_infected_large_tubes_save_nothing() -> None:
    many = believe_interval(0.1, 0.15, 0.2)
    tests = {option.size: option.tubes + option.retests for option in _chosen(1, many).options}
    assert tests[20] > tests[10] > tests[5]


def test_where_nothing_is_done_in_time_the_soonest_is_best_and_said_so() -> None:
    choice = _chosen(1_000)
    assert choice.best.size == 20
    assert not choice.best.in_time
    assert "No size is done within 48 h" in choice.why.en
    assert "没有一种能在 48 小时内完成" in choice.why.zh


def test_without_a_laboratory_nothing_is_ever_done() -> None:
    assert {option.hours for option in _chosen(0).options} == {float("inf")}


def test_a_size_that_is_only_in_time_if_few_are_infected_is_not_in_time() -> None:
    surely, perhaps = (believe_interval(1e-4, 1e-4, high) for high in (1e-4, 0.02))
    capacity = 31_000
    assert _chosen(capacity, surely, (10,)).best.in_time
    late = _chosen(capacity, perhaps, (10,)).best
    assert late.hours_high > 48
    assert not late.in_time


def test_only_what_the_plan_allows_is_offered() -> None:
    assert [option.size for option in _chosen(1_000_000, allowed=(5, 10)).options] == [5, 10]
    with pytest.raises(Problem, match="No pool size is allowed"):
        _chosen(1_000_000, allowed=())


def test_the_reason_names_what_was_too_late_in_both_languages() -> None:
    why = _chosen(35_000).why
    assert "10 in one is done in about" in why.en
    assert "not done in time" in why.en
    assert "5 in one" in why.en
    assert "5 合 1" in why.zh


@given(
    st.integers(1, 1_000_000),
    st.floats(100, 1_000_000),
    st.lists(st.floats(0, 0.5), min_size=3, max_size=3),
    st.permutations(SIZES),
)
@settings(max_examples=40, deadline=None)
def test_the_best_is_never_beaten_and_the_order_of_sizes_says_nothing(
    people: int, tubes_per_day: float, shares: list[float], order: list[object]
) -> None:
    belief = believe_interval(*sorted(shares))
    choice = _chosen(tubes_per_day, belief, order, people)
    assert choice == _chosen(tubes_per_day, belief, SIZES, people)
    in_time = [option for option in choice.options if option.in_time]
    if in_time:
        assert choice.best.missed == min(option.missed for option in in_time)
    else:
        assert choice.best.hours == min(option.hours for option in choice.options)
    assert all(0 <= option.missed <= option.infected + 1e-9 for option in choice.options)


@given(st.integers(0, 200), st.integers(1, 150))
@settings(max_examples=30, deadline=None)
def test_more_positive_tubes_mean_more_infected(positive: int, more: int) -> None:
    few, many = (believe_tubes(count, 20_000, 10, Assay()) for count in (positive, positive + more))
    assert few.mean < many.mean
    assert few.below(0.05) <= few.below(0.95)


def test_ten_thousand_tubes_of_ten_find_the_share_they_were_drawn_from() -> None:
    """Of 10,000 tubes with 1 in 1,000 infected about 1 in 100 hold one, and 95 in 100 of those are seen."""
    belief = believe_tubes(92, 10_000, 10, Assay())
    assert belief.below(0.05) < 0.001 < belief.below(0.95)
    assert belief.below(0.95) < 2 * belief.below(0.05)


@pytest.mark.parametrize("shares", [(0.2, 0.1, 0.3), (-0.1, 0.1, 0.2), (0.1, 0.2, 1.1)])
def test_an_interval_is_three_rising_shares(shares: tuple[float, float, float]) -> None:
    with pytest.raises(Problem, match="is no interval of shares"):
        believe_interval(*shares)
