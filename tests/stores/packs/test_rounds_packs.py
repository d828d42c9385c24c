"""Packs of rounds: the guides of 2021 and 2022 read aloud, each in force on its dates, and the linter's findings."""

from datetime import date

import pytest

from fangxian.engines.plans import ROUND_GROUPS, Rounds
from fangxian.engines.testing.rounds import find_deadline, find_frequency, find_pool_rule
from fangxian.stores.packs import PackProblem, find_rounds, lint_plan, list_packs, plan_in_force, read_rounds

PACKS = list_packs("rounds")
FIRST, SECOND, THIRD = "cn-mass-testing-1-2021", "cn-mass-testing-2-2021", "cn-mass-testing-3-2022"
PLAN = "cn-covid19-8e-2021"


def _sizes(rounds: Rounds, group: str, number: int) -> tuple[object, ...] | None:
    rule = find_pool_rule(rounds, group, number)
    return rule and rule.sizes


@pytest.mark.parametrize(
    ("on", "pack"),
    [
        (date(2021, 2, 9), FIRST),
        (date(2021, 8, 6), FIRST),
        (date(2021, 9, 12), FIRST),
        (date(2021, 9, 13), SECOND),
        (date(2022, 3, 21), SECOND),
        (date(2022, 7, 1), THIRD),
    ],
)
def test_the_guide_in_force_on_a_date_is_found(on: date, pack: str) -> None:
    found = find_rounds("cn-covid19", on)
    assert found is not None
    assert found.id == pack


def test_before_the_first_guide_and_for_other_diseases_there_is_none() -> None:
    assert find_rounds("cn-covid19", date(2021, 2, 8)) is None
    assert find_rounds("measles-us", date(2021, 8, 1)) is None


def test_in_august_2021_all_shared_a_tube_in_tens_at_first_and_key_people_were_alone_later() -> None:
    guide = read_rounds(FIRST)
    assert {_sizes(guide, group, 1) for group in ROUND_GROUPS} == {(1,), (10,)}
    assert _sizes(guide, "isolation", 1) == (1,)
    assert _sizes(guide, "key", 2) == _sizes(guide, "high-risk", 2) == (1,)
    assert _sizes(guide, "others", 2) == (10, 5)


def test_the_second_guide_has_a_tube_a_household_in_sealed_compounds() -> None:
    guide = read_rounds(SECOND)
    assert [_sizes(guide, group, 1) for group in ROUND_GROUPS] == [
        (1,),
        (1,),
        (5, 10),
        ("household",),
        (5, 10),
    ]


@pytest.mark.parametrize(
    ("group", "rounds_since", "days_since", "every"),
    [
        ("isolation", None, None, 1),
        ("others", 1, 2, 1),
        ("others", 3, 12, 1),
        ("others", 4, 14, 2),
        ("others", 4, 15, 5),
        ("others", None, None, 5),
    ],
)
def test_the_second_guide_samples_the_more_often_the_nearer_the_last_case(
    group: str, rounds_since: int | None, days_since: int | None, every: int
) -> None:
    rule = find_frequency(read_rounds(SECOND), group, rounds_since, days_since)
    assert rule is not None
    assert rule.every_days == every


def test_a_guide_that_names_no_frequency_says_none() -> None:
    assert find_frequency(read_rounds(FIRST), "others", 1, 1) is None


@pytest.mark.parametrize(
    ("pack", "people", "hours"),
    [
        (FIRST, 5_000_000, (48, 48)),
        (FIRST, 5_000_001, (72, 120)),
        (SECOND, 5_000_000, (48, 48)),
        (SECOND, 7_000_000, (72, 72)),
        (THIRD, 300_000, (24, 24)),
    ],
)
def test_a_round_is_due_by_the_number_of_people(pack: str, people: int, hours: tuple[float, float]) -> None:
    rule = find_deadline(read_rounds(pack), people)
    assert rule is not None
    assert (rule.from_hours, rule.hours) == hours


def test_the_plan_proposes_a_round_with_the_hours_and_tubes_of_the_guide_in_force_with_it() -> None:
    on = date(2021, 8, 1)
    testing, guide = plan_in_force("cn-covid19", on).testing, find_rounds("cn-covid19", on)
    assert testing is not None
    assert guide is not None
    small, large = (find_deadline(guide, testing.small_population + more) for more in (0, 1))
    assert small is not None
    assert large is not None
    assert (testing.small_hours, testing.large_hours) == (small.hours, large.hours)
    assert (testing.pool_size,) == _sizes(guide, "others", 1)


@pytest.mark.parametrize("pack", PACKS)
def test_every_figure_of_a_guide_has_a_listed_source(pack: str) -> None:
    guide = read_rounds(pack)
    assert guide.figures
    for path, figure in guide.figures.items():
        assert figure.sources or not figure.confirmed, path
        assert set(figure.sources) <= set(guide.source_titles), path


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("groups: [sealed]", "groups: [key]", "group-without-tube", "pools:"),
        ("groups: [sealed]", "groups: [key]", "rule-never-reached", "sealed:"),
        ("    within_days: {v: 14, u: d, s: [S41], c: B}\n", "", "rule-never-reached", "five-days:"),
        ("    up_to_people: {v: 5000000, u: people, s: [S41], c: B}\n", "", "rule-never-reached", "large:"),
        ("hours: {v: 72, u: h, s: [S41], c: B}", "hours: 72", "figure-without-source", "hours: 72"),
        ("s: [S41], c: B, note", "s: [S99], c: B, note", "unknown-source", "S99"),
        ("groups: [sealed]", "groups: [closed]", "wrong-value", "closed"),
        ("v: [household]", "v: [flat]", "wrong-value", "flat"),
        ("every_days: {v: 5, u: d, s: [S41], c: B}", "weekly: true", "unknown-key", "weekly"),
    ],
)
def test_the_linter_of_a_plan_reads_its_guides(own_packs, old: str, new: str, code: str, line: str) -> None:
    file = own_packs.copy("rounds", SECOND, old, new)
    found = [finding for finding in lint_plan(PLAN) if finding.code == code]
    lines = file.read_text(encoding="utf-8").splitlines()
    assert found
    assert {finding.file for finding in found} == {file}
    assert line in lines[found[0].line - 1]
    assert all(finding.happened.zh and finding.remedy.en for finding in found)


def test_a_guide_outside_the_format_is_refused_with_its_line(own_packs) -> None:
    file = own_packs.copy("rounds", SECOND, "sizes: {v: [household]", "size: {v: [household]")
    with pytest.raises(PackProblem) as refused:
        read_rounds(SECOND)
    assert f"{file}:" in refused.value.in_("en")


def test_a_guide_of_ones_own_needs_nothing_but_its_folder(own_packs) -> None:
    own_packs.write(
        "rounds",
        "county",
        'id: county\nfamily: cn-covid19\nversion: "1"\ntitle: {zh: 县, en: County}\n'
        "valid: {from: 2030-01-01}\nsources: {}\n",
    )
    found = find_rounds("cn-covid19", date(2030, 1, 1))
    assert found is not None
    assert found.id == "county"
    assert found.pools == ()
