""" "I was there": who was at a venue of a published notice says so. Nothing is said about anybody else."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_http_methods

from fangxian.doors.web.checks import read_mark
from fangxian.doors.web.pages.self_report.privacy import kept_to_oneself
from fangxian.doors.web.pages.self_report.words import WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.engines.problems import Problem, Text
from fangxian.operations.accounts.queries import get_world_clock
from fangxian.operations.follow_ups.services import AttendanceGiven, open_notice, report_attendance
from fangxian.operations.follow_ups.venue_rows import PublishedNotice
from fangxian.operations.ids import new_id

TIME_NOT_READ = Problem(
    "time-not-read",
    Text(
        "到达或离开的时间没有填写，或先后颠倒。", "When you came or left is missing, or the wrong way round."
    ),
    Text("应填日期、到达和离开的大概时间。", "The day and roughly when you came and left were expected."),
    Text(
        "记不清就填可能的最早和最晚。",
        "If you do not remember, give the earliest and the latest it can have been.",
    ),
    status=400,
)
GONE = "venue-not-published"


@require_http_methods(["GET", "POST"])
@kept_to_oneself
def show(request: HttpRequest, outbreak_id: str, place_id: str) -> HttpResponse:
    """Show the notice and the form; take what is sent."""
    clock = get_world_clock()
    try:
        notice = open_notice(clock, outbreak_id=outbreak_id, place_id=place_id)
    except Problem as problem:
        if problem.code != GONE:
            raise
        return render_page(request, "self_report/gone.html", WORDS, status=404)
    with timezone.override(ZoneInfo(notice.timezone)):
        context = _take(request, notice) if request.method == "POST" else {}
        status = context["problem"].status if "problem" in context else 200
        return render_page(
            request,
            "self_report/there.html",
            WORDS,
            status=status,
            notice=notice,
            event_id=new_id(),
            **context,
        )


def _take(request: HttpRequest, notice: PublishedNotice) -> dict[str, Any]:
    given = request.POST
    try:
        arrive_at, leave_at = read_times(given.get("on", ""), given.get("from", ""), given.get("to", ""))
        report_attendance(
            get_world_clock(),
            outbreak_id=notice.outbreak_id,
            given=_given(request, notice, arrive_at, leave_at),
        )
    except Problem as problem:
        return {"problem": problem, "given": given}
    return {"done": True}


def _given(
    request: HttpRequest, notice: PublishedNotice, arrive_at: datetime, leave_at: datetime
) -> AttendanceGiven:
    said = request.POST
    sender = salted_hmac("was-there", request.META.get("REMOTE_ADDR", "")).hexdigest()
    return AttendanceGiven(
        place_id=notice.place_id,
        arrive_at=arrive_at,
        leave_at=leave_at,
        full_name=said.get("full_name", ""),
        phone=said.get("phone", ""),
        sender=sender,
        event_id=read_mark(said.get("event_id", "")),
    )


def read_times(on: str, start: str, end: str) -> tuple[datetime, datetime]:
    """Read the local day and times; leaving before coming means after midnight."""
    try:
        arrive, leave = (timezone.make_aware(datetime.fromisoformat(f"{on}T{text}")) for text in (start, end))
    except ValueError:
        raise TIME_NOT_READ from None
    return arrive, leave if leave > arrive else leave + timedelta(days=1)
