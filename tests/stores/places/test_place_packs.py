"""The place packs: whole trees, people spread to the last one, points inside their outlines."""

import json

import numpy as np
import polars as pl
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.problems import Problem
from fangxian.stores.places import list_place_packs, outlines, read_place_pack, shapes
from fangxian.stores.places.pack import read_place_pack as uncached_reader

LEVELS = {"province": 1, "city": 4, "district": 32, "street": 536, "community": 6340}
CENSUS_ZHUZHOU = 3_902_738


@pytest.fixture(scope="module")
def hunan():
    return read_place_pack("hunan-4")


@pytest.fixture(scope="module")
def without_boundaries():
    """The pack as read where the optional package of outlines is not installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outlines, "find_spec", lambda name: None)
        yield uncached_reader.__wrapped__("hunan-4")


def population(pack, place_id):
    return pack.tree.filter(pl.col("place_id") == place_id)["population"][0]


def test_the_tree_of_four_cities_is_whole(hunan):
    counts = dict(hunan.tree.group_by("level").len().iter_rows())
    assert counts == LEVELS
    assert [level.name for level in hunan.levels] == list(LEVELS)


def test_every_level_sums_to_the_census_exactly(hunan):
    totals = hunan.tree.group_by("level").agg(pl.col("population").sum(), pl.col("households").sum())
    assert totals["population"].unique().to_list() == [20_746_781]
    assert totals["households"].n_unique() == 1


def test_nobody_of_the_zone_counts_twice(hunan):
    zone = hunan.closure.filter((pl.col("ancestor_id") == "430271") & (pl.col("kind") == "zone"))
    members = hunan.tree.filter(
        pl.col("place_id").is_in(zone["descendant_id"].implode()) & (pl.col("level") == "community")
    )
    assert members["population"].sum() == 115_818
    assert population(hunan, "430204") == 223_634 + 115_818
    assert population(hunan, "4302") == CENSUS_ZHUZHOU


def test_every_district_has_an_english_name_of_its_own(hunan):
    names = hunan.tree.filter(pl.col("level") == "district")["name_en"]
    assert names.null_count() == 0
    assert names.n_unique() == 32
    assert names.str.contains(r"^[A-Z][a-z]+ (District|County|City|Management District)$").all()


def test_streets_of_the_order_of_2021_that_have_merged_are_aliases_with_an_end(hunan):
    old = hunan.names.filter((pl.col("kind") == "alias") & pl.col("valid_to").is_not_null())
    assert set(old["name"]) == {"沙堤街道", "枫香岗街道", "后坪街道", "阳湖坪街道"}
    assert old["place_id"].is_in(hunan.tree["place_id"].implode()).all()


@pytest.mark.parametrize("pack_id", ["port-demo", "us-county-demo"])
def test_whatever_is_drawn_is_a_polygon_and_told_from_its_neighbour(pack_id):
    pack = read_place_pack(pack_id)
    for parent in pack.tree["parent_id"].drop_nulls().unique():
        features = shapes(pack, parent)["features"]
        assert {feature["geometry"]["type"] for feature in features} <= {"Polygon", "MultiPolygon"}
        drawn = [shapely.geometry.shape(feature["geometry"]) for feature in features]
        assert all(shape.is_valid and shape.area > 0 for shape in drawn)
        assert len({shape.wkb for shape in drawn}) == len(drawn)


@pytest.mark.parametrize("pack_id", ["hunan-4", "us-county-demo"])
def test_every_place_lies_inside_the_outline_above_it(pack_id):
    pack = read_place_pack(pack_id)
    assert pack.tree["lat"].null_count() == 0
    for place, outline in pack.outlines.items():
        inside = pack.under(place)
        held = shapely.contains_xy(outline.shape, inside["lon"].to_numpy(), inside["lat"].to_numpy())
        assert np.all(held), place


def test_without_the_optional_package_every_outline_is_synthetic_and_says_so(without_boundaries):
    assert all(outline.synthetic for outline in without_boundaries.outlines.values())
    drawn = shapes(without_boundaries, "43", "district")
    assert len(drawn["features"]) == 32
    assert all(feature["properties"]["synthetic"] for feature in drawn["features"])


def test_points_are_the_same_on_every_reading(without_boundaries):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outlines, "find_spec", lambda name: None)
        again = uncached_reader.__wrapped__("hunan-4")
    assert without_boundaries.tree.equals(again.tree)


def test_synthetic_districts_do_not_overlap(without_boundaries):
    drawn = np.array([outline.shape for outline in without_boundaries.outlines.values()])
    assert shapely.area(drawn).sum() == pytest.approx(shapely.union_all(drawn).area, rel=1e-6)


@pytest.mark.parametrize(
    ("parent", "level", "count", "kilobytes"),
    [("43", None, 4, 40), ("43", "district", 32, 90), ("430802", None, 21, 40), ("430802001", None, 7, 10)],
)
def test_shapes_are_small_enough_for_a_browser(hunan, parent, level, count, kilobytes):
    drawn = shapes(hunan, parent, level)
    assert len(drawn["features"]) == count
    assert len(json.dumps(drawn)) < kilobytes * 1024
    assert {feature["type"] for feature in drawn["features"]} == {"Feature"}


def test_cells_below_a_district_are_synthetic_and_fill_it(hunan):
    drawn = shapes(hunan, "430802")
    assert all(feature["properties"]["synthetic"] for feature in drawn["features"])
    cells = [shapely.geometry.shape(feature["geometry"]) for feature in drawn["features"]]
    assert sum(cell.area for cell in cells) == pytest.approx(hunan.outlines["430802"].shape.area, rel=0.02)


def test_a_place_without_children_draws_nothing(hunan):
    assert shapes(hunan, "430802001001")["features"] == []


def test_the_county_is_about_sixty_thousand_people_with_venues():
    county = read_place_pack("us-county-demo")
    assert population(county, "alder") == 60_600
    assert {"school", "clinic", "church", "shop"} <= set(county.venues["venue_kind"])
    assert county.timezone == "America/Denver"
    assert county.places.height == county.tree.height + county.venues.height


def test_an_unknown_pack_names_those_there_are():
    with pytest.raises(Problem, match="hunan-4"):
        read_place_pack("atlantis")
    assert {"hunan-4", "us-county-demo"} <= set(list_place_packs())


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_depth_in_the_closure_is_the_number_of_steps_up(data):
    pack = read_place_pack("us-county-demo")
    place = data.draw(st.sampled_from(pack.tree["place_id"].to_list()))
    parents = dict(pack.tree.select("place_id", "parent_id").iter_rows())
    steps, at = {}, place
    while at is not None:
        steps[at] = len(steps)
        at = parents[at]
    rows = pack.closure.filter((pl.col("descendant_id") == place) & (pl.col("kind") == "tree"))
    assert dict(rows.select("ancestor_id", "depth").iter_rows()) == steps
