"""The round: one card a door in the order to walk them; one door with all that is due there; recording it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.visits.reading import read_visit
from fangxian.doors.web.pages.visits.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.operations.follow_ups.queries import find_fever, list_symptoms
from fangxian.operations.follow_ups.rows import Symptom
from fangxian.operations.ids import new_id
from fangxian.operations.places.queries import children
from fangxian.operations.visits.queries import get_visit, list_round
from fangxian.operations.visits.rows import Part, Visit
from fangxian.operations.visits.services import ALREADY, DONE, ELSEWHERE, GONE, OVER, make_visit

SHOWN = 60
"""Doors on one page: more than anybody walks in a day."""


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the round of one's own place, or of a place below it (?place=)."""
    found = list_round(desk.reach, **_asked(request.GET.get("place", ""), desk))
    return render_page(
        request,
        "visits/list.html",
        WORDS,
        found=found,
        shown=found.visits[:SHOWN],
        late=sum(visit.urgent for visit in found.visits),
        below=_below(desk, found.place_id),
        own=found.place_id == desk.actor.place_id,
    )


@require_GET
@signed_in
def show_one(request: HttpRequest, desk: Desk, door_id: str) -> HttpResponse:
    """Show one door: what to ask, tell and do, once each, and the form that records it."""
    place_id = request.GET.get("place", "")
    visit = get_visit(desk.reach, door_id, **_asked(place_id, desk))
    symptoms, fever = _to_tick(desk, visit)
    return render_page(
        request,
        "visits/one.html",
        WORDS,
        visit=visit,
        people=_by_person(visit),
        tasks=visit.of_kind("task"),
        along=visit.of_kind("along"),
        at_door=[one for one in visit.asked if not one.person_id],
        simple=not visit.of_kind("slip") and not visit.of_kind("task"),
        symptoms=symptoms,
        fever_from=fever,
        event_id=new_id(),
        place_id=place_id,
    )


@require_POST
@signed_in
def record_one(request: HttpRequest, desk: Desk, door_id: str) -> HttpResponse:
    """Record the visit, say what came of it and go on with the round."""
    done = make_visit(desk.actor, desk.clock, given=read_visit(request.POST, door_id))
    tell(request, WORDS, "told_red" if done.red else "told_done", parts=done.count(DONE))
    if done.count(ALREADY):
        tell(request, WORDS, "told_already", parts=done.count(ALREADY))
    if done.count(OVER, GONE, ELSEWHERE):
        tell(request, WORDS, "told_over", parts=done.count(OVER, GONE, ELSEWHERE))
    place_id = request.POST.get("place", "")
    return redirect(reverse("visits") + (f"?{urlencode({'place': place_id})}" if place_id else ""))


def _asked(place_id: str, desk: Desk) -> dict[str, Any]:
    at: datetime = desk.known_at
    return {
        "place_id": place_id or desk.actor.place_id,
        "department": desk.actor.department,
        "at": at,
        "then": desk.then,
    }


def _below(desk: Desk, place_id: str) -> list[Any]:
    """The places one may narrow the round to: those below, venues left out."""
    return [row for row in children(place_id) if row.level != "venue"] if desk.reach.registers else []


def _by_person(visit: Visit) -> list[dict[str, Any]]:
    """Each person with their slips, one check for all their follow-ups, and what is asked of them."""
    return [
        {
            "who": person,
            "checks": _of(visit.of_kind("check"), person.person_id),
            "slips": _of(visit.of_kind("slip"), person.person_id),
            "asked": [one for one in visit.asked if one.person_id == person.person_id],
        }
        for person in visit.people
    ]


def _of(parts: Iterable[Part], person_id: str) -> list[Part]:
    return [part for part in parts if part.about == person_id]


def _to_tick(desk: Desk, visit: Visit) -> tuple[tuple[Symptom, ...], float | None]:
    """The symptoms and the fever of the first outbreak somebody here is followed for."""
    outbreak_id = next((part.outbreak_id for part in visit.of_kind("check")), None)
    if outbreak_id is None:
        return (), None
    return list_symptoms(desk.reach, outbreak_id), find_fever(desk.reach, outbreak_id)
