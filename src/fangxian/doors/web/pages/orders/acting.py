"""What is done from the tree of an order: remind, send up, decide, give to another, verify, take back, replace."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.orders.words import WORDS
from fangxian.doors.web.rendering import tell
from fangxian.engines.problems import Problem, Text
from fangxian.operations.orders import answering, dividing
from fangxian.operations.orders.changing import postpone, revoke
from fangxian.operations.orders.queries import get_order, get_order_of
from fangxian.operations.orders.services import send_back, verify
from fangxian.operations.orders.superseding import supersede
from fangxian.operations.problems import NOT_FOUND

NO_DUE = Problem(
    "date-not-read",
    Text("时限没有填写或无法识别。", "The due time is missing or cannot be read."),
    Text("应为年-月-日 时:分。", "Year-month-day and hour were expected."),
    Text("请用日期控件选择。", "Choose it with the date field."),
    status=400,
)


@require_POST
@signed_in
def decide_one(request: HttpRequest, desk: Desk, dispatch_id: UUID, act: str) -> HttpResponse:
    """Do one of `ACTS` to an office's copy and return to its order."""
    order_id = get_order_of(desk.reach, dispatch_id)
    if act not in ACTS:
        raise NOT_FOUND(what="act", what_zh="操作", key=act)
    do, _, told = ACTS[act]
    do(desk, dispatch_id, request.POST)
    tell(request, WORDS, told)
    back = request.POST.get("back", "")
    return redirect(back if back.startswith("/") and back[1:2] != "/" else reverse("order", args=[order_id]))


def _nudge(desk: Desk, dispatch_id: UUID, given: QueryDict) -> None:
    answering.nudge(desk.actor, desk.clock, dispatch_id=dispatch_id, words=given.get("reason", ""))


def _escalate(desk: Desk, dispatch_id: UUID, given: QueryDict) -> None:
    answering.escalate(desk.actor, desk.clock, dispatch_id=dispatch_id, reason=given.get("reason", ""))


def _insist(desk: Desk, dispatch_id: UUID, given: QueryDict) -> None:
    answering.insist(desk.actor, desk.clock, dispatch_id=dispatch_id, reason=given.get("reason", ""))


def _relieve(desk: Desk, dispatch_id: UUID, given: QueryDict) -> None:
    answering.relieve(desk.actor, desk.clock, dispatch_id=dispatch_id, reason=given.get("reason", ""))


def _give_time(desk: Desk, dispatch_id: UUID, given: QueryDict) -> None:
    due_at, reason = read_due(given), given.get("reason", "")
    answering.give_time(desk.actor, desk.clock, dispatch_id=dispatch_id, due_at=due_at, reason=reason)


def _reassign(desk: Desk, dispatch_id: UUID, given: QueryDict) -> None:
    answering.reassign(
        desk.actor,
        desk.clock,
        dispatch_id=dispatch_id,
        place_id=given.get("place_id", "").strip(),
        department=given.get("department", ""),
        reason=given.get("reason", ""),
    )


def _not_feasible(desk: Desk, dispatch_id: UUID, given: QueryDict) -> None:
    answering.answer_not_feasible(
        desk.actor, desk.clock, dispatch_id=dispatch_id, reason=given.get("reason", "")
    )


def _add_detail(desk: Desk, dispatch_id: UUID, given: QueryDict) -> None:
    dividing.add_detail(desk.actor, desk.clock, dispatch_id=dispatch_id, words=given.get("words", ""))


ACTS: dict[str, tuple[Callable[[Desk, UUID, QueryDict], None], str, str]] = {
    "nudge": (_nudge, "nudge", "told_nudge"),
    "escalate": (_escalate, "escalate", "told_escalate"),
    "insist": (_insist, "insist", "told_insist"),
    "relieve": (_relieve, "relieve", "told_relieve"),
    "give-time": (_give_time, "give_time", "told_give_time"),
    "reassign": (_reassign, "reassign", "told_reassign"),
    "not-feasible": (_not_feasible, "not_feasible", "told_not_feasible"),
    "add-detail": (_add_detail, "add_detail", "told_add_detail"),
}
"""Act -> what does it, the word on its button, and the word that tells it was done."""


@require_POST
@signed_in
def revoke_one(request: HttpRequest, desk: Desk, order_id: UUID) -> HttpResponse:
    """Revoke an order with a reason."""
    get_order(desk.reach, order_id, desk.now)
    revoke(desk.actor, desk.clock, order_id=order_id, reason=request.POST.get("reason", ""))
    return redirect(reverse("order", args=[order_id]))


@require_POST
@signed_in
def postpone_one(request: HttpRequest, desk: Desk, order_id: UUID) -> HttpResponse:
    """Give every office that has not finished more time."""
    due_at, reason = read_due(request.POST), request.POST.get("reason", "")
    told = postpone(desk.actor, desk.clock, order_id=order_id, due_at=due_at, reason=reason)
    tell(request, WORDS, "told_postponed", offices=told)
    return redirect(reverse("order", args=[order_id]))


@require_POST
@signed_in
def supersede_one(request: HttpRequest, desk: Desk, order_id: UUID) -> HttpResponse:
    """Replace an order: the same offices are told anew."""
    order, given = get_order(desk.reach, order_id, desk.now), request.POST
    zh, en = given.get("instruction_zh", "").strip(), given.get("instruction_en", "").strip()
    made = supersede(
        desk.actor,
        desk.clock,
        order_id=order_id,
        due_at=read_due(given),
        reason=given.get("reason", ""),
        instruction=Text(zh or order.instruction.zh, en or zh or order.instruction.en),
    )
    tell(
        request,
        WORDS,
        "told_superseded",
        new=str(made.numbers[0]),
        old=str(order.number),
        offices=made.dispatches,
    )
    return redirect(reverse("order", args=[made.ids[0]]))


@require_POST
@signed_in
def verify_one(request: HttpRequest, desk: Desk, task_id: UUID) -> HttpResponse:
    """Verify a task another person has done."""
    verify(desk.actor, desk.clock, task_id=task_id)
    return redirect(request.headers.get("Referer", reverse("orders")))


@require_POST
@signed_in
def send_back_one(request: HttpRequest, desk: Desk, task_id: UUID) -> HttpResponse:
    """Send back a task that turns out not to be done."""
    send_back(desk.actor, desk.clock, task_id=task_id, reason=request.POST.get("reason", ""))
    return redirect(request.headers.get("Referer", reverse("orders")))


def read_due(given: QueryDict) -> datetime:
    """Return the local time given as an instant. Raises `date-not-read`."""
    try:
        local = parse_datetime(given.get("due_at", ""))
    except ValueError:
        local = None
    if local is None:
        raise NO_DUE
    return timezone.make_aware(local) if timezone.is_naive(local) else local
