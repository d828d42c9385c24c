"""Reading orders: the roll-up by place, the tree of one order, the tasks of one office."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.orders.folding import ACKNOWLEDGED, DONE, OPEN, REVOKED, VERIFIED
from fangxian.operations.orders.models import Dispatch, Event, Order, Proof
from fangxian.operations.orders.rows import (
    DispatchNode,
    EventRow,
    LateRow,
    OrderCounts,
    OrderRow,
    RollUp,
    TaskRow,
)
from fangxian.operations.places.queries import titles_of, under
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND

_COUNTS = {
    "issued": Count("id", filter=~Q(status=REVOKED)),
    "acknowledged": Count("id", filter=Q(status__in=[ACKNOWLEDGED, DONE, VERIFIED])),
    "done": Count("id", filter=Q(status__in=[DONE, VERIFIED])),
    "verified": Count("id", filter=Q(status=VERIFIED)),
}


def count_orders(reach: Reach, outbreak_id: str, now: datetime) -> OrderCounts:
    """Return how far the dispatches of an outbreak have come."""
    return OrderCounts(**_standing(reach, outbreak_id, now).aggregate(**_counts(now)))


def count_by_place(reach: Reach, outbreak_id: str, now: datetime) -> dict[str, OrderCounts]:
    """Return the counts of each place that received a dispatch."""
    return _grouped(_standing(reach, outbreak_id, now), "place_id", now)


def roll_up(reach: Reach, outbreak_id: str, place_ids: Iterable[str], now: datetime) -> tuple[RollUp, ...]:
    """Return the counts of everything inside each of the places, in the order given."""
    wanted = list(place_ids)
    inside = under(wanted)
    totals: dict[str, OrderCounts] = defaultdict(OrderCounts)
    for place_id, counts in count_by_place(reach, outbreak_id, now).items():
        if place_id in inside:
            totals[inside[place_id]] += counts
    places = titles_of(wanted)
    return tuple(RollUp(place, places[place], totals[place]) for place in wanted if place in places)


def list_orders(
    reach: Reach, outbreak_id: str, now: datetime, place_id: str | None = None, limit: int = 500
) -> tuple[OrderRow, ...]:
    """Return the orders with a dispatch within reach (and `place_id`), those with late ones first."""
    dispatches = reach.filter(Dispatch.objects.filter(order__outbreak_id=outbreak_id))
    if place_id is not None:
        dispatches = Reach(frozenset({place_id})).filter(dispatches)
    counted = _grouped(dispatches, "order_id", now)
    due = dict(dispatches.values_list("order_id").annotate(Max("due_at")))
    orders = Order.objects.filter(id__in=dispatches.values("order_id"), issued_at__lte=now)
    rows = _order_rows(list(orders), counted, due)
    return tuple(
        sorted(rows, key=lambda row: (row.revoked_at is not None, -row.counts.overdue, str(row.id)))[:limit]
    )


def get_order(reach: Reach, order_id: UUID, now: datetime) -> OrderRow:
    """Return one order. Raises `not-found`, also where no dispatch of it lies within the reach."""
    dispatches = reach.filter(Dispatch.objects.filter(order_id=order_id))
    order = Order.objects.filter(id=order_id).first()
    counted = _grouped(dispatches, "order_id", now)
    if order is None or order_id not in counted:
        raise NOT_FOUND(what="order", what_zh="指令", key=order_id)
    due = dict(dispatches.values_list("order_id").annotate(Max("due_at")))
    return _order_rows([order], counted, due)[0]


def list_branch(
    reach: Reach, order_id: UUID, parent_dispatch_id: UUID | None, now: datetime
) -> tuple[DispatchNode, ...]:
    """Return the dispatches below one (None: the topmost within reach), each with the counts beneath it."""
    visible = reach.filter(Dispatch.objects.filter(order_id=order_id))
    if parent_dispatch_id is None:
        rows = visible.filter(Q(parent=None) | ~Q(parent__in=visible.values("id")))
    else:
        rows = visible.filter(parent=parent_dispatch_id)
    found = list(rows.select_related("office", "task").annotate(below=Count("children")))
    beneath = _beneath(visible, found, now)
    places = titles_of([row.place_id for row in found])
    nodes = (_node(row, places[row.place_id], beneath[row.id], now) for row in found)
    return tuple(sorted(nodes, key=lambda node: (-node.counts.overdue, node.place_id, node.department)))


def list_my_tasks(actor: Actor, now: datetime, limit: int = 500) -> tuple[TaskRow, ...]:
    """Return the tasks of the actor's own office: what is late first, what is done last."""
    return list_tasks_at(actor.reach, actor.place_id, actor.department, now, limit)


