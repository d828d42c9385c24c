"""Where notices are sent, and what a loudspeaker has played."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.notices.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.operations.notices import outbox, queries

CHANNELS = ("webhook", "sms", "loudspeaker")


@require_http_methods(["GET", "POST"])
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the outlets within reach; open a new one."""
    desk.actor.require("publish")
    secret = None
    if request.method == "POST":
        given = {name: request.POST.get(name, "").strip() for name in ("channel", "name", "address")}
        channel = given["channel"] if given["channel"] in CHANNELS else "loudspeaker"
        place = request.POST.get("place_id", "").strip() or desk.actor.place_id
        _, secret = outbox.open_outlet(
            desk.actor,
            desk.clock,
            place_id=place,
            channel=channel,
            name=given["name"] or channel,
            address=given["address"],
        )
    rows = queries.list_outlets(desk.reach, desk.known_at)
    return render_page(
        request,
        "notices/outlets.html",
        WORDS,
        rows=rows,
        secret=secret,
        channels=CHANNELS,
        place_id=desk.actor.place_id,
    )


@require_POST
@signed_in
def close(request: HttpRequest, desk: Desk, outlet_id: UUID) -> HttpResponse:
    """Stop sending to an outlet."""
    outbox.close_outlet(desk.actor, desk.clock, outlet_id=outlet_id)
    return redirect("outlets")


@require_POST
@signed_in
def played(request: HttpRequest, desk: Desk, delivery_id: UUID) -> HttpResponse:
    """Record how often a loudspeaker played a notice."""
    times = request.POST.get("times", "")
    number = int(times) if times.isdecimal() else 1
    outbox.mark_played(desk.actor, desk.clock, delivery_id=delivery_id, times=max(number, 1))
    tell(request, WORDS, "told_played", times=max(number, 1))
    return redirect("notice-desk")
