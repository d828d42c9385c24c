"""What is done on the ledger: open and close a round, record at a door, add somebody, switch a list."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.ledger.given import read_event, read_found, read_list, read_round
from fangxian.doors.web.pages.ledger.words import WORDS
from fangxian.doors.web.rendering import tell
from fangxian.operations.beginning import begin_round
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.rounds import services


@require_POST
@signed_in
def open_one(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Open the next round of a kind at a place."""
    outbreak = desk.outbreak or get_outbreak(desk.reach, "")
    given = read_round(request.POST, desk.reach)
    row = begin_round(desk.actor, desk.clock, outbreak_id=outbreak.id, **given)
    tell(request, WORDS, "opened", people=f"{row.accounts:,}", doors=f"{row.households:,}")
    return redirect("round", row.id)


@require_POST
@signed_in
def close_one(request: HttpRequest, desk: Desk, round_id: UUID) -> HttpResponse:
    """Close a round."""
    services.close_round(desk.actor, desk.clock, round_id=round_id)
    tell(request, WORDS, "closed")
    return redirect("round", round_id)


@require_POST
@signed_in
def record_one(request: HttpRequest, desk: Desk, round_id: UUID) -> HttpResponse:
    """Record what happened to a person or at a door."""
    event = read_event(request.POST, desk.clock.now())
    services.record_events(desk.actor, desk.clock, round_id=round_id, events=[event])
    tell(request, WORDS, "recorded")
    return _back(round_id, event.place_id)


@require_POST
@signed_in
def add_one(request: HttpRequest, desk: Desk, round_id: UUID) -> HttpResponse:
    """Add somebody found on no list."""
    found = read_found(request.POST, desk.clock.now())
    services.add_person(desk.actor, desk.clock, round_id=round_id, found=found)
    tell(request, WORDS, "person_added")
    return _back(round_id, found.place_id)


@require_POST
@signed_in
def switch_one(request: HttpRequest, desk: Desk, list_id: str) -> HttpResponse:
    """Switch a list on or off."""
    outbreak = desk.outbreak or get_outbreak(desk.reach, "")
    services.switch_list(
        desk.actor, desk.clock, outbreak_id=outbreak.id, list_id=list_id, **read_list(request.POST)
    )
    tell(request, WORDS, "switched")
    return redirect("register-lists")


def _back(round_id: UUID, place_id: str) -> HttpResponse:
    return redirect(f"{reverse('round', args=[round_id])}?place={place_id}")
