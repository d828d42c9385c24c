"""Somebody moved: choose the new home in words, hand over to its community."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.follow_ups.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.operations.follow_ups import services
from fangxian.operations.places.finding import find_places


@require_GET
@signed_in
def find_homes(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Send the places that typed words may mean; people move out of one's reach too."""
    words = request.GET.get("words", "").strip()
    found = [row for row in find_places(words) if row.level != "venue"] if words else []
    return render_page(request, "follow_ups/homes.html", WORDS, homes=found)


@require_POST
@signed_in
def move_one(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Record the new home; whoever no longer sees the person goes back to the list."""
    services.move(
        desk.actor,
        desk.clock,
        follow_up=key,
        to_place_id=request.POST.get("to_place_id", ""),
        reason=request.POST.get("reason", ""),
    )
    tell(request, WORDS, "told_moved")
    return redirect("follow-ups")
