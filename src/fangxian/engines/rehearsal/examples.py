"""A tiny city, disease and plan for the examples in docstrings."""

from dataclasses import replace

import polars as pl

from fangxian.engines.plans import Action, Deadline, Duration, Measure, Plan, Trigger
from fangxian.engines.plans.burden import Effect, Reduction, Route
from fangxian.engines.plans.disease import Disease
from fangxian.engines.plans.measure import Kind
from fangxian.engines.plans.plan import Figure
from fangxian.engines.problems import Text
from fangxian.engines.rehearsal.assumptions import Assumptions
from fangxian.engines.rehearsal.city import make_up_city
from fangxian.engines.rehearsal.futures import FUTURE
from fangxian.engines.rehearsal.spreading import closeness_of, course_of
from fangxian.engines.response.examples import A_MEASURE
from fangxian.engines.response.examples import A_PLAN as _WITH_AREAS

A_CITY = make_up_city(6_000, seed=1, vaccinated=0.0)
A_GROUND = A_CITY.ground

_FIGURES = {
    "routes": ["contact"], "infectiousness_by_day": {-2: 0.5, -1: 1.0, 0: 1.0, 1: 0.5}, "incubation_mean_days": 5.0,
    "incubation_sd_days": 2.0, "earliest_infectious_days": 1.0, "spread_dispersion": 0.5, "attack_at_home": 0.3,
    "silent_share": 0.1, "silent_infectiousness": 0.5, "vaccine_susceptibility": 0.5, "vaccine_infectiousness": 0.5,
    "r0": 3.0, "positive_by_day": [0.0, 0.0, 0.5, 0.9, 0.9],
}  # fmt: skip
A_DISEASE = Disease(
    "example", Text("示例病", "example disease"), Text("示例", "example"), Text("示例", "example"), ("immune",),
    {name: Figure(value, "1", (), "M") for name, value in _FIGURES.items()}, {},
)  # fmt: skip
A_COURSE = course_of(A_DISEASE, closeness_of(A_GROUND), Assumptions())


def _measure(name: str, kind: Kind, days: float, route: Route, by: float) -> Measure:
    effect = Effect((Reduction(route, by, by, "M"),))
    return replace(
        A_MEASURE, id=name, kind=kind, duration=Duration("area_starts", days), deadline=Deadline("decided", 12.0),
        effect=effect, title=Text(name, name),
    )  # fmt: skip


_QUARANTINE = _measure("central-quarantine", "person", 14.0, "outside_home", 0.95)
_STAY_HOME = _measure("stay-home", "place", 14.0, "contacts", 0.8)
A_PLAN: Plan = replace(
    _WITH_AREAS,
    measures={one.id: one for one in (_QUARANTINE, _STAY_HOME)},
    triggers=(
        Trigger("contact", Text("密接", "a contact"), "person", "degree == 1", (Action(_QUARANTINE.id),)),
        Trigger("risk", Text("风险", "at risk"), "place", "area_level == 'medium'", (Action(_STAY_HOME.id),), at="district"),
    ),
)  # fmt: skip
"""Contacts are kept for 14 days; a district with a case of 14 days is at medium risk, and its people stay at home."""


def some_futures() -> pl.DataFrame:
    """Return two futures under each of two plans: `strict` infects fewer and binds more."""
    rows = [("strict", 0, 10, 100.0), ("strict", 1, 20, 300.0), ("mild", 0, 30, 25.0), ("mild", 1, 40, 75.0)]
    return pl.DataFrame(
        {
            "plan": [row[0] for row in rows], "future": [row[1] for row in rows],
            "infections": [row[2] for row in rows], "cases": [row[2] for row in rows],
            "detected_on": [0] * 4, "days_to_last_case": [10] * 4, "people_managed": [100] * 4,
            "person_days_quarantined": [row[3] for row in rows], "person_days_locked": [0.0] * 4, "tests": [1000] * 4,
            "missed_school_days": [0.0] * 4, "cost": [1.0] * 4, "exported": [0] * 4,
        },
        schema=FUTURE,
    )  # fmt: skip
