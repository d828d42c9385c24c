"""Rooms and beds by day: a hospital that opens on the third day, futures that need more than there is."""

from datetime import date, timedelta

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.quarantine import (
    beds_needed,
    capacity_by_day,
    forecast_capacity,
    rooms_needed,
    taken_by_day,
)

FROM = date(2021, 8, 1)


def day(number: int) -> date:
    return FROM + timedelta(days=number)


def test_a_hospital_counts_from_the_day_it_opens_until_the_day_it_closes():
    steps = pl.DataFrame(
        {
            "kind": ["beds", "beds", "rooms"],
            "name": ["old", "built", "inn"],
            "from_on": [day(-9), day(2), day(0)],
            "to_on": [day(4), None, None],
            "capacity": [10, 100, 7],
        }
    )
    assert capacity_by_day(steps, "beds", FROM, 5).tolist() == [10, 10, 110, 110, 100]
    assert capacity_by_day(steps, "rooms", FROM, 2).tolist() == [7, 7]


def test_whoever_goes_home_leaves_a_room_for_the_next_day():
    assert taken_by_day([day(-1), day(0), day(2)], FROM, 4).tolist() == [2, 1, 1, 0]


@given(
    cases=st.lists(st.lists(st.integers(0, 9), min_size=6, max_size=6), min_size=1, max_size=4),
    stay=st.integers(1, 9),
)
@settings(max_examples=25)
def test_every_case_has_a_bed_for_as_long_as_the_futures_look(cases, stay):
    beds = beds_needed(cases, stay)
    reported = np.array(cases)
    assert (beds >= 0).all()
    assert beds.sum() == sum(count * min(stay, 6 - at) for row in reported for at, count in enumerate(row))


def test_a_future_without_a_case_needs_no_room():
    assert rooms_needed([[0, 0]], [0], [0.0], 0.4).tolist() == [[0.0, 0.0]]


def test_the_first_short_day_is_told_with_its_interval_and_its_chance():
    """Ten futures; in future n the need of 3 begins on day n. There are 2 rooms."""
    needed = [[3.0 if on >= future else 0.0 for on in range(10)] for future in range(10)]
    table, first = forecast_capacity("rooms", FROM, [2] * 10, [0] * 10, needed)
    assert (first.early_on, first.middle_on, first.late_on) == (day(0), day(4), day(9))
    assert first.share == 1.0
    assert table["short_share"].to_list() == [round(0.1 * on, 1) for on in range(1, 11)]


def test_enough_for_every_future_is_said_so():
    _, first = forecast_capacity("beds", FROM, [9], [0], [[9.0]])
    assert (first.share, first.early_on) == (0.0, None)
