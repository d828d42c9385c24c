"""Working on an order: acknowledge, take, complete with a proof, verify by a second person, revoke.

Every act carries an id made where it was born; sending it again changes nothing and answers the same.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.journal.services import record
from fangxian.operations.orders.folding import ACKNOWLEDGED, DONE, EXTENDED, VERIFIED, fold
from fangxian.operations.orders.issuing import revoke_orders
from fangxian.operations.orders.models import Dispatch, Event, Order, Proof, Task
from fangxian.operations.orders.problems import (
    EVENT_ID_TAKEN,
    NOT_DONE_YET,
    ORDER_REVOKED,
    SECOND_PERSON_NEEDED,
    TASK_TAKEN,
)
from fangxian.operations.orders.proofs import ProofGiven, check_proof
from fangxian.operations.problems import NOT_FOUND, REASON_NEEDED


@transaction.atomic
def acknowledge(
    actor: Actor,
    clock: Clock,
    *,
    dispatch_id: UUID,
    event_id: UUID | None = None,
    device_at: datetime | None = None,
) -> str:
    """Say that the office has the order; return the status of its dispatch."""
    actor.require("work")
    dispatch = _get_dispatch(actor, clock, id=dispatch_id)
    return _happen(actor, clock, dispatch, ACKNOWLEDGED, event_id, device_at)


@transaction.atomic
def take_task(actor: Actor, clock: Clock, *, task_id: UUID) -> None:
    """Make the task one's own. Raises `task-taken`."""
    actor.require("work")
    dispatch = _get_dispatch(actor, clock, task__id=task_id)
    taken = Task.objects.filter(id=task_id, owner=None).update(owner_id=actor.user_id)
    if not taken and str(dispatch.task.owner_id) != str(actor.user_id):
        raise TASK_TAKEN()
    if taken:
        record(actor, "took", "task", task_id, at=clock.now(), after={"owner": str(actor.user_id)})


@transaction.atomic
def complete(
    actor: Actor,
    clock: Clock,
    *,
    task_id: UUID,
    proof: ProofGiven,
    event_id: UUID | None = None,
    device_at: datetime | None = None,
) -> str:
    """Report a task done, with the proof its order wants; return the status of its dispatch.

    Raises:
        Problem: `not-found`, `order-revoked`, `proof-not-enough`, `event-id-taken`.
    """
    actor.require("work")
    dispatch = _get_dispatch(actor, clock, task__id=task_id)
    check_proof(proof, dispatch.order.proof)
    if _is_repeated(event_id, dispatch, DONE):
        return dispatch.status
    at, task = clock.now(), dispatch.task
    Proof.objects.create(
        task=task,
        kind=proof.kind,
        content=proof.content,
        sha256=proof.sha256,
        by_id=actor.user_id,
        recorded_at=at,
    )
    task.done_at, task.done_by_id = at, actor.user_id
    task.save(update_fields=["done_at", "done_by_id"])
    detail = {"proof": proof.kind, "sha256": proof.sha256}
    return _happen(actor, clock, dispatch, DONE, event_id, device_at, detail)


@transaction.atomic
def verify(actor: Actor, clock: Clock, *, task_id: UUID, event_id: UUID | None = None) -> str:
    """Confirm as a second person that a task was done. Raises `second-person-needed`, `not-done-yet`."""
    actor.require("work")
    dispatch = _get_dispatch(actor, clock, task__id=task_id)
    if _is_repeated(event_id, dispatch, VERIFIED):
        return dispatch.status
    if dispatch.status not in (DONE, VERIFIED):
        raise NOT_DONE_YET()
    if str(dispatch.task.done_by_id) == str(actor.user_id):
        raise SECOND_PERSON_NEEDED()
    Task.objects.filter(id=task_id).update(verified_at=clock.now())
    return _happen(actor, clock, dispatch, VERIFIED, event_id)


