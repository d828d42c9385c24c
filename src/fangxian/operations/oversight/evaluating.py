"""Evaluating the work of the places below one: from dispatches, inspections and proofs looked at again, and nothing else."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from uuid import UUID

import polars as pl
from django.db import transaction

from fangxian.engines.inspecting import CHECKED, WORK, OversightRule, evaluate_places
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.journal.services import record
from fangxian.operations.orders.workload import WorkRow, list_work_of_outbreak
from fangxian.operations.oversight.fairness import judge_work
from fangxian.operations.oversight.models import Evaluation, Finding, ProofCheck
from fangxian.operations.oversight.rules import rule_of
from fangxian.operations.oversight.visiting import INSPECTED, PROOF
from fangxian.operations.places.queries import frame as places_in
from fangxian.operations.places.reach import Reach

MAY_EVALUATE = "inspect"
DAYS = 7


@transaction.atomic
def evaluate(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    place_id: str,
    days: float = DAYS,
    level: str = "community",
) -> UUID:
    """Evaluate the places of a level below one over the last `days`, and keep it as made; return the evaluation.

    A task counts once its time is over. Raises `not-your-role`, `not-found`.
    """
    if not actor.may("command"):
        actor.require(MAY_EVALUATE)
    outbreak, at = get_outbreak(actor.reach, outbreak_id), clock.now()
    actor.reach.require(place_id)
    from_at = at - timedelta(days=days)
    inside = places_in(Reach(frozenset({place_id})))
    listed = set(inside.filter(inside["level"] == level)["place_id"].to_list())
    found = evaluate_places(
        _work(actor.reach, outbreak_id, listed, (from_at, at), rule_of(outbreak)),
        _checked(outbreak_id, listed, (from_at, at)),
    )
    row = Evaluation.objects.create(
        outbreak_id=outbreak_id,
        place_id=place_id,
        made_at=at,
        made_by=actor.user_id,
        from_at=from_at,
        rows=found.to_dicts(),
    )
    after = {"place_id": place_id, "from_at": from_at, "places": found.height}
    record(actor, "evaluated", "places", row.id, at=at, after=after)
    return row.id


def _work(
    reach: Reach,
    outbreak_id: str,
    listed: Collection[str],
    span: tuple[datetime, datetime],
    rule: OversightRule,
) -> pl.DataFrame:
    from_at, at = span
    rows = [
        row
        for row in list_work_of_outbreak(reach, outbreak_id, from_at, at)
        if row.place_id in listed and row.own and row.revoked_at is None
    ]
    judged = judge_work(reach, rows)
    wait = timedelta(hours=rule.acknowledge_hours)
    return WORK.rows([_fact(row, judged[row.dispatch_id].found.verdict, wait) for row in rows])


def _fact(row: WorkRow, verdict: str, wait: timedelta) -> dict[str, object]:
    # Whoever did it at once has it in hand: an acknowledgement is no duty of its own then.
    taken = min((at for at in (row.acknowledged_at, row.done_at) if at is not None), default=None)
    return {
        "place_id": row.place_id,
        "measure": row.measure,
        "acknowledged_in_time": taken is not None and taken <= row.reached_at + wait,
        "done_in_time": row.done_at is not None and row.done_at <= row.due_at,
        "verified": row.verified_at is not None,
        "feasibility": verdict,
    }


def _checked(outbreak_id: str, listed: Collection[str], span: tuple[datetime, datetime]) -> pl.DataFrame:
    """What an office tells of itself is left out: it must never cost it anything."""
    findings = Finding.objects.filter(outbreak_id=outbreak_id, found_at__range=span, withdrawn=False)
    seen = list(findings.filter(source__in=(INSPECTED, PROOF)).values_list("place_id", "closed_at"))
    proofs = ProofCheck.objects.filter(outbreak_id=outbreak_id, checked_at__range=span)
    held = list(proofs.values_list("place_id", "holds"))
    counts: Mapping[str, Counter[str]] = {
        "findings": Counter(place for place, _ in seen),
        "findings_open": Counter(place for place, closed in seen if closed is None),
        "rectified": Counter(place for place, closed in seen if closed is not None),
        "proofs": Counter(place for place, _ in held),
        "proofs_true": Counter(place for place, holds in held if holds),
    }
    places = sorted({place for counted in counts.values() for place in counted if place in listed})
    rows = [
        {"place_id": place, **{name: counted[place] for name, counted in counts.items()}} for place in places
    ]
    return CHECKED.rows(rows)
