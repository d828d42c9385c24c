"""A plan pack compiled for the kernel: the same rules that run live, with who decides and how fast."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from fangxian.engines.epidemic import (
    AREA,
    FEATURES,
    HOUSEHOLD,
    LEARNING,
    SITE,
    START,
    VENUE,
    WAYS,
    WORKING,
    Policy,
)
from fangxian.engines.plans import Plan, nearest_level
from fangxian.engines.plans.measure import Measure
from fangxian.engines.problems import Text
from fangxian.engines.rehearsal.assumptions import Assumptions
from fangxian.engines.rehearsal.closings import closings_for
from fangxian.engines.rehearsal.conditions import Alternatives, NotModelledError, as_table, compare
from fangxian.engines.rehearsal.contacts import CLOSE, doses_table, rule_for
from fangxian.engines.rehearsal.effects import CHECKPOINTS, changes, left_of, samples_residents

Floats = npt.NDArray[np.float64]

SMALLEST = 0.01
"""Million people: a smaller city has the teams and laboratories of one of this size."""
BY_CLOCK = {"case-investigation": 24.0, "contact-transfer": 8.0, "sample-result": 12.0}
"""Hours of a step where the plan has no clock for it."""


@dataclass(frozen=True)
class Rule:
    """A rule as the kernel judges it, of a place of tree level `level`, with what is not modelled of it left out.

    `rank`: the risk level it proposes; `starts`: (measure, level at which it starts) of every measure it starts.
    """

    id: str
    kind: int
    level: int
    when: Alternatives
    rank: int = 0
    starts: tuple[tuple[int, int], ...] = ()
    until: Alternatives = field(default_factory=list)


@dataclass(frozen=True)
class Compiled:
    """`measures` by the kernel's numbers; `left_out`: what of the plan no future judges, and why."""

    policy: Policy
    measures: tuple[str, ...]
    rules: tuple[Rule, ...]
    left_out: tuple[tuple[str, Text], ...]


def compile_plan(
    plan: Plan, levels: Sequence[str], kinds: Sequence[str], population: float, assumptions: Assumptions
) -> Compiled:
    """Return a plan as the kernel runs it in a place tree with these levels (lowest first) and kinds of venues.

    >>> from fangxian.engines.rehearsal.examples import A_PLAN
    >>> compiled = compile_plan(A_PLAN, ("community", "street", "district", "city"), ("shop",), 1e6, Assumptions())
    >>> compiled.measures, len(compiled.rules), compiled.policy.quarantine_days
    (('stay-home',), 2, 14.0)
    """
    measures = tuple(sorted(m.id for m in plan.measures.values() if _counts(m, kinds, assumptions)))
    rules, left_out = _rules(plan, levels, measures)
    steps = {**BY_CLOCK, **{clock.id: clock.hours for clock in plan.clocks if clock.hours is not None}}
    contact, second = rule_for(plan, 1, CLOSE), rule_for(plan, 2, CLOSE)
    closed_after, closed_for = closings_for(plan, kinds, assumptions.done_share)
    policy = Policy(
        seeking=np.array([assumptions.ask_before, assumptions.ask_after]),
        seeking_q=_waiting(assumptions.ask_days),
        result_days=assumptions.result_hours / 24.0, report_days=_hours(plan, "report-case", 2.0, assumptions),
        isolation_days=_hours(plan, "isolate-case", 8.0, assumptions),
        trace_days=float(-plan.tracing.from_days),
        finding_days=steps["case-investigation"] * assumptions.done_share / 24.0,
        interviews_a_day=_interviews(population, assumptions),
        coverage=_coverage(assumptions), transfer_days=steps["contact-transfer"] * assumptions.done_share / 24.0,
        quarantine_days=contact.days, sample_days=np.array(contact.sample_days),
        quarantine_out=contact.outside, quarantine_home=contact.at_home,
        second_days=second.days, doses=doses_table(plan, assumptions.done_share),
        rooms=0.0 if contact.is_at_home else assumptions.rooms,
        home_out=contact.outside if contact.is_at_home else second.outside, home_home=1.0,
        **_of_measures(plan, measures, kinds, assumptions),
        **_of_rules(rules),
        venue_after=closed_after, venue_days=closed_for,
        **_of_rounds(plan, population, assumptions),
        test_price=assumptions.price_test, room_price=assumptions.price_room,
    )  # fmt: skip
    return Compiled(policy, measures, rules, left_out)