def list_tasks_at(
    reach: Reach, place_id: str, department: str, now: datetime, limit: int = 500
) -> tuple[TaskRow, ...]:
    """Return the tasks of one office within reach."""
    rows = _tasks(reach, now).filter(place_id=place_id, office__department=department)
    found = _task_rows(list(rows.order_by("due_at", "id")[:limit]), now)
    return tuple(sorted(found, key=lambda task: task.status not in OPEN))


def get_task(reach: Reach, task_id: UUID, now: datetime) -> TaskRow:
    """Return one task. Raises `not-found`, also for one outside the reach."""
    row = _tasks(reach, now).filter(task__id=task_id).first()
    if row is None:
        raise NOT_FOUND(what="task", what_zh="任务", key=task_id)
    return _task_rows([row], now)[0]


def list_events(reach: Reach, dispatch_id: UUID) -> tuple[EventRow, ...]:
    """Return what happened to a dispatch, in the order it was recorded."""
    rows = reach.filter(Event.objects.filter(dispatch_id=dispatch_id), "dispatch__place_id")
    shown = _proofs(reach, dispatch_id)
    return tuple(
        EventRow(
            row.kind,
            Text(row.by.name_zh, row.by.name_en),
            row.event_at,
            row.recorded_at,
            row.detail,
            shown.get(row.detail.get("sha256")),
        )
        for row in rows.select_related("by").order_by("recorded_at", "id")
    )


def _proofs(reach: Reach, dispatch_id: UUID) -> dict[str | None, dict[str, Any]]:
    """Digest -> content: an event names its proof by the digest."""
    if not reach.identities:
        return {}
    proofs = reach.filter(Proof.objects.filter(task__dispatch_id=dispatch_id), "task__dispatch__place_id")
    return dict(proofs.values_list("sha256", "content"))


def get_order_of(reach: Reach, dispatch_id: UUID) -> UUID:
    """Return the order a dispatch belongs to. Raises `not-found`, also for one outside the reach."""
    found = reach.filter(Dispatch.objects.filter(id=dispatch_id)).values_list("order_id", flat=True).first()
    if found is None:
        raise NOT_FOUND(what="dispatch", what_zh="下达件", key=dispatch_id)
    return found


def list_late(reach: Reach, outbreak_id: str, now: datetime, limit: int = 50) -> tuple[LateRow, ...]:
    """Return the dispatches past their time, the longest first."""
    late = _standing(reach, outbreak_id, now).filter(status__in=OPEN, due_at__lt=now)
    rows = list(late.select_related("order", "office").order_by("due_at", "id")[:limit])
    places = titles_of([row.place_id for row in rows])
    return tuple(
        LateRow(
            row.order_id,
            row.id,
            Text(row.order.title_zh, row.order.title_en),
            row.place_id,
            places[row.place_id],
            row.office.department,
            row.due_at,
            (now - row.due_at) / timedelta(hours=1),
        )
        for row in rows
    )


def _counts(now: datetime) -> dict[str, Count]:
    return {**_COUNTS, "overdue": Count("id", filter=Q(status__in=OPEN, due_at__lt=now))}


def _grouped(dispatches: QuerySet, column: str, now: datetime) -> dict[Any, OrderCounts]:
    rows: Any = dispatches.order_by().values(column).annotate(**_counts(now))
    return {row.pop(column): OrderCounts(**row) for row in rows}