@transaction.atomic
def revoke(actor: Actor, clock: Clock, *, order_id: UUID, reason: str) -> None:
    """Take an order back, with the reason."""
    actor.require("decide")
    if not reason.strip():
        raise REASON_NEEDED()
    order = actor.reach.filter(Order.objects.filter(id=order_id), "place_id").first()
    if order is None:
        raise NOT_FOUND(what="order", what_zh="指令", key=order_id)
    if order.revoked_at is not None:
        raise ORDER_REVOKED()
    revoke_orders(actor, clock, [order], reason)


def extend_orders(actor: Actor, clock: Clock, *, people_by_key: dict[str, int], outbreak_id: str) -> int:
    """Tell the offices of standing orders that more people are concerned, inside the caller's transaction."""
    orders = Order.objects.filter(
        outbreak_id=outbreak_id, revoked_at=None, measure_key__in=list(people_by_key)
    )
    for order in orders:
        Order.objects.filter(id=order.id).update(people=people_by_key[order.measure_key])
        for dispatch in order.dispatches.exclude(task=None).select_related("task"):
            Task.objects.filter(dispatch=dispatch).update(done_at=None, done_by=None, verified_at=None)
            _happen(actor, clock, dispatch, EXTENDED, None)
    return len(orders)


def _get_dispatch(actor: Actor, clock: Clock, **found_by: Any) -> Dispatch:
    rows = Dispatch.objects.select_for_update(of=("self",)).select_related("order", "task")
    dispatch = actor.reach.filter(rows, "place_id").filter(**found_by).first()
    if dispatch is None:
        raise NOT_FOUND(what="task", what_zh="任务", key=next(iter(found_by.values())))
    lapsed = dispatch.order.lapses_at is not None and dispatch.order.lapses_at <= clock.now()
    if dispatch.order.revoked_at is not None or lapsed:
        raise ORDER_REVOKED()
    return dispatch


def _is_repeated(event_id: UUID | None, dispatch: Dispatch, kind: str) -> bool:
    event = Event.objects.filter(id=event_id).first() if event_id else None
    if event is not None and (event.dispatch_id, event.kind) != (dispatch.id, kind):
        raise EVENT_ID_TAKEN(key=event_id)
    return event is not None


def _happen(
    actor: Actor,
    clock: Clock,
    dispatch: Dispatch,
    kind: str,
    event_id: UUID | None,
    device_at: datetime | None = None,
    detail: dict[str, Any] | None = None,
) -> str:
    if _is_repeated(event_id, dispatch, kind):
        return dispatch.status
    at = clock.now()
    event = Event.objects.create(
        id=event_id or new_id(),
        dispatch=dispatch,
        kind=kind,
        event_at=device_at or at,
        device_at=device_at,
        recorded_at=at,
        by_id=actor.user_id,
        detail=detail or {},
    )
    _cache(dispatch, at)
    _lift(dispatch, at)
    after = {"kind": kind, "status": dispatch.status, **event.detail}
    record(actor, kind, "dispatch", dispatch.id, at=at, after=after, event_at=event.event_at)
    return dispatch.status


def _cache(dispatch: Dispatch, at: datetime) -> None:
    kinds = dispatch.events.order_by("recorded_at", "id").values_list("kind", flat=True)
    _set_status(dispatch, fold(kinds), at)


def _lift(dispatch: Dispatch, at: datetime) -> None:
    """An office with offices below it is as far as the least of them, once they are all done."""
    while dispatch.parent_id is not None:
        dispatch = Dispatch.objects.get(id=dispatch.parent_id)
        below = set(dispatch.children.values_list("status", flat=True).distinct())
        own_work = Task.objects.filter(dispatch=dispatch, done_at=None).exists()
        if own_work or not below <= {DONE, VERIFIED}:
            return
        _set_status(dispatch, DONE if DONE in below else VERIFIED, at)


def _set_status(dispatch: Dispatch, status: str, at: datetime) -> None:
    dispatch.status = status
    for name in (ACKNOWLEDGED, DONE, VERIFIED):
        if status == name and getattr(dispatch, f"{name}_at") is None:
            setattr(dispatch, f"{name}_at", at)
    dispatch.save(update_fields=["status", "acknowledged_at", "done_at", "verified_at"])
