"""The clinician's inbox: red flags by their clock, to acknowledge and to settle."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.follow_ups.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.doors.web.words import Words
from fangxian.operations.follow_ups.queries import list_flags, list_symptoms
from fangxian.operations.follow_ups.services import acknowledge_flag, settle_flag

OUTCOMES = ("tested", "sent-to-hospital", "not-related", "well")


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the open flags, or all of them (?all=1)."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    everything = "all" in request.GET
    rows = list_flags(desk.reach, desk.outbreak.id, desk.known_at, open_only=not everything)
    titles = {symptom.code: symptom.title for symptom in list_symptoms(desk.reach, desk.outbreak.id)}
    said = [(row, [titles[code] for code in row.symptoms if code in titles]) for row in rows]
    return render_page(
        request, "follow_ups/flags.html", WORDS, rows=said, everything=everything, outcomes=OUTCOMES
    )


@require_POST
@signed_in
def acknowledge_one(_request: HttpRequest, desk: Desk, flag_id: UUID) -> HttpResponse:
    """Acknowledge: a clinician has it in hand."""
    acknowledge_flag(desk.actor, desk.clock, flag_id=flag_id)
    return redirect("flags")


@require_POST
@signed_in
def settle_one(request: HttpRequest, desk: Desk, flag_id: UUID) -> HttpResponse:
    """Say what came of it."""
    outcome, note = request.POST.get("outcome", ""), request.POST.get("note", "")
    settle_flag(desk.actor, desk.clock, flag_id=flag_id, outcome=outcome, note=note)
    tell(request, WORDS, "told_settled")
    return redirect("flags")
