"""Ending areas: what the evidence says, kept true on record, and the act itself with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
from django.db import transaction

from fangxian.engines.ground.covering import LEAST_SHARE, shares_of, venues_in
from fangxian.engines.problems import Text
from fangxian.engines.zoning.endings import EndingFacts, Evidence, judge_ending, may_end
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.areas.history import Period, get_periods, last_rounds, list_periods
from fangxian.operations.areas.ladders import ending_rule
from fangxian.operations.areas.problems import AREA_NOT_STANDING, EVIDENCE_STANDS
from fangxian.operations.areas.queries import standing_areas, standing_measures
from fangxian.operations.areas.rows import BY_HAND
from fangxian.operations.areas.services import RoundGiven, keep_areas_true
from fangxian.operations.areas.services import record_round as write_round
from fangxian.operations.cases.queries import get_outbreak, list_cases
from fangxian.operations.cases.rows import CaseRow, OutbreakRow
from fangxian.operations.clock import Clock
from fangxian.operations.decisions.payloads import KEYS, to_payload
from fangxian.operations.decisions.queries import find_waiting
from fangxian.operations.decisions.services import NewProposal, NewRow, propose
from fangxian.operations.ground import current_ground, extent_of
from fangxian.operations.places.queries import get_place
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import REASON_NEEDED
from fangxian.operations.restrictions.queries import standing_restrictions
from fangxian.operations.signing import sign
from fangxian.stores.packs import read_plan

ITEMS = {
    "clear_days": Text("无新增病例天数不足", "too few days without a new case"),
    "round": Text("末轮检测未完成或有阳性", "no complete round of tests without a positive at the end"),
    "contacts": Text("区内仍有人在隔离", "people inside are still in quarantine"),
}
"""What is unmet, item by item, in the words of the problem."""


@dataclass(frozen=True)
class Around:
    """What is the same for every area of an outbreak at an hour, read once."""

    outbreak: OutbreakRow
    as_of: datetime
    known_at: datetime
    cases: tuple[CaseRow, ...]
    bound: Sequence[dict[str, Any]]

    def day(self, at: datetime) -> date:
        """Return the local day of an instant."""
        return at.astimezone(ZoneInfo(self.outbreak.timezone)).date()


def look_around(outbreak: OutbreakRow, as_of: datetime, known_at: datetime) -> Around:
    """Read what the evidence of areas is judged on. It is counted over the whole outbreak and told in numbers only."""
    whole = Reach(frozenset({outbreak.place_id}))
    counted = tuple(
        row
        for row in list_cases(whole, outbreak.id, known_at)
        if row.kind != "discarded" and not row.merged_into
    )
    bound = standing_restrictions(whole, outbreak.id, as_of, known_at)
    return Around(outbreak, as_of, known_at, counted, bound)


def evidence_to_end(periods: Sequence[Period], around: Around) -> tuple[Evidence, ...]:
    """Return the evidence for ending an area, item by item.

    A case counts against it when it is part of its evidence or lives in a place the area touches.
    """
    period = periods[-1]
    plan = read_plan(around.outbreak.plan)
    was = periods[-2].level if len(periods) > 1 else ""
    inside = _touched(period, around.outbreak.place_id)
    days = [
        case.reported_on for case in around.cases if case.id in period.evidence or case.residence_id in inside
    ]
    today, began = around.day(around.as_of), around.day(period.starts_at)
    last = max((day for day in days if day <= today), default=began)
    found = last_rounds([period.key], around.known_at).get(period.key)
    facts = EndingFacts(
        days_clear=max((today - last).days, 0),
        in_quarantine=sum(row["place_id"] in inside for row in around.bound),
        round_at_day=(found.finished_on - last).days if found else None,
        due=found.due if found else 0,
        tested=found.tested if found else 0,
        positive=found.positive if found else 0,
    )
    return judge_ending(ending_rule(plan, period.level, was), facts)


@transaction.atomic
def review_areas(actor: Actor, clock: Clock, *, outbreak_id: str) -> int:
    """Put on record which areas drawn by hand may end by the evidence of now; return how many changed.

    Areas of the plan's own rules are judged by the rules.
    """
    outbreak, now = get_outbreak(actor.reach, outbreak_id), clock.now()
    around = look_around(outbreak, now, now)
    found = list_periods(Reach(frozenset({outbreak.place_id})), outbreak_id, now)
    rows = [
        {"id": key, "eligible_to_end": may_end(evidence_to_end(periods, around))}
        for key, periods in found.items()
        if periods[-1].valid_to is None and periods[-1].rule.startswith(BY_HAND)
    ]
    return keep_areas_true(actor, clock, rows)


@transaction.atomic
def record_round(actor: Actor, clock: Clock, *, key: str, figures: RoundGiven) -> None:
    """Record a round of tests in an area, and review what may end. Raises as `areas.services.record_round`."""
    now = clock.now()
    period = get_periods(actor.reach, key, now)[-1]
    outbreak = get_outbreak(actor.reach, period.outbreak_id)
    last_day = now.astimezone(ZoneInfo(outbreak.timezone)).date()
    write_round(actor, clock, key=key, figures=figures, last_day=last_day)
    review_areas(actor, clock, outbreak_id=outbreak.id)


@transaction.atomic
def end_area(actor: Actor, clock: Clock, *, key: str, reason: str, despite: bool = False) -> UUID:
    """End an area now, with what rests on it alone; one signature gives back. Return the release.

    While its evidence stands it may be ended only with `despite`: the reason is then why all the same.

    Raises:
        Problem: `not-found`, `not-your-role`, `reason-needed`, `area-not-standing`, `evidence-stands`.
    """
    actor.require("decide")
    now = clock.now()
    periods = get_periods(actor.reach, key, now)
    period = periods[-1]
    if not reason.strip():
        raise REASON_NEEDED()
    if period.valid_to is not None:
        raise AREA_NOT_STANDING()
    outbreak = get_outbreak(actor.reach, period.outbreak_id)
    if not despite:
        _require_evidence(periods, look_around(outbreak, now, now))
    found = _release(actor, clock, outbreak, period)
    sign(actor, clock, proposal_ids=[found], reason=reason)
    return found


def _require_evidence(periods: Sequence[Period], around: Around) -> None:
    """What no longer has support, or may end by its own rule, needs no more."""
    period = periods[-1]
    by_rule = not period.rule.startswith(BY_HAND) and period.eligible
    evidence = evidence_to_end(periods, around)
    if period.release_due_at is not None or by_rule or may_end(evidence):
        return
    unmet = [ITEMS[one.item] for one in evidence if one.required and not one.met] or [
        Text("没有可结束的规则", "no rule says it may end")
    ]
    title = get_place(period.place_id).title
    raise EVIDENCE_STANDS(
        title=title.en,
        title_zh=title.zh,
        unmet=", ".join(one.en for one in unmet),
        unmet_zh="、".join(one.zh for one in unmet),
    )


def _release(actor: Actor, clock: Clock, outbreak: OutbreakRow, period: Period) -> UUID:
    """The release that waits for this area already, or a new one with the measures that stand because of it."""
    waiting = find_waiting(outbreak.id, "areas", [period.key], releases=True)
    if period.key in waiting:
        return waiting[period.key]
    whole, now = Reach(frozenset({outbreak.place_id})), clock.now()
    areas = [row for row in standing_areas(whole, outbreak.id, now, now) if row["area_id"] == period.key]
    resting = [row for row in standing_measures(whole, outbreak.id, now, now) if row["area_id"] == period.key]
    rows = [*(("areas", row) for row in areas), *(("measures", row) for row in resting)]
    plan, title = read_plan(outbreak.plan), get_place(period.place_id).title
    new = NewProposal(
        kind="release",
        key=f"release:area:{period.key}",
        what=period.level,
        title=Text(f"结束: {title.zh}"[:200], f"End: {title.en}"[:200]),
        place_id=period.place_id,
        restricts=False,
        signatures_required=1,
        plan=f"{plan.id}@{plan.version}",
        rule=period.rule,
        rows=tuple(
            NewRow(table, row[KEYS[table]], to_payload(row), row["digest"], row["evidence"])
            for table, row in rows
        ),
    )
    return propose(actor, clock, outbreak_id=outbreak.id, situation_digest="", proposals=[new])[0]


def _touched(period: Period, root: str) -> frozenset[str]:
    """Return every place the area touches, with all that lies in it."""
    ground, extent = current_ground(root), extent_of(period.place_id, period.extent)
    shares, _ = shares_of(extent, ground)
    touched = np.flatnonzero(shares > LEAST_SHARE)
    named = tuple(str(ground.place_ids[at]) for at in np.union1d(touched, venues_in(extent, ground)))
    return frozenset(str(key) for key in ground.place_ids[ground.below(named)])
