"""One order replaces another: the same offices are told, the old one is closed, each names the other."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.journal.services import record
from fangxian.operations.orders.changing import hold_order, revoke_orders
from fangxian.operations.orders.folding import REVOKED
from fangxian.operations.orders.issuing import Issued, insert_orders, new_dispatch, take_numbers
from fangxian.operations.orders.marking import mark_orders
from fangxian.operations.orders.models import Dispatch, Order
from fangxian.operations.orders.problems import DUE_ALREADY_PAST

_KEPT = (
    "key", "outbreak_id", "place_id", "decision_id", "measure", "measure_key", "plan", "proof", "people", "lapses_at",
)  # fmt: skip
"""What the new order has from the old one: also the decision it rests on."""


@transaction.atomic
def supersede(
    actor: Actor,
    clock: Clock,
    *,
    order_id: UUID,
    due_at: datetime,
    reason: str,
    instruction: Text | None = None,
    title: Text | None = None,
) -> Issued:
    """Replace an order by one with other words or another due time; every office that had it is told anew.

    What was done under the old order stays on record there. Who should be told besides needs an order of its own.

    Raises:
        Problem: `not-your-role`, `reason-needed`, `not-found`, `order-revoked`, `due-already-past`.
    """
    actor.require("command")
    old = hold_order(actor, clock, order_id, reason)
    if due_at <= clock.now():
        raise DUE_ALREADY_PAST(due_at=f"{due_at:%Y-%m-%d %H:%M}")
    (number,) = take_numbers(old.outbreak_id, 1)
    told = list(old.dispatches.exclude(status=REVOKED).order_by("path"))
    # The old order goes first: of one key only one order stands.
    revoke_orders(actor, clock, [old], reason, by_number=number)
    new = _like(old, actor, clock.now(), number, instruction, title)
    dispatches = _copies(new, told, due_at)
    insert_orders([new], dispatches)
    after = {"order": new.id, "number": number, "supersedes": old.id, "dispatches": len(dispatches)}
    covers = mark_orders([new], "issued")
    record(actor, "superseded", "order", old.id, at=clock.now(), after=after, reason=reason, covers=covers)
    return Issued(1, len(dispatches), (new.id,), (number,))


def _like(
    old: Order, actor: Actor, at: datetime, number: int, instruction: Text | None, title: Text | None
) -> Order:
    kept: dict[str, Any] = {name: getattr(old, name) for name in _KEPT}
    words = instruction or Text(old.instruction_zh, old.instruction_en)
    called = title or Text(old.title_zh, old.title_en)
    return Order(
        **kept,
        number=number,
        title_zh=called.zh,
        title_en=called.en,
        instruction_zh=words.zh,
        instruction_en=words.en,
        issued_by_id=actor.office_id or None,
        issued_at=at,
        supersedes=old,
    )


def _copies(order: Order, told: list[Dispatch], due_at: datetime) -> list[dict[str, Any]]:
    ids = {one.id: new_id() for one in told}
    return [
        new_dispatch(
            order,
            due_at,
            id=ids[one.id],
            office_id=one.office_id,
            place_id=one.place_id,
            parent_id=ids.get(one.parent_id) if one.parent_id else None,
            path=one.path,
            owner_role=one.owner_role,
        )
        for one in told
    ]
