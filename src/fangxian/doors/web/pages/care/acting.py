"""What is done for people who are shut in: carers named, visits noted, medicines, ambulances, calls to the line."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.given import read_place, read_text, unclear
from fangxian.doors.web.pages.care.words import WORDS
from fangxian.doors.web.rendering import tell
from fangxian.engines.problems import Text
from fangxian.operations.care import services
from fangxian.operations.care.services import Whom
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.places.reach import Reach

DOOR, PERSON = Text("户编号", "the door"), Text("人员编号", "the person")


@require_POST
@signed_in
def name_carers(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say who looks after a household."""
    form = request.POST
    carers = form.get("carers", "").replace("，", ",").replace("、", ",").split(",")
    services.name_household_carers(
        desk.actor,
        desk.clock,
        outbreak_id=_outbreak(desk),
        place_id=read_place(form, desk.reach),
        household_id=read_text(form, "door", DOOR),
        carers=tuple(one.strip() for one in carers if one.strip()),
    )
    tell(request, WORDS, "told_named")
    return redirect("care")


@require_POST
@signed_in
def note_visit(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say that somebody went to see how a person is."""
    said = request.POST.get("outcome", "")
    whom = read_whom(request.POST, desk.reach)
    services.note_visit(desk.actor, desk.clock, outbreak_id=_outbreak(desk), whom=whom, outcome=said)
    tell(request, WORDS, "told_visited")
    return redirect(f"{reverse('care')}#people")


@require_POST
@signed_in
def note_medicine(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say until when a person has a kind of medicine."""
    form = request.POST
    services.note_medicine(
        desk.actor,
        desk.clock,
        outbreak_id=_outbreak(desk),
        whom=read_whom(form, desk.reach),
        kind=form.get("kind", ""),
        runs_out_on=read_day(form),
    )
    tell(request, WORDS, "told_medicine")
    return redirect(f"{reverse('care')}#people")


@require_POST
@signed_in
def ask_ambulance(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask for a ride to a designated hospital."""
    form = request.POST
    whom, hospital = read_whom(form, desk.reach), form.get("hospital", "")
    services.ask_ambulance(desk.actor, desk.clock, outbreak_id=_outbreak(desk), whom=whom, hospital=hospital)
    tell(request, WORDS, "told_asked")
    return redirect(f"{reverse('care')}#rides")


@require_POST
@signed_in
def end_ride(request: HttpRequest, desk: Desk, ride_id: UUID) -> HttpResponse:
    """Say that the ambulance arrived, or was called off."""
    services.end_ride(desk.actor, desk.clock, ride_id=ride_id, step=request.POST.get("step", ""))
    tell(request, WORDS, "told_ride")
    return redirect(f"{reverse('care')}#rides")


@require_POST
@signed_in
def note_call(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Note a call to the line."""
    place_id, topic = read_place(request.POST, desk.reach), request.POST.get("topic", "")
    services.note_call(desk.actor, desk.clock, outbreak_id=_outbreak(desk), place_id=place_id, topic=topic)
    tell(request, WORDS, "told_call")
    return redirect(f"{reverse('care')}#calls")


@require_POST
@signed_in
def answer_call(request: HttpRequest, desk: Desk, call_id: UUID) -> HttpResponse:
    """Say that somebody has seen to a call."""
    services.answer_call(desk.actor, desk.clock, call_id=call_id)
    tell(request, WORDS, "told_answered")
    return redirect(f"{reverse('care')}#calls")


def read_whom(form: QueryDict, reach: Reach) -> Whom:
    """Return whom a form is about. Raises `form-unclear` and names the field."""
    return Whom(read_place(form, reach), read_text(form, "door", DOOR), read_text(form, "person", PERSON))


def read_day(form: QueryDict) -> date:
    """Return the day a medicine runs out. Raises `form-unclear`."""
    try:
        return date.fromisoformat(form.get("day", ""))
    except ValueError as error:
        raise unclear(Text("用完日期", "the day it runs out")) from error


def _outbreak(desk: Desk) -> str:
    return (desk.outbreak or get_outbreak(desk.reach, "")).id
