"""Reading orders: the roll-up by place, the list, the tree of one order.

Every read takes `known_at`: None reads what stands, an earlier hour what had been recorded by then.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr

from fangxian.engines.problems import Text
from fangxian.operations.accounts.queries import name_offices
from fangxian.operations.orders.folding import BLOCKED, ESCALATED, OPEN, REVOKED
from fangxian.operations.orders.hours import Hour, Tally, total
from fangxian.operations.orders.models import Dispatch, Event, Order, Task
from fangxian.operations.orders.rows import (
    DispatchNode,
    LateRow,
    OrderCounts,
    OrderLink,
    OrderRow,
    RollUp,
)
from fangxian.operations.orders.tasks import (
    get_task,
    list_events,
    list_my_tasks,
    list_raised,
    list_tasks_at,
    list_tasks_of,
)
from fangxian.operations.places.queries import titles_of, under
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND

__all__ = [
    "count_by_place",
    "count_orders",
    "find_order",
    "find_statuses",
    "get_order",
    "get_order_of",
    "get_task",
    "list_branch",
    "list_events",
    "list_late",
    "list_my_tasks",
    "list_orders",
    "list_raised",
    "list_tasks_at",
    "list_tasks_of",
    "roll_up",
]


def count_orders(
    reach: Reach, outbreak_id: str, now: datetime, known_at: datetime | None = None
) -> OrderCounts:
    """Return how far the dispatches of an outbreak have come."""
    hour = Hour(now, known_at)
    return total(hour.tally_orders(_standing(reach, outbreak_id, hour)).values()).counts


def count_by_place(
    reach: Reach, outbreak_id: str, now: datetime, known_at: datetime | None = None
) -> dict[str, OrderCounts]:
    """Return the counts of each place that received a dispatch."""
    hour = Hour(now, known_at)
    found = hour.tally(_standing(reach, outbreak_id, hour), "place_id")
    return {place_id: tally.counts for place_id, tally in found.items()}


def roll_up(
    reach: Reach,
    outbreak_id: str,
    place_ids: Iterable[str],
    now: datetime,
    known_at: datetime | None = None,
) -> tuple[RollUp, ...]:
    """Return the counts of everything inside each of the places, in the order given."""
    wanted = list(place_ids)
    inside = under(wanted)
    totals: dict[str, OrderCounts] = defaultdict(OrderCounts)
    for place_id, counts in count_by_place(reach, outbreak_id, now, known_at).items():
        if place_id in inside:
            totals[inside[place_id]] += counts
    places = titles_of(wanted)
    return tuple(RollUp(place, places[place], totals[place]) for place in wanted if place in places)


def list_orders(
    reach: Reach,
    outbreak_id: str,
    now: datetime,
    place_id: str | None = None,
    limit: int = 500,
    known_at: datetime | None = None,
) -> tuple[OrderRow, ...]:
    """Return the orders with a dispatch within reach (and `place_id`), those with late ones first."""
    hour = Hour(now, known_at)
    given = hour.orders(Order.objects.filter(outbreak_id=outbreak_id))
    dispatches = _within(reach, Dispatch.objects.filter(order__in=given.values("id")))
    if place_id is not None:
        dispatches = _within(Reach(frozenset({place_id})), dispatches)
    counted = hour.tally_orders(hour.dispatches(dispatches))
    orders = [order for order in given if order.id in counted]
    late = {order: tally.counts.overdue for order, tally in counted.items()}
    first = sorted(orders, key=lambda row: (row.revoked_then is not None, -late[row.id], -row.number))
    return tuple(_order_rows(first[:limit], counted))


def get_order(reach: Reach, order_id: UUID, now: datetime, known_at: datetime | None = None) -> OrderRow:
    """Return one order. Raises `not-found`, also where no dispatch of it lies within the reach."""
    hour = Hour(now, known_at)
    order = hour.orders(Order.objects.filter(id=order_id)).first()
    dispatches = _within(reach, Dispatch.objects.filter(order_id=order_id))
    counted = hour.tally_orders(hour.dispatches(dispatches)) if order else {}
    if order is None or order_id not in counted:
        raise NOT_FOUND(what="order", what_zh="指令", key=order_id)
    return _order_rows([order], counted)[0]


def find_order(reach: Reach, outbreak_id: str, number: int) -> UUID:
    """Return the order that goes by this number in an outbreak. Raises `not-found`."""
    named = Dispatch.objects.filter(order__outbreak_id=outbreak_id, order__number=number)
    found = reach.filter(named).values_list("order_id", flat=True).first()
    if found is None:
        raise NOT_FOUND(what="order", what_zh="指令", key=number)
    return found


def list_branch(
    reach: Reach,
    order_id: UUID,
    parent_dispatch_id: UUID | None,
    now: datetime,
    known_at: datetime | None = None,
) -> tuple[DispatchNode, ...]:
    """Return the dispatches below one (None: the topmost within reach), each with the counts beneath it."""
    hour = Hour(now, known_at)
    visible = hour.dispatches(_within(reach, Dispatch.objects.filter(order_id=order_id)))
    below = visible.filter(parent=parent_dispatch_id).select_related("office")
    rows = _topmost(visible) if parent_dispatch_id is None else list(below)
    beneath = _beneath(visible, rows, hour)
    places = titles_of([row.place_id for row in rows])
    children, tasks, reasons = _children(rows, hour), _tasks(rows, hour), _reasons(rows, hour)
    nodes = [
        _node(row, places[row.place_id], beneath[row.path], children[row.id], tasks[row.id], reasons, hour)
        for row in rows
    ]
    return tuple(sorted(nodes, key=lambda node: (-node.counts.overdue, node.place_id, node.department)))


def get_order_of(reach: Reach, dispatch_id: UUID) -> UUID:
    """Return the order a dispatch belongs to. Raises `not-found`, also for one outside the reach."""
    found = reach.filter(Dispatch.objects.filter(id=dispatch_id)).values_list("order_id", flat=True).first()
    if found is None:
        raise NOT_FOUND(what="dispatch", what_zh="下达件", key=dispatch_id)
    return found


def list_late(
    reach: Reach,
    outbreak_id: str,
    now: datetime,
    limit: int = 50,
    known_at: datetime | None = None,
    order_id: UUID | None = None,
) -> tuple[LateRow, ...]:
    """Return the dispatches past their time (of one order, if given), the longest first."""
    hour = Hour(now, known_at)
    late = _standing(reach, outbreak_id, hour).filter(due_then__lt=now).select_related("order", "office")
    if order_id is not None:
        late = late.filter(order_id=order_id)
    # One status at a time: each is read off the index in the order of the due time, and stops at `limit`.
    found = [
        row for status in OPEN for row in late.filter(status_then=status).order_by("due_then", "id")[:limit]
    ]
    rows = sorted(found, key=lambda row: (row.due_then, row.id))[:limit]
    places = titles_of([row.place_id for row in rows])
    return tuple(
        LateRow(
            row.order_id,
            row.id,
            Text(row.order.title_zh, row.order.title_en),
            row.place_id,
            places[row.place_id],
            row.office.department,
            row.due_then,
            (now - row.due_then) / timedelta(hours=1),
        )
        for row in rows
    )


def find_statuses(order_ids: Sequence[UUID], known_at: datetime | None = None) -> dict[UUID, str]:
    """Return order -> how far its least advanced dispatch has come, for whoever gave it in another app's name."""
    hour = Hour(known_at or datetime.max.replace(tzinfo=UTC), known_at)
    rows = hour.dispatches(Dispatch.objects.filter(order_id__in=order_ids))
    found: dict[UUID, list[str]] = {}
    for order_id, status in rows.values_list("order_id", "status_then"):
        found.setdefault(order_id, []).append(status)
    rank = ("revoked", "blocked", "issued", "acknowledged", "done", "verified")
    return {order_id: min(statuses, key=rank.index) for order_id, statuses in found.items()}


