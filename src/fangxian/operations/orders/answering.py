"""“Not feasible”, and what the office above decides: insist, give more time, relieve, give it to another office."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.services import ensure_offices
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.orders.folding import (
    BLOCKED,
    ESCALATED,
    FINISHED,
    INSISTED,
    NUDGED,
    POSTPONED,
    RELIEVED,
)
from fangxian.operations.orders.happening import happen, hold, is_repeated, require_above
from fangxian.operations.orders.issuing import new_task
from fangxian.operations.orders.models import Dispatch
from fangxian.operations.orders.paths import above, following
from fangxian.operations.orders.problems import (
    ALREADY_DONE,
    DUE_ALREADY_PAST,
    HAS_OFFICES_BELOW,
    OFFICE_HAS_IT,
)
from fangxian.operations.problems import REASON_NEEDED


@transaction.atomic
def answer_not_feasible(
    actor: Actor,
    clock: Clock,
    *,
    dispatch_id: UUID,
    reason: str,
    event_id: UUID | None = None,
    device_at: datetime | None = None,
) -> str:
    """Say that the office cannot, and why: its clock stands, and the office above has to decide.

    Raises:
        Problem: `reason-needed`, `not-found`, `order-revoked`, `already-done`.
    """
    actor.require("work")
    dispatch = _hold_undone(actor, clock, dispatch_id, reason, event_id, BLOCKED)
    return happen(
        actor, clock, dispatch, BLOCKED,
        event_id=event_id, device_at=device_at, raised_to_id=_office_above(dispatch), reason=reason,
    )  # fmt: skip


@transaction.atomic
def escalate(
    actor: Actor, clock: Clock, *, dispatch_id: UUID, reason: str, event_id: UUID | None = None
) -> str:
    """Send it one level up, with the reason; escalated again, another level. Return the dispatch's status.

    Raises:
        Problem: `reason-needed`, `not-found`, `order-revoked`, `already-done`.
    """
    actor.require("work")
    dispatch = _hold_undone(actor, clock, dispatch_id, reason, event_id, ESCALATED)
    raised_to = _office_above(dispatch, dispatch.raised_to_id)
    return happen(
        actor, clock, dispatch, ESCALATED,
        event_id=event_id, raised_to_id=raised_to, detail={"to_office": str(raised_to)}, reason=reason,
    )  # fmt: skip


@transaction.atomic
def nudge(actor: Actor, clock: Clock, *, dispatch_id: UUID, words: str = "") -> str:
    """Remind an office that is not done. Raises `not-found`, `not-the-office-above`, `already-done`."""
    dispatch = hold(actor, clock, id=dispatch_id)
    require_above(actor, dispatch)
    _check_undone(dispatch)
    return happen(actor, clock, dispatch, NUDGED, reason=words)


@transaction.atomic
def insist(actor: Actor, clock: Clock, *, dispatch_id: UUID, reason: str) -> str:
    """Decide that it is to be done all the same: the clock runs again. Raises as `escalate`, `not-the-office-above`."""
    dispatch = _hold_below(actor, clock, dispatch_id, reason)
    return happen(actor, clock, dispatch, INSISTED, reason=reason)


@transaction.atomic
def give_time(actor: Actor, clock: Clock, *, dispatch_id: UUID, due_at: datetime, reason: str) -> str:
    """Give one office until `due_at`; what it could not do in time runs again. Raises also `due-already-past`."""
    dispatch = _hold_below(actor, clock, dispatch_id, reason)
    if due_at <= clock.now():
        raise DUE_ALREADY_PAST(due_at=f"{due_at:%Y-%m-%d %H:%M}")
    status = happen(
        actor, clock, dispatch, POSTPONED, due_at=due_at, detail={"due_at": due_at.isoformat()}, reason=reason
    )
    return happen(actor, clock, dispatch, INSISTED) if status == BLOCKED else status


@transaction.atomic
def relieve(actor: Actor, clock: Clock, *, dispatch_id: UUID, reason: str) -> None:
    """Take it from an office without giving it to another. Raises also `has-offices-below`."""
    dispatch = _hold_below(actor, clock, dispatch_id, reason)
    _check_leaf(dispatch)
    happen(actor, clock, dispatch, RELIEVED, reason=reason)


@transaction.atomic
def reassign(
    actor: Actor,
    clock: Clock,
    *,
    dispatch_id: UUID,
    place_id: str,
    department: str,
    reason: str,
    due_at: datetime | None = None,
) -> UUID:
    """Give it to another office within reach, in the same place of the tree; return the new dispatch.

    Raises:
        Problem: those of `relieve`, `office-has-it`, `not-found` for the place.
    """
    old = _hold_below(actor, clock, dispatch_id, reason)
    _check_leaf(old)
    actor.reach.require(place_id)
    office_id = ensure_offices(actor, clock, [(place_id, department)])[place_id, department]
    if Dispatch.objects.filter(order=old.order, office_id=office_id).exists():
        raise OFFICE_HAS_IT()
    new = _another(old, clock.now(), office_id, place_id, due_at or old.due_at)
    happen(
        actor, clock, old, RELIEVED,
        detail={"to_office": str(office_id), "dispatch": str(new.id)}, reason=reason,
    )  # fmt: skip
    return new.id


def _another(old: Dispatch, at: datetime, office_id: str, place_id: str, due_at: datetime) -> Dispatch:
    last = Dispatch.objects.filter(order=old.order, parent_id=old.parent_id).order_by("-path")
    new = Dispatch.objects.create(
        id=new_id(),
        order=old.order,
        office_id=office_id,
        place_id=place_id,
        parent_id=old.parent_id,
        path=following(last.values_list("path", flat=True)[0]),
        replaces=old,
        owner_role=old.owner_role,
        issued_at=max(at, old.changed_at),
        changed_at=max(at, old.changed_at),
        first_due_at=due_at,
        due_at=due_at,
    )
    new_task(new).save(force_insert=True)
    return new


def _hold_undone(
    actor: Actor, clock: Clock, dispatch_id: UUID, reason: str, event_id: UUID | None, kind: str
) -> Dispatch:
    if not reason.strip():
        raise REASON_NEEDED()
    dispatch = hold(actor, clock, id=dispatch_id)
    if not is_repeated(event_id, dispatch, kind):
        _check_undone(dispatch)
    return dispatch


def _hold_below(actor: Actor, clock: Clock, dispatch_id: UUID, reason: str) -> Dispatch:
    dispatch = _hold_undone(actor, clock, dispatch_id, reason, None, "")
    require_above(actor, dispatch)
    return dispatch


def _check_undone(dispatch: Dispatch) -> None:
    if dispatch.status in FINISHED:
        raise ALREADY_DONE()


def _check_leaf(dispatch: Dispatch) -> None:
    if dispatch.children.exclude(status="revoked").exists():
        raise HAS_OFFICES_BELOW()


def _office_above(dispatch: Dispatch, from_office: UUID | None = None) -> UUID:
    """The office one level above (above `from_office` where it was raised before); at the top, who gave the order."""
    over = dict(
        Dispatch.objects.filter(order_id=dispatch.order_id, path__in=above(dispatch.path)).values_list(
            "path", "office_id"
        )
    )
    upwards = [over[path] for path in reversed(above(dispatch.path)) if path in over]
    upwards.append(dispatch.order.issued_by_id or dispatch.office_id)
    at = upwards.index(from_office) + 1 if from_office in upwards else 0
    return upwards[min(at, len(upwards) - 1)]
