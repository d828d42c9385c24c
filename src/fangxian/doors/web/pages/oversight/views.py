"""What waits in oversight, the fairness line of late dispatches, and the work of each community from facts."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.oversight.acts import acts_of, outbreak_of
from fangxian.doors.web.pages.oversight.words import WORDS
from fangxian.doors.web.paging import turn_to
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.words import Words
from fangxian.operations.oversight import queries, services

LISTS = ("open", "late", "to-recheck", "closed")
LATE_SHOWN, LATE_READ, PLACES_SHOWN, FINDINGS_COUNTED = 5, 200, 50, 100_000
VERDICTS = ("worse", "better", "as-others", "too-few")


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the findings of a list (?only=), what is late and whether it was feasible, and where to go."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    asked = (desk.reach, desk.outbreak.id, desk.known_at)
    only = request.GET.get("only", "") if request.GET.get("only") in LISTS else LISTS[0]
    counts = queries.count_oversight(*asked)
    return render_page(
        request,
        "oversight/show.html",
        WORDS,
        **acts_of(desk),
        only=only,
        lists=[
            ("open", counts.open),
            ("late", counts.late),
            ("to-recheck", counts.to_recheck),
            ("closed", len(queries.list_findings(*asked, only="closed", limit=FINDINGS_COUNTED))),
        ],
        counts=counts,
        findings=queries.list_findings(*asked, only=only),
        late=queries.list_late_with_fairness(*asked, LATE_SHOWN),
        visits=queries.list_visits_to_make(*asked, 12) if desk.actor.may("inspect") else (),
        cases=queries.list_sanctions(desk.actor, desk.outbreak.id, desk.known_at),
        announcements=queries.list_announcements(*asked),
    )


@require_GET
@signed_in
def list_late(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show every late dispatch with its fairness line."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    rows = queries.list_late_with_fairness(desk.reach, desk.outbreak.id, desk.known_at, LATE_READ)
    page = turn_to(request, rows, PLACES_SHOWN)
    cut = len(rows) == LATE_READ
    return render_page(
        request, "oversight/late.html", WORDS, **acts_of(desk), rows=page, most=LATE_READ if cut else 0
    )


@require_GET
@signed_in
def show_fairness(request: HttpRequest, desk: Desk, dispatch_id: UUID) -> HttpResponse:
    """Send the fairness line of one dispatch, for whichever page shows it; nothing for what is not late."""
    found = queries.fairness_of(desk.reach, [dispatch_id], desk.known_at)
    return render_page(request, "oversight/fairness.html", WORDS, row=found.get(dispatch_id))


@require_GET
@signed_in
def show_evaluation(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the latest evaluation in reach, or an earlier one (?id=)."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    made = queries.list_evaluations(desk.reach, desk.outbreak.id, desk.known_at)
    wanted = next(
        (row.id for row in made if str(row.id) == request.GET.get("id")), made[0].id if made else None
    )
    view = queries.get_evaluation(desk.reach, wanted) if wanted else None
    rows = sorted(view.rows, key=lambda row: (row.verdict != "worse", row.place_id)) if view else []
    only = request.GET.get("only", "")
    asked = [row for row in rows if only in ("", row.verdict)]
    return render_page(
        request,
        "oversight/evaluation.html",
        WORDS,
        **acts_of(desk),
        made=made,
        view=view,
        verdicts=[(verdict, sum(row.verdict == verdict for row in rows)) for verdict in VERDICTS],
        only=only,
        rows=turn_to(request, asked, PLACES_SHOWN),
        places=len(rows),
    )


@require_POST
@signed_in
def run_evaluation(_request: HttpRequest, desk: Desk) -> HttpResponse:
    """Evaluate the communities of one's own place over the last week."""
    outbreak = outbreak_of(desk)
    services.evaluate(desk.actor, desk.clock, outbreak_id=outbreak.id, place_id=desk.actor.place_id)
    return redirect("evaluation")
