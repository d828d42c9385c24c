"""Reporting one's travel (行程报备): where, when, and at once what it means. Nothing is said about anybody else."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_http_methods

from fangxian.doors.web.checks import read_mark
from fangxian.doors.web.given import unclear
from fangxian.doors.web.pages.self_report.attendance import read_times
from fangxian.doors.web.pages.self_report.privacy import kept_to_oneself
from fangxian.doors.web.pages.self_report.travel_words import TRAVEL
from fangxian.doors.web.pages.self_report.words import WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.engines.problems import Problem, Text
from fangxian.operations.accounts.queries import get_world_clock
from fangxian.operations.ids import new_id
from fangxian.operations.places.finding import find_places
from fangxian.operations.screening.rows import TripGiven
from fangxian.operations.screening.trips import open_travel, report_trip

GONE = "travel-not-asked"


@require_http_methods(["GET", "POST"])
@kept_to_oneself
def show(request: HttpRequest, outbreak_id: str) -> HttpResponse:
    """Show the form; take what is sent and say what it means."""
    try:
        outbreak, venues = open_travel(get_world_clock(), outbreak_id)
    except Problem as problem:
        if problem.code != GONE:
            raise
        return render_page(request, "self_report/gone.html", WORDS, status=404)
    with timezone.override(ZoneInfo(outbreak.timezone)):
        context = _take(request, outbreak_id) if request.method == "POST" else {}
        return render_page(
            request,
            "self_report/travel.html",
            WORDS | TRAVEL,
            status=context["problem"].status if "problem" in context else 200,
            outbreak=outbreak,
            venues=venues,
            event_id=new_id(),
            **context,
        )


def _take(request: HttpRequest, outbreak_id: str) -> dict[str, Any]:
    said = request.POST
    try:
        meaning = report_trip(get_world_clock(), outbreak_id=outbreak_id, given=_given(request, said))
    except Problem as problem:
        return {"problem": problem, "given": said}
    return {"meaning": meaning}


def _given(request: HttpRequest, said: QueryDict) -> TripGiven:
    arrive_at, leave_at = read_times(said.get("on", ""), said.get("from", ""), said.get("to", ""))
    return TripGiven(
        place_id=said.get("venue", "") or _place(said.get("place", ""), Text("去过的地点", "where you were")),
        arrive_at=arrive_at,
        leave_at=leave_at,
        full_name=said.get("full_name", ""),
        phone=said.get("phone", ""),
        home_id=_place(said.get("home", ""), Text("居住的社区", "the community you live in")),
        sender=salted_hmac("travel", request.META.get("REMOTE_ADDR", "")).hexdigest(),
        id=read_mark(said.get("event_id", "")),
    )


def _place(text: str, called: Text) -> str:
    """A place by its name or number, if that is certain: a bare name that several places have is asked back."""
    found = find_places(text)
    sure = [one.place_id for one in found if one.certain or len(found) == 1]
    if not sure:
        raise unclear(called)
    return sure[0]
