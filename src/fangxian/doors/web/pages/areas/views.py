"""Areas through their whole life: proposed, planned, in force, may end, over; and the measures in force."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.areas.measures import group_measures
from fangxian.doors.web.pages.areas.words import WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.words import Words
from fangxian.operations.areas.queries import list_measures
from fangxian.operations.cases.queries import get_outbreak, list_cases
from fangxian.operations.lifecycles import (
    area_outlines,
    get_area,
    list_lives,
    list_proposed,
    people_under_levels,
)
from fangxian.stores.packs import read_plan

MEASURES_SHOWN = 300


@require_GET
@signed_in
def list_all(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what waits, what stands at the desk's hour and what is over."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    asked = (desk.reach, desk.outbreak.id, desk.known_at, desk.known_at)
    lives = list_lives(*asked)
    measures = list_measures(*asked)
    opened = [row for row in measures if row.measure == request.GET.get("measure")]
    return render_page(
        request,
        "areas/list.html",
        WORDS,
        proposed=() if desk.looks_back else list_proposed(desk.actor, desk.outbreak.id),
        standing=[row for row in lives if row.state not in ("ended", "lapsed")],
        over=[row for row in lives if row.state in ("ended", "lapsed")],
        people=[row for rows in people_under_levels(*asked).values() for row in rows],
        measures=len(measures),
        kinds=group_measures(measures),
        opened=opened[:MEASURES_SHOWN],
        opened_total=len(opened),
        cases=[row for row in list_cases(*asked[:2], desk.known_at) if row.residence_id],
        zones=read_plan(desk.outbreak.plan).zones,
        numbers={row.id: row.number for row in list_cases(*asked[:2], desk.known_at)},
    )


@require_GET
@signed_in
def show_one(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Show one area: its ground, how many people, its history, what it still needs before it ends."""
    found = get_area(desk.reach, key, desk.known_at, desk.known_at)
    numbers = {row.id: row.number for row in list_cases(desk.reach, found.outbreak_id, desk.known_at)}
    within = found.life.place_id
    return render_page(
        request, "areas/one.html", WORDS, area=found, row=found.life, numbers=numbers, within=within
    )


@require_GET
@signed_in
def send_outlines(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Send the areas in force as GeoJSON; ?key= sends that one, whatever its state."""
    outbreak = desk.outbreak or get_outbreak(desk.reach, "")
    key = request.GET.get("key")
    keys = [key] if key else None
    return JsonResponse(area_outlines(desk.reach, outbreak.id, desk.known_at, desk.known_at, keys))
