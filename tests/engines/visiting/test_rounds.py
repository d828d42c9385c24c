"""The order of a round: urgent doors first, nobody forgotten, no way longer than by deadline."""

from datetime import UTC, datetime, timedelta
from math import isnan

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.visiting import (
    DOORS,
    VISITS,
    WALK_M_A_MINUTE,
    WALK_MINUTES,
    minutes_on_foot,
    order_round,
)

NOON = datetime(2021, 7, 31, 4, tzinfo=UTC)
METRE = 360 / 40_030_000
"""Degrees of latitude in a metre."""


def visits(*rows: tuple[str, float, bool]) -> pl.DataFrame:
    """Visits as (door, hours until due, urgent), five minutes each at the door, in the engine's order."""
    made = [
        {
            "door_id": door,
            "place_id": "s1",
            "task_ids": ["t"],
            "asked": [{"person_id": None, "question": "symptoms"}],
            "minutes": 5 + WALK_MINUTES,
            "minutes_apart": 5 + WALK_MINUTES,
            "due_at": NOON + timedelta(hours=hours),
            "urgent": urgent,
        }
        for door, hours, urgent in sorted(rows, key=lambda row: (not row[2], row[1], row[0]))
    ]
    return pl.DataFrame(made, schema=VISITS)


def doors(**metres: float | None) -> pl.DataFrame:
    """Doors on one street that runs north, by metres from its beginning."""
    rows = [
        (door, None if away is None else away * METRE, None if away is None else 0.0)
        for door, away in metres.items()
    ]
    return pl.DataFrame(rows, schema=DOORS, orient="row")


def test_a_street_is_walked_from_one_end_to_the_other():
    rows = order_round(
        visits(("far", 9, False), ("near", 9, False), ("mid", 9, False)),
        doors(far=900, near=100, mid=500),
        NOON,
        (0.0, 0.0),
    )
    assert rows["door_id"].to_list() == ["near", "mid", "far"]
    assert rows["walk_m"].to_list() == pytest.approx([100, 400, 400], abs=1)
    assert rows["nth"].to_list() == [1, 2, 3]


def test_what_is_urgent_is_first_however_far_it_is():
    rows = order_round(
        visits(("far", 9, True), ("near", 9, False)), doors(far=900, near=100), NOON, (0.0, 0.0)
    )
    assert rows["door_id"].to_list() == ["far", "near"]


def test_a_deadline_is_kept_before_a_metre_is_saved():
    """The near door is due tonight, the far one in a quarter of an hour."""
    rows = order_round(
        visits(("near", 9, False), ("far", 0.25, False)), doors(near=300, far=400), NOON, (0.0, 0.0)
    )
    assert rows["door_id"].to_list() == ["far", "near"]


def test_the_clock_of_a_round_counts_the_way_and_the_door():
    rows = order_round(visits(("a", 9, False)), doors(a=750), NOON, (0.0, 0.0))
    way = WALK_MINUTES + 750 / WALK_M_A_MINUTE
    assert rows["minutes"].to_list() == [5]
    assert rows["walk_minutes"].to_list() == pytest.approx([way], abs=0.1)
    assert (rows["done_at"][0] - NOON).total_seconds() / 60 == pytest.approx(way + 5, abs=0.1)


def test_a_door_nobody_can_place_is_walked_to_in_the_planning_figure_and_not_lost():
    rows = order_round(visits(("a", 1, False), ("b", 2, False)), doors(a=None), NOON)
    assert rows["door_id"].to_list() == ["a", "b"]
    assert rows["walk_m"].to_list() == [None, None]
    assert rows["walk_minutes"].to_list() == [WALK_MINUTES] * 2


somewhere = st.tuples(st.floats(0.05, 12), st.booleans(), st.one_of(st.none(), st.floats(0, 3_000)))


@settings(max_examples=80, deadline=None)
@given(rows=st.lists(somewhere, min_size=1, max_size=9))
def test_every_door_is_walked_to_once_urgent_ones_first_and_no_way_is_worse_than_by_deadline(rows):
    named = {f"d{i}": row for i, row in enumerate(rows)}
    asked = visits(*((door, hours, urgent) for door, (hours, urgent, _) in named.items()))
    where = doors(**{door: metres for door, (_, _, metres) in named.items()})
    found = order_round(asked, where, NOON, (0.0, 0.0))
    assert sorted(found["door_id"]) == sorted(named)
    assert found["urgent"].to_list() == sorted(found["urgent"].to_list(), reverse=True)
    urgent = [door for door in asked["door_id"] if named[door][1]]
    if len(urgent) in (0, len(named)):
        by_deadline = _price(list(asked["door_id"]), named)
        assert _price(list(found["door_id"]), named) <= (by_deadline[0], by_deadline[1] + 1)
    assert found["done_at"].to_list() == sorted(found["done_at"].to_list())


def _price(order, named):
    """How many doors are late, and the metres walked."""
    here: float | None = 0.0
    clock = metres = 0.0
    late = 0
    for door in order:
        hours, _, there = named[door]
        away = abs(there - here) if here is not None and there is not None else float("nan")
        metres += 0.0 if isnan(away) else away
        clock += minutes_on_foot(away) + 5
        late += clock > hours * 60
        here = there
    return late, metres
