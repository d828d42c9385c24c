"""My tasks: for one hand, in gloves, in the sun. Acknowledge, then done with its proof."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.tasks.words import WORDS
from fangxian.doors.web.proofs import read_proof
from fangxian.doors.web.rendering import render_page
from fangxian.operations.accounts.queries import list_members
from fangxian.operations.orders.queries import get_task, list_my_tasks
from fangxian.operations.orders.services import acknowledge, complete

FINISHED = ("done", "verified")


@require_GET
@signed_in
def list_mine(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show my office's tasks: late first, then by deadline; what is done below."""
    known_at = desk.then
    rows = list_my_tasks(desk.actor, desk.known_at, known_at=known_at)
    waiting = sorted((r for r in rows if r.status not in FINISHED), key=lambda r: (not r.overdue, r.due_at))
    finished = [row for row in rows if row.status in FINISHED]
    late = sum(row.overdue for row in waiting)
    members = list_members(desk.actor.office_id, desk.now) if desk.actor.office_id else []
    return render_page(
        request, "tasks/list.html", WORDS, waiting=waiting, finished=finished, late=late, members=members
    )


def _answer(request: HttpRequest, row: Any) -> HttpResponse:
    if not request.headers.get("HX-Request"):
        return redirect("tasks")
    return render_page(request, "tasks/card.html", WORDS, row=row)


@require_POST
@signed_in
def acknowledge_one(request: HttpRequest, desk: Desk, task_id: UUID) -> HttpResponse:
    """Acknowledge: the office has the order."""
    task = get_task(desk.reach, task_id, desk.now)
    acknowledge(desk.actor, desk.clock, dispatch_id=task.dispatch_id)
    return _answer(request, get_task(desk.reach, task_id, desk.now))


@require_POST
@signed_in
def complete_one(request: HttpRequest, desk: Desk, task_id: UUID) -> HttpResponse:
    """Mark a task done with the proof its order asks for."""
    task = get_task(desk.reach, task_id, desk.now)
    proof = read_proof(task.proof, request.POST.get("content", ""))
    complete(desk.actor, desk.clock, task_id=task_id, proof=proof)
    return _answer(request, get_task(desk.reach, task_id, desk.now))
