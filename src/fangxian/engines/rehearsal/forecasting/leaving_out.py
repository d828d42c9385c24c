"""A plan without some of its measures: what would have been done had nobody thought of them."""

from collections.abc import Collection
from dataclasses import replace

from fangxian.engines.plans import Plan
from fangxian.engines.problems import Problem, Text


def without(plan: Plan, measures: Collection[str]) -> Plan:
    """Return a plan whose triggers do not start some measures; a trigger that starts nothing else goes with them.

    Raises:
        Problem: the plan has no such measure.

    >>> from fangxian.engines.rehearsal.examples import A_PLAN
    >>> [trigger.id for trigger in without(A_PLAN, {"stay-home"}).triggers]
    ['contact']
    """
    strange = sorted(set(measures) - set(plan.measures))
    if strange:
        raise _no_such_measure(plan, strange)
    left = [
        replace(each, then=tuple(a for a in each.then if a.measure not in measures)) for each in plan.triggers
    ]
    return replace(plan, triggers=tuple(each for each in left if each.then))


def _no_such_measure(plan: Plan, strange: list[str]) -> Problem:
    return Problem(
        "no-such-measure-to-leave-out",
        Text(f"预案 {plan.id} 没有措施 {', '.join(strange)}。", f"Plan {plan.id} has no measure {', '.join(strange)}."),
        Text(f"可以去掉: {', '.join(sorted(plan.measures))}。", f"These can be left out: {', '.join(sorted(plan.measures))}."),
        Text("请改正 --without。", "Correct --without."),
    )  # fmt: skip
