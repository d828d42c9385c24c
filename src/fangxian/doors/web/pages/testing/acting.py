"""What is done on the testing day: give out tubes, tell people, report a positive as a case."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.given import read_number, read_place
from fangxian.doors.web.pages.testing.given import NAMED, read_size
from fangxian.doors.web.pages.testing.printing import draw_code
from fangxian.doors.web.pages.testing.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.operations.confirming import confirm_positive
from fangxian.operations.custody import services
from fangxian.operations.places.queries import get_place
from fangxian.operations.rounds.queries import get_round


@require_POST
@signed_in
def give(request: HttpRequest, desk: Desk, round_id: UUID) -> HttpResponse:
    """Give out tubes and show their numbers, ready to be printed."""
    place_id, form = read_place(request.POST, desk.reach), request.POST
    size = read_size(form)
    codes = services.give_tubes(
        desk.actor,
        desk.clock,
        round_id=round_id,
        place_id=place_id,
        size=size,
        count=read_number(form, "count", NAMED["count"]),
    )
    return render_page(
        request,
        "testing/codes.html",
        WORDS,
        round=get_round(desk.reach, round_id),
        place=get_place(place_id),
        size=size,
        codes=[(code, draw_code(code)) for code in codes],
    )


@require_POST
@signed_in
def tell_negative(request: HttpRequest, desk: Desk, round_id: UUID) -> HttpResponse:
    """Record that everybody at a place whose tube is negative was told."""
    place_id = request.POST.get("place_id", "")
    told = services.tell_negatives(
        desk.actor,
        desk.clock,
        round_id=round_id,
        place_id=place_id,
        channel=request.POST.get("channel", ""),
    )
    tell(request, WORDS, "told_people", people=f"{told:,}")
    return _back(round_id, place_id)


@require_POST
@signed_in
def tell_one(request: HttpRequest, desk: Desk, round_id: UUID) -> HttpResponse:
    """Record that one person was told what was found, by a voice."""
    told = services.tell_people(
        desk.actor,
        desk.clock,
        round_id=round_id,
        sample_ids=[UUID(request.POST.get("sample_id", "") or str(round_id))],
        channel=request.POST.get("channel", ""),
    )
    tell(request, WORDS, "told_people", people=f"{told:,}")
    return _back(round_id, request.POST.get("place_id", ""))


@require_POST
@signed_in
def confirm(request: HttpRequest, desk: Desk, sample_id: UUID) -> HttpResponse:
    """Report somebody alone in a positive tube as a case; the plan runs, and the case's page opens."""
    found = confirm_positive(desk.actor, desk.clock, sample_id=sample_id)
    tell(request, WORDS, "became_case")
    return redirect("case", found.case_id)


def _back(round_id: UUID, place_id: str) -> HttpResponse:
    return redirect(f"{reverse('testing-day', args=[round_id])}?place={place_id}")
