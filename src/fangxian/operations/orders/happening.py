"""Letting something happen to a dispatch: the event, the cached fold, and what it means for the offices above."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.bulk import insert_rows
from fangxian.operations.chunks import in_chunks
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.journal.services import record
from fangxian.operations.orders.folding import (
    DONE,
    FINISHED,
    ISSUED,
    RELIEVED,
    REOPENED,
    REVOKED,
    SETTLED,
    VERIFIED,
    step,
)
from fangxian.operations.orders.models import Dispatch, Event, Task
from fangxian.operations.orders.paths import above
from fangxian.operations.orders.problems import EVENT_ID_TAKEN, NOT_ABOVE, ORDER_REVOKED
from fangxian.operations.problems import NOT_FOUND

_CACHED = [
    "status", "due_at", "raised_to", "nth", "changed_at", "acknowledged_at", "done_at", "verified_at",
]  # fmt: skip


def hold(actor: Actor, clock: Clock, **found_by: Any) -> Dispatch:
    """Return a dispatch in reach, held for the transaction. Raises `not-found`, `order-revoked`."""
    rows = Dispatch.objects.select_for_update(of=("self",)).select_related("order", "office")
    dispatch = actor.reach.filter(rows, "place_id").filter(**found_by).first()
    if dispatch is None:
        raise NOT_FOUND(what="task", what_zh="任务", key=next(iter(found_by.values())))
    lapsed = dispatch.order.lapses_at is not None and dispatch.order.lapses_at <= clock.now()
    if dispatch.order.revoked_at is not None or lapsed or dispatch.status == REVOKED:
        raise ORDER_REVOKED()
    return dispatch


def require_above(actor: Actor, dispatch: Dispatch) -> None:
    """Raise `not-the-office-above` unless the actor commands, or serves in an office above this one in the order."""
    actor.require("work")
    over = Dispatch.objects.filter(order_id=dispatch.order_id, path__in=above(dispatch.path))
    if not actor.may("command") and not over.filter(office_id=actor.office_id).exists():
        raise NOT_ABOVE()


def is_repeated(event_id: UUID | None, dispatch: Dispatch, *kinds: str) -> bool:
    """Tell whether this act arrived before. Raises `event-id-taken` where the id belongs to another act."""
    event = Event.objects.filter(id=event_id).first() if event_id else None
    if event is not None and (event.dispatch_id != dispatch.id or event.kind not in kinds):
        raise EVENT_ID_TAKEN(key=event_id)
    return event is not None


def happen(
    actor: Actor,
    clock: Clock,
    dispatch: Dispatch,
    kind: str,
    *,
    task_id: UUID | None = None,
    event_id: UUID | None = None,
    device_at: datetime | None = None,
    detail: dict[str, Any] | None = None,
    due_at: datetime | None = None,
    raised_to_id: UUID | str | None = None,
    reason: str = "",
) -> str:
    """Record an event on a held dispatch and in the journal, lift it upwards; return the dispatch's status."""
    if is_repeated(event_id, dispatch, kind):
        return dispatch.status
    before = dispatch.status
    told = {**(detail or {}), **({"reason": reason} if reason else {})}
    event = _append(actor, clock.now(), dispatch, kind, told, due_at, raised_to_id)
    event.id, event.task_id, event.device_at = event_id or event.id, task_id, device_at
    event.event_at = device_at or event.recorded_at
    event.save(force_insert=True)
    dispatch.save(update_fields=_CACHED)
    after = {"kind": kind, "status": dispatch.status, **(detail or {})}
    record(
        actor, kind, "dispatch", dispatch.id,
        at=event.recorded_at, after=after, event_at=event.event_at, reason=reason,
    )  # fmt: skip
    if dispatch.status != before:
        lift(actor, clock, dispatch)
    return dispatch.status


