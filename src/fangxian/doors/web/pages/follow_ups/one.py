"""One follow-up: its days, checks and tests; the person's own link; release, shortening, and becoming a case."""

from datetime import date, datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.opening import opens
from fangxian.doors.web.pages.follow_ups.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.engines.problems import Problem, Text
from fangxian.engines.tables import CASE_KINDS
from fangxian.operations import finding
from fangxian.operations.follow_ups import services
from fangxian.operations.follow_ups.queries import find_fever, get_follow_up, list_symptoms
from fangxian.operations.follow_ups.rows import FollowUpView

NO_DATE = Problem(
    "date-not-read",
    Text("日期没有填写或无法识别。", "The date is missing or cannot be read."),
    Text("应为年-月-日，可带时分。", "Year-month-day was expected, with hours and minutes where asked."),
    Text("请用日期控件选择。", "Choose it with the date field."),
    status=400,
)


@require_GET
@signed_in
@opens("follow-up")
def show(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Show one follow-up and what can be done."""
    return _page(request, desk, get_follow_up(desk.reach, key, desk.known_at))


def _page(request: HttpRequest, desk: Desk, view: FollowUpView, link: str = "") -> HttpResponse:
    row = view.row
    symptoms = list_symptoms(desk.reach, row.outbreak_id)
    return render_page(
        request,
        "follow_ups/one.html",
        WORDS,
        row=row,
        view=view,
        link=link,
        rows=(row,),
        symptoms=symptoms,
        titles={symptom.code: symptom.title for symptom in symptoms},
        fever_from=find_fever(desk.reach, row.outbreak_id),
        kinds=[kind for kind in CASE_KINDS if kind != "discarded"],
    )


@require_POST
@signed_in
@opens("follow-up")
def give_link(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Make the person's own link and show it this once, to be handed over."""
    token = services.make_link(desk.actor, desk.clock, follow_up=key)
    link = request.build_absolute_uri(reverse("self-report", args=[token]))
    return _page(request, desk, get_follow_up(desk.reach, key, desk.clock.now()), link)


@require_POST
@signed_in
def record_result(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Record a sample and its result."""
    _do(
        desk,
        finding.record_finding,
        key,
        taken_at=_moment(request, "sampled_at"),
        result=_said(request, "result"),
    )
    tell(request, WORDS, "told_checked")
    return redirect("follow-up", key=key)


@require_POST
@signed_in
def release_one(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Release the person: their days are complete, or earlier by decision."""
    _do(desk, services.release, key, reason=_said(request, "reason"), early="early" in request.POST)
    tell(request, WORDS, "told_let_go")
    return redirect("follow-up", key=key)


@require_POST
@signed_in
def shorten_one(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """End it earlier, with the reason."""
    _do(desk, services.shorten, key, ends_at=_moment(request, "ends_at"), reason=_said(request, "reason"))
    return redirect("follow-up", key=key)


@require_POST
@signed_in
def make_case(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Record that the contact became a case; go on to the case, to write down the itinerary."""
    onset = request.POST.get("onset_on", "")
    facts = {"onset_on": _day(onset)} if onset else {}
    case_id = services.become_case(
        desk.actor, desk.clock, follow_up=key, kind=_said(request, "kind"), facts=facts
    )
    tell(request, WORDS, "told_case")
    return redirect("case", case_id=case_id)


def _do(desk: Desk, service: Any, key: str, **given: Any) -> None:
    service(desk.actor, desk.clock, follow_up=key, **given)


def _said(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").strip()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NO_DATE from None


def _moment(request: HttpRequest, name: str) -> datetime:
    """Read a local time; a date alone means the end of that day."""
    text = _said(request, name)
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        raise NO_DATE from None
    if len(text) == len("2021-07-31"):
        given = datetime.combine(given.date(), time(23, 59))
    return timezone.make_aware(given)
