"""The way along the doors: each exactly once, never longer than by number, nobody at night, nobody before their hour."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.visiting import STOPS, route_doors
from fangxian.engines.visiting.numbering import metres_inside, numbers_of

NOON, EVENING = datetime(2021, 7, 31, 4, tzinfo=UTC), datetime(2021, 7, 31, 13, tzinfo=UTC)
METRE = 360 / 40_030_000
"""Degrees of latitude in a metre."""


def stop(door: str, metres: float | None = 0.0, address: str = "", **more) -> dict:
    """A door on a street that runs north."""
    lat = None if metres is None else metres * METRE
    told = {"door_id": door, "place_id": "s1", "address": address or None, "lat": lat}
    return {**told, "lon": None if lat is None else 0.0, "from_at": None, "risky": False, **more}


def stops(*rows: dict) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=STOPS)


@st.composite
def streets(draw) -> pl.DataFrame:
    """Doors in two places, some with an address, a few on no map, a few that ask to be called on later."""
    many = draw(st.integers(0, 14))
    rows = []
    for at in range(many):
        metres = draw(st.sampled_from([None, 0.0, 0.0, 250.0, 900.0]) | st.floats(0, 3_000))
        address = draw(st.sampled_from(["", "3栋2单元{}", "{}号", "5栋1单元50{}"])).format(at)
        waits = draw(st.sampled_from([None, None, None, 30, 200, 900]))
        call = None if waits is None else NOON + timedelta(minutes=waits)
        risky = draw(st.booleans())
        place = draw(st.sampled_from(["s1", "s2"]))
        rows.append(stop(f"d{at}", metres, address, from_at=call, risky=risky, place_id=place))
    return stops(*rows)


@settings(max_examples=60)
@given(streets(), st.integers(1, 3), st.booleans(), st.sampled_from([0.2, 2.0, 9.0]))
def test_every_door_is_in_exactly_one_place_of_one_route_or_left_with_a_reason(rows, workers, pairs, hours):
    ends = NOON + timedelta(hours=hours)
    found = route_doors(rows, starts_at=NOON, ends_at=ends, workers=workers, pairs=pairs)
    told = [*found.rows["door_id"], *found.left["door_id"]]
    assert sorted(told) == sorted(rows["door_id"])
    risky = set(rows.filter("risky")["door_id"])
    assert set(found.left.filter(pl.col("why") == "alone")["door_id"]) == (set() if pairs else risky)
    call = dict(rows.select("door_id", "from_at").rows())
    for _, _, door, _, at in found.rows.iter_rows():
        assert NOON <= at <= ends
        assert call[door] is None or at >= call[door]
    for worker in found.rows["worker"].unique():
        mine = found.rows.filter(pl.col("worker") == worker)
        assert mine["nth"].to_list() == list(range(1, mine.height + 1))
        assert all(a < b for a, b in pairwise(mine["at"]))


@settings(max_examples=60)
@given(streets(), st.integers(1, 3))
def test_no_route_is_longer_than_the_order_by_number(rows, workers):
    plain = rows.with_columns(from_at=pl.lit(None, STOPS["from_at"]))
    ends = NOON + timedelta(days=2)
    found = route_doors(plain, starts_at=NOON, ends_at=ends, workers=workers, pairs=True)
    assert found.left.is_empty()
    assert found.metres <= found.naive_metres + 1e-6
    assert found.metres == pytest.approx(found.rows["walk_m"].sum())


@settings(max_examples=30)
@given(streets(), st.randoms(use_true_random=False), st.integers(1, 2))
def test_the_order_of_the_rows_changes_nothing(rows, random, workers):
    order = list(range(rows.height))
    random.shuffle(order)
    asked = {"starts_at": NOON, "ends_at": EVENING, "workers": workers, "start": (0.0, 0.0)}
    one, other = route_doors(rows, **asked), route_doors(rows[order], **asked)
    assert one.rows.equals(other.rows)
    assert one.left.equals(other.left)


def test_a_street_is_walked_along_and_not_to_and_fro():
    rows = stops(stop("a", 900), stop("b", 100), stop("c", 500), stop("d", 0))
    found = route_doors(rows, starts_at=NOON, ends_at=EVENING, start=(0.0, 0.0))
    assert found.rows["door_id"].to_list() == ["d", "b", "c", "a"]
    assert found.metres == pytest.approx(900, abs=1)
    assert found.naive_metres > 2 * found.metres


def test_doors_of_one_place_are_walked_building_by_building():
    homes = ["3栋1单元101", "1栋1单元502", "1栋1单元501", "3栋1单元601", "2栋1单元101"]
    rows = stops(*(stop(home, address=home) for home in homes))
    found = route_doors(rows, starts_at=NOON, ends_at=EVENING, start=(0.0, 0.0)).rows["door_id"].to_list()
    buildings = [door[0] for door in found]
    assert buildings in (list("11233"), list("33211"))


def test_two_workers_share_the_doors_and_both_ends_of_a_street():
    rows = stops(*(stop(f"d{at}", at) for at in (-1000, -900, -800, 800, 900, 1000)))
    found = route_doors(rows, starts_at=NOON, ends_at=EVENING, workers=2, start=(0.0, 0.0))
    assert found.rows.group_by("worker").len()["len"].to_list() == [3, 3]
    assert found.metres == pytest.approx(2_000, abs=1)


def test_whoever_asked_for_an_hour_is_called_on_then_and_nobody_stands_about_for_it():
    later = NOON + timedelta(hours=1)
    rows = stops(stop("a", 10, from_at=later), *(stop(f"d{at}", at * 20) for at in range(1, 9)))
    found = route_doors(rows, starts_at=NOON, ends_at=EVENING, start=(0.0, 0.0)).rows
    assert found["door_id"][-1] == "a"
    assert found["at"][-1] >= later


def test_what_would_be_night_is_left_for_the_morning():
    rows = stops(stop("a", 10), stop("b", 20, from_at=EVENING + timedelta(minutes=1)), stop("c", 30))
    found = route_doors(rows, starts_at=EVENING - timedelta(minutes=5), ends_at=EVENING)
    assert found.rows.height == 1
    assert found.left.filter(pl.col("why") == "night").height == 2
    assert route_doors(rows, starts_at=EVENING, ends_at=EVENING - timedelta(hours=1)).rows.is_empty()


def test_doors_nobody_reaches_by_the_evening_are_all_left():
    rows = stops(stop("a", 200_000), stop("b", 201_000), stop("c", 202_000))
    found = route_doors(rows, starts_at=NOON, ends_at=EVENING, workers=2, start=(0.0, 0.0))
    assert found.rows.is_empty()
    assert found.left["why"].to_list() == ["night"] * 3
    assert found.metres == 0


@pytest.mark.parametrize(
    ("one", "other", "metres"),
    [
        ("3栋2单元501", "3栋2单元503", 8.0),
        ("3栋2单元501", "3栋2单元301", 20.0),
        ("3栋2单元101", "3栋1单元101", 40.0),
        ("3栋101", "4栋101", 40.0),
        ("8号", "8号", 0.0),
    ],
)
def test_doors_of_one_place_are_apart_by_their_numbers(one, other, metres):
    assert metres_inside(numbers_of(one), numbers_of(other)) == metres
    assert metres_inside(numbers_of(other), numbers_of(one)) == metres
