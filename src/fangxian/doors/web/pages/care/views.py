"""One page of care: households without a carer first, then whatever is late, then everybody who needs looking after."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.care.words import WORDS
from fangxian.doors.web.paging import ROWS_BESIDE, turn_to
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.words import Words
from fangxian.operations.care.lacking import list_lacking
from fangxian.operations.care.queries import list_calls, list_care, list_rides
from fangxian.operations.care.rows import MEDICINES, OUTCOMES, TOPICS
from fangxian.operations.places.queries import get_place

ALL = 1_000_000


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show who lacks a carer and what is due for those who need looking after."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    key, at = desk.outbreak.id, desk.known_at
    rows = list_care(desk.reach, key, at)
    rides, calls = list_rides(desk.reach, key, at), list_calls(desk.reach, key, at)
    lacking = list_lacking(desk.reach, key, at, limit=ALL)
    return render_page(
        request,
        "care/list.html",
        WORDS,
        lacking=lacking,
        short=turn_to(request, lacking.rows, ROWS_BESIDE, "lacking"),
        rows=turn_to(request, rows),
        rides=turn_to(request, rides, ROWS_BESIDE, "rides"),
        calls=turn_to(request, calls, ROWS_BESIDE, "calls"),
        figures={
            "late": sum(one.late for one in rows),
            "soon": sum(one.soon_out for one in rows),
            "rides": len(rides),
            "calls": len(calls),
        },
        own=get_place(desk.actor.place_id),
        outcomes=OUTCOMES,
        medicines=MEDICINES,
        topics=TOPICS,
    )
