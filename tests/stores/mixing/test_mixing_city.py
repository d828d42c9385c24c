"""A mixing city is drawn once and mapped afterwards: small a person, the same for everybody, whole in its tree."""

import numpy as np
import polars as pl
import pytest

from fangxian.engines.epidemic import NOBODY
from fangxian.engines.problems import Problem
from fangxian.stores.mixing import ensure_made_up_city, ensure_mixing_city, find_city
from fangxian.stores.places import read_place_pack


@pytest.fixture(scope="module")
def zhangjiajie(tmp_path_factory):
    pack, place = find_city("张家界")
    return ensure_mixing_city(pack, place, 0.6, tmp_path_factory.mktemp("home"))


def test_a_city_has_the_people_of_its_census_in_every_place(zhangjiajie):
    tree = read_place_pack("hunan-4").tree
    known = dict(tree.select("place_id", "population").iter_rows())
    assert zhangjiajie.people == 1_517_027
    for node, place in enumerate(zhangjiajie.places):
        if int(zhangjiajie.ground.node_level[node]) >= 2:
            assert zhangjiajie.population[node] == known[place]


def test_everybody_lives_in_one_household_and_a_group_lists_its_own_members(zhangjiajie):
    ground = zhangjiajie.ground
    assert (np.diff(ground.household.astype(np.int64)) >= 0).all()
    first = ground.household_first.astype(np.int64)
    assert (np.repeat(np.arange(len(first) - 1), np.diff(first)) == ground.household).all()
    grouped = np.repeat(np.arange(len(ground.group_kind)), np.diff(ground.group_first.astype(np.int64)))
    assert (ground.group[ground.member] == grouped).all()
    assert len(ground.member) == (ground.group != NOBODY).sum() == len(np.unique(ground.member))


def test_a_person_takes_less_than_twenty_bytes(zhangjiajie):
    assert sum(column.nbytes for column in zhangjiajie.ground) / zhangjiajie.people < 20


def test_a_household_does_not_cross_a_community(zhangjiajie):
    ground = zhangjiajie.ground
    community = np.searchsorted(ground.community_first, np.arange(zhangjiajie.people), side="right") - 1
    first, last = ground.household_first[:-1].astype(int), ground.household_first[1:].astype(int) - 1
    assert (community[first] == community[last]).all()


def test_the_second_time_a_city_is_opened_and_not_drawn(tmp_path, monkeypatch):
    once = ensure_made_up_city(20_000, 0.5, tmp_path)
    monkeypatch.setattr("fangxian.stores.mixing.keeping.mix", None)
    again = ensure_made_up_city(20_000, 0.5, tmp_path)
    assert all((a == b).all() for a, b in zip(once.ground, again.ground, strict=True))
    assert [path.name for path in (tmp_path / "mixing").iterdir()] == [
        next((tmp_path / "mixing").iterdir()).name
    ]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Zhangjiajie", "4308"),
        ("张家界市", "4308"),
        ("4301", "4301"),
        ("Alder County", "alder"),
        ("长沙", "4301"),
    ],
)
def test_a_city_is_found_by_its_name_in_either_language_or_its_code(name, place):
    assert find_city(name)[1] == place


@pytest.mark.parametrize("name", ["Atlantis", "城关镇"])
def test_a_name_of_no_place_is_refused_with_what_to_do(name):
    with pytest.raises(Problem) as refused:
        find_city(name)
    assert refused.value.code == "not-one-city"
    assert "--population" in refused.value.in_("en")


def test_a_pack_with_fewer_levels_and_no_census_makes_a_city_too(tmp_path):
    pack, place = find_city("alder")
    city = ensure_mixing_city(pack, place, 0.0, tmp_path)
    assert city.levels == ("tract", "municipality", "county", "county")
    assert city.people == pack.tree.filter(pl.col("place_id") == place)["population"][0]
