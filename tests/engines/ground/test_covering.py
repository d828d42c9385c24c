"""What an area of any form covers, and how honest its number of people is."""

import numpy as np
import polars as pl
import pytest
import shapely
from drawn_ground import box, places, town

from fangxian.engines.ground import (
    ExtentProblem,
    build_ground,
    cover,
    covered_places,
    describe_extent,
    outline_of,
    read_extent,
    ring_outline,
)
from fangxian.engines.ground.outlines import equal_area
from fangxian.engines.tables.distances import EARTH_RADIUS_M, metres_between


def _cover(extent, ground=None):
    return cover(read_extent(extent), ground or town())


def test_a_street_has_the_people_of_its_communities_and_none_twice() -> None:
    found = _cover({"kind": "places", "place_ids": ["n", "n1", "b1"]})
    assert (found.people, found.estimated, found.anchor) == (400, False, "n")


def test_a_building_has_its_own_people_and_its_community_the_rest() -> None:
    assert _cover({"kind": "places", "place_ids": ["b1"]}).people == 40
    rest = {
        "kind": "without",
        "whole": {"kind": "places", "place_ids": ["n1"]},
        "taken_out": {"kind": "places", "place_ids": ["b1"]},
    }
    assert _cover(rest).people == 60


def test_a_venue_without_residents_is_covered_and_restricts_nobody_at_home() -> None:
    found = _cover({"kind": "places", "place_ids": ["tea"]})
    assert (found.people, found.venues, found.anchor) == (0, ("tea",), "s2")


def test_a_polygon_around_whole_squares_is_no_estimate() -> None:
    found = _cover(box(1, 0, 3, 1))
    assert (found.people, found.estimated) == (400, False)
    assert found.parts["basis"].to_list() == ["whole", "whole"]
    assert found.anchor == "s"


def test_a_cut_community_is_counted_by_the_area_of_its_cell_and_said_to_be_an_estimate() -> None:
    found = _cover(box(1, 0, 2.25, 1))
    assert found.people == pytest.approx(250)
    assert (found.least, found.most, found.estimated) == (200, 400, True)


def test_households_with_points_say_more_than_areas() -> None:
    # Half of s3 lies inside, but nine of its ten households live in the other half.
    lon = np.array([0.021] + [0.028] * 9)
    homes = pl.DataFrame({"place_id": ["s3"] * 10, "lat": [0.005] * 10, "lon": lon, "people": [2] * 10})
    found = _cover(box(1, 0, 2.5, 1), town(homes))
    assert found.people == pytest.approx(200 + 20)
    assert found.parts.filter(pl.col("place_id") == "s3")["basis"].item() == "points"


def test_a_place_without_an_outline_is_inside_when_its_point_is() -> None:
    bare = build_ground(places())
    found = _cover(box(0, 1, 1, 2), bare)
    assert found.people == 100
    assert set(found.parts["basis"]) == {"centre"}


def test_a_place_nobody_counted_is_named_as_unknown() -> None:
    silent = places().with_columns(
        population=pl.when(pl.col("place_id") == "s2").then(None).otherwise("population")
    )
    silent = silent.with_columns(
        population=pl.when(pl.col("place_id") == "town").then(None).otherwise("population")
    )
    found = _cover({"kind": "places", "place_ids": ["s"]}, build_ground(silent))
    assert (found.people, found.unknown) == (600, 1)


def test_people_known_only_for_a_whole_are_not_lost() -> None:
    wide = places().with_columns(
        population=pl.when(pl.col("place_id") == "town").then(2000).otherwise("population")
    )
    assert _cover({"kind": "places", "place_ids": ["town"]}, build_ground(wide)).people == 2000


