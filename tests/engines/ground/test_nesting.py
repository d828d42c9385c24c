"""Where areas nest and overlap the strictest level counts: in any order, until it ends."""

import polars as pl
import pytest
from drawn_ground import SIDE, box, places, town
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fangxian.engines.ground import (
    AnyOf,
    Without,
    Zone,
    build_ground,
    cover,
    level_of,
    people_by_level,
    read_extent,
    relate,
)

RANKS = {"precaution": 0, "controlled": 1, "sealed": 2}
GROUND = town()
PLACES = ["town", "n", "s", *(f"{street}{column}" for street in "ns" for column in (1, 2, 3, 4)), "b1"]

_corner = st.integers(0, 8).map(lambda eighth: eighth / 2)
_boxes = st.tuples(_corner, _corner, _corner, _corner).filter(lambda b: b[0] < b[2] and b[1] < b[3])
_simple = st.one_of(
    st.lists(st.sampled_from(PLACES), min_size=1, max_size=3).map(
        lambda ids: {"kind": "places", "place_ids": ids}
    ),
    _boxes.map(lambda b: box(*b)),
    st.tuples(st.floats(0, 0.02), st.floats(0, 0.04), st.floats(50, 2_000)).map(
        lambda r: {"kind": "ring", "lat": r[0], "lon": r[1], "radius_m": r[2]}
    ),
)
extents = st.recursive(
    _simple,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"kind": "any_of", "parts": parts}),
        st.tuples(inner, inner).map(lambda two: {"kind": "without", "whole": two[0], "taken_out": two[1]}),
    ),
    max_leaves=4,
).map(read_extent)
zone_lists = st.lists(st.tuples(extents, st.sampled_from(sorted(RANKS))), min_size=1, max_size=5).map(
    lambda found: [Zone(f"z{at}", level, extent) for at, (extent, level) in enumerate(found)]
)
points = st.tuples(st.floats(0, 0.02), st.floats(0, 0.04))


def _home_of(lat: float, lon: float) -> str:
    street = "n" if lat >= SIDE else "s"
    return f"{street}{min(int(lon / SIDE) + 1, 4)}"


@given(zones=zone_lists, point=points, seed=st.randoms())
@settings(max_examples=60, deadline=None)
def test_the_level_at_a_point_does_not_depend_on_the_order_of_areas(zones, point, seed) -> None:
    shuffled = list(zones)
    seed.shuffle(shuffled)
    where = {"lat": point[0], "lon": point[1], "place_id": _home_of(*point)}
    assert level_of(zones, RANKS, GROUND, **where) == level_of(shuffled, RANKS, GROUND, **where)
    assert people_by_level(zones, RANKS, GROUND) == people_by_level(shuffled, RANKS, GROUND)


@given(zones=zone_lists, point=points)
@settings(max_examples=60, deadline=None)
def test_an_inner_stricter_zone_wins_and_ending_it_restores_the_outer(zones, point) -> None:
    outer = [zone for zone in zones if zone.level != "sealed"]
    where = {"lat": point[0], "lon": point[1], "place_id": _home_of(*point)}
    before = level_of(outer, RANKS, GROUND, **where)
    sealed = Zone(
        "inner", "sealed", read_extent({"kind": "ring", "lat": point[0], "lon": point[1], "radius_m": 30})
    )
    assert level_of([*outer, sealed], RANKS, GROUND, **where)[0] == "sealed"
    assert level_of(outer, RANKS, GROUND, **where) == before


@given(zones=zone_lists)
@settings(max_examples=60, deadline=None)
def test_nobody_is_counted_under_two_levels(zones) -> None:
    found = people_by_level(zones, RANKS, GROUND)
    everybody = cover(AnyOf(tuple(zone.extent for zone in zones)), GROUND)
    assert sum(row.people for row in found) == round(everybody.people)
    assert everybody.people <= 1200 + 1e-6


def _square(east: float, north: float) -> dict[str, object]:
    corners = ((east, 0.0), (east, north), (0.0, north), (0.0, 0.0), (east, 0.0))
    return {"kind": "polygon", "geometry": {"type": "Polygon", "coordinates": (corners,)}}


RING_WITHOUT_SQUARES = {
    "kind": "without",
    "whole": {"kind": "ring", "lat": 0.0, "lon": 0.0, "radius_m": 50.0},
    "taken_out": {"kind": "any_of", "parts": [_square(0.005, 0.015), _square(0.01, 0.01)]},
}
"""Taken out along the cell's own edges, it leaves lines beside areas."""


@example(
    one=read_extent({"kind": "ring", "lat": 0.0, "lon": 0.0, "radius_m": 1112.0}),
    other=read_extent(RING_WITHOUT_SQUARES),
)
@given(one=extents, other=extents)
@settings(max_examples=80, deadline=None)
def test_what_is_in_both_and_what_is_in_one_alone_make_up_the_whole(one, other) -> None:
    def people(extent) -> float:
        return cover(extent, GROUND).people

    both = people(Without(one, Without(one, other)))
    assert people(one) == pytest.approx(both + people(Without(one, other)), abs=1e-6)
    assert people(AnyOf((one, other))) == pytest.approx(people(one) + people(other) - both, abs=1e-6)


@given(one=extents, other=extents)
@settings(max_examples=60, deadline=None)
def test_how_two_areas_lie_to_each_other_reads_the_same_from_both_sides(one, other) -> None:
    mirrored = {"inside": "around", "around": "inside"}
    forth = relate(one, other, GROUND)
    assert relate(other, one, GROUND) == mirrored.get(forth, forth)


@given(extent=extents)
@settings(max_examples=60, deadline=None)
def test_people_counted_by_points_are_the_people_at_the_points_inside(extent) -> None:
    # A household every 0.0025 degrees, each of one person: 32 communities' worth of points.
    rows = [
        {"place_id": _home_of(lat, lon), "lat": lat, "lon": lon, "people": 1}
        for lat in (0.00125 + 0.0025 * i for i in range(8))
        for lon in (0.00125 + 0.0025 * i for i in range(16))
    ]
    homes = places().filter(pl.col("level") != "venue").with_columns(population=None)
    ground = build_ground(homes.with_columns(pl.col("population").cast(pl.Int64)), None, pl.DataFrame(rows))
    inside = sum(
        level_of(
            [Zone("z", "sealed", extent)], RANKS, ground, lat=r["lat"], lon=r["lon"], place_id=r["place_id"]
        )[0]
        == "sealed"
        for r in rows
    )
    shares = cover(extent, ground).parts
    assert shares["share"].sum() * 16 == pytest.approx(inside)


def test_a_zone_inside_another_is_told_apart_from_one_that_overlaps() -> None:
    street = read_extent({"kind": "places", "place_ids": ["s"]})
    assert relate(read_extent({"kind": "places", "place_ids": ["s1"]}), street, GROUND) == "inside"
    assert relate(read_extent({"kind": "places", "place_ids": ["tea"]}), street, GROUND) == "inside"
    assert relate(read_extent(box(0, 0.5, 1, 1.5)), street, GROUND) == "overlaps"
    assert relate(read_extent({"kind": "places", "place_ids": ["n"]}), street, GROUND) == "apart"
    assert relate(read_extent(box(0, 0, 4, 1)), street, GROUND) == "same"
