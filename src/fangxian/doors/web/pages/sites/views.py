"""The sampling sites: alarms first, then desks, samples and queues; one site with its crew."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.sites.words import WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.words import Words
from fangxian.operations.at_sites.board import SiteState, get_state, list_crew, list_states
from fangxian.operations.places.queries import titles_of
from fangxian.operations.problems import NOT_FOUND

SITES_SHOWN, CREW_SHOWN = 100, 50


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the sites of the reader's places; ?q= those whose name or number holds a text."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    states = list_states(desk.reach, desk.outbreak.id, desk.known_at)
    text = request.GET.get("q", "").strip()
    found = [one for one in states if _holds(one, text)]
    shown = found[:SITES_SHOWN]
    return render_page(
        request,
        "sites/list.html",
        WORDS,
        states=shown,
        total=len(found),
        text=text,
        names=titles_of({one.site.place_id for one in states if one in shown or one.standing}),
        alarms=[(one, alarm.alarm) for one in states for alarm in one.standing],
        figures=_figures(states),
    )


@require_GET
@signed_in
def show_one(request: HttpRequest, desk: Desk, site_id: str) -> HttpResponse:
    """Show one site: its queue to tap, who is on duty, its alarms."""
    if desk.outbreak is None:
        raise NOT_FOUND(what="site", what_zh="采样点", key=site_id)
    state = get_state(desk.reach, desk.outbreak.id, site_id, desk.known_at)
    crew = list_crew(desk.reach, desk.outbreak.id, site_id, desk.known_at)
    return render_page(
        request,
        "sites/one.html",
        WORDS,
        state=state,
        name=titles_of([state.site.place_id])[state.site.place_id],
        on_duty=[row for row in crew if row.is_there(desk.known_at)],
        gone=[row for row in crew if not row.is_there(desk.known_at)][:CREW_SHOWN],
    )


def _holds(one: SiteState, text: str) -> bool:
    return not text or text.lower() in f"{one.site.id} {one.site.name.zh} {one.site.name.en}".lower()


def _figures(states: tuple[SiteState, ...]) -> dict[str, int]:
    return {
        "open": sum(one.is_open for one in states),
        "desks": sum(one.site.desks for one in states if one.is_open),
        "sampled": sum(one.sampled for one in states),
        "waiting": sum(one.queue.waiting for one in states if one.is_open and one.queue),
        "on_duty": sum(one.on_duty for one in states),
    }
