"""One folder for one new thing: a measure, a disease or a plan is dropped in and used; nothing else is edited."""

import os
from datetime import date
from pathlib import Path

import pytest

from fangxian.engines.problems import Problem
from fangxian.stores.packs import (
    find_pack,
    lint_plan,
    list_packs,
    plan_in_force,
    read_disease,
    read_legal,
    read_measure,
    read_plan,
)

WATER = """
id: safe-water
title: {zh: 安全饮水, en: Safe water}
kind: place
binds: {zh: 居民, en: residents}
restricts: false
duration:
  clock: case_reported
  to_days: {v: 7, u: d, s: [D20], c: A}
deadline:
  clock: case_reported
  hours: {v: 24, u: h, s: [], c: M, note: planning figure}
owner: {level: county, role: supplies_lead}
cascade_to: tract
proof: count
legal_basis: inform-public
instruction: {zh: 逐户发放净水片并示范, en: Hand out tablets door to door and show how to use them}
cost: {zh: 每户一盒, en: one box per household}
costs:
  staff_hours:
    per: post
    amount: {v: 8, u: h, s: [], c: M, note: planning figure}
effect:
  reduces:
    water:
      low: {v: 0.2, u: share, s: [], c: M, note: planning figure}
      high: {v: 0.8, u: share, s: [], c: M, note: planning figure}
sources: {D20: "PLoS Medicine 1002509, effect of a ring of measures"}
"""

CHOLERA = """
id: cholera
title: {zh: 霍乱, en: Cholera}
agent: {zh: 霍乱弧菌, en: Vibrio cholerae}
case_definition: {zh: 急性水样腹泻, en: acute watery diarrhoea}
figures:
  ring_days: {v: 7, u: d, s: [D20], c: A}
sources: {D20: "PLoS Medicine 1002509, effect of a ring of measures"}
"""

PLAN = """
id: cholera-county
family: cholera
version: "1"
title: {zh: 县级霍乱应对, en: Cholera response in a county}
disease: cholera
legal: us-county-generic
valid: {from: 2020-01-01, to: 2029-12-31, source: [D20], confidence: M}
tracing:
  counted_kinds: {v: [suspected, confirmed], u: kinds, s: [D20], c: C}
  from_days: {v: 0, u: d, s: [], c: M, note: from the first day of illness}
  latent_days: {v: 1, u: d, s: [], c: M, note: from memory}
triggers:
  a-case:
    title: {zh: 出现病例, en: A case}
    scope: place
    at: tract
    when: cases_14d >= 1
    then: [{measure: safe-water}]
    source: [D20]
    confidence: C
ending:
  when: cases_total >= 1 && days_since_last_case > $disease.ring_days
  release_hours: {v: 24, u: h, s: [], c: M, note: our own clock}
sources: {D20: "PLoS Medicine 1002509, effect of a ring of measures"}
"""


@pytest.fixture
def _dropped_in(own_packs) -> None:
    own_packs.write("measures", "safe-water", WATER)
    own_packs.write("diseases", "cholera", CHOLERA)
    own_packs.write("plans", "cholera-county", PLAN)


@pytest.mark.usefixtures("_dropped_in")
def test_a_measure_dropped_in_is_read_and_listed() -> None:
    assert "safe-water" in list_packs("measures")
    assert read_measure("safe-water").duration.to_days == 7


@pytest.mark.usefixtures("_dropped_in")
def test_a_disease_dropped_in_is_read_and_listed() -> None:
    assert "cholera" in list_packs("diseases")
    assert read_disease("cholera").figures["ring_days"].value == 7


@pytest.mark.usefixtures("_dropped_in")
def test_a_plan_dropped_in_uses_them_and_lints_clean() -> None:
    plan = read_plan("cholera-county")
    assert plan.measures.keys() == {"safe-water"}
    assert plan.ending.when == "cases_total >= 1 && days_since_last_case > 7"
    assert lint_plan("cholera-county") == []


@pytest.mark.usefixtures("_dropped_in")
def test_the_built_in_packs_are_still_there() -> None:
    assert {"cholera-county", "measles-us-county", "cn-covid19-8e-2021"} <= set(list_packs("plans"))


