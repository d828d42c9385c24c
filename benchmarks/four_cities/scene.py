"""The four cities as one ground, and the plan of 2021 on it, whole or without some of its measures."""

from collections.abc import Collection
from functools import cache

from fangxian.engines.rehearsal import Assumptions, MixingCity, closeness_of, compile_plan, course_of
from fangxian.engines.rehearsal.fitting import Setting, scale_of
from fangxian.engines.rehearsal.forecasting import CASES_MOST, INFECTIONS_MOST, without
from fangxian.stores.mixing import ensure_mixing_city, find_city
from fangxian.stores.packs import read_disease, read_plan

PLAN, GROUND, DAYS = "cn-covid19-8e-2021", "43", 50
"""Days told from the first report on: a month after the last case of 2021."""


@cache
def the_ground() -> MixingCity:
    """Return the four cities."""
    return ensure_mixing_city(*find_city(GROUND), Assumptions().vaccinated)


def the_setting(left_out: Collection[str] = ()) -> Setting:
    """Return where futures are told, under the plan without some measures."""
    assumptions, city, plan = Assumptions(), the_ground(), read_plan(PLAN)
    disease, closeness = read_disease(plan.disease), closeness_of(city.ground)
    course = course_of(disease, closeness, assumptions)
    compiled = compile_plan(without(plan, left_out), city.levels, city.kinds, city.people, assumptions)
    scale = scale_of(disease, course, closeness)
    return Setting(city, course, compiled.policy, scale, DAYS, CASES_MOST, INFECTIONS_MOST)


def measures_of_places() -> tuple[str, ...]:
    """Return the plan's measures that concern whole places: rounds of samples, closures, borders, staying at home."""
    plan = read_plan(PLAN)
    return tuple(sorted(one.id for one in plan.measures.values() if one.kind in ("place", "testing")))
