"""Putting orders to every office below: thousands of dispatches in one transaction."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import polars as pl

from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.services import ensure_offices
from fangxian.operations.bulk import insert_rows
from fangxian.operations.chunks import in_chunks
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.journal.services import record
from fangxian.operations.orders.folding import DONE, REVOKED, VERIFIED
from fangxian.operations.orders.models import Dispatch, Order, Task

_PAIRS = ["place_id", "department"]


@dataclass(frozen=True)
class Grounds:
    """What an order rests on: the decision, the words of its measure, and when it lapses if one office signed.

    `decision_id` None: an order that binds nobody, given by one office in its own right.
    """

    decision_id: UUID | None
    title: Text
    instruction: Text
    lapses_at: datetime | None = None


@dataclass(frozen=True)
class Issued:
    """How many orders and dispatches were made."""

    orders: int
    dispatches: int
    ids: tuple[UUID, ...] = ()

    def __add__(self, other: "Issued") -> "Issued":
        return Issued(self.orders + other.orders, self.dispatches + other.dispatches, self.ids + other.ids)


def issue(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    plan: str,
    orders: pl.DataFrame,
    grounds: Mapping[str, Grounds],
) -> Issued:
    """Issue the orders of a cascade (`tables.ORDERS`), inside the caller's transaction.

    `grounds`: by `measure_id`. An order that stands with the same offices and deadlines stays as it is; one
    that differs is superseded.
    """
    at = clock.now()
    standing = _standing(outbreak_id, orders["order_id"].unique().to_list())
    offices = ensure_offices(actor, clock, orders.select(_PAIRS).unique().rows())
    made: list[Order] = []
    dispatches: list[Dispatch] = []
    superseded: list[Order] = []
    for _, rows in orders.group_by("order_id", maintain_order=True):
        dicts = rows.to_dicts()
        ground = grounds[dicts[0]["measure_id"]]
        earlier = standing.get(dicts[0]["order_id"])
        if earlier is not None and _same(earlier, dicts):
            Order.objects.filter(id=earlier.id).update(lapses_at=ground.lapses_at)
            continue
        if earlier is not None:
            superseded.append(earlier)
        order = _order(outbreak_id, plan, dicts[0], ground, at, earlier)
        made.append(order)
        dispatches += _dispatches(order, dicts, offices)
    revoke_orders(actor, clock, superseded, "superseded")
    _insert(made, dispatches)
    _record(actor, at, made, len(dispatches))
    return Issued(len(made), len(dispatches), tuple(order.id for order in made))


def revoke_orders(actor: Actor, clock: Clock, orders: list[Order], reason: str) -> None:
    """Take orders back; what was done stays on record."""
    at, ids = clock.now(), [order.id for order in orders]
    for some in in_chunks(ids):
        Order.objects.filter(id__in=some).update(revoked_at=at, revoke_reason=reason)
        Dispatch.objects.filter(order_id__in=some).exclude(status__in=[DONE, VERIFIED]).update(status=REVOKED)
    if ids:
        record(
            actor,
            "revoked",
            "orders",
            new_id(),
            at=at,
            after={"orders": ids, "revoked_at": at},
            reason=reason,
        )


def revoke_orders_of(
    actor: Actor, clock: Clock, *, outbreak_id: str, measure_keys: set[str], reason: str
) -> int:
    """Take back the orders of measures that were released; return how many stood."""
    standing = Order.objects.filter(outbreak_id=outbreak_id, revoked_at=None)
    rows = [order for order in standing if order.measure_key in measure_keys]
    revoke_orders(actor, clock, rows, reason)
    return len(rows)


def _standing(outbreak_id: str, keys: list[str]) -> dict[str, Order]:
    rows = Order.objects.filter(outbreak_id=outbreak_id, revoked_at=None, key__in=keys)
    return {order.key: order for order in rows}


def _same(order: Order, rows: list[dict[str, Any]]) -> bool:
    stands = order.dispatches.values_list("place_id", "office__department", "due_at")
    return set(stands) == {(row["place_id"], row["department"], row["deadline_at"]) for row in rows}


def _order(
    outbreak_id: str, plan: str, row: dict[str, Any], ground: Grounds, at: datetime, earlier: Order | None
) -> Order:
    return Order(
        key=row["order_id"],
        outbreak_id=outbreak_id,
        place_id=row["subject_place_id"],
        decision_id=ground.decision_id,
        measure=row["measure"],
        measure_key=row["measure_id"],
        plan=plan,
        proof=row["proof"],
        people=row["people"],
        title_zh=ground.title.zh,
        title_en=ground.title.en,
        instruction_zh=ground.instruction.zh,
        instruction_en=ground.instruction.en,
        issued_at=at,
        lapses_at=ground.lapses_at,
        supersedes=earlier,
    )


def _dispatches(
    order: Order, rows: list[dict[str, Any]], offices: Mapping[tuple[str, str], str]
) -> list[Dispatch]:
    ids = {row["dispatch_id"]: new_id() for row in rows}
    return [
        Dispatch(
            id=ids[row["dispatch_id"]],
            order=order,
            office_id=offices[row["place_id"], row["department"]],
            place_id=row["place_id"],
            parent_id=ids.get(row["parent_dispatch_id"]),
            owner_role=row["owner_role"],
            due_at=row["deadline_at"],
        )
        for row in rows
    ]


def _insert(orders: list[Order], dispatches: list[Dispatch]) -> None:
    places = {dispatch.id: dispatch.place_id for dispatch in dispatches}
    above = {d.parent_id for d in dispatches if d.parent_id and places[d.parent_id] != d.place_id}
    insert_rows(orders)
    insert_rows(dispatches)
    # Whoever has no office below does the work; the offices above are done when all below them are.
    insert_rows(
        Task(dispatch_id=dispatch.id, due_at=dispatch.due_at)
        for dispatch in dispatches
        if dispatch.id not in above
    )


def _record(actor: Actor, at: datetime, orders: list[Order], dispatches: int) -> None:
    """One entry per decision names the orders that went out on it."""
    by_decision: dict[Any, list[Order]] = defaultdict(list)
    for order in orders:
        by_decision[order.decision_id].append(order)
    for decision_id, found in by_decision.items():
        after = {"orders": [_image(order) for order in found], "dispatches_of_all": dispatches}
        record(actor, "issued", "orders", decision_id or found[0].id, at=at, after=after)


def _image(order: Order) -> dict[str, Any]:
    return {
        "id": order.id,
        "measure": order.measure,
        "place_id": order.place_id,
        "people": order.people,
        "supersedes": order.supersedes_id,
    }
