"""Packs of supplies: what a closed household needs a day, each figure with its source or marked unconfirmed."""

import pytest

from fangxian.engines.problems import Problem
from fangxian.engines.tables.supplies import BANDS
from fangxian.engines.visiting import NEEDS
from fangxian.stores.packs import list_packs
from fangxian.stores.packs.supplies import read_supplies

PACKS = list_packs("supplies")


@pytest.mark.parametrize("pack", PACKS)
def test_a_pack_names_its_items_in_both_languages_and_bands_that_exist(pack: str) -> None:
    rule = read_supplies(pack)
    assert all(item.title.zh and item.title.en for item in rule.items.values())
    assert {band for item in rule.items.values() for band in item.per_day} <= set(BANDS)
    assert any(item.by_rule for item in rule.items.values())


@pytest.mark.parametrize("pack", PACKS)
def test_an_amount_without_a_source_is_marked_as_a_planning_figure_or_inferred(pack: str) -> None:
    rule = read_supplies(pack)
    amounts = {name: one for name, one in rule.figures.items() if ".per_day." in name}
    assert amounts
    assert all(one.sources or one.confidence == "M" for one in amounts.values())
    assert {source for one in amounts.values() for source in one.sources} <= set(rule.source_titles)


@pytest.mark.parametrize("pack", PACKS)
def test_what_is_told_at_a_door_becomes_items_of_the_pack(pack: str) -> None:
    rule = read_supplies(pack)
    assert set(rule.told) <= set(NEEDS)
    assert all(rule.get_item(item) for items in rule.told.values() for item in items)


def test_medicine_travels_as_a_sealed_parcel() -> None:
    assert read_supplies("cn-daily-living").items["medicine"].sealed


def test_an_unknown_pack_is_refused_with_those_there_are() -> None:
    with pytest.raises(Problem) as refused:
        read_supplies("moon")
    assert "cn-daily-living" in refused.value.expected.en
