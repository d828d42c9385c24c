"""Venues where not everybody is known: the notice, the call to the operator, who came forward, who is still missing."""

from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.exposed.paths import describe_days, describe_span
from fangxian.doors.web.pages.exposed.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text
from fangxian.operations.follow_ups import services
from fangxian.operations.follow_ups.queries import draft_notice, list_attendances, list_venues
from fangxian.operations.follow_ups.venue_rows import AttendanceRow, Notice, VenueRow
from fangxian.operations.problems import NOT_FOUND


@require_GET
@signed_in
def list_all(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show every venue a case visited while infectious, those with people not found first."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    rows = list_venues(desk.reach, desk.outbreak.id, desk.known_at)
    spans = [(row, _span(row.from_at, row.to_at, desk)) for row in rows]
    return render_page(request, "exposed/venues.html", WORDS, rows=spans)


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk, place_id: str) -> HttpResponse:
    """Show one venue: expected, found and still unknown; its notice; who said they were there."""
    row = _find(desk, place_id)
    assert desk.outbreak is not None
    asked = (desk.reach, desk.outbreak.id)
    notice = row.notice or draft_notice(*asked, place_id, desk.known_at)
    waiting = list_attendances(*asked, desk.known_at, place_id=place_id)
    return render_page(
        request,
        "exposed/venue.html",
        WORDS,
        row=row,
        span=_span(row.from_at, row.to_at, desk),
        notice=notice,
        attendances=[(one, _when(one, desk)) for one in waiting],
        link=_link(request, desk.outbreak.id, row),
    )


def _find(desk: Desk, place_id: str) -> VenueRow:
    rows = list_venues(desk.reach, desk.outbreak.id, desk.known_at) if desk.outbreak else ()
    found = next((row for row in rows if row.place_id == place_id), None)
    if found is None:
        raise NOT_FOUND(what="place", what_zh="地点", key=place_id)
    return found


def _span(from_at: datetime, to_at: datetime, desk: Desk) -> str:
    if to_at - from_at >= timedelta(days=1):
        return describe_days(from_at, to_at, desk.language)
    return describe_span(from_at, to_at, "exact", desk.language)


def _when(one: AttendanceRow, desk: Desk) -> str:
    return describe_span(one.arrive_at, one.leave_at, one.precision, desk.language)


def _link(request: HttpRequest, outbreak_id: str, row: VenueRow) -> str:
    """Return the address people open who were there; none before the notice is published."""
    return (
        request.build_absolute_uri(reverse("was-there", args=[outbreak_id, row.place_id]))
        if row.published_at
        else ""
    )


@require_POST
@signed_in
def publish(request: HttpRequest, desk: Desk, place_id: str) -> HttpResponse:
    """Publish the notice as it stands in the form, in both languages."""
    row, given = _find(desk, place_id), request.POST.get
    notice = Notice(
        Text(given("title_zh", ""), given("title_en", "")), Text(given("body_zh", ""), given("body_en", ""))
    )
    _act(desk, services.publish_notice, row, notice=notice)
    tell(request, WORDS, "told_published")
    return redirect("venue", place_id=place_id)


@require_POST
@signed_in
def call(request: HttpRequest, desk: Desk, place_id: str) -> HttpResponse:
    """Order the office in charge to call the operator for the list of those present."""
    _act(desk, services.call_operator, _find(desk, place_id))
    tell(request, WORDS, "told_called")
    return redirect("venue", place_id=place_id)


@require_POST
@signed_in
def record_estimate(request: HttpRequest, desk: Desk, place_id: str) -> HttpResponse:
    """Record how many the operator thinks were there."""
    text, told_by = request.POST.get("expected", ""), request.POST.get("told_by", "")
    expected = int(text) if text.isdecimal() and len(text) < 7 else -1
    _act(desk, services.estimate, _find(desk, place_id), expected=expected, told_by=told_by)
    return redirect("venue", place_id=place_id)


def _act(desk: Desk, service: object, row: VenueRow, **given: object) -> None:
    assert desk.outbreak is not None
    assert callable(service)
    service(desk.actor, desk.clock, outbreak_id=desk.outbreak.id, place_id=row.place_id, **given)


@require_POST
@signed_in
def confirm(request: HttpRequest, desk: Desk, attendance_id: UUID) -> HttpResponse:
    """Confirm that somebody was there: the next run of the plan traces them."""
    services.confirm_attendance(desk.actor, desk.clock, attendance_id=attendance_id)
    tell(request, WORDS, "told_confirmed")
    return redirect(_back(request))


@require_POST
@signed_in
def reject(request: HttpRequest, desk: Desk, attendance_id: UUID) -> HttpResponse:
    """Set a report of attendance aside, with the reason."""
    reason = request.POST.get("reason", "")
    services.reject_attendance(desk.actor, desk.clock, attendance_id=attendance_id, reason=reason)
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    place_id = request.POST.get("place_id", "")
    return reverse("venue", args=[place_id]) if place_id else reverse("venues")