def test_a_folder_of_ones_own_wins_over_the_built_in_one(own_packs) -> None:
    own_packs.copy("measures", "broadcast", '"Broadcast"', '"Loudspeakers"')
    assert read_measure("broadcast").title.en == "Loudspeakers"
    assert find_pack("measures", "broadcast").is_relative_to(own_packs.root)


def test_several_folders_may_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in (("one", WATER), ("two", WATER.replace("safe-water", "clean-water"))):
        folder = tmp_path / name / "measures" / ("safe-water" if name == "one" else "clean-water")
        folder.mkdir(parents=True)
        (folder / "pack.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("FANGXIAN_PACKS", os.pathsep.join(str(tmp_path / name) for name in ("one", "two")))
    assert {"safe-water", "clean-water"} <= set(list_packs("measures"))


def test_an_edited_pack_is_read_anew(own_packs) -> None:
    file = own_packs.write("measures", "safe-water", WATER)
    assert read_measure("safe-water").duration.to_days == 7
    file.write_text(WATER.replace("{v: 7,", "{v: 14,"), encoding="utf-8")
    assert read_measure("safe-water").duration.to_days == 14


def test_a_plan_is_read_once_and_kept_until_a_pack_changes(own_packs) -> None:
    once = read_plan("measles-us-county")
    assert read_plan("measles-us-county") is once
    own_packs.copy("measures", "symptom-monitoring", "v: 21", "v: 28")
    assert read_plan("measles-us-county").measures["symptom-monitoring"].duration.to_days == 28


def test_a_plan_changes_a_measure_for_itself_alone(own_packs) -> None:
    changes = "measures:\n  case-investigation:\n    proof: tap"
    own_packs.copy("plans", "measles-us-county", "measures:\n  case-investigation:", changes)
    assert read_plan("measles-us-county").measures["case-investigation"].proof == "tap"
    assert read_measure("case-investigation").proof == "list"
    assert read_plan("cn-covid19-8e-2021").measures["case-investigation"].proof == "list"


def test_a_later_version_extends_the_earlier_one_and_null_takes_away() -> None:
    eighth, ninth = read_plan("cn-covid19-8e-2021"), read_plan("cn-covid19-9e-2022")
    assert ninth.measures["central-quarantine"].duration.to_days == 7
    assert eighth.measures["central-quarantine"].duration.to_days == 14
    gone = {trigger.id for trigger in eighth.triggers} - {trigger.id for trigger in ninth.triggers}
    assert gone == {"cluster-of-n"}
    assert {trigger.id for trigger in ninth.triggers} <= {trigger.id for trigger in eighth.triggers}
    assert "medium-by-case" not in {area.id for area in ninth.areas}


@pytest.mark.parametrize(
    ("on", "plan_id"),
    [
        (date(2021, 5, 14), "cn-covid19-8e-2021"),
        (date(2022, 6, 27), "cn-covid19-8e-2021"),
        (date(2022, 6, 28), "cn-covid19-9e-2022"),
    ],
)
def test_a_case_is_judged_by_the_version_in_force_on_its_date(on: date, plan_id: str) -> None:
    assert plan_in_force("cn-covid19", on).id == plan_id
    assert plan_in_force("cn-covid19-8e-2021", on).id == plan_id


def test_a_date_without_a_plan_says_which_plans_there_are_and_when() -> None:
    with pytest.raises(Problem, match="2021-05-14") as refused:
        plan_in_force("cn-covid19", date(2019, 1, 1))
    assert refused.value.code == "no-plan-in-force"


def test_a_pack_nobody_wrote_lists_those_there_are() -> None:
    with pytest.raises(Problem, match="sars-cov-2-delta"):
        read_disease("flu")


def test_a_kind_of_pack_nobody_knows_is_refused() -> None:
    with pytest.raises(Problem, match="plans"):
        list_packs("recipes")


def test_a_legal_ground_says_who_may_order_it_how_long_and_where_to_turn() -> None:
    ground = read_legal("cn-2021").bases["quarantine-contact"]
    assert ground.max_days == 14
    assert "Articles 39 and 41" in ground.law.en
    assert ground.authority.zh
    assert ground.court.en
    assert ground.confirmed
    assert not read_legal("us-county-generic").bases["quarantine-contact"].confirmed
