"""What would this plan have done? One plan, one hour: asked for in one form, answered in one piece, nothing written."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.dry_run.words import WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.words import Words
from fangxian.operations.cases.queries import find_first_report
from fangxian.operations.firing import compare_with_done, try_plans
from fangxian.stores.packs import list_packs, read_plan


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the form; the answer to ?plan= and ?at= follows by itself, or at once with ?whole=1."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    asked = _asked(request, desk)
    found = _found(desk, asked) if asked and "whole" in request.GET else {}
    chosen: dict[str, Any] = {
        "plan": request.GET.get("plan") or desk.outbreak.plan,
        "at": asked[1] if asked else desk.known_at,
        "plans": [read_plan(plan_id) for plan_id in list_packs("plans")],
        "first": find_first_report(desk.reach, desk.outbreak.id, desk.known_at),
        "asked": asked,
    }
    return render_page(request, "dry_run/show.html", WORDS, **(chosen | found))


@require_GET
@signed_in
def answer(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the answer: what would have stood by then, beside what did."""
    asked = _asked(request, desk)
    if desk.outbreak is None or asked is None:
        return HttpResponse(status=204)
    return render_page(request, "dry_run/answer.html", WORDS, **_found(desk, asked))


def _found(desk: Desk, asked: tuple[str, datetime]) -> dict[str, Any]:
    assert desk.outbreak is not None
    plan_id, at = asked
    (run,) = try_plans(desk.reach, desk.outbreak.id, [plan_id], [at])
    return {
        "plan": plan_id,
        "at": at,
        "total": run.moments.row(0, named=True),
        "rows": compare_with_done(desk.reach, desk.outbreak.id, run, at),
    }


def _asked(request: HttpRequest, desk: Desk) -> tuple[str, datetime] | None:
    """The plan and the hour asked for, never later than what the desk may know; None before anything was asked."""
    plan_id = request.GET.get("plan", "")
    try:
        at = datetime.fromisoformat(request.GET.get("at", ""))
    except ValueError:
        return None
    if plan_id not in list_packs("plans"):
        return None
    zoned = at if at.tzinfo else at.replace(tzinfo=timezone.get_current_timezone())
    return plan_id, min(zoned, desk.known_at)
