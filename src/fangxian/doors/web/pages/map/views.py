"""The command page answers in this order: what is happening, what waits for me, what is late, what now."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.map.course import build_course
from fangxian.doors.web.pages.map.curve import build_curve
from fangxian.doors.web.pages.map.layers import build_layers, first_view
from fangxian.doors.web.pages.map.words import WORDS
from fangxian.doors.web.proposals import group_proposals
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.words import Words
from fangxian.engines.tables import VENUE
from fangxian.operations.cases.queries import OutbreakRow, get_outbreak
from fangxian.operations.decisions.queries import list_waiting
from fangxian.operations.orders.queries import list_late
from fangxian.operations.picture import epidemic_curve, get_place_day, summarise
from fangxian.operations.places.queries import children
from fangxian.operations.race.queries import find_dear
from fangxian.operations.replaying import find_course

LATE_SHOWN = 4
WAITING_SHOWN = 4


def _outbreak_of(desk: Desk) -> OutbreakRow:
    return desk.outbreak or get_outbreak(desk.reach, "")


def _panel(desk: Desk, outbreak: OutbreakRow) -> dict[str, Any]:
    waiting = list_waiting(desk.actor, outbreak.id, desk.known_at)
    mine = [row for row in waiting if row.can_sign]
    late = list_late(desk.reach, outbreak.id, desk.known_at, LATE_SHOWN, desk.then)
    return {
        "overview": summarise(
            desk.reach, outbreak.id, desk.known_at, desk.known_at, live=not desk.looks_back
        ),
        "mine": mine,
        "waiting": group_proposals(mine or waiting)[:WAITING_SHOWN],
        "waiting_total": len(mine or waiting),
        "late": late,
        "race": find_dear(desk.reach, outbreak.id, desk.then),
    }


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the command page."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    within = first_view(desk, desk.outbreak)
    return render_page(
        request, "map/show.html", WORDS, within=within, slides=True, **_panel(desk, desk.outbreak)
    )


@require_GET
@signed_in
def show_panel(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the right-hand panels alone: the page asks for them again every 20 s."""
    return render_page(request, "map/panel.html", WORDS, **_panel(desk, _outbreak_of(desk)))


@require_GET
@signed_in
def send_layers(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Send the layers inside ?within= (default: where the outbreak is)."""
    outbreak = _outbreak_of(desk)
    return JsonResponse(build_layers(desk, outbreak, request.GET.get("within") or first_view(desk, outbreak)))


@require_GET
@signed_in
def send_curve(_request: HttpRequest, desk: Desk) -> HttpResponse:
    """Send the epidemic curve."""
    points = epidemic_curve(desk.reach, _outbreak_of(desk).id, desk.known_at)
    return JsonResponse(build_curve(desk, points))


@require_GET
@signed_in
def send_course(_request: HttpRequest, desk: Desk) -> HttpResponse:
    """Send the hours the outbreak can be replayed over, until now: a step back hides none of them."""
    return JsonResponse(build_course(desk, find_course(desk.reach, _outbreak_of(desk).id, desk.now)))


@require_GET
@signed_in
def show_place(request: HttpRequest, desk: Desk, place_id: str) -> HttpResponse:
    """Show a place's day in the side sheet."""
    outbreak = _outbreak_of(desk)
    hour, live = desk.known_at, not desk.looks_back
    found = get_place_day(desk.reach, outbreak.id, place_id, hour, hour, live)
    opens = any(row.level != VENUE for row in children(place_id))
    return render_page(request, "map/sheet.html", WORDS, found=found, opens=opens)
