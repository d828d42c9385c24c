"""Restrictions on persons: who, until when, served or not, released or not; the slip that is handed over."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.restrictions.words import WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.words import Words
from fangxian.operations.restrictions import services
from fangxian.operations.restrictions.queries import count_restrictions, get_slip, list_restrictions

ROWS_SHOWN = 500


@require_GET
@signed_in
def list_all(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the restrictions within reach: those to release first, then those not served."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    asked = (desk.reach, desk.outbreak.id, desk.known_at, desk.known_at)
    rows = list_restrictions(*asked, ROWS_SHOWN)
    ordered = sorted(
        rows, key=lambda r: (r.release_due_at is None, r.served_at is not None, r.ends_at, r.key)
    )
    return render_page(
        request,
        "restrictions/list.html",
        WORDS,
        rows=ordered,
        total=count_restrictions(*asked),
        shown=len(rows),
    )


@require_GET
@signed_in
def show_slip(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Show the slip, to be printed and handed over."""
    return render_page(
        request, "restrictions/slip.html", WORDS, slip=get_slip(desk.reach, key, desk.known_at), key=key
    )


@require_POST
@signed_in
def serve_one(_request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Record that the slip was handed over."""
    services.serve(desk.actor, desk.clock, key=key)
    return redirect(reverse("restrictions"))


@require_POST
@signed_in
def appeal_one(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Record an appeal in the person's words."""
    services.appeal(desk.actor, desk.clock, key=key, text=request.POST.get("text", ""))
    return redirect(reverse("restrictions"))


@require_POST
@signed_in
def release_one(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Release a person, with the reason."""
    services.release(desk.actor, desk.clock, key=key, reason=request.POST.get("reason", ""))
    return redirect(reverse("restrictions"))
