"""What is done at doors and on the desk: record a form, press a button, mark a door, see and settle an item."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.screening.given import read_alarm, read_form, read_key_person
from fangxian.doors.web.pages.screening.words import WORDS
from fangxian.doors.web.rendering import tell
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.rounds.queries import get_round
from fangxian.operations.screening import services


@require_POST
@signed_in
def record_one(request: HttpRequest, desk: Desk, round_id: UUID, place_id: str, door_id: str) -> HttpResponse:
    """Record a form, say what came of it, and go on to the next door."""
    given = read_form(request.POST, place_id, door_id, desk.clock.now())
    done = services.screen_door(desk.actor, desk.clock, round_id=round_id, given=given)
    tell(request, WORDS, "told_recorded", done=done.done)
    if done.items:
        tell(request, WORDS, "told_items", items=done.items)
    if done.stays:
        tell(request, WORDS, "told_stays", stays=done.stays)
    return redirect(f"{reverse('door-route', args=[round_id])}?{urlencode({'place': place_id})}")


@require_POST
@signed_in
def call_one(request: HttpRequest, desk: Desk, round_id: UUID, place_id: str, door_id: str) -> HttpResponse:
    """Call the duty office."""
    given = read_alarm(request.POST, place_id, door_id, desk.clock.now())
    services.call_duty(desk.actor, desk.clock, round_id=round_id, given=given)
    tell(request, WORDS, "told_duty")
    return redirect("screen-door", round_id, place_id, door_id)


@require_POST
@signed_in
def mark_one(request: HttpRequest, desk: Desk, round_id: UUID, place_id: str, door_id: str) -> HttpResponse:
    """Mark a door as risky, or lift the mark."""
    outbreak_id = get_round(desk.reach, round_id).outbreak_id
    about: dict[str, Any] = {"place_id": place_id, "household_id": door_id}
    why = request.POST.get("why", "")
    services.mark_door(desk.actor, desk.clock, outbreak_id=outbreak_id, why=why, **about)
    tell(request, WORDS, "told_marked" if why else "told_lifted")
    return redirect("screen-door", round_id, place_id, door_id)


@require_POST
@signed_in
def name_one(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say who needs what and who looks after them."""
    outbreak = desk.outbreak or get_outbreak(desk.reach, "")
    given = read_key_person(request.POST, desk.reach)
    services.name_carers(desk.actor, desk.clock, outbreak_id=outbreak.id, given=given)
    tell(request, WORDS, "told_named" if given.needs else "told_no_longer")
    return redirect("key-people")


@require_POST
@signed_in
def see_one(request: HttpRequest, desk: Desk, item_id: UUID) -> HttpResponse:
    """Say that an item was seen."""
    services.see_item(desk.actor, desk.clock, item_id=item_id)
    return redirect(f"{reverse('screening')}#item-{item_id}")


@require_POST
@signed_in
def settle_one(request: HttpRequest, desk: Desk, item_id: UUID) -> HttpResponse:
    """Say what came of an item."""
    services.settle_item(desk.actor, desk.clock, item_id=item_id, ending=request.POST.get("ending", ""))
    tell(request, WORDS, "told_settled")
    return redirect("screening")
