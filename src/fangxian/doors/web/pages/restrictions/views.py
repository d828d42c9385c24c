"""Restrictions on persons: who, until when, served or not, released or not; the slip that is handed over."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.opening import opens
from fangxian.doors.web.pages.restrictions.words import WORDS
from fangxian.doors.web.paging import turn_to
from fangxian.doors.web.rendering import render_page, tell
from fangxian.doors.web.templatetags.words import moment_in_both
from fangxian.doors.web.words import Words
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.restrictions import services
from fangxian.operations.restrictions.answers import count_offers
from fangxian.operations.restrictions.appeals import appeal
from fangxian.operations.restrictions.hearings import find_appeal_of
from fangxian.operations.restrictions.queries import (
    count_late,
    count_restrictions,
    count_unserved,
    get_restriction,
    get_slip,
    list_restrictions,
    list_unserved,
)
from fangxian.operations.restrictions.rows import OfferCount
from fangxian.operations.restrictions.timeline import list_steps

ROWS_SHOWN = 500
ROWS_ON_PAGE = 50


@require_GET
@signed_in
def list_all(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the restrictions within reach: those to release first, then those not served."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    asked = (desk.reach, desk.outbreak.id, desk.known_at, desk.known_at)
    unserved = request.GET.get("only") == "unserved"
    rows = (list_unserved if unserved else list_restrictions)(*asked, ROWS_SHOWN)
    total, not_served = count_restrictions(*asked), count_unserved(*asked)
    ordered = sorted(
        rows, key=lambda r: (r.release_due_at is None, r.served_at is not None, r.ends_at, r.key)
    )
    return render_page(
        request,
        "restrictions/list.html",
        WORDS,
        rows=turn_to(request, ordered, ROWS_ON_PAGE),
        only="unserved" if unserved else "",
        total=total,
        listed=not_served if unserved else total,
        shown=len(rows),
        agreed=sum(row.agreed for row in _offers(desk, desk.outbreak)),
        not_served=not_served,
        late=count_late(*asked),
    )


def _offers(desk: Desk, outbreak: OutbreakRow) -> tuple[OfferCount, ...]:
    return count_offers(desk.reach, outbreak.id, outbreak.plan, desk.known_at)


@require_GET
@signed_in
@opens("restriction")
def show_one(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Show one restriction: what, why, until when, and its life step by step."""
    row = get_restriction(desk.reach, key, desk.known_at)
    steps = list_steps(desk.reach, key, desk.known_at)
    said = [(step, WORDS.texts[f"step_{step.what.replace('-', '_')}"]) for step in steps]
    slip = get_slip(desk.reach, key, desk.known_at if desk.looks_back else None)
    return render_page(request, "restrictions/one.html", WORDS, row=row, steps=said, slip=slip)


@require_GET
@signed_in
@opens("restriction")
def show_slip(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Show the slip, to be printed and handed over."""
    return render_page(
        request, "restrictions/slip.html", WORDS, slip=get_slip(desk.reach, key, desk.known_at), key=key
    )


@require_POST
@signed_in
def serve_one(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Record that the slip was handed over."""
    services.serve(desk.actor, desk.clock, key=key)
    tell(request, WORDS, "told_served")
    return redirect("restrictions")


@require_POST
@signed_in
def review_one(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Record that the reason still holds, and why."""
    services.review(desk.actor, desk.clock, key=key, reason=request.POST.get("reason", ""))
    return redirect("restriction", key)


@require_POST
@signed_in
def appeal_one(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Record an appeal in the person's words."""
    appeal(desk.actor, desk.clock, key=key, text=request.POST.get("text", ""))
    made = find_appeal_of(desk.reach, key, desk.clock.now())
    tell(request, WORDS, "told_appealed", moment=moment_in_both(made.due_at) if made else "")
    return redirect("restriction", key)


@require_POST
@signed_in
def release_one(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Release a person, with the reason."""
    services.release(desk.actor, desk.clock, key=key, reason=request.POST.get("reason", ""))
    return redirect("restrictions")
