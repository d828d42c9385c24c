"""Loudspeakers: where, whose, what, when; a button for whoever played one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.checks import read_mark
from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.given import read_number
from fangxian.doors.web.pages.venues.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text
from fangxian.operations.ids import new_id
from fangxian.operations.outreach.loudspeakers import list_loudspeakers
from fangxian.operations.outreach.services import PostGiven, place_loudspeaker, record_play


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the loudspeakers, those that missed most of today first."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    rows = list_loudspeakers(desk.reach, desk.outbreak.id, desk.known_at)
    missed = sum(one.missed for one in rows)
    return render_page(request, "venues/loudspeakers.html", WORDS, rows=rows, missed=missed)


@require_POST
@signed_in
def place_one(request: HttpRequest, desk: Desk, outlet_id: UUID) -> HttpResponse:
    """Say where a loudspeaker hangs, whose it is and when it plays."""
    hours = request.POST.get("hours", "").replace("，", ",").replace("、", ",").replace("：", ":").split(",")
    given = PostGiven(
        outlet_id,
        request.POST.get("spot", ""),
        request.POST.get("keeper", ""),
        tuple(one.strip() for one in hours if one.strip()),
    )
    place_loudspeaker(desk.actor, desk.clock, given=given)
    tell(request, WORDS, "told_placed")
    return redirect("loudspeakers")


@require_POST
@signed_in
def play_one(request: HttpRequest, desk: Desk, outlet_id: UUID) -> HttpResponse:
    """Record that a loudspeaker has just played."""
    record_play(
        desk.actor,
        desk.clock,
        event_id=read_mark(request.POST.get("event_id", "")) or new_id(),
        outlet_id=outlet_id,
        played_at=desk.now,
        times=read_number(request.POST, "times", Text("次数", "how often")),
    )
    tell(request, WORDS, "told_played")
    return redirect("loudspeakers")