def _counts(measure: Measure, kinds: Sequence[str], assumptions: Assumptions) -> bool:
    """Return whether starting a measure at a place changes anything that a future counts."""
    if measure.kind not in ("place", "testing"):
        return False
    return samples_residents(measure) or changes(left_of(measure, kinds)) or any(_price(measure, assumptions))


def _waiting(median: float) -> Floats:
    """Return the quantiles of the days until somebody ill asks: exponential, cut at one in a thousand."""
    return -np.log1p(-np.linspace(0.0, 0.999, 257)) * median / np.log(2.0)


def _hours(plan: Plan, measure: str, usual: float, assumptions: Assumptions) -> float:
    hours = plan.measures[measure].deadline.hours if measure in plan.measures else usual
    return hours * assumptions.done_share / 24.0


def _interviews(population: float, assumptions: Assumptions) -> float:
    """Return how many cases the city's teams interview a day; next to none, as none would be a division by nothing."""
    teams = assumptions.tracing_teams * max(population / 1e6, SMALLEST)
    return max(teams * assumptions.interviews_a_day, 1e-9)


def _coverage(assumptions: Assumptions) -> Floats:
    found = np.zeros(WAYS)
    found[HOUSEHOLD], found[WORKING] = assumptions.found_household, assumptions.found_work
    found[LEARNING], found[SITE], found[VENUE] = (
        assumptions.found_school,
        assumptions.found_site,
        assumptions.found_venue,
    )
    return found


def _routes(measure: Measure) -> set[str]:
    return {one.route for one in measure.effect.reduces} if measure.effect else set()


def _of_measures(
    plan: Plan, names: Sequence[str], kinds: Sequence[str], assumptions: Assumptions
) -> dict[str, Any]:
    measures = [plan.measures[name] for name in names]
    left = [left_of(measure, kinds) for measure in measures]
    channels = VENUE + len(kinds)
    hours = [assumptions.signing_hours + m.deadline.hours * assumptions.done_share for m in measures]
    return {
        "resident": np.array([one.resident for one in left]).reshape(-1, channels),
        "location": np.array([one.location for one in left]).reshape(-1, channels),
        "border": np.array([one.border for one in left]),
        "exempt": np.array([m.exemption.share if m.exemption else 0.0 for m in measures]),
        "lasts": np.array([m.duration.to_days - m.duration.from_days for m in measures]),
        "starts_after": np.array(hours) / 24.0,
        "accepted": np.full(len(measures), assumptions.accepted),
        "binds": np.array([m.restricts and _keeps_in(m) for m in measures], dtype=np.int8),
        "by_report": np.array([m.duration.clock == "case_reported" for m in measures], dtype=np.int8),
        "checks": np.array([m.id in CHECKPOINTS for m in measures], dtype=np.int8),
        "checked": assumptions.checked,
        "tests": np.array([samples_residents(m) for m in measures], dtype=np.int8),
        "price": np.array([_price(m, assumptions) for m in measures]).reshape(-1, 2),
    }


def _keeps_in(measure: Measure) -> bool:
    """Return whether a measure keeps residents from going where they like, not only from some kind of place."""
    return bool(_routes(measure) & {"contacts", "outside_home"})


def _price(measure: Measure, assumptions: Assumptions) -> tuple[float, float]:
    """Return money for each resident once, and each day, from the staff hours the measure's pack states."""
    once = daily = 0.0
    for cost in measure.costs:
        if cost.what == "staff_hours" and cost.per in ("person", "person_day"):
            amount = cost.amount * assumptions.price_staff_hour
            once, daily = (once + amount, daily) if cost.per == "person" else (once, daily + amount)
    return once, daily


