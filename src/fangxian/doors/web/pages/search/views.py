"""Search by name of a place or number of a case; only what lies within the reach is found."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.search.words import WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.operations.cases.queries import list_cases
from fangxian.operations.places.finding import find_places


@require_GET
@signed_in
def find(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what fits ?q=."""
    text = request.GET.get("q", "").strip()
    rows = list_cases(desk.reach, desk.outbreak.id, desk.known_at) if desk.outbreak and text else ()
    cases = [row for row in rows if text.lstrip("#") == str(row.number)]
    found = find_places(text) if text else []
    places = [place for place in found if desk.reach.covers(place.place_id)]
    return render_page(request, "search/found.html", WORDS, text=text, cases=cases, places=places)
