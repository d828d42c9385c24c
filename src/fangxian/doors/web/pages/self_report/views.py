"""A resident's own follow-up by a personal link: how are you today? Nothing about anybody else."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from fangxian.doors.web.checks import read_check
from fangxian.doors.web.pages.self_report.privacy import kept_to_oneself
from fangxian.doors.web.pages.self_report.words import WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.engines.following import last_day
from fangxian.engines.problems import Problem
from fangxian.operations.accounts.queries import get_world_clock
from fangxian.operations.follow_ups.own_restriction import appeal_own, find_own_restriction
from fangxian.operations.follow_ups.services import open_own, report_own
from fangxian.operations.ids import new_id
from fangxian.operations.lookups.queries import list_own_lookups
from fangxian.operations.quarantine_sites.consents import find_own_consent, take_back_own

SEEN = ("well", "symptoms")
GONE = frozenset({"own-link-not-valid", "follow-up-closed"})


@require_http_methods(["GET", "POST"])
@kept_to_oneself
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Show today's question; take the answer. A link that opens nothing gets a kind page with what to do."""
    try:
        return _answer(request, token)
    except Problem as problem:
        if problem.code not in GONE:
            raise
        return render_page(
            request,
            "self_report/gone.html",
            WORDS,
            status=problem.status,
            over=problem.code == "follow-up-closed",
        )


@require_POST
@kept_to_oneself
def appeal(request: HttpRequest, token: str) -> HttpResponse:
    """Take somebody's appeal against what binds them; the page they come from shows what becomes of it."""
    try:
        appeal_own(get_world_clock(), token, text=request.POST.get("text", ""))
    except Problem as problem:
        if problem.code in GONE:
            return render_page(request, "self_report/gone.html", WORDS, status=problem.status, over=False)
        return _answer(request, token, problem=problem)
    return redirect("self-report", token)


@require_POST
@kept_to_oneself
def take_back(request: HttpRequest, token: str) -> HttpResponse:
    """Take back one's own consent to a room; nobody asks why."""
    try:
        take_back_own(get_world_clock(), token)
    except Problem as problem:
        if problem.code in GONE:
            return render_page(request, "self_report/gone.html", WORDS, status=problem.status, over=False)
        return _answer(request, token, problem=problem)
    return redirect("self-report", token)


def _answer(request: HttpRequest, token: str, problem: Problem | None = None) -> HttpResponse:
    clock = get_world_clock()
    context: dict[str, Any] = {"problem": problem} if problem else {}
    if request.method == "POST" and problem is None:
        context = _take(request, token)
    own = open_own(clock, token)
    with timezone.override(ZoneInfo(own.timezone)):
        return render_page(
            request,
            "self_report/own.html",
            WORDS,
            status=context["problem"].status if "problem" in context else 200,
            own=own,
            bound=find_own_restriction(clock, token),
            consent=find_own_consent(clock, token),
            lookups=list_own_lookups(clock, token),
            token=token,
            seen=sum(day.state in SEEN for day in own.days),
            left=max((last_day(own.ends_at, own.timezone) - timezone.localdate(clock.now())).days, 0),
            event_id=new_id(),
            **context,
        )


def _take(request: HttpRequest, token: str) -> dict[str, Any]:
    """Record the answer; a problem with it is shown above the form and nothing is lost."""
    given = read_check(request.POST, "self-report")
    try:
        return {"done": report_own(get_world_clock(), token, given=given)}
    except Problem as problem:
        if problem.code in GONE:
            raise
        return {"problem": problem, "ticked": given.symptoms}
