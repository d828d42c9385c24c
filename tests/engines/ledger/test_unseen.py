"""People on no list: small drawn registers counted by hand, and what holds for all of them."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxian.engines.ledger.unseen import (
    average_models,
    chapman,
    count_histories,
    estimate_unseen,
    find_lower_bound,
    list_models,
)
from fangxian.engines.tables import HISTORIES, PLACES, REGISTER

TREE = PLACES.rows(
    [
        {"place_id": "s", "name": "street", "level": "street"},
        {"place_id": "s1", "name": "one", "level": "community", "parent_id": "s"},
        {"place_id": "s2", "name": "two", "level": "community", "parent_id": "s"},
    ]
)


def histories(place_id: str, **people: int) -> list[dict[str, object]]:
    """`home_grid=9`: nine people on both lists."""
    return [
        {"place_id": place_id, "lists": on.replace("_", ";"), "people": count} for on, count in people.items()
    ]


def told(*rows: list[dict[str, object]], place_id: str = "s1") -> dict[str, object]:
    frame = HISTORIES.rows([one for some in rows for one in some])
    return estimate_unseen(frame, TREE, [place_id]).row(0, named=True)


def test_chapman_by_hand() -> None:
    # 10 and 12 people on two lists, 5 of them on both: 11 * 13 / 6 - 1 = 22.83 people, 17 of them seen.
    one = chapman(np.array([5.0]), np.array([5.0]), np.array([7.0]))
    assert one.unseen[0] + 17 == pytest.approx(11 * 13 / 6 - 1)


def test_two_lists_say_chapmans_number_with_an_interval_for_lists_that_depend() -> None:
    row = told(histories("s1", home=20, grid=30, grid_home=9))
    plain = chapman(np.array([9.0]), np.array([30.0]), np.array([20.0]))
    assert row["unseen"] == 60
    assert row["method"] == "two-lists"
    assert row["low"] < plain.low[0] < plain.high[0] < row["high"]


def test_chaos_bound_of_two_lists_lies_below_chapman() -> None:
    counts = np.array([[20.0, 30.0, 9.0]])
    assert 0 < find_lower_bound(counts, 2)[0] < 60


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (histories("s2", home=5), "nobody"),
        (histories("s1", home=500), "one-list"),
        (histories("s1", home=500, home_grid=4), "one-list"),
        (histories("s1", home=50, grid=40), "no-overlap"),
        (histories("s1", home=50, grid=40, grid_home=6), "little-overlap"),
    ],
)
def test_where_nothing_can_be_told_the_reason_is_told(rows: list[dict[str, object]], reason: str) -> None:
    row = told(rows)
    assert row["reason"] == reason
    assert (row["unseen"], row["low"], row["high"], row["method"]) == (None, None, None, None)
    assert (row["at_least"] is not None) == (reason == "little-overlap")


def test_three_independent_lists_find_those_on_none() -> None:
    # Everybody on each list with one chance in two: of 8 equal combinations the eighth is on none.
    row = told(
        histories(
            "s1", a=500, b=500, c=500, a_b=500, a_c=500, b_c=500, a_b_c=500
        )
    )  # fmt: skip
    assert row["method"] == "log-linear"
    assert row["low"] < 500 < row["high"]
    assert row["unseen"] == pytest.approx(500, rel=0.1)


def test_lists_that_go_together_are_not_taken_for_independent() -> None:
    # a and b with odds ratio 3 among those on c (1500) and as many on none of the two as among those not on c.
    row = told(
        histories(
            "s1", a=150, b=150, a_b=450, c=450, a_c=150, b_c=150, a_b_c=450
        )
    )  # fmt: skip
    assert row["low"] < 450 < row["high"]
    assert row["unseen"] == pytest.approx(450, rel=0.25)


def test_a_street_is_judged_by_everybody_in_it() -> None:
    parts = (histories("s1", home=20, grid_home=4), histories("s2", grid=30, grid_home=5))
    assert told(*parts, place_id="s1")["reason"] == "one-list"
    assert told(*parts, place_id="s")["unseen"] == 60


def test_a_list_too_short_to_be_used_is_taken_off_the_estimate() -> None:
    row = told(histories("s1", home=20, grid=30, grid_home=9, shops=4))
    assert (row["lists"], row["seen"], row["unseen"]) == (2, 63, 56)


def test_of_many_lists_those_with_most_people_are_used() -> None:
    names = [f"list{at}" for at in range(7)]
    rows = histories("s1", **{name: 40 + at for at, name in enumerate(names)}, list5_list6=20, list4_list6=20)
    row = told(rows)
    assert row["lists"] == 5
    assert row["seen"] == sum(40 + at for at in range(7)) + 40


def test_whoever_was_added_is_in_no_history() -> None:
    row = {"round_id": "r", "place_id": "s1"}
    register = REGISTER.rows(
        [
            row | {"person_id": "ann", "lists": "home;grid"},
            row | {"person_id": "bo", "lists": "home;grid"},
            row | {"person_id": "cy", "lists": ""},
        ]
    )
    assert count_histories(register).rows() == [("s1", "home;grid", 2)]


def test_models_have_no_more_effects_than_combinations() -> None:
    for lists in (3, 4, 5):
        for model in list_models(lists):
            assert model.design.shape[0] == 2**lists - 1 >= model.design.shape[1]


PEOPLE = st.integers(0, 400)
COUNTS = st.integers(2, 4).flatmap(
    lambda lists: st.tuples(st.just(lists), st.lists(PEOPLE, min_size=2**lists - 1, max_size=2**lists - 1))
)


def rows_of(lists: int, counts: list[int]) -> list[dict[str, object]]:
    return [
        {
            "place_id": "s1",
            "lists": ";".join(f"l{at}" for at in range(lists) if code >> at & 1),
            "people": count,
        }
        for code, count in enumerate(counts, start=1)
        if count
    ]


@given(COUNTS)
def test_an_estimate_is_never_below_nobody_and_lies_in_its_interval(drawn: tuple[int, list[int]]) -> None:
    row = told(rows_of(*drawn))
    if row["reason"] is None:
        assert 0 <= row["low"] <= row["unseen"] <= row["high"]
    else:
        assert row["unseen"] is None
    assert row["seen"] == sum(drawn[1])


@given(COUNTS, st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_the_names_of_lists_matter(
    drawn: tuple[int, list[int]], chance: object
) -> None:
    lists, counts = drawn
    rows = rows_of(lists, counts)
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert told(shuffled) == told(rows)
    turned = [
        row | {"lists": ";".join(f"l{lists - int(one[1:])}" for one in str(row["lists"]).split(";"))}
        for row in rows
    ]
    again, first = told(turned), told(rows)
    for name in ("unseen", "low", "high"):
        assert again[name] == first[name] or abs(again[name] - first[name]) <= 1 + 1e-6 * first[name]


@given(st.lists(st.lists(PEOPLE, min_size=7, max_size=7), min_size=2, max_size=4))
def test_a_place_is_told_the_same_whoever_else_is_asked_for(places: list[list[int]]) -> None:
    counts = np.array(places, dtype=float) + 1
    together = average_models(counts, 3)
    for nth in range(len(counts)):
        alone = average_models(counts[nth : nth + 1], 3)
        assert together.unseen[nth] == pytest.approx(alone.unseen[0], rel=1e-6)
        assert together.high[nth] == pytest.approx(alone.high[0], rel=1e-6)


def test_a_venue_alone_is_no_place_to_estimate_for() -> None:
    venue = PLACES.rows([{"place_id": "s1", "name": "tea house", "level": "venue"}])
    assert estimate_unseen(HISTORIES.rows(histories("s1", home=20, grid=9)), venue).height == 0


def test_no_register_tells_nothing() -> None:
    told_of = estimate_unseen(HISTORIES.empty(), TREE)
    assert told_of["reason"].to_list() == ["nobody"] * 3
    assert told_of.select(pl.col("seen").sum()).item() == 0
