"""Comparing rules on a running outbreak, and on simulated ones: counts only, never who. Reads only."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
from django.conf import settings

from fangxian.engines import tables
from fangxian.engines.comparison import (
    Ground,
    Rule,
    Trial,
    compare_rules,
    find_quarantine_days,
    get_rule,
    list_rules,
    run_trial,
    summarise_trials,
)
from fangxian.engines.plans import Plan
from fangxian.engines.problems import Text
from fangxian.engines.tracing import InMemoryPresences
from fangxian.operations.cases.queries import case_table, find_first_report, get_outbreak
from fangxian.operations.places.reach import Reach
from fangxian.operations.situation import Built, build_situation
from fangxian.stores.packs import read_plan
from fangxian.stores.trials import count_trials, folder_of, keep_trial, read_trials

TRIALS = 12
"""So many simulated outbreaks a page goes through."""

SIMULATED = Trial(people=4000)


@dataclass(frozen=True)
class RuleRow:
    """A rule and what it comes to on an outbreak: people of the reader's places."""

    id: str
    title: Text
    says: Text
    caution: Text | None
    people: int
    people_total: int | None
    """All degrees; None while only the first has been counted."""
    quarantine_days: float
    later_cases: int
    later_listed: int
    later_listed_total: int | None


@dataclass(frozen=True)
class SimulatedRow:
    """A rule over simulated outbreaks: measure -> (value, low, high), the middle 95 % of a bootstrap."""

    id: str
    title: Text
    figures: dict[str, tuple[float, float, float]]


@dataclass(frozen=True)
class _Question:
    """One rule on one situation; equal digests make equal questions."""

    rule_id: str
    degrees: int
    digest: str
    ground: Ground = field(compare=False)


def list_judged_days(reach: Reach, outbreak_id: str, known_at: datetime) -> list[datetime]:
    """Return the moments that can be judged: the end of each local day since the first report, then `known_at`."""
    outbreak = get_outbreak(reach, outbreak_id)
    first = find_first_report(reach, outbreak_id, known_at)
    if first is None:
        return [known_at]
    zone = ZoneInfo(outbreak.timezone)
    midnight = first.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    ends = []
    while (midnight := midnight + timedelta(days=1)) <= known_at:
        ends.append(midnight - timedelta(minutes=1))
    return [*ends, known_at]


def compare_on(
    reach: Reach, outbreak_id: str, judged_at: datetime, known_at: datetime, *, rules: int, deep: int = 0
) -> list[RuleRow]:
    """Return what the first `rules` rules come to at `judged_at`, by what was known then, for who lives in `reach`.

    Cases reported later and known at `known_at` show whom a rule had listed in time. Who has no known
    residence is counted only for a reach over the whole outbreak. Degrees beyond the first take many times
    longer and are counted for the first `deep` rules only. What was found is kept for a while, so that asking
    for one rule more costs one rule.

    Raises:
        Problem: `not-found` for an outbreak outside the reach.
    """
    if not rules:
        get_outbreak(reach, outbreak_id)
        return []
    stood = _stand(reach, outbreak_id, judged_at, known_at)
    return [_compared(rule, stood, number < deep) for number, rule in enumerate(list_rules()[:rules])]


@dataclass(frozen=True)
class _Standing:
    """The situation judged, the plan, and (for a reach over a part) the places inside it."""

    built: Built
    plan: Plan
    afterwards: pl.DataFrame
    inside: list[str] | None


def _stand(reach: Reach, outbreak_id: str, judged_at: datetime, known_at: datetime) -> _Standing:
    root = get_outbreak(reach, outbreak_id).place_id
    whole = Reach(frozenset({root}))
    built = build_situation(whole, outbreak_id, judged_at)
    plan, afterwards = read_plan(built.outbreak.plan), case_table(whole, outbreak_id, known_at, known_at)
    if reach.covers(root):
        return _Standing(built, plan, afterwards, None)
    inside = sorted(reach.keys())
    return _Standing(built, plan, afterwards.filter(pl.col("residence_place_id").is_in(inside)), inside)


