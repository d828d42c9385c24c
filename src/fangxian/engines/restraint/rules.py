"""Which rules of a plan allow a measure for the evidence there is of a person."""

from collections.abc import Mapping
from datetime import datetime

from fangxian.engines.conditions import compile_condition
from fangxian.engines.conditions.features import Value
from fangxian.engines.conditions.trials import trial_rows
from fangxian.engines.plans import Plan, Trigger
from fangxian.engines.restraint.evidence import Evidence

_TRIALS = 300


def find_rules(plan: Plan, measure_id: str, evidence: Evidence, at: datetime) -> tuple[str, ...]:
    """Return the ids of the plan's rules that may start the measure for this person at `at`.

    What is known of the evidence (case or contact, degree, kind, strength, days gone by) has to fit the rule. What
    the rule asks beside it, such as age or immunity, was judged by the response that proposed; it is not held
    against a rule here.

    >>> from datetime import UTC
    >>> from fangxian.engines.response.examples import A_PLAN
    >>> find_rules(A_PLAN, "no-such-measure", Evidence(), datetime(2021, 7, 31, tzinfo=UTC))
    ()
    """
    return tuple(
        trigger.id
        for trigger in sorted(plan.triggers, key=lambda one: one.id)
        if any(action.measure == measure_id for action in trigger.then)
        and any(_could_hold(plan, trigger, known) for known in _subjects(trigger, evidence, at))
    )


def _subjects(trigger: Trigger, evidence: Evidence, at: datetime) -> list[dict[str, Value]]:
    if trigger.scope == "case":
        return [{"kind": one.kind} for one in evidence.own]
    nearest = evidence.nearest
    if trigger.scope != "person" or not nearest:
        return []
    last = max(path.last_exposed_at for path in nearest)
    scores = [path.score for path in nearest if path.score is not None]
    known: dict[str, Value] = {
        "degree": nearest[0].degree,
        # In whole days, as the response counts them: the day of the exposure is not one of them.
        "days_since_last_exposure": float(max((at - last).days, 0)),
    }
    return [known | ({"score": max(scores)} if scores else {})]


def _could_hold(plan: Plan, trigger: Trigger, known: Mapping[str, Value]) -> bool:
    """Try the rule with what is known, and with what is not known at every value around the rule's own figures."""
    condition = compile_condition(trigger.when, trigger.scope, plan.levels, plan.zone_levels)
    told = {name: value for name, value in known.items() if name in condition.features}
    open_ = {name: feature for name, feature in condition.features.items() if name not in told}
    return any(condition.execute({**row, **told}) for row in trial_rows(trigger.when, open_, _TRIALS))
