"""Orders with their roll-ups, and one order as a tree of offices opened branch by branch."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.orders.acting import ACTS
from fangxian.doors.web.pages.orders.words import WORDS
from fangxian.doors.web.paging import turn_to
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.words import Words
from fangxian.engines.plans import DEPARTMENTS
from fangxian.operations.orders.folding import UNDONE
from fangxian.operations.orders.queries import (
    get_order,
    get_order_of,
    list_branch,
    list_events,
    list_late,
    list_orders,
    list_raised,
    list_tasks_of,
)
from fangxian.operations.orders.rows import DispatchNode, OrderCounts
from fangxian.operations.race.queries import find_prices_of

LATE_SHOWN = 20
ORDERS_SHOWN = 50
ALL = 1_000_000


@require_GET
@signed_in
def list_all(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what waits for my decision, then the orders within reach, late ones first; ?late= shows only these."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    rows = list_orders(desk.reach, desk.outbreak.id, desk.known_at, limit=ALL, known_at=desk.then)
    raised = list_raised(desk.actor, desk.outbreak.id, desk.known_at, known_at=desk.then)
    only_late = "late" in request.GET
    asked = [row for row in rows if row.counts.overdue or row.counts.blocked or not only_late]
    return render_page(
        request,
        "orders/list.html",
        WORDS,
        rows=turn_to(request, asked, ORDERS_SHOWN),
        total=len(rows),
        counts=sum((row.counts for row in rows if row.revoked_at is None), OrderCounts()),
        raised=raised,
        only_late=only_late,
    )


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk, order_id: UUID) -> HttpResponse:
    """Show an order: who is late, what waits for a decision, and the top of its tree."""
    page = get_order(desk.reach, order_id, desk.known_at, desk.then)
    nodes = list_branch(desk.reach, order_id, None, desk.known_at, desk.then)
    raised = list_raised(desk.actor, page.outbreak_id, desk.known_at, known_at=desk.then)
    late = list_late(desk.reach, page.outbreak_id, desk.known_at, LATE_SHOWN, desk.then, order_id)
    return render_page(
        request,
        "orders/one.html",
        WORDS,
        order=page,
        nodes=_late_first(nodes),
        late=late,
        priced=find_prices_of(desk.reach, order_id, desk.then),
        raised=[row for row in raised if row.order_id == order_id],
    )


@require_GET
@signed_in
def show_branch(request: HttpRequest, desk: Desk, order_id: UUID, dispatch_id: UUID) -> HttpResponse:
    """Send the offices below one dispatch."""
    nodes = list_branch(desk.reach, order_id, dispatch_id, desk.known_at, desk.then)
    return render_page(request, "orders/branch.html", WORDS, order_id=order_id, nodes=_late_first(nodes))


@require_GET
@signed_in
def show_events(request: HttpRequest, desk: Desk, dispatch_id: UUID) -> HttpResponse:
    """Send what happened to one dispatch and what may be done about it: the proof opens in place."""
    get_order_of(desk.reach, dispatch_id)
    tasks = list_tasks_of(desk.reach, dispatch_id, desk.known_at, desk.then)
    return render_page(
        request,
        "orders/events.html",
        WORDS,
        dispatch_id=dispatch_id,
        tasks=tasks,
        undone=not tasks or any(task.status in UNDONE for task in tasks),
        events=list_events(desk.reach, dispatch_id, desk.then),
        decisions=[(act, WORDS.in_(desk.language)[word]) for act, (_, word, _) in ACTS.items()],
        place_id=tasks[0].place_id if tasks else "",
        departments=DEPARTMENTS,
    )


def _late_first(nodes: Iterable[DispatchNode]) -> list[DispatchNode]:
    return sorted(nodes, key=lambda node: (-node.counts.overdue, -node.counts.blocked, node.place_id))
