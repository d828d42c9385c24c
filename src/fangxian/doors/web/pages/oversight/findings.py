"""Findings: record one, put it right, look at it again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.oversight.acts import acts_of, outbreak_of
from fangxian.doors.web.pages.oversight.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.doors.web.words import Words
from fangxian.engines.inspecting import SEVERITIES
from fangxian.operations.oversight import queries, services
from fangxian.operations.places.queries import children, get_place


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk, finding_id: UUID) -> HttpResponse:
    """Show one finding with its rounds."""
    row = queries.get_finding(desk.reach, finding_id, desk.known_at)
    told_itself = row.source == "self-report"
    return render_page(
        request, "oversight/finding.html", WORDS, **acts_of(desk), row=row, told_itself=told_itself
    )


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask for a finding, or record it."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    if request.method == "POST":
        given = services.FindingGiven(
            place_id=request.POST.get("place_id", ""),
            what=request.POST.get("what", ""),
            severity=request.POST.get("severity", ""),
            evidence=request.POST.get("evidence", ""),
        )
        made = services.record_finding(desk.actor, desk.clock, outbreak_id=outbreak_of(desk).id, given=given)
        tell(request, WORDS, "told_found")
        return redirect("finding", finding_id=made)
    own = get_place(desk.actor.place_id)
    return render_page(
        request,
        "oversight/new_finding.html",
        WORDS,
        **acts_of(desk),
        places=[own, *children(own.place_id)],
        severities=SEVERITIES,
    )


@require_POST
@signed_in
def put_right(request: HttpRequest, desk: Desk, finding_id: UUID) -> HttpResponse:
    """Report it put right, with what shows it."""
    services.rectify(desk.actor, desk.clock, finding_id=finding_id, proof=request.POST.get("proof", ""))
    tell(request, WORDS, "told_rectified")
    return redirect("finding", finding_id=finding_id)


@require_POST
@signed_in
def look_again(request: HttpRequest, desk: Desk, finding_id: UUID) -> HttpResponse:
    """Look again: right now, or another round."""
    passed, note = request.POST.get("passed") == "yes", request.POST.get("note", "")
    services.recheck(desk.actor, desk.clock, finding_id=finding_id, passed=passed, note=note)
    tell(request, WORDS, "told_passed" if passed else "told_failed")
    return redirect("finding", finding_id=finding_id)
