"""Titles from the packs a row names: its measure, its legal ground, its plan and disease. Packs don't change while we run."""

from functools import cache

from fangxian.engines.plans import Measure, Plan
from fangxian.engines.problems import Problem, Text
from fangxian.stores.packs import read_disease, read_legal, read_plan

NOTHING = Text("", "")


@cache
def _find_plan(plan_id: str) -> Plan | None:
    """Read a plan; rows name it with its version ("…@2021-05")."""
    try:
        return read_plan(plan_id.partition("@")[0])
    except Problem:
        return None


def plan_title(plan_id: str) -> Text:
    """Return a plan's title; its id where the pack is gone."""
    plan = _find_plan(plan_id)
    return plan.title if plan else Text(plan_id, plan_id)


@cache
def disease_title(disease_id: str) -> Text:
    """Return a disease's title; its id where the pack is gone."""
    try:
        return read_disease(disease_id).title
    except Problem:
        return Text(disease_id, disease_id)


def find_measure(plan_id: str, measure_id: str) -> Measure | None:
    """Return a measure as the plan has it, or None."""
    plan = _find_plan(plan_id)
    return plan.measures.get(measure_id) if plan else None


def measure_cost(plan_id: str, measure_id: str) -> Text:
    """Return what a measure costs, in words."""
    measure = find_measure(plan_id, measure_id)
    return measure.cost if measure else NOTHING


@cache
def legal_title(plan_id: str, basis: str) -> Text:
    """Return the law behind a key of the plan's legal pack; the key itself where it is unknown."""
    plan = _find_plan(plan_id)
    found = read_legal(plan.legal).bases.get(basis) if plan else None
    return (
        Text(f"{found.title.zh}（{found.law.zh}）", f"{found.title.en} ({found.law.en})")
        if found
        else Text(basis, basis)
    )


def rule_title(plan_id: str, rule_id: str) -> Text:
    """Return the title of the area rule or trigger that proposed a row; of each where several did."""
    plan = _find_plan(plan_id)
    titles: dict[str, Text] = {}
    if plan is not None:
        titles = {rule.id: rule.title for rule in plan.areas} | {
            rule.id: rule.title for rule in plan.triggers
        }
    found = [titles.get(one, Text(one, one)) for one in rule_id.split(";")]
    return Text("；".join(one.zh for one in found), "; ".join(one.en for one in found))
