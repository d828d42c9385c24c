"""Oversight packs: sourced, in both languages, and unreadable as soon as they list what may never be a ground."""

import pytest

from fangxian.engines.inspecting import FACTS, NEVER_A_GROUND
from fangxian.stores.packs import PackProblem, list_packs, read_legal, read_measure
from fangxian.stores.packs.oversight import read_oversight

PACKS = list_packs("oversight")


def test_every_jurisdiction_with_legal_grounds_has_rules_of_oversight() -> None:
    assert set(list_packs("legal")) <= set(PACKS)
    assert all(read_legal(pack).id == read_oversight(pack).id for pack in PACKS)


@pytest.mark.parametrize("pack", PACKS)
def test_no_ground_is_one_that_may_never_be(pack: str) -> None:
    rule = read_oversight(pack)
    assert not set(rule.grounds) & set(NEVER_A_GROUND)
    assert set(rule.never) >= set(NEVER_A_GROUND)
    assert {fact for ground in rule.grounds.values() for fact in ground.rests_on} <= set(FACTS)


@pytest.mark.parametrize("pack", PACKS)
def test_no_step_publishes_a_name(pack: str) -> None:
    assert not any(step.names_published for step in read_oversight(pack).ladder)


@pytest.mark.parametrize("pack", PACKS)
def test_every_figure_has_a_source_or_says_it_is_unconfirmed(pack: str) -> None:
    rule = read_oversight(pack)
    assert rule.figures
    for path, figure in rule.figures.items():
        assert figure.sources or not figure.confirmed, path
    cited = [one for ground in rule.grounds.values() for one in ground.sources]
    cited += [one for step in rule.ladder for one in step.sources]
    assert set(cited) <= set(rule.source_titles)


@pytest.mark.parametrize("pack", PACKS)
def test_work_is_timed_for_measures_that_exist(pack: str) -> None:
    measures = set(list_packs("measures"))
    assert set(read_oversight(pack).work) <= measures
    assert read_measure("broadcast").id == "broadcast"


@pytest.mark.parametrize("ground", NEVER_A_GROUND)
def test_a_pack_that_lists_what_may_never_be_a_ground_cannot_be_read(own_packs, ground: str) -> None:
    own_packs.copy("oversight", "cn-2021", "  slow-command:", f"  {ground}:")
    with pytest.raises(PackProblem) as refused:
        read_oversight("cn-2021")
    assert refused.value.code == "never-a-ground"


def test_a_pack_says_why_each_of_them_is_never_a_ground(own_packs) -> None:
    own_packs.copy("oversight", "cn-2021", "  price-of-delay: {", "  price-of-something: {")
    with pytest.raises(PackProblem) as refused:
        read_oversight("cn-2021")
    assert refused.value.code == "never-not-explained"


def test_a_ground_whose_highest_step_is_not_on_the_ladder_cannot_be_read(own_packs) -> None:
    own_packs.copy("oversight", "cn-2021", "most: warning", "most: shaming")
    with pytest.raises(PackProblem) as refused:
        read_oversight("cn-2021")
    assert refused.value.code.startswith("unknown-")


def test_a_fact_of_another_kind_is_no_part_of_the_format(own_packs) -> None:
    own_packs.copy("oversight", "cn-2021", "rests_on: [late-dispatch]", "rests_on: [price-of-delay]")
    with pytest.raises(PackProblem) as refused:
        read_oversight("cn-2021")
    assert refused.value.code == "wrong-value"
