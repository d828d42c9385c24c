"""The last race clock as far as its orders lie in reach, and the button that has it computed anew."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.race.words import WORDS
from fangxian.doors.web.paging import ROWS_ON_PAGE, read_page
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.words import Words
from fangxian.operations.race.queries import find_board, find_running
from fangxian.operations.race.rows import Board, Progress
from fangxian.operations.race.services import ask, compute_on


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the dear orders first, what is too small to tell, and what has no price and why."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    page = read_page(request)
    board = _board(desk, desk.outbreak.id, page)
    pages = 1 + (board.dear_total - 1) // ROWS_ON_PAGE if board and board.dear_total else 1
    if page > pages:
        page, board = pages, _board(desk, desk.outbreak.id, pages)
    running = None if desk.looks_back else find_running(desk.reach, desk.outbreak.id)
    return render_page(
        request,
        "race/show.html",
        WORDS,
        board=board,
        running=running,
        page=page,
        pages=pages,
        may_compute=desk.may["rehearse"] and desk.reach.covers(desk.outbreak.place_id),
        **(_shown(board, desk) if board else {}),
    )


@require_POST
@signed_in
def compute(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Write down that it is to be computed as of now; the page that comes back computes it."""
    if desk.outbreak is not None:
        ask(desk.actor, desk.clock, outbreak_id=desk.outbreak.id)
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": reverse("race")})
    return redirect("race")


@require_POST
@signed_in
def compute_further(request: HttpRequest, desk: Desk, clock_id: UUID) -> HttpResponse:
    """Compute it on for some seconds; the part that comes back asks for the next, and the last one for the page."""
    found: Progress = compute_on(desk.actor, desk.clock, clock_id=clock_id)
    if not request.headers.get("HX-Request"):
        return redirect("race")
    if found.row.has_ended:
        return HttpResponse(headers={"HX-Redirect": reverse("race")})
    return render_page(request, "race/running.html", WORDS, running=found, may_compute=True)


def _board(desk: Desk, outbreak_id: str, page: int) -> Board | None:
    dear = slice((page - 1) * ROWS_ON_PAGE, page * ROWS_ON_PAGE)
    return find_board(desk.reach, outbreak_id, desk.then, dear=dear)


def _shown(board: Board, desk: Desk) -> dict[str, Any]:
    highest = [row.infections.high for row in (*board.dear, *board.too_small) if row.infections]
    return {
        "most": max(highest, default=1.0),
        "hours_old": (desk.known_at - board.clock.as_of).total_seconds() / 3600.0,
    }
