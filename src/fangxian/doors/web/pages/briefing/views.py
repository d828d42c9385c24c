"""The morning briefing of the reader's place, or of one inside it (?place=)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.briefing.words import WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.words import Words
from fangxian.operations.briefing import Briefing, Overview, brief
from fangxian.operations.places.queries import get_place


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the briefing."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    place_id = request.GET.get("place") or desk.actor.place_id
    told = brief(desk.reach, desk.outbreak.id, place_id, desk.known_at, desk.then)
    return render_page(
        request,
        "briefing/show.html",
        WORDS,
        brief=told,
        place=get_place(place_id),
        outbreak=desk.outbreak,
        figures=[_line(told, key) for key in _SHOWN],
    )


_SHOWN = ("cases", "exposed", "venues", "areas", "restrictions", "overdue", "blocked")


def _line(told: Briefing, key: str) -> tuple[str, int, str]:
    """A figure with what a day added to it or took from it."""
    now, before = _figure(told.now, key), _figure(told.before, key)
    return key, now, f"{now - before:+,}" if now != before else "±0"


def _figure(one: Overview, key: str) -> int:
    """One figure of a day's picture."""
    if key in ("cases", "areas"):
        return sum(number for kind, number in getattr(one, key).items() if kind != "discarded")
    if key in ("overdue", "blocked"):
        return int(getattr(one.orders, key))
    return int(getattr(one, "restrictions_in_force" if key == "restrictions" else key))
