"""Appeals: what binds, why in words, what the person says; decide, and tell the person."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.appeals.words import WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.rendering import tell as tell_page
from fangxian.doors.web.words import Words
from fangxian.operations.restrictions.appeals import hear, tell
from fangxian.operations.restrictions.hearings import list_appeals

TOLD = {"upheld": "told_upheld", "dismissed": "told_dismissed"}
"""Outcome -> what the page says next."""


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the appeals within reach: those that wait first, by their time limit."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    rows = list_appeals(desk.actor, desk.outbreak.id, desk.known_at)
    waiting = sum(not row.outcome for row in rows)
    hears = desk.actor.may("hear") and not desk.looks_back
    return render_page(request, "appeals/show.html", WORDS, rows=rows, waiting=waiting, hears=hears)


@require_POST
@signed_in
def hear_one(request: HttpRequest, desk: Desk, appeal_id: UUID) -> HttpResponse:
    """Decide an appeal. Upheld, the person is free at once."""
    outcome, reason = request.POST.get("outcome", ""), request.POST.get("reason", "")
    hear(desk.actor, desk.clock, appeal_id=appeal_id, outcome=outcome, reason=reason)
    tell_page(request, WORDS, TOLD[outcome])
    return redirect("appeals")


@require_POST
@signed_in
def tell_one(_request: HttpRequest, desk: Desk, appeal_id: UUID) -> HttpResponse:
    """Record that the person was told."""
    tell(desk.actor, desk.clock, appeal_id=appeal_id)
    return redirect("appeals")
