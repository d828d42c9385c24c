"""Checklists of venues: every jurisdiction has one, every question exists, a pack that dangles says where."""

import pytest

from fangxian.stores.packs import PackProblem, list_packs, read_legal
from fangxian.stores.packs.checklists import read_checklist

PACKS = list_packs("checklists")


def test_every_jurisdiction_with_legal_grounds_has_checklists() -> None:
    assert list_packs("legal") == PACKS
    assert all(read_legal(pack).id == read_checklist(pack).id for pack in PACKS)


def test_what_the_report_names_is_asked_in_every_shop_and_hotel() -> None:
    rule = read_checklist("cn-2021")
    for kind in ("shop", "hotel", "market", "restaurant"):
        asked = {one.key: one for one in rule.kind_of(kind).questions}
        assert {"masks", "temperature", "code", "disinfection"} <= set(asked)
        assert asked["masks"].sources == ("R14",)


@pytest.mark.parametrize("pack", PACKS)
def test_a_figure_without_a_source_is_marked_as_ours(pack: str) -> None:
    rule = read_checklist(pack)
    assert {one.confidence for one in rule.figures.values() if not one.sources} <= {"M"}
    assert rule.kind_of("no-such-kind").key == "other"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("asks: [closed, masks", "asks: [closed, moustaches"),
        ("  other:", "  anything:"),
        ("  grave: {v: 4", "  gravest: {v: 4"),
    ],
)
def test_a_pack_that_names_what_is_not_there_says_so(own_packs, old: str, new: str) -> None:
    own_packs.copy("checklists", "cn-2021", old, new)
    with pytest.raises(PackProblem) as raised:
        read_checklist("cn-2021")
    assert raised.value.spot.line > 1