def happen_to_all(
    actor: Actor, clock: Clock, dispatches: Sequence[Dispatch], kind: str, *, reason: str = "", **changes: Any
) -> None:
    """Record the same event on many held dispatches, thousands at once; nothing is lifted.

    `changes`: columns of the dispatches that change with it. The caller writes the journal's entry.
    """
    if not dispatches:
        return
    at = max(clock.now(), *(one.changed_at for one in dispatches))
    detail = {**changes.pop("detail", {}), **({"reason": reason} if reason else {})}
    due_at = changes.get("due_at")
    insert_rows([_append(actor, at, one, kind, detail, due_at, None) for one in dispatches])
    alike: dict[tuple[Any, ...], list[UUID]] = defaultdict(list)
    for one in dispatches:
        alike[one.status, one.raised_to_id].append(one.id)
    for (status, raised_to), ids in alike.items():
        cached = {"status": status, "raised_to_id": raised_to, "changed_at": at, **changes}
        for some in in_chunks(ids):
            Dispatch.objects.filter(id__in=some).update(nth=F("nth") + 1, **cached)


def lift(actor: Actor, clock: Clock, dispatch: Dispatch) -> None:
    """An office with offices below it is as far as the least of them, once they are all done, and no further."""
    while dispatch.parent_id is not None:
        # Held before its offices are read: of two that finish at once the second sees the first.
        dispatch = Dispatch.objects.select_for_update(of=("self",)).get(id=dispatch.parent_id)
        kind = _lifted(dispatch)
        if kind is None or step(dispatch.status, kind) == dispatch.status:
            return
        event = _append(actor, clock.now(), dispatch, kind, {"from": "below"}, None, None)
        event.save(force_insert=True)
        dispatch.save(update_fields=_CACHED)


def author_of(actor: Actor) -> str | None:
    """Return the user an act is written to; None for the system itself."""
    return None if actor.user_id.startswith("system:") else actor.user_id


def _lifted(dispatch: Dispatch) -> str | None:
    """The event that brings an office in line with the offices below it and its own tasks; None: as it is."""
    below = set(dispatch.children.exclude(status=REVOKED).values_list("status", flat=True).distinct())
    own = Task.objects.filter(dispatch=dispatch, withdrawn_at=None)
    if not below:
        return None if own.exists() else RELIEVED
    if own.filter(done_at=None).exists() or not below <= set(FINISHED):
        return REOPENED if dispatch.status in FINISHED else None
    return DONE if DONE in below or own.filter(verified_at=None).exists() else VERIFIED


def _append(
    actor: Actor,
    now: datetime,
    dispatch: Dispatch,
    kind: str,
    detail: dict[str, Any],
    due_at: datetime | None,
    raised_to_id: UUID | str | None,
) -> Event:
    """The event, unsaved, and on the dispatch what it changes."""
    # Never before what was recorded last: the order of recording is the order of the numbers.
    at = max(now, dispatch.changed_at)
    dispatch.status, dispatch.nth, dispatch.changed_at = step(dispatch.status, kind), dispatch.nth + 1, at
    dispatch.due_at = due_at or dispatch.due_at
    if raised_to_id is not None or kind in SETTLED:
        dispatch.raised_to_id = raised_to_id  # type: ignore[assignment]
    _note_times(dispatch, at)
    return Event(
        id=new_id(),
        dispatch_id=dispatch.id,
        nth=dispatch.nth,
        kind=kind,
        status=dispatch.status,
        due_at=dispatch.due_at,
        raised_to_id=dispatch.raised_to_id,
        event_at=at,
        recorded_at=at,
        by_id=author_of(actor),
        detail=detail,
    )


def _note_times(dispatch: Dispatch, at: datetime) -> None:
    """When it was first acknowledged, and since when it is done and verified."""
    if dispatch.status != ISSUED:
        dispatch.acknowledged_at = dispatch.acknowledged_at or at
    dispatch.done_at = (dispatch.done_at or at) if dispatch.status in FINISHED else None
    dispatch.verified_at = (dispatch.verified_at or at) if dispatch.status == VERIFIED else None