def test_a_ring_of_a_hundred_metres_never_makes_a_whole_community_an_area() -> None:
    ring = {"kind": "ring", "lat": 0.005, "lon": 0.015, "radius_m": 100}
    found = _cover(ring)
    assert found.venues == ("tea",)
    assert found.anchor == "s2"
    assert covered_places(read_extent(ring), town()) == ()
    # 0.01 degrees are 1,112 m: the circle is a fortieth of the square.
    assert found.people == pytest.approx(200 * np.pi * 100**2 / 1_112**2, rel=0.01)


def test_the_widest_places_inside_are_named() -> None:
    assert covered_places(read_extent(box(0, 0, 4, 1)), town()) == ("s",)
    assert covered_places(read_extent(box(0, 0, 3.4, 1)), town()) == ("s1", "s2", "s3")


def test_what_lies_nowhere_covers_nobody() -> None:
    found = _cover({"kind": "ring", "lat": 50, "lon": 50, "radius_m": 1000})
    assert (found.people, found.anchor, found.parts.height) == (0, None, 0)


def test_an_extent_is_read_back_from_what_it_is_written_as() -> None:
    given = {
        "kind": "without",
        "whole": {"kind": "any_of", "parts": [{"kind": "places", "place_ids": ["n"]}, box(0, 0, 1, 1)]},
        "taken_out": {"kind": "ring", "lat": 0.01, "lon": 0.02, "radius_m": 300},
    }
    extent = read_extent(given)
    assert read_extent(describe_extent(extent)) == extent
    from_wkb = read_extent({"kind": "polygon", "wkb": shapely.box(0, 0, 1, 1).wkb_hex})
    assert from_wkb.geometry.equals(shapely.box(0, 0, 1, 1))


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        {"kind": "cloud"},
        {"kind": "places", "place_ids": []},
        {"kind": "ring", "lat": 91, "lon": 0, "radius_m": 100},
        {"kind": "ring", "lat": 0, "lon": 0, "radius_m": 0},
        {"kind": "ring", "lat": 0, "lon": 0, "radius_m": float("nan")},
        {"kind": "polygon", "geometry": {"type": "Point", "coordinates": [0, 0]}},
        {
            "kind": "polygon",
            "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]},
        },
        {
            "kind": "polygon",
            "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [999, 0], [9, 9], [0, 0]]]},
        },
        {"kind": "polygon", "geometry": "somewhere"},
        {"kind": "polygon", "wkb": "00"},
        {"kind": "any_of", "parts": []},
        {"kind": "without", "whole": {"kind": "places", "place_ids": ["n"]}},
    ],
)
def test_what_is_no_extent_is_refused_with_what_to_do(wrong) -> None:
    with pytest.raises(ExtentProblem) as told:
        read_extent(wrong)
    assert told.value.code == "not-an-extent"


@pytest.mark.parametrize("lat", [-89.9, -70.0, -28.2, 0.0, 28.2, 60.0, 85.0, 89.9])
@pytest.mark.parametrize("lon", [-180.0, -0.1, 112.9, 179.99])
@pytest.mark.parametrize("radius_m", [100.0, 30_000.0, 180_000.0])
def test_a_ring_keeps_its_metres_at_any_latitude(lat: float, lon: float, radius_m: float) -> None:
    outline = ring_outline(lat, lon, radius_m)
    assert outline.is_valid
    cap = 2 * np.pi * (1 - np.cos(radius_m / EARTH_RADIUS_M))
    assert equal_area(outline) == pytest.approx(cap, rel=0.02)
    corners = shapely.get_coordinates(outline)
    rim = corners[(abs(corners[:, 0]) < 179.9999) & (abs(corners[:, 1]) < 89.9999)]
    far = metres_between(lat, lon, rim[:, 1], rim[:, 0])
    assert far.max() <= radius_m * 1.002


def test_an_area_is_drawn_as_the_outline_of_its_cells() -> None:
    rest = {
        "kind": "without",
        "whole": {"kind": "places", "place_ids": ["s"]},
        "taken_out": {"kind": "places", "place_ids": ["s1"]},
    }
    assert outline_of(read_extent(rest), town()).bounds == pytest.approx((0.01, 0, 0.04, 0.01))
