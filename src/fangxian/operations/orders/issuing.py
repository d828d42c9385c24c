"""Putting orders to every office below: thousands of dispatches in one transaction."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import polars as pl

from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.services import ensure_offices
from fangxian.operations.bulk import insert_rows, insert_values
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.journal.services import record
from fangxian.operations.orders.changing import amend, revoke_orders
from fangxian.operations.orders.marking import mark_orders
from fangxian.operations.orders.models import Dispatch, Numbering, Order, Task
from fangxian.operations.orders.paths import lay_paths

_PAIRS = ["place_id", "department"]


@dataclass(frozen=True)
class Grounds:
    """What an order rests on: the decision, the words of its measure, and when it lapses if one office signed.

    `decision_id` None: an order that binds nobody, given by one office in its own right. `supersedes`: the order
    it replaces. `source`: where an order replayed from the record was found.
    """

    decision_id: UUID | None
    title: Text
    instruction: Text
    lapses_at: datetime | None = None
    supersedes: UUID | None = None
    source: str = ""


@dataclass(frozen=True)
class Issued:
    """How many orders and dispatches were made, and the numbers the orders go by."""

    orders: int
    dispatches: int
    ids: tuple[UUID, ...] = ()
    numbers: tuple[int, ...] = ()

    def __add__(self, other: "Issued") -> "Issued":
        return Issued(
            self.orders + other.orders,
            self.dispatches + other.dispatches,
            self.ids + other.ids,
            self.numbers + other.numbers,
        )


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
    wanted: list[tuple[list[dict[str, Any]], Grounds, Order | None]] = []
    for _, rows in orders.group_by("order_id", maintain_order=True):
        dicts = rows.to_dicts()
        ground = grounds[dicts[0]["measure_id"]]
        earlier = standing.get(dicts[0]["order_id"])
        if earlier is not None and _same(earlier, dicts):
            _prolong(actor, earlier, ground, at)
            continue
        wanted.append((dicts, ground, earlier))
    numbers = take_numbers(outbreak_id, len(wanted))
    made = [
        _order(actor, outbreak_id, plan, dicts[0], ground, at, earlier, number)
        for (dicts, ground, earlier), number in zip(wanted, numbers, strict=True)
    ]
    revoke_orders(actor, clock, [earlier for *_, earlier in wanted if earlier is not None], "superseded")
    dispatches = [
        one
        for order, (dicts, *_) in zip(made, wanted, strict=True)
        for one in _dispatches(order, dicts, offices)
    ]
    insert_orders(made, dispatches)
    _record(actor, at, made, len(dispatches))
    return Issued(len(made), len(dispatches), tuple(order.id for order in made), tuple(numbers))


def take_numbers(outbreak_id: str, count: int) -> list[int]:
    """Return the next running numbers of an outbreak's orders; nobody else gets them."""
    if not count:
        return []
    Numbering.objects.get_or_create(outbreak_id=outbreak_id)
    held = Numbering.objects.select_for_update().get(outbreak_id=outbreak_id)
    first, held.last = held.last + 1, held.last + count
    held.save(update_fields=["last"])
    return list(range(first, held.last + 1))


def insert_orders(orders: list[Order], dispatches: Sequence[dict[str, Any]]) -> None:
    """Insert orders with their dispatches; whoever has no office below does the work and gets a task.

    The dispatches come as values (`new_dispatch`): thousands of models would cost as much as the rows.
    """
    places = {one["id"]: one["place_id"] for one in dispatches}
    above = {
        one["parent_id"]
        for one in dispatches
        if one["parent_id"] and places[one["parent_id"]] != one["place_id"]
    }
    insert_rows(orders)
    amend(orders, "issued")
    insert_values(Dispatch, dispatches)
    insert_values(
        Task,
        (
            {"dispatch_id": one["id"], "created_at": one["issued_at"]}
            for one in dispatches
            if one["id"] not in above
        ),
    )


def new_dispatch(order: Order, due_at: datetime, **columns: Any) -> dict[str, Any]:
    """Return the values of a dispatch that is new: id, office, place, parent, path and owner's role, and its times."""
    at = order.issued_at
    times = {"issued_at": at, "changed_at": at, "first_due_at": due_at, "due_at": due_at}
    return {"order_id": order.id, **columns, **times}


def new_task(dispatch: Dispatch, words: str = "") -> Task:
    """Return a task of a dispatch, unsaved: the whole of it, or the part that `words` name."""
    return Task(dispatch_id=dispatch.id, words=words, created_at=dispatch.issued_at)


def _standing(outbreak_id: str, keys: list[str]) -> dict[str, Order]:
    rows = Order.objects.filter(outbreak_id=outbreak_id, revoked_at=None, key__in=keys)
    return {order.key: order for order in rows}


def _same(order: Order, rows: list[dict[str, Any]]) -> bool:
    """Whether it went to the same offices with the same times; what was changed by hand since stays changed."""
    first = order.dispatches.filter(replaces=None)
    stands = first.values_list("place_id", "office__department", "first_due_at")
    return set(stands) == {(row["place_id"], row["department"], row["deadline_at"]) for row in rows}


def _prolong(actor: Actor, order: Order, ground: Grounds, at: datetime) -> None:
    if order.lapses_at != ground.lapses_at:
        order.lapses_at = ground.lapses_at
        order.save(update_fields=["lapses_at"])
        amend([order], "prolonged", at)
        after, covers = {"lapses_at": order.lapses_at}, mark_orders([order], "prolonged", at)
        record(actor, "prolonged", "order", order.id, at=at, after=after, covers=covers)


def _order(
    actor: Actor,
    outbreak_id: str,
    plan: str,
    row: dict[str, Any],
    ground: Grounds,
    at: datetime,
    earlier: Order | None,
    number: int,
) -> Order:
    return Order(
        number=number,
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
        issued_by_id=actor.office_id or None,
        source=ground.source,
        issued_at=at,
        lapses_at=ground.lapses_at,
        supersedes_id=earlier.id if earlier else ground.supersedes,
    )


def _dispatches(
    order: Order, rows: list[dict[str, Any]], offices: Mapping[tuple[str, str], str]
) -> Iterable[dict[str, Any]]:
    ids = {row["dispatch_id"]: new_id() for row in rows}
    above = {row["dispatch_id"]: _known(row["parent_dispatch_id"], ids) for row in rows}
    paths = lay_paths(above)
    return [
        new_dispatch(
            order,
            row["deadline_at"],
            id=ids[row["dispatch_id"]],
            office_id=offices[row["place_id"], row["department"]],
            place_id=row["place_id"],
            parent_id=ids.get(above[row["dispatch_id"]]),
            path=paths[row["dispatch_id"]],
            owner_role=row["owner_role"],
        )
        for row in rows
    ]


def _known(parent: str | None, ids: Mapping[str, UUID]) -> str | None:
    return parent if parent in ids else None


def _record(actor: Actor, at: datetime, orders: list[Order], dispatches: int) -> None:
    """One entry per decision names the orders that went out on it."""
    by_decision: dict[Any, list[Order]] = defaultdict(list)
    for order in orders:
        by_decision[order.decision_id].append(order)
    for decision_id, found in by_decision.items():
        after = {"orders": [_image(order) for order in found], "dispatches_of_all": dispatches}
        covers = mark_orders(found, "issued")
        record(actor, "issued", "orders", decision_id or found[0].id, at=at, after=after, covers=covers)


def _image(order: Order) -> dict[str, Any]:
    return {
        "id": order.id,
        "number": order.number,
        "measure": order.measure,
        "place_id": order.place_id,
        "people": order.people,
        "supersedes": order.supersedes_id,
    }
