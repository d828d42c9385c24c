"""What is done with rosters: propose, take or leave, report an absence, swap, hand over."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.given import read_moment, read_number, read_optional_number, read_place, unclear
from fangxian.doors.web.pages.rosters.words import NAMED, WORDS
from fangxian.doors.web.rendering import tell
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.rosters import services
from fangxian.operations.rosters.rows import Pattern


@require_POST
@signed_in
def propose(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Work out a roster; it is shown before anybody serves by it."""
    form = request.POST
    roster = services.propose_roster(
        desk.actor,
        desk.clock,
        outbreak_id=_outbreak(desk),
        place_id=read_place(form, desk.reach),
        from_on=_read_date(form),
        days=read_number(form, "days", NAMED["days"]),
        pattern=_read_pattern(form),
    )
    tell(request, WORDS, "was_proposed")
    return redirect("roster", roster)


@require_POST
@signed_in
def answer(request: HttpRequest, desk: Desk, roster_id: UUID) -> HttpResponse:
    """Take a roster, or leave it."""
    take = request.POST.get("take") == "1"
    services.answer_roster(desk.actor, desk.clock, roster_id=roster_id, take=take)
    tell(request, WORDS, "was_taken" if take else "was_left")
    return redirect("roster", roster_id) if take else redirect("rosters")


@require_POST
@signed_in
def report_absence(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say when one cannot come, or wishes to be free."""
    form = request.POST
    from_at = read_moment(form, "from", NAMED["from"])
    to_at = read_moment(form, "to", NAMED["to"])
    if from_at is None or to_at is None:
        raise unclear(NAMED["from"])
    services.report_absence(
        desk.actor,
        desk.clock,
        outbreak_id=_outbreak(desk),
        member_id=_read_id(form, "member"),
        from_at=from_at,
        to_at=to_at,
        kind=form.get("kind", "absence"),
    )
    tell(request, WORDS, "was_reported")
    return redirect("rosters")


@require_POST
@signed_in
def ask_swap(request: HttpRequest, desk: Desk, turn_id: UUID) -> HttpResponse:
    """Ask a colleague to take a shift."""
    services.ask_swap(desk.actor, desk.clock, turn_id=turn_id, member_id=_read_id(request.POST, "member"))
    tell(request, WORDS, "was_asked")
    return redirect("rosters")


@require_POST
@signed_in
def answer_swap(request: HttpRequest, desk: Desk, swap_id: UUID) -> HttpResponse:
    """Agree to take a colleague's shift, or not."""
    agree = request.POST.get("agree") == "1"
    services.answer_swap(desk.actor, desk.clock, swap_id=swap_id, agree=agree)
    tell(request, WORDS, "was_agreed" if agree else "was_declined")
    return redirect("rosters")


@require_POST
@signed_in
def hand_over(request: HttpRequest, desk: Desk, turn_id: UUID) -> HttpResponse:
    """Leave a note for the next shift."""
    services.hand_over(desk.actor, desk.clock, turn_id=turn_id, said=request.POST.get("said", ""))
    tell(request, WORDS, "was_handed")
    return redirect("rosters")


def _read_pattern(form: QueryDict) -> Pattern:
    degrees = read_optional_number(form, "temperature", NAMED["temperature"])
    return Pattern(
        hours=read_number(form, "hours", NAMED["hours"]),
        first_hour=read_number(form, "first_hour", NAMED["first_hour"]),
        need=read_optional_number(form, "need", NAMED["need"]),
        suit=form.get("suit") == "1",
        temperature_c=None if degrees is None else float(degrees),
    )


def _read_date(form: QueryDict) -> date:
    try:
        return date.fromisoformat(form.get("from_on", ""))
    except ValueError as error:
        raise unclear(NAMED["from"]) from error


def _read_id(form: QueryDict, name: str) -> UUID:
    try:
        return UUID(form.get(name, ""))
    except ValueError as error:
        raise unclear(NAMED["member"]) from error


def _outbreak(desk: Desk) -> str:
    return desk.outbreak.id if desk.outbreak else get_outbreak(desk.reach, "").id
