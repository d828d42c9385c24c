"""The desk: what waits for approval, what is out, how far it has come; one notice with its editions."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.notices.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text
from fangxian.operations.notices import queries, services


@require_GET
@signed_in
def list_desk(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the notices within reach, and what the loudspeakers here have still to play."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    return render_page(
        request,
        "notices/desk.html",
        WORDS,
        rows=queries.list_desk(desk.reach, desk.outbreak.id, desk.known_at),
        to_play=queries.list_to_play(desk.reach, desk.known_at) if desk.actor.may("work") else (),
    )


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk, notice_id: UUID) -> HttpResponse:
    """Show one notice: its latest words, who drafted and approved them, earlier editions, what was sent."""
    row, editions = queries.get_desk(desk.reach, notice_id, desk.known_at)
    return render_page(
        request,
        "notices/at_desk.html",
        WORDS,
        row=row,
        latest=editions[0],
        earlier=editions[1:],
        deliveries=queries.list_deliveries(desk.reach, notice_id, desk.known_at),
    )


@require_POST
@signed_in
def approve_one(request: HttpRequest, desk: Desk, edition_id: UUID) -> HttpResponse:
    """Approve a draft as a second person."""
    services.approve(desk.actor, desk.clock, edition_id=edition_id)
    return _back(desk, edition_id)


@require_POST
@signed_in
def publish_one(request: HttpRequest, desk: Desk, edition_id: UUID) -> HttpResponse:
    """Publish what is approved."""
    outlets = services.publish(desk.actor, desk.clock, edition_id=edition_id)
    tell(request, WORDS, "told_published", outlets=outlets)
    return _back(desk, edition_id)


@require_POST
@signed_in
def withdraw_one(request: HttpRequest, desk: Desk, edition_id: UUID) -> HttpResponse:
    """Withdraw what is published, with the reason the public reads."""
    reason = Text(request.POST.get("reason_zh", ""), request.POST.get("reason_en", ""))
    services.withdraw(desk.actor, desk.clock, edition_id=edition_id, reason=reason)
    return _back(desk, edition_id)


def _back(desk: Desk, edition_id: UUID) -> HttpResponse:
    return redirect("notice-at-desk", queries.find_notice_of(desk.reach, edition_id))
