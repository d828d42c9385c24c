"""Opening an outbreak: its names, its plan, the place it concerns; then on to its first case."""

from zoneinfo import available_timezones

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.open_outbreak.given import read_outbreak
from fangxian.doors.web.pages.open_outbreak.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.operations.cases.services import open_outbreak
from fangxian.operations.places.finding import find_places
from fangxian.operations.places.queries import list_places
from fangxian.stores.packs import list_packs, read_plan


@require_http_methods(["GET", "POST"])
@signed_in
def ask(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the form; open the outbreak when it is sent, turn the desk to it and ask for its first case."""
    desk.actor.require("decide")
    if request.method == "POST":
        return _open(request, desk)
    return render_page(
        request,
        "open_outbreak/ask.html",
        WORDS,
        plans=[read_plan(plan_id) for plan_id in list_packs("plans")],
        places=[row.place_id for row in list_places(sorted(desk.reach.places))],
        zones=sorted(available_timezones()),
    )


def _open(request: HttpRequest, desk: Desk) -> HttpResponse:
    outbreak = read_outbreak(request.POST)
    desk.reach.require(outbreak.place_id)
    request.session["outbreak_id"] = open_outbreak(desk.actor, desk.clock, outbreak=outbreak)
    tell(request, WORDS, "opened")
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": reverse("report-case")})
    return redirect("report-case")


@require_GET
@signed_in
def find(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Send the places within reach that typed words may mean, the widest first: an outbreak rarely stays small."""
    desk.actor.require("decide")
    words = request.GET.get("place", "").strip()
    candidates = [row for row in find_places(words) if row.level != "venue"]
    found = [row.place_id for row in sorted(candidates, key=lambda row: row.path.count(" / "))]
    inside = desk.reach.keep(found)
    places = [place_id for place_id in found if place_id in inside] if words else sorted(desk.reach.places)
    return render_page(request, "open_outbreak/places.html", WORDS, places=places)
