"""Offices that act by the plan: two of them sign what has waited its time, and each does its orders at its own hour."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import polars as pl

from fangxian.engines.drill import plan_work
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.decisions.queries import count_waiting, list_waiting
from fangxian.operations.drilling.arriving import Happening
from fangxian.operations.drilling.opening import Opened
from fangxian.operations.drilling.stage import OUTBREAK, Stage
from fangxian.operations.orders.copies import OpenTask, find_acknowledged, list_open_tasks
from fangxian.operations.orders.proofs import ProofGiven
from fangxian.operations.orders.services import acknowledge, complete
from fangxian.operations.restrictions.blocking import ListBlocked
from fangxian.operations.signing import sign

REASON = "演练 DRILL: 按预案 by the plan"


def sign_due(stage: Stage, opened: Opened, refused: set[UUID]) -> int:
    """Let both offices sign what has waited as long as signing takes; return how many proposals they did.

    A list the record does not support is refused, whoever signs: it goes into `refused` and is not tried again while it
    stands there.
    """
    if not count_waiting(opened.system.reach, OUTBREAK):
        return 0
    waited = opened.clock.now() - timedelta(hours=stage.staffing.signing_hours)
    signed = 0
    for signer in opened.signers:
        rows = list_waiting(signer, OUTBREAK)
        due = [row.id for row in rows if row.created_at <= waited and row.can_sign and row.id not in refused]
        if due:
            signed += _sign(signer, opened, due, refused)
    return signed


def _sign(signer: Actor, opened: Opened, proposals: list[UUID], refused: set[UUID]) -> int:
    """Sign them together, or where one of them is refused one by one."""
    try:
        sign(signer, opened.clock, proposal_ids=proposals, reason=REASON, unasked=REASON)
    except ListBlocked:
        if len(proposals) == 1:
            refused.update(proposals)
            return 0
        return sum(_sign(signer, opened, [one], refused) for one in proposals)
    return len(proposals)


def plan_open_work(sheet: pl.DataFrame, stage: Stage, opened: Opened) -> list[Happening]:
    """Return what offices will do about all that is not done, if nothing more is ordered, the earliest first."""
    tasks = list_open_tasks(opened.system.reach, OUTBREAK)
    by_dispatch = {str(task.dispatch_id): task for task in tasks}
    known = find_acknowledged({task.dispatch_id for task in tasks})
    planned = plan_work(sheet.filter(pl.col("key").is_in(list(by_dispatch))), stage.staffing)
    coming = []
    for key, acknowledged, done in planned.iter_rows():
        task = by_dispatch[key]
        if task.dispatch_id not in known:
            coming.append(Happening(acknowledged, partial(_acknowledge, task.dispatch_id, opened)))
        coming.append(Happening(done, partial(_complete, task, opened)))
    return sorted(coming, key=lambda one: one.day)


def _acknowledge(dispatch_id: UUID, opened: Opened) -> None:
    acknowledge(opened.system, opened.clock, dispatch_id=dispatch_id)


def _complete(task: OpenTask, opened: Opened) -> None:
    complete(opened.system, opened.clock, task_id=task.task_id, proof=_proof(task))


def _proof(task: OpenTask) -> ProofGiven:
    shown: dict[str, dict[str, Any]] = {
        "tap": {}, "count": {"count": task.people or 0}, "list": {"items": ["演练 DRILL"]},
        "location": {"lat": 0.0, "lon": 0.0},
    }  # fmt: skip
    return ProofGiven(task.proof, shown[task.proof])
