"""Inspections: draw, see that the draw was fair, go, record what was found with one hand."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.oversight.acts import acts_of, outbreak_of
from fangxian.doors.web.pages.oversight.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.doors.web.words import Words
from fangxian.operations.oversight import queries, services
from fangxian.operations.places.queries import ancestors, children, get_place


@require_GET
@signed_in
def list_all(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the inspections and the form that draws one."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    rows = queries.list_inspections(desk.reach, desk.outbreak.id, desk.known_at)
    own = get_place(desk.actor.place_id)
    return render_page(
        request,
        "oversight/inspections.html",
        WORDS,
        **acts_of(desk),
        rows=rows,
        tops=[own, *children(own.place_id)],
    )


@require_POST
@signed_in
def draw(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Announce and draw an inspection; show it."""
    size = request.POST.get("size", "").strip()
    made = services.draw_inspection(
        desk.actor,
        desk.clock,
        outbreak_id=outbreak_of(desk).id,
        place_id=request.POST.get("place_id", ""),
        purpose=request.POST.get("purpose", ""),
        method=request.POST.get("method", "random"),
        size=int(size) if size.isdecimal() else 0,
    )
    return redirect("inspection", inspection_id=made)


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk, inspection_id: UUID) -> HttpResponse:
    """Show one inspection: the seed, the places drawn, what the sample says."""
    view = queries.get_inspection(desk.reach, inspection_id, desk.known_at)
    answered = [one for one in view.shares if one.no.told]
    return render_page(
        request, "oversight/inspection.html", WORDS, **acts_of(desk), view=view, row=view.row, shares=answered
    )


@require_POST
@signed_in
def withdraw(request: HttpRequest, desk: Desk, inspection_id: UUID) -> HttpResponse:
    """Take an inspection back, with the reason."""
    reason = request.POST.get("reason", "")
    services.withdraw_inspection(desk.actor, desk.clock, inspection_id=inspection_id, reason=reason)
    return redirect("inspection", inspection_id=inspection_id)


@require_GET
@signed_in
def show_visit(request: HttpRequest, desk: Desk, visit_id: UUID) -> HttpResponse:
    """Show what to ask at one place, or what was answered there."""
    row, questions = queries.get_visit(desk.reach, visit_id, desk.known_at)
    path = [place.title for place in ancestors(row.place_id)[1:]]
    return render_page(
        request, "oversight/visit.html", WORDS, **acts_of(desk), row=row, questions=questions, path=path
    )


@require_POST
@signed_in
def record_answers(request: HttpRequest, desk: Desk, visit_id: UUID) -> HttpResponse:
    """Record the answers; every no is a finding."""
    row, questions = queries.get_visit(desk.reach, visit_id, desk.now)
    answers = {one.key: request.POST.get(one.key, "") for one in questions}
    evidence = {one.key: request.POST.get(f"evidence-{one.key}", "") for one in questions}
    made = services.record_visit(
        desk.actor, desk.clock, visit_id=visit_id, answers=answers, evidence=evidence
    )
    tell(request, WORDS, "told_visited", findings=len(made))
    return redirect("inspection", inspection_id=row.inspection_id)