def _standing(reach: Reach, outbreak_id: str, now: datetime) -> QuerySet:
    orders = Q(order__outbreak_id=outbreak_id, order__issued_at__lte=now)
    held = Q(order__revoked_at=None) | Q(order__revoked_at__gt=now)
    lasting = Q(order__lapses_at=None) | Q(order__lapses_at__gt=now)
    return reach.filter(Dispatch.objects.filter(orders, held, lasting))


def _tasks(reach: Reach, now: datetime) -> QuerySet:
    lasting = Q(order__lapses_at=None) | Q(order__lapses_at__gt=now)
    rows = Dispatch.objects.filter(
        lasting, order__revoked_at=None, order__issued_at__lte=now, task__isnull=False
    )
    return reach.filter(rows).select_related("order", "task", "office")


def _beneath(visible: QuerySet, nodes: list[Any], now: datetime) -> dict[UUID, OrderCounts]:
    """Counts of each node with all below it; an order's tree has few levels, so it is walked level by level."""
    top = {node.id: node.id for node in nodes}
    totals: dict[UUID, OrderCounts] = defaultdict(OrderCounts)
    owner: Mapping[UUID, UUID] = top
    links = dict(visible.values_list("id", "parent_id"))
    counted = _grouped(visible, "id", now)
    for dispatch, counts in counted.items():
        at: UUID | None = dispatch
        while at is not None and at not in owner:
            at = links.get(at)
        if at is not None:
            totals[owner[at]] += counts
    return totals


def _node(row: Any, place: Text, counts: OrderCounts, now: datetime) -> DispatchNode:
    task = getattr(row, "task", None)
    return DispatchNode(
        id=row.id,
        order_id=row.order_id,
        place_id=row.place_id,
        place=place,
        department=row.office.department,
        owner_role=row.owner_role,
        status=row.status,
        due_at=row.due_at,
        overdue=row.status in OPEN and row.due_at < now,
        task_id=task.id if task else None,
        children=row.below,
        counts=counts,
    )


def _task_rows(rows: list[Any], now: datetime) -> list[TaskRow]:
    wanted = [*(row.place_id for row in rows), *(row.order.place_id for row in rows)]
    places = titles_of(wanted)
    return [
        TaskRow(
            id=row.task.id,
            dispatch_id=row.id,
            order_id=row.order_id,
            outbreak_id=row.order.outbreak_id,
            title=Text(row.order.title_zh, row.order.title_en),
            instruction=Text(row.order.instruction_zh, row.order.instruction_en),
            place_id=row.place_id,
            place=places[row.place_id],
            subject=places[row.order.place_id],
            department=row.office.department,
            people=row.order.people,
            proof=row.order.proof,
            status=row.status,
            due_at=row.due_at,
            overdue=row.status in OPEN and row.due_at < now,
            owner_id=str(row.task.owner_id) if row.task.owner_id else None,
            done_by_id=str(row.task.done_by_id) if row.task.done_by_id else None,
        )
        for row in rows
    ]


def _order_rows(
    orders: list[Order], counted: Mapping[UUID, OrderCounts], due: Mapping[UUID, datetime]
) -> list[OrderRow]:
    places = titles_of([order.place_id for order in orders])
    return [
        OrderRow(
            id=order.id,
            outbreak_id=order.outbreak_id,
            measure=order.measure,
            measure_key=order.measure_key,
            title=Text(order.title_zh, order.title_en),
            instruction=Text(order.instruction_zh, order.instruction_en),
            place_id=order.place_id,
            place=places[order.place_id],
            people=order.people,
            proof=order.proof,
            issued_at=order.issued_at,
            due_at=due.get(order.id),
            lapses_at=order.lapses_at,
            revoked_at=order.revoked_at,
            counts=counted.get(order.id, OrderCounts()),
        )
        for order in orders
    ]


def find_statuses(order_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return order -> how far its least advanced dispatch has come, for whoever gave it in another app's name."""
    rows = Dispatch.objects.filter(order_id__in=order_ids).values_list("order_id", "status")
    found: dict[UUID, list[str]] = {}
    for order_id, status in rows:
        found.setdefault(order_id, []).append(status)
    rank = ("revoked", "issued", "acknowledged", "done", "verified")
    return {order_id: min(statuses, key=rank.index) for order_id, statuses in found.items()}
