"""Which venues a plan closes once a case was there: its own triggers for venues, judged for each kind."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from fangxian.engines.conditions import compile_condition
from fangxian.engines.conditions.features import Value, features_of
from fangxian.engines.plans import Plan
from fangxian.engines.plans.measure import Measure

Floats = npt.NDArray[np.float64]
SEEN: dict[str, Value] = {"cases": 1, "hours_since_last": 1.0}
"""A venue as tracing finds it: one case was there, not long ago, and its visitors are known."""


def closings_for(plan: Plan, kinds: Sequence[str], done_share: float) -> tuple[Floats, Floats]:
    """Return (days until closed, days closed) for each kind of venue; 0 days closed where it stays open.

    Both are empty where the plan closes no venue.

    >>> from fangxian.engines.rehearsal.examples import A_PLAN
    >>> closings_for(A_PLAN, ("shop",), 0.5)[1].shape
    (0,)
    """
    found = [_longest(closing_measures(plan, kind)) for kind in kinds]
    if not any(found):
        return np.zeros(0), np.zeros(0)
    after = [one.deadline.hours * done_share / 24.0 if one else 0.0 for one in found]
    return np.array(after), np.array([one.duration.to_days if one else 0.0 for one in found])


def closing_measures(plan: Plan, kind: str) -> list[Measure]:
    """Return the measures that close a venue of a kind a case was at."""
    row = {name: feature.unknown for name, feature in features_of("venue").items()}
    row |= {**SEEN, "venue_kind": kind}
    found = []
    for trigger in plan.triggers:
        if trigger.scope != "venue":
            continue
        condition = compile_condition(trigger.when, "venue", plan.levels, plan.zone_levels)
        if condition.execute({name: row[name] for name in condition.features}):
            found += [plan.measures[action.measure] for action in trigger.then]
    return [one for one in found if _closes(one)]


def _closes(measure: Measure) -> bool:
    routes = {one.route for one in measure.effect.reduces} if measure.effect else set()
    return measure.kind == "venue" and measure.restricts and "water" not in routes


def _longest(measures: Sequence[Measure]) -> Measure | None:
    """Return the measure that closes longest; of two, the one that closes first."""
    return min(measures, key=lambda one: (-one.duration.to_days, one.deadline.hours, one.id), default=None)
