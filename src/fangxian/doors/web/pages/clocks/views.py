"""The countdowns within reach: late on top with their cause, and what the reader was told about them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.clocks.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.doors.web.words import Words
from fangxian.operations.clocks.queries import find_rung, list_nudges, read_board
from fangxian.operations.clocks.services import ring, see

SHOWN = 200
TOLD = 20


@require_GET
@signed_in
def list_all(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the countdowns: those past their time first, then by what is due next."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    counts, rows = read_board(desk.reach, desk.outbreak.id, desk.known_at, limit=SHOWN)
    return render_page(
        request,
        "clocks/list.html",
        WORDS,
        rows=rows,
        counts=counts,
        causes=[(cause, number) for cause, number in counts.causes.items() if number],
        shown=len(rows),
        total=counts.running + counts.missed,
        nudges=list_nudges(desk.actor, desk.known_at, outbreak_id=desk.outbreak.id, limit=TOLD),
        rung_at=find_rung(desk.reach, desk.outbreak.id),
        may_ring=desk.actor.may("command") and not desk.looks_back,
    )


@require_POST
@signed_in
def see_all(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Mark as seen what the page showed."""
    given = [UUID(one) for one in request.POST.getlist("nudge") if _is_uuid(one)]
    see(desk.actor, desk.clock, nudge_ids=given)
    return redirect("clocks")


@require_POST
@signed_in
def ring_now(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Tell now what is due to be told; a server does it every minute with `fangxian clocks ring --every 60`."""
    if desk.outbreak is not None:
        told = ring(desk.actor, desk.clock, outbreak_id=desk.outbreak.id)
        tell(request, WORDS, "rung", reminders=told.reminders, escalations=told.escalations)
    return redirect("clocks")


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
