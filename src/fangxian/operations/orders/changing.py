"""Changing whole orders: more people, another due time, taken back. Every office is told by an event of its own."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.bulk import insert_rows
from fangxian.operations.chunks import in_chunks
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.journal.services import record
from fangxian.operations.orders.folding import EXTENDED, FINISHED, POSTPONED, REOPENED, REVOKED, UNDONE
from fangxian.operations.orders.happening import happen_to_all
from fangxian.operations.orders.marking import mark_orders
from fangxian.operations.orders.models import Amendment, Dispatch, Order, Task
from fangxian.operations.orders.problems import DUE_ALREADY_PAST, ORDER_REVOKED
from fangxian.operations.problems import NOT_FOUND, REASON_NEEDED


@transaction.atomic
def revoke(actor: Actor, clock: Clock, *, order_id: UUID, reason: str) -> None:
    """Take an order back, with the reason. Who gave it by hand may take it back; the rest takes a decider.

    Raises:
        Problem: `not-your-role`, `reason-needed`, `not-found`, `order-revoked`.
    """
    order = hold_order(actor, clock, order_id, reason)
    if not (order.decision_id is None and actor.may("command")):
        actor.require("decide")
    revoke_orders(actor, clock, [order], reason)


@transaction.atomic
def postpone(actor: Actor, clock: Clock, *, order_id: UUID, due_at: datetime, reason: str) -> int:
    """Give every office that has not finished until `due_at`; return how many. An answer "not feasible" stands.

    Raises:
        Problem: `not-your-role`, `reason-needed`, `due-already-past`, `not-found`, `order-revoked`.
    """
    actor.require("command")
    order = hold_order(actor, clock, order_id, reason)
    if due_at <= clock.now():
        raise DUE_ALREADY_PAST(due_at=f"{due_at:%Y-%m-%d %H:%M}")
    late = list(_held(order.dispatches.filter(status__in=UNDONE)))
    happen_to_all(actor, clock, late, POSTPONED, reason=reason, due_at=due_at)
    after = {"due_at": due_at, "dispatches": len(late)}
    record(actor, "postponed", "order", order.id, at=clock.now(), after=after, reason=reason)
    return len(late)


def hold_order(actor: Actor, clock: Clock, order_id: UUID, reason: str) -> Order:
    """Return a standing order about a place in reach, held. Raises `reason-needed`, `not-found`, `order-revoked`."""
    actor.require("work")
    if not reason.strip():
        raise REASON_NEEDED()
    rows = Order.objects.select_for_update(of=("self",)).filter(id=order_id)
    order = actor.reach.filter(rows, "place_id").first()
    if order is None:
        raise NOT_FOUND(what="order", what_zh="指令", key=order_id)
    if order.revoked_at is not None:
        raise ORDER_REVOKED()
    return order


def revoke_orders(
    actor: Actor, clock: Clock, orders: Sequence[Order], reason: str, by_number: int = 0
) -> None:
    """Take orders back; what was done stays on record. `by_number`: the order that replaces them."""
    at, ids = clock.now(), [order.id for order in orders]
    if not ids:
        return
    for order in orders:
        order.revoked_at, order.revoke_reason = at, reason
    for some in in_chunks(ids):
        Order.objects.filter(id__in=some).update(revoked_at=at, revoke_reason=reason)
        open_ones = list(_held(Dispatch.objects.filter(order_id__in=some, status__in=UNDONE)))
        told = {"by_number": by_number} if by_number else {}
        happen_to_all(actor, clock, open_ones, REVOKED, reason=reason, detail=told)
    amend(orders, "revoked", at)
    after, covers = {"orders": ids, "revoked_at": at}, mark_orders(orders, "revoked", at)
    record(actor, "revoked", "orders", new_id(), at=at, after=after, reason=reason, covers=covers)


def revoke_orders_of(
    actor: Actor, clock: Clock, *, outbreak_id: str, measure_keys: set[str], reason: str
) -> int:
    """Take back the orders of measures that were released; return how many stood."""
    standing = Order.objects.filter(outbreak_id=outbreak_id, revoked_at=None)
    rows = [order for order in standing if order.measure_key in measure_keys]
    revoke_orders(actor, clock, rows, reason)
    return len(rows)


def extend_orders(actor: Actor, clock: Clock, *, people_by_key: dict[str, int], outbreak_id: str) -> int:
    """Tell the offices of standing orders that more people are concerned, inside the caller's transaction."""
    orders = list(
        Order.objects.filter(outbreak_id=outbreak_id, revoked_at=None, measure_key__in=list(people_by_key))
    )
    at = clock.now()
    for order in orders:
        order.people = people_by_key[order.measure_key]
        Order.objects.filter(id=order.id).update(people=order.people)
        _do_again(actor, clock, order)
        after, covers = {"order": order.id, "people": order.people}, mark_orders([order], "extended", at)
        record(actor, "extended", "order", order.id, at=at, after=after, covers=covers)
    amend(orders, "extended", at)
    return len(orders)


def amend(orders: Iterable[Order], kind: str, at: datetime | None = None) -> None:
    """Keep what orders say from now on (None: since they were issued), so that any hour can be read as it was."""
    insert_rows(
        Amendment(
            order_id=order.id,
            kind=kind,
            recorded_at=at or order.issued_at,
            people=order.people,
            lapses_at=order.lapses_at,
            revoked_at=order.revoked_at,
        )
        for order in orders
    )


def _do_again(actor: Actor, clock: Clock, order: Order) -> None:
    working = order.dispatches.exclude(status=REVOKED).filter(tasks__withdrawn_at=None, tasks__isnull=False)
    ids = set(working.values_list("id", flat=True))
    held = list(_held(order.dispatches.exclude(status=REVOKED)))
    Task.objects.filter(dispatch__order=order).update(done_at=None, done_by=None, verified_at=None)
    again = [one for one in held if one.id in ids]
    happen_to_all(actor, clock, again, EXTENDED, done_at=None, verified_at=None)
    above = [one for one in held if one.id not in ids and one.status in FINISHED]
    happen_to_all(actor, clock, above, REOPENED, done_at=None, verified_at=None)


def _held(dispatches: QuerySet) -> QuerySet:
    """Held from the bottom up, the way single acts rise: two who meet never wait for each other in a circle."""
    return dispatches.select_for_update(of=("self",)).order_by("order_id", "-path")