def _rules(
    plan: Plan, levels: Sequence[str], measures: Sequence[str]
) -> tuple[tuple[Rule, ...], tuple[tuple[str, Text], ...]]:
    rules: list[Rule] = []
    left_out: list[tuple[str, Text]] = []
    for area in plan.areas:
        level = _level(area.unit, levels)
        rank = plan.levels.index(area.level)
        when, until = compare(area.when, plan.levels), compare(area.ends_when, plan.levels)
        rules.append(Rule(area.id, AREA, level, when, rank, until=until))
    for trigger in plan.triggers:
        if trigger.scope in ("person", "case") or not any(a.measure in measures for a in trigger.then):
            continue
        if trigger.scope != "place":
            left_out.append((trigger.id, _UNSEEN[trigger.scope]))
            continue
        try:
            when = compare(trigger.when, plan.levels)
        except NotModelledError as error:
            left_out.append((trigger.id, Text(f"推演中没有 {error}", f"no future knows {error}")))
            continue
        level = _level(trigger.at, levels)
        starts = tuple(
            (measures.index(action.measure), level if action.at == "here" else _level(action.at, levels))
            for action in trigger.then
            if action.measure in measures
        )
        rules.append(Rule(trigger.id, START, level, when, starts=starts))
    return tuple(_together(rules)), tuple(left_out)


def _together(rules: Sequence[Rule]) -> list[Rule]:
    """Return the rules with those that start something on the same condition as one: it is judged once."""
    found: dict[tuple[int, int, str], Rule] = {}
    for rule in rules:
        key = (rule.kind, rule.level, repr(rule.when) + (rule.id if rule.kind == AREA else ""))
        before = found.get(key)
        found[key] = rule if before is None else replace(before, starts=before.starts + rule.starts)
    return list(found.values())


_UNSEEN = {
    "venue": Text("推演不知场所有无到访名单", "no future knows which venues keep a list of their visitors"),
    "pool": Text(
        "推演直接得到每人结果，不分混检管", "a future gives everybody their own result, and no pools"
    ),
    "feed": Text("推演中数据来源从不缺失", "no feed is ever missing in a future"),
    "capacity": Text(
        "能力不足时排队，不另作触发", "where a capacity is short people wait, and nothing else starts"
    ),
    "outbreak": Text("推演按地区判断，不按整起疫情", "a future judges places, not the outbreak as a whole"),
}
"""Why triggers of a scope are judged by no future."""


def _level(name: str, levels: Sequence[str]) -> int:
    """Return the number of a level counted from the lowest, which is 0."""
    return list(levels).index(nearest_level(name, tuple(reversed(levels))))


def _of_rules(rules: Sequence[Rule]) -> dict[str, Any]:
    return {
        "rule_kind": np.array([rule.kind for rule in rules], dtype=np.int8),
        "rule_level": np.array([rule.level for rule in rules], dtype=np.int8),
        "rule_rank": np.array([rule.rank for rule in rules], dtype=np.int8),
        "then_first": np.cumsum([0, *(len(rule.starts) for rule in rules)]),
        "then_measure": np.array([m for rule in rules for m, _ in rule.starts], dtype=np.int64),
        "then_at": np.array([at for rule in rules for _, at in rule.starts], dtype=np.int8),
        "wake_days": _wake_days(rules),
        "given": np.zeros((0, 4)),
        "compare": as_table([rule.when for rule in rules]),
        "until": as_table([rule.until for rule in rules]),
    }


def _wake_days(rules: Sequence[Rule]) -> npt.NDArray[np.int64]:
    """Return the days after the last case on which some condition may change its answer, and those after them."""
    since, today = FEATURES.index("days_since_last_case"), FEATURES.index("new_cases_24h")
    days = {1} if any(c[0] == today for rule in rules for run in rule.when for c in run) else set()
    for rule in rules:
        for run in (*rule.when, *rule.until):
            days |= {int(c[2]) + more for c in run if c[0] == since for more in (0, 1)}
    return np.array(sorted(days), dtype=np.int64)


def _of_rounds(plan: Plan, population: float, assumptions: Assumptions) -> dict[str, Any]:
    testing = plan.testing
    hours = (testing.small_hours, testing.large_hours) if testing else (48.0, 120.0)
    return {
        "round_days": np.array(hours) / 24.0,
        "small_population": float(testing.small_population) if testing else 5e6,
        "tubes_a_day": assumptions.tubes_a_day * max(population / 1e6, SMALLEST),
        "pool_size": float(testing.pool_size) if testing else 10.0,
        "participation": assumptions.participation,
        "site_contacts": assumptions.site_contacts,
    }