def _compared(rule: Rule, stood: _Standing, all_degrees: bool) -> RuleRow:
    plan = stood.plan
    degrees = plan.tracing.degrees if all_degrees else 1
    ground = _ground(stood, degrees)
    exposures = _listed(_Question(rule.id, degrees, stood.built.digest, ground))
    if stood.inside is not None:
        found = stood.built.situation.persons_among(exposures["person_id"])
        residents = found.filter(pl.col("residence_place_id").is_in(stood.inside))
        exposures = exposures.join(residents, on="person_id", how="semi")
    days = find_quarantine_days(plan.figures, plan.measures)
    asked = replace(rule, find=lambda _: exposures)
    row = compare_rules(ground, quarantine_days=days, rules=[asked]).row(0, named=True)
    return _row(rule, ground, row, all_degrees)


def _row(rule: Rule, ground: Ground, row: dict[str, Any], all_degrees: bool) -> RuleRow:
    return RuleRow(
        id=rule.id,
        title=rule.title,
        says=rule.says,
        caution=rule.caution(ground),
        people=row["people"],
        people_total=row["people_total"] if all_degrees else None,
        quarantine_days=row["quarantine_days"],
        later_cases=row["later_cases"],
        later_listed=row["later_listed"],
        later_listed_total=row["later_listed_total"] if all_degrees else None,
    )


def simulate_next(plan_id: str) -> None:
    """Simulate one outbreak more under the rules and keep it; nothing once there are `TRIALS`."""
    folder, plan = _trials_folder(plan_id), read_plan(plan_id)
    number = count_trials(folder) + 1
    if number <= TRIALS:
        days = find_quarantine_days(plan.figures, plan.measures)
        keep_trial(folder, number, run_trial(SIMULATED, plan.tracing, days, np.random.default_rng(number)))


def count_simulated(plan_id: str) -> int:
    """Return how many outbreaks have been simulated under a plan."""
    return count_trials(_trials_folder(plan_id))


def summarise_simulated(plan_id: str) -> list[SimulatedRow]:
    """Return every rule over the outbreaks simulated so far, or nothing where there is none yet."""
    folder = _trials_folder(plan_id)
    if not count_trials(folder):
        return []
    summary = summarise_trials(read_trials(folder), np.random.default_rng(1))
    figures: dict[str, dict[str, tuple[float, float, float]]] = {}
    for row in summary.iter_rows(named=True):
        figures.setdefault(row["rule"], {})[row["measure"]] = (row["value"], row["low"], row["high"])
    return [SimulatedRow(rule.id, rule.title, figures[rule.id]) for rule in list_rules()]


def _trials_folder(plan_id: str) -> Path:
    """Trials hold for one plan, one set of rules and one setting of the simulation."""
    plan, rules = read_plan(plan_id), ",".join(rule.id for rule in list_rules())
    words = [version("fangxian"), f"{plan.id}@{plan.version}", rules, repr(SIMULATED)]
    return folder_of(Path(settings.FANGXIAN_HOME), words)


@lru_cache(maxsize=24)
def _listed(question: _Question) -> pl.DataFrame:
    """Return whom a rule lists, kept for a while: the page asks again for every reader."""
    return get_rule(question.rule_id).find(question.ground)


def _ground(stood: _Standing, degrees: int) -> Ground:
    situation = stood.built.situation
    none = InMemoryPresences(tables.PRESENCES.empty(), situation.timezone)
    return Ground(
        cases=situation.cases,
        plan=replace(stood.plan.tracing, degrees=degrees),
        as_of=situation.as_of,
        timezone=situation.timezone,
        presences=situation.presences or none,
        households=situation.households,
        find_households=situation.find_households,
        contacts=situation.contacts,
        places=situation.places,
        afterwards=stood.afterwards,
    )
