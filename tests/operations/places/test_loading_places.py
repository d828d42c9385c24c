"""Loading a tree: once, whole, quickly."""

import polars as pl
import pytest

from fangxian.engines import tables
from fangxian.engines.problems import Problem
from fangxian.operations.accounts.queries import get_system_actor
from fangxian.operations.places import queries
from fangxian.operations.places.reach import Reach
from fangxian.operations.places.services import add_venue, load_places


def test_what_was_loaded_comes_back_as_it_was(tree):
    loaded = queries.frame(Reach(frozenset({"43"}))).sort("place_id")
    expected = tree.with_columns(pl.col("name_en").fill_null(pl.col("name"))).sort("place_id")
    assert loaded.equals(expected)


def test_loading_twice_adds_nothing(tree, clock):
    again = load_places(get_system_actor("tests"), clock, tree)
    assert (again.added, again.known) == (0, tree.height)


def test_ancestors_run_from_the_root_down(tree):
    names = [row.place_id for row in queries.ancestors("430102003001")]
    assert names == ["43", "4301", "430102", "430102003"]


def test_a_zone_is_no_root_and_not_in_the_tree(tree):
    assert queries.roots() == ["43"]
    assert "430271" not in queries.frame(Reach(frozenset({"43"})))["place_id"]


def test_children_can_be_asked_by_level(tree):
    assert [row.place_id for row in queries.children("430102003001")] == ["v-teahouse"]
    assert queries.children("430102003001", level="community") == []


def test_a_place_whose_parent_nobody_knows_is_refused_and_nothing_is_half_loaded(tree, clock):
    stray = tables.PLACES.rows(
        [
            {"place_id": "9", "name": "A", "level": "city", "parent_id": "43"},
            {"place_id": "91", "name": "B", "level": "district", "parent_id": "8"},
        ]
    )
    with pytest.raises(Problem) as raised:
        load_places(get_system_actor("tests"), clock, stray)
    assert raised.value.code == "unknown-parent-place"
    assert queries.find_place("9") is None


def test_a_tree_that_bites_its_tail_is_refused(tree, clock):
    ring = tables.PLACES.rows(
        [
            {"place_id": "a", "name": "A", "level": "city", "parent_id": "b"},
            {"place_id": "b", "name": "B", "level": "city", "parent_id": "a"},
        ]
    )
    with pytest.raises(Problem) as raised:
        load_places(get_system_actor("tests"), clock, ring)
    assert raised.value.code == "circular-places"


def test_a_venue_nobody_had_listed_joins_its_community(tree, clock):
    venue = add_venue(
        get_system_actor("tests"), clock, name="夜宵摊", parent_id="430102003002", venue_kind="restaurant"
    )
    assert Reach(frozenset({"430102"})).covers(venue.place_id)
    assert [row.place_id for row in queries.ancestors(venue.place_id)][-1] == "430102003002"


def grow(levels: list[tuple[str, int]]) -> list[dict[str, object]]:
    """A tree with so many children under each place of the level above."""
    rows: list[dict[str, object]] = [{"place_id": "r", "name": "root", "level": "province"}]
    above = ["r"]
    for level, width in levels:
        below = [(f"{parent}-{n}", parent) for parent in above for n in range(width)]
        rows += [{"place_id": key, "name": key, "level": level, "parent_id": parent} for key, parent in below]
        above = [key for key, _ in below]
    return rows


def test_seven_thousand_places_load_in_bulk_and_tell_how_far_they_have_come(
    db, home, clock, django_assert_max_num_queries
):
    many = tables.PLACES.rows(grow([("city", 4), ("district", 8), ("street", 17), ("community", 12)]))
    steps = []
    with django_assert_max_num_queries(500):
        loaded = load_places(
            get_system_actor("tests"), clock, many, progress=lambda *step: steps.append(step)
        )
    assert loaded.added == 1 + 4 + 32 + 544 + 6528
    assert steps[-1][1] == steps[-1][2]
