"""What an office does with a task besides doing it: answers that it cannot, splits it, gives it an owner, adds detail."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.tasks.words import WORDS
from fangxian.doors.web.rendering import tell
from fangxian.operations.orders.answering import answer_not_feasible
from fangxian.operations.orders.dividing import Part, add_detail, assign_task, split
from fangxian.operations.orders.queries import get_task


@require_POST
@signed_in
def answer_one(request: HttpRequest, desk: Desk, task_id: UUID) -> HttpResponse:
    """Answer that it cannot be done, and why; the office above decides."""
    task = get_task(desk.reach, task_id, desk.now)
    reason = request.POST.get("reason", "")
    answer_not_feasible(desk.actor, desk.clock, dispatch_id=task.dispatch_id, reason=reason)
    tell(request, WORDS, "told_not_feasible")
    return redirect("tasks")


@require_POST
@signed_in
def split_one(request: HttpRequest, desk: Desk, task_id: UUID) -> HttpResponse:
    """Split it into parts, one a line; each gets its owner afterwards."""
    task = get_task(desk.reach, task_id, desk.now)
    parts = [Part(line) for line in request.POST.get("parts", "").splitlines()]
    made = split(desk.actor, desk.clock, dispatch_id=task.dispatch_id, parts=parts)
    tell(request, WORDS, "told_split", parts=len(made))
    return redirect("tasks")


@require_POST
@signed_in
def assign_one(request: HttpRequest, desk: Desk, task_id: UUID) -> HttpResponse:
    """Give it to somebody of the office."""
    assign_task(desk.actor, desk.clock, task_id=task_id, owner=request.POST.get("owner", ""))
    tell(request, WORDS, "told_assigned")
    return redirect("tasks")


@require_POST
@signed_in
def add_detail_to(request: HttpRequest, desk: Desk, task_id: UUID) -> HttpResponse:
    """Add detail that everybody working on it here and below reads."""
    task = get_task(desk.reach, task_id, desk.now)
    add_detail(desk.actor, desk.clock, dispatch_id=task.dispatch_id, words=request.POST.get("words", ""))
    tell(request, WORDS, "told_detailed")
    return redirect("tasks")
