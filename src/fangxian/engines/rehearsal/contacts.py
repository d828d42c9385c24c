"""What a plan does with contacts: judged by its own triggers for persons, on a person like most."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from fangxian.engines.conditions import compile_condition
from fangxian.engines.conditions.features import Value, features_of
from fangxian.engines.plans import Plan
from fangxian.engines.plans.burden import Reduction
from fangxian.engines.plans.measure import Measure
from fangxian.engines.rehearsal.effects import is_dose, middle_of, share_left

HOME_MEASURES = frozenset({"home-quarantine", "quarantine-contact-of-contact"})
TYPICAL: dict[str, Value] = {"degree": 1, "kind": "presence", "age": 35, "immunity": "", "occupation": "worker", "score": 100.0,
           "minutes": 100.0}  # fmt: skip
"""A contact like most, found on the day of exposure: what a plan does with them is what a rehearsal does with all."""


CLOSE = 1_000.0
"""Score of a contact of one's household."""
DAYS_SINCE = 31
"""Days after exposure on which a plan is asked what it gives."""


@dataclass(frozen=True)
class ContactRule:
    """Days in quarantine (0: none), what is left of infections outside and at home, samples on these days of it."""

    days: float
    outside: float
    at_home: float
    is_at_home: bool
    sample_days: tuple[float, ...]


NOBODY_HELD = ContactRule(0.0, 1.0, 1.0, False, ())


def rule_for(plan: Plan, degree: int, score: float) -> ContactRule:
    """Return what the plan does with a typical contact of this degree and score.

    >>> from fangxian.engines.rehearsal.examples import A_PLAN
    >>> rule_for(A_PLAN, 1, 100.0).days, rule_for(A_PLAN, 2, 100.0).days
    (14.0, 0.0)
    """
    measures = _measures_for(plan, degree, score)
    holding = [one for one in measures if one.restricts and one.effect and one.effect.reduces]
    tested = any(one.id == "test-contacts" for one in measures)
    if not holding:
        return NOBODY_HELD
    strictest = min(holding, key=lambda one: (share_left(one, "outside_home"), one.id))
    return ContactRule(
        strictest.duration.to_days,
        share_left(strictest, "outside_home"),
        share_left(strictest, "household"),
        strictest.id in HOME_MEASURES,
        _sample_days(plan, strictest.duration.to_days) if tested else (),
    )


@dataclass(frozen=True)
class Dose:
    """A measure for contacts found between so many days after they were exposed."""

    measure: Measure
    from_days: float
    to_days: float

    @property
    def reduction(self) -> Reduction:
        """Return what the dose does to the chance of infection."""
        effect = self.measure.effect
        return next(one for one in effect.reduces if one.route == "infection")  # type: ignore[union-attr]


def doses_for(plan: Plan) -> list[Dose]:
    """Return the doses the plan has for typical contacts, judged day by day since exposure, the earliest first.

    >>> from fangxian.engines.rehearsal.examples import A_PLAN
    >>> doses_for(A_PLAN)
    []
    """
    days: dict[str, list[int]] = {}
    for day in range(DAYS_SINCE):
        exposed = {"hours_since_first_exposure": 24.0 * day, "days_since_last_exposure": float(day)}
        for measure in _measures_for(plan, 1, CLOSE, exposed):
            if is_dose(measure):
                days.setdefault(measure.id, []).append(day)
    found = [Dose(plan.measures[name], float(min(on)), float(max(on))) for name, on in days.items()]
    # Where one ends and the next begins nobody is left between them.
    begins = sorted(dose.to_days for dose in found)
    return sorted(
        (
            replace(dose, from_days=max([0.0, *(end for end in begins if end < dose.to_days)]))
            for dose in found
        ),
        key=lambda dose: (dose.from_days, dose.measure.id),
    )


def doses_table(plan: Plan, done_share: float) -> npt.NDArray[np.float64]:
    """Return the doses of a plan as `Policy.doses`.

    >>> from fangxian.engines.rehearsal.examples import A_PLAN
    >>> doses_table(A_PLAN, 0.5).shape
    (0, 6)
    """
    rows = [
        (
            dose.measure.deadline.hours * done_share / 24.0,
            dose.from_days,
            dose.to_days,
            dose.reduction.coverage,
            1.0 - middle_of(dose.reduction),
            dose.reduction.after_days,
        )
        for dose in doses_for(plan)
    ]
    return np.array(rows).reshape(-1, 6)


def _measures_for(
    plan: Plan, degree: int, score: float, exposed: Mapping[str, Value] = MappingProxyType({})
) -> list[Measure]:
    row = {name: feature.unknown for name, feature in features_of("person").items()}
    row |= {**TYPICAL, "degree": degree, "score": score, **exposed}
    found = []
    for trigger in plan.triggers:
        if trigger.scope == "person":
            condition = compile_condition(trigger.when, "person", plan.levels, plan.zone_levels)
            if condition.execute({name: row[name] for name in condition.features}):
                found += [plan.measures[action.measure] for action in trigger.then]
    return found


def _sample_days(plan: Plan, days: float) -> tuple[float, ...]:
    """Days 1, 4, 7 and 14 of the eighth edition, as far as a quarantine of so many days goes."""
    return tuple(day for day in (1.0, 4.0, 7.0, 14.0) if day <= days)
