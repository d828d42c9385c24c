"""Orders with their roll-ups, and one order as a tree of offices opened branch by branch."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.orders.words import WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.words import Words
from fangxian.operations.orders.queries import (
    DispatchNode,
    get_order,
    get_order_of,
    list_branch,
    list_events,
    list_orders,
)
from fangxian.operations.orders.services import revoke, verify


@require_GET
@signed_in
def list_all(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the orders within reach, those with late offices first; ?late= shows only these."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    rows = list_orders(desk.reach, desk.outbreak.id, desk.known_at)
    only_late = "late" in request.GET
    shown = [row for row in rows if row.counts.overdue or not only_late]
    shown.sort(key=lambda row: (-row.counts.overdue, row.due_at or row.issued_at))
    return render_page(request, "orders/list.html", WORDS, rows=shown, only_late=only_late)


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk, order_id: UUID) -> HttpResponse:
    """Show an order and the top of its tree."""
    page = get_order(desk.reach, order_id, desk.known_at)
    nodes = list_branch(desk.reach, order_id, None, desk.known_at)
    return render_page(request, "orders/one.html", WORDS, order=page, nodes=_late_first(nodes))


@require_GET
@signed_in
def show_branch(request: HttpRequest, desk: Desk, order_id: UUID, dispatch_id: UUID) -> HttpResponse:
    """Send the offices below one dispatch."""
    nodes = list_branch(desk.reach, order_id, dispatch_id, desk.known_at)
    return render_page(request, "orders/branch.html", WORDS, order_id=order_id, nodes=_late_first(nodes))


@require_GET
@signed_in
def show_events(request: HttpRequest, desk: Desk, dispatch_id: UUID) -> HttpResponse:
    """Send what happened to one dispatch: the proof opens in place."""
    get_order_of(desk.reach, dispatch_id)
    return render_page(request, "orders/events.html", WORDS, events=list_events(desk.reach, dispatch_id))


def _late_first(nodes: Iterable[DispatchNode]) -> list[DispatchNode]:
    return sorted(nodes, key=lambda node: (-node.counts.overdue, node.place_id))


@require_POST
@signed_in
def revoke_one(request: HttpRequest, desk: Desk, order_id: UUID) -> HttpResponse:
    """Revoke an order with a reason."""
    get_order(desk.reach, order_id, desk.now)
    revoke(desk.actor, desk.clock, order_id=order_id, reason=request.POST.get("reason", ""))
    return redirect(reverse("order", args=[order_id]))


@require_POST
@signed_in
def verify_one(request: HttpRequest, desk: Desk, task_id: UUID) -> HttpResponse:
    """Verify a task another person has done."""
    verify(desk.actor, desk.clock, task_id=task_id)
    return redirect(request.headers.get("Referer", reverse("orders")))
