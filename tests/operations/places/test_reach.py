"""A reach is a set of places with everything in them; an empty one is nothing, not everything."""

import pytest

from fangxian.operations.places.models import Place
from fangxian.operations.places.queries import frame
from fangxian.operations.places.reach import Reach


def test_an_empty_reach_sees_nothing(tree):
    nothing = Reach.nothing()
    assert not nothing.filter(Place.objects.all(), "key").exists()
    assert not nothing.covers("43")
    assert nothing.keys() == set()
    assert frame(nothing).is_empty()


def test_a_district_covers_its_communities_and_venues_and_nothing_beside(tree):
    furong = Reach(frozenset({"430102"}))
    assert furong.covers("430102003001")
    assert furong.covers("v-teahouse")
    assert not furong.covers("430105001004")
    assert not furong.covers("4301")


@pytest.mark.parametrize(
    ("places", "everywhere"), [({"43", "430271"}, True), ({"43"}, False), (set(), False)]
)
def test_a_reach_is_everywhere_only_when_no_place_lies_outside(tree, places, everywhere):
    assert Reach(frozenset(places)).is_everywhere() is everywhere


def test_a_new_place_beside_the_tree_ends_being_everywhere(tree):
    Place.objects.create(key="44", level="province")
    assert not Reach(frozenset({"43", "430271"})).is_everywhere()


@pytest.mark.parametrize("unknown", [None, "", "999"])
def test_an_unknown_place_is_never_covered(tree, unknown):
    assert not Reach(frozenset({"43"})).covers(unknown)


def test_a_functional_zone_covers_its_members_inside_a_district_that_keeps_them(tree):
    assert Reach(frozenset({"430271"})).covers("430204001")
    assert not Reach(frozenset({"430271"})).covers("430204")
    assert Reach(frozenset({"430204"})).covers("430204001")


def test_a_frame_within_reach_has_a_top_without_a_parent(tree):
    inside = frame(Reach(frozenset({"430102"})))
    parents = dict(inside.select("place_id", "parent_id").iter_rows())
    assert parents["430102"] is None
    assert parents["430102003"] == "430102"
    assert len(parents) == 5