def _standing(reach: Reach, outbreak_id: str, hour: Hour) -> QuerySet:
    standing = hour.standing_orders(Order.objects.filter(outbreak_id=outbreak_id))
    return hour.dispatches(_within(reach, Dispatch.objects.filter(order__in=standing.values("id"))))


def _within(reach: Reach, dispatches: QuerySet) -> QuerySet:
    """Those in reach. Who sees every place is spared a look-up for each of a hundred thousand rows."""
    return dispatches if reach.is_everywhere() else reach.filter(dispatches)


def _topmost(visible: QuerySet) -> list[Any]:
    """Those whose offices above are not in sight: no other path in sight is the beginning of theirs."""
    tops: list[str] = []
    for path in sorted(visible.values_list("path", flat=True)):
        if not tops or not path.startswith(tops[-1]):
            tops.append(path)
    return list(visible.filter(path__in=tops).select_related("office"))


def _beneath(visible: QuerySet, nodes: Sequence[Any], hour: Hour) -> Mapping[str, OrderCounts]:
    """Counts of each node with all below it: everything whose path begins with the node's."""
    totals: dict[str, OrderCounts] = defaultdict(OrderCounts)
    for length in {len(node.path) for node in nodes}:
        tops = {node.path for node in nodes if len(node.path) == length}
        for top, tally in hour.tally(visible.annotate(top=Substr("path", 1, length)), "top").items():
            if top in tops:
                totals[top] += tally.counts
    return totals


