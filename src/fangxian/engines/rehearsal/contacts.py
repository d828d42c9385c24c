"""What a plan does with contacts: judged by its own triggers for persons, on a person like most."""

from dataclasses import dataclass

from fangxian.engines.conditions import compile_condition
from fangxian.engines.conditions.features import Value, features_of
from fangxian.engines.plans import Plan
from fangxian.engines.plans.measure import Measure
from fangxian.engines.rehearsal.effects import share_left

HOME_MEASURES = frozenset({"home-quarantine", "quarantine-contact-of-contact"})
TYPICAL: dict[str, Value] = {"degree": 1, "kind": "presence", "age": 35, "immunity": "", "occupation": "worker", "score": 100.0,
           "minutes": 100.0}  # fmt: skip
"""A contact like most, found on the day of exposure: what a plan does with them is what a rehearsal does with all."""


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


def _measures_for(plan: Plan, degree: int, score: float) -> list[Measure]:
    row = {name: feature.unknown for name, feature in features_of("person").items()}
    row |= {**TYPICAL, "degree": degree, "score": score}
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
