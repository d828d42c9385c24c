"""Runs futures of a rehearsal: the city is opened and its plans are compiled once in a process."""

import json
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from fangxian.engines.epidemic import Course, Policy, no_policy
from fangxian.engines.rehearsal import (
    Assumptions,
    MixingCity,
    Start,
    closeness_of,
    compile_plan,
    course_of,
    rehearse_some,
    with_days,
)
from fangxian.engines.rehearsal.policy import Compiled
from fangxian.operations.rehearsals.rows import NOTHING, Wish
from fangxian.stores.mixing import ensure_mixing_city, find_city
from fangxian.stores.packs import read_disease, read_plan


@dataclass(frozen=True, eq=False)
class Stage:
    """All a future is run with."""

    city: MixingCity
    course: Course
    policies: dict[str, Policy]


def run_futures(wish: Wish, first: int, many: int) -> pl.DataFrame:
    """Return futures from number `first` on under every plan, as `engines.rehearsal.BY_DAY`; less than a second each."""
    set_up = json.dumps(wish.assumptions, sort_keys=True)
    stage = _set_stage(wish.place_id, wish.disease, wish.plans, set_up)
    start = Start(wish.seed_cases, wish.seeded_days_ago, wish.days)
    return with_days(
        rehearse_some(stage.city, stage.course, stage.policies, start, range(first, first + many))
    )


def compile_named(plan: str, city: MixingCity, assumptions: Assumptions) -> Compiled:
    """Return a plan as the kernel runs it in a city; `plan` with its version or without."""
    return compile_plan(read_plan(plan.partition("@")[0]), city.levels, city.kinds, city.people, assumptions)


def open_city(place_id: str, assumptions: Assumptions) -> MixingCity:
    """Return the city of a place: drawn on first use, mapped afterwards."""
    return ensure_mixing_city(*find_city(place_id), assumptions.vaccinated)


@lru_cache(maxsize=2)
def open_stage(place_id: str, plan: str, disease: str) -> tuple[MixingCity, Course, Compiled]:
    """Return a city, the course of a disease in it, and a plan compiled for it, with what is usually assumed; made once in a
    process."""
    assumptions = Assumptions()
    city = open_city(place_id, assumptions)
    course = course_of(read_disease(disease), closeness_of(city.ground), assumptions)
    return city, course, compile_named(plan, city, assumptions)


@lru_cache(maxsize=2)
def _set_stage(place_id: str, disease: str, plans: tuple[str, ...], set_up: str) -> Stage:
    assumptions = Assumptions().with_set(json.loads(set_up))
    city = open_city(place_id, assumptions)
    course = course_of(read_disease(disease), closeness_of(city.ground), assumptions)
    return Stage(city, course, {plan: _policy(plan, city, assumptions) for plan in plans})


def _policy(plan: str, city: MixingCity, assumptions: Assumptions) -> Policy:
    if plan == NOTHING:
        return no_policy(len(city.kinds))
    return compile_named(plan, city, assumptions).policy