def _children(rows: Sequence[Any], hour: Hour) -> Mapping[UUID, int]:
    below = hour.dispatches(Dispatch.objects.filter(parent_id__in=[row.id for row in rows]))
    return defaultdict(int, below.order_by().values_list("parent_id").annotate(n=Count("pk")))


def _tasks(rows: Sequence[Any], hour: Hour) -> Mapping[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = defaultdict(list)
    tasks = Task.objects.filter(dispatch_id__in=[row.id for row in rows]).order_by("id")
    for dispatch_id, task_id in _lasting(tasks, hour).values_list("dispatch_id", "id"):
        found[dispatch_id].append(task_id)
    return found


def _lasting(tasks: QuerySet, hour: Hour) -> QuerySet:
    if hour.known_at is None:
        return tasks.filter(withdrawn_at=None)
    there = Q(withdrawn_at=None) | Q(withdrawn_at__gt=hour.known_at)
    return tasks.filter(there, created_at__lte=hour.known_at)


def _reasons(rows: Sequence[Any], hour: Hour) -> Mapping[UUID, str]:
    raised = [row.id for row in rows if row.raised_then]
    said = Event.objects.filter(dispatch_id__in=raised, kind__in=[BLOCKED, ESCALATED]).order_by("nth")
    if hour.known_at is not None:
        said = said.filter(recorded_at__lte=hour.known_at)
    return {event.dispatch_id: event.detail.get("reason", "") for event in said}


def _node(
    row: Any,
    place: Text,
    counts: OrderCounts,
    children: int,
    tasks: Sequence[UUID],
    reasons: Mapping[UUID, str],
    hour: Hour,
) -> DispatchNode:
    return DispatchNode(
        id=row.id,
        order_id=row.order_id,
        place_id=row.place_id,
        place=place,
        department=row.office.department,
        owner_role=row.owner_role,
        status=row.status_then,
        due_at=row.due_then,
        overdue=hour.is_late(row.status_then, row.due_then),
        task_id=tasks[0] if len(tasks) == 1 else None,
        children=children,
        counts=counts,
        tasks=len(tasks),
        raised=row.raised_then is not None and row.status_then != REVOKED,
        reason=reasons.get(row.id, ""),
    )


def _order_rows(orders: Sequence[Any], counted: Mapping[UUID, Tally]) -> list[OrderRow]:
    places = titles_of([order.place_id for order in orders])
    offices = name_offices({str(order.issued_by_id) for order in orders if order.issued_by_id})
    earlier, later = _links(orders)
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
            people=order.people_then,
            proof=order.proof,
            issued_at=order.issued_at,
            due_at=counted[order.id].due_at,
            lapses_at=order.lapses_then,
            revoked_at=order.revoked_then,
            counts=counted[order.id].counts,
            number=order.number,
            by_hand=order.decision_id is None,
            revoke_reason=order.revoke_reason if order.revoked_then else "",
            supersedes=earlier.get(order.supersedes_id),
            superseded_by=later.get(order.id) if order.revoked_then else None,
            issued_by=offices.get(str(order.issued_by_id)),
            source=order.source,
        )
        for order in orders
    ]


def _links(orders: Sequence[Any]) -> tuple[dict[UUID, OrderLink], dict[UUID, OrderLink]]:
    """Order -> itself as a link, for what is superseded; and order -> what superseded it."""
    before = [order.supersedes_id for order in orders if order.supersedes_id]
    earlier = Order.objects.filter(id__in=before).values_list("id", "number")
    after = Order.objects.filter(supersedes_id__in=[order.id for order in orders]).order_by("number")
    later = {one.supersedes_id: OrderLink(one.id, one.number) for one in after if one.supersedes_id}
    return {key: OrderLink(key, number) for key, number in earlier}, later
