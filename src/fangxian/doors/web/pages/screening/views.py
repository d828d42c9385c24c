"""What waits for an answer; the way along the doors of a place; one door with its form."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.screening.given import read_route
from fangxian.doors.web.pages.screening.words import WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.words import Words
from fangxian.engines.visiting import ALARMS, NEEDS
from fangxian.operations.follow_ups.queries import list_symptoms
from fangxian.operations.ids import new_id
from fangxian.operations.places.queries import children, get_place
from fangxian.operations.rounds.queries import get_round, list_rounds
from fangxian.operations.rounds.rows import RoundRow
from fangxian.operations.screening.at_door import get_door
from fangxian.operations.screening.desks import CLINICAL
from fangxian.operations.screening.inbox import list_items
from fangxian.operations.screening.key_people import list_key_people
from fangxian.operations.screening.routes import GAPS, MOST_WORKERS, route_gaps
from fangxian.operations.screening.rows import ENDINGS, RISKS
from fangxian.operations.screening.trips import list_trips

PEOPLE_SHOWN = 200
VENUES_SHOWN = 2
"""At once; the others are unfolded: a door is one screen of a phone."""


@require_GET
@signed_in
def show_desk(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what was told at doors and waits, and the way to the doors of one's place."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    everything = bool(request.GET.get("all"))
    rows = list_items(
        desk.reach,
        desk.outbreak.id,
        desk.known_at,
        department=desk.actor.department,
        open_only=not everything,
    )
    rounds = list_rounds(desk.reach, desk.outbreak.id, desk.then, "screening")
    return render_page(
        request,
        "screening/desk.html",
        WORDS,
        rows=rows,
        late=sum(row.late for row in rows),
        everything=everything,
        round=next((one for one in rounds if one.closed_at is None), None),
        own=get_place(desk.actor.place_id),
        endings=ENDINGS,
        clinical=desk.actor.department in CLINICAL,
    )


@require_GET
@signed_in
def show_key_people(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show who needs looking after and by whom, those alone in a closed place first."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    rows = list_key_people(desk.reach, desk.outbreak.id, desk.known_at)
    return render_page(
        request,
        "screening/key_people.html",
        WORDS,
        rows=rows[:PEOPLE_SHOWN],
        total=len(rows),
        alone=sum(row.alone for row in rows),
        needs=NEEDS,
        own=get_place(desk.actor.place_id),
    )


@require_GET
@signed_in
def show_trips(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the travel people of one's area reported, what meets an exposure venue first."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    rows = list_trips(desk.reach, desk.outbreak.id, desk.known_at)
    link = request.build_absolute_uri(reverse("report-travel", args=[desk.outbreak.id]))
    return render_page(request, "screening/trips.html", WORDS, rows=rows, link=link)


@require_GET
@signed_in
def show_route(request: HttpRequest, desk: Desk, round_id: UUID) -> HttpResponse:
    """Show the shortest way along the doors of a place (?place=) where somebody is missing."""
    row = get_round(desk.reach, round_id)
    asked = read_route(request.GET, desk.actor.place_id)
    found = route_gaps(desk.reach, desk.clock, round_id=round_id, **asked)
    return render_page(request, "screening/route.html", WORDS, route=found, **_around(row, asked))


def _around(row: RoundRow, asked: dict[str, Any]) -> dict[str, Any]:
    return {
        "round": row,
        "asked": asked,
        "gaps": GAPS,
        "counts": range(1, MOST_WORKERS + 1),
        "place": get_place(asked["place_id"]),
        "below": [one for one in children(asked["place_id"]) if one.level != "venue"],
        "screens": row.kind == "screening",
    }


@require_GET
@signed_in
def show_door(request: HttpRequest, desk: Desk, round_id: UUID, place_id: str, door_id: str) -> HttpResponse:
    """Show one door: who lives there, what to ask, and whether one may knock now."""
    door = get_door(desk.reach, desk.clock, round_id=round_id, place_id=place_id, door_id=door_id)
    return render_page(
        request,
        "screening/door.html",
        WORDS,
        door=door,
        told=door.venues[:VENUES_SHOWN],
        others=door.venues[VENUES_SHOWN:],
        waits=[fault for fault in door.faults if fault != "alone"],
        symptoms=list_symptoms(desk.reach, door.outbreak_id),
        needs=NEEDS,
        alarms=ALARMS,
        risks=RISKS,
        event_id=new_id(),
    )
