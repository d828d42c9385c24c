"""What is due at venues, the walks along it, what was found, and one venue with its form."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.venues.given import read_walk
from fangxian.doors.web.pages.venues.words import WORDS
from fangxian.doors.web.paging import ROWS_BESIDE, turn_to
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.words import Words
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.ids import new_id
from fangxian.operations.outreach.closed import list_closed
from fangxian.operations.outreach.findings import list_findings
from fangxian.operations.outreach.looking import view_venue
from fangxian.operations.outreach.venues import list_due, plan_rounds


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show which venues are due, the most urgent first, what is open and what is closed."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    due = list_due(desk.reach, desk.outbreak.id, desk.known_at)
    findings = list_findings(desk.reach, desk.outbreak.id, desk.known_at)
    why = request.GET.get("why", "")
    chosen = [one for one in due if not why or why in one.why]
    return render_page(
        request,
        "venues/list.html",
        WORDS,
        due=turn_to(request, chosen),
        total=len(due),
        chosen=len(chosen),
        why=why,
        counts=Counter(reason for one in due for reason in one.why).most_common(),
        findings=len(findings),
        late=sum(one.late for one in findings),
        closed=turn_to(
            request, list_closed(desk.reach, desk.outbreak.id, desk.known_at), ROWS_BESIDE, "closed"
        ),
    )


@require_GET
@signed_in
def show_walks(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the walks of so many inspectors (?walkers=) with so many minutes (?minutes=), and what nobody reaches."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    walkers, minutes = read_walk(request.GET)
    found = plan_rounds(desk.reach, desk.outbreak.id, desk.known_at, walkers=walkers, minutes=minutes)
    return render_page(
        request,
        "venues/walks.html",
        WORDS,
        found=found,
        left=turn_to(request, found.left),
        reached=found.due - len(found.left),
        walkers=walkers,
        minutes=minutes,
    )


@require_GET
@signed_in
def show_findings(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what was found and is open, the late ones first (?all=1: what is put right too)."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    everything = bool(request.GET.get("all"))
    rows = list_findings(desk.reach, desk.outbreak.id, desk.known_at, open_only=not everything)
    return render_page(
        request, "venues/findings.html", WORDS, rows=turn_to(request, rows), everything=everything
    )


@require_GET
@signed_in
def show_one(request: HttpRequest, desk: Desk, venue_id: str) -> HttpResponse:
    """Show one venue: the form, what is open, whether it is closed."""
    outbreak = desk.outbreak or get_outbreak(desk.reach, "")
    view = view_venue(desk.reach, outbreak.id, venue_id, desk.known_at)
    waiting = [one for one in view.findings if one.put_right_at is None]
    return render_page(
        request,
        "venues/one.html",
        WORDS,
        view=view,
        waiting=waiting,
        settled=[one for one in view.findings if one.put_right_at is not None],
        asked={one.question for one in waiting},
        event_id=new_id(),
    )
