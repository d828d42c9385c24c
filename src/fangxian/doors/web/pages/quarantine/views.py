"""All quarantine sites with what is late and due; one site, room by room, as whoever works there needs it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.quarantine.words import WORDS
from fangxian.doors.web.paging import ROWS_BESIDE, turn_to
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.words import Words
from fangxian.engines.following import SYMPTOMS
from fangxian.engines.tables.quarantine import CARE_NEEDS
from fangxian.operations.places.queries import get_place
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.quarantine_sites import rows
from fangxian.operations.quarantine_sites.agreed import list_consents, list_unsigned
from fangxian.operations.quarantine_sites.board import count_free, list_sites
from fangxian.operations.quarantine_sites.queries import list_flags, list_restarts, list_stays
from fangxian.operations.quarantine_sites.rows import SiteRow
from fangxian.operations.quarantine_sites.watching import CLINICAL
from fangxian.operations.rooming import suggest_rooms


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the board: what is late first, then sites, then who waits for a room."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    key, at = desk.outbreak.id, desk.known_at
    stays = list_stays(desk.reach, key, at)
    sites = list_sites(desk.reach, key, at, stays)
    suggested = suggest_rooms(desk.reach, key, at) if sites else ()
    return render_page(
        request,
        "quarantine/list.html",
        WORDS,
        sites=sites,
        late=turn_to(request, [one for one in stays if one.late], ROWS_BESIDE, "late"),
        tests=turn_to(request, [one for one in stays if one.test_due], ROWS_BESIDE, "tests"),
        releases=turn_to(request, [one for one in stays if one.release_due], ROWS_BESIDE, "releases"),
        flags=list_flags(desk.reach, key, at),
        restarts=turn_to(request, list_restarts(desk.reach, key, at), ROWS_BESIDE, "restarts"),
        unsigned=turn_to(request, list_unsigned(desk.reach, key, at), ROWS_BESIDE, "unsigned"),
        consents=turn_to(request, list_consents(desk.reach, key, at), ROWS_BESIDE, "consents"),
        channels=rows.CHANNELS,
        languages=rows.LANGUAGES,
        signatures=rows.SIGNED,
        suggested=turn_to(request, sorted(suggested, key=lambda one: not one.site_id), part="waiting"),
        short=sum(not one.site_id for one in suggested),
        waiting=len(suggested),
        free=count_free(desk.reach, key, at, stays=stays),
        figures=_figures(sites),
        endings=rows.ENDINGS,
        doctor=_answers(desk),
        needs=CARE_NEEDS,
        own=get_place(desk.actor.place_id),
    )


@require_GET
@signed_in
def show_one(request: HttpRequest, desk: Desk, site_id: str) -> HttpResponse:
    """Show one site, room by room, from the first or from the one of ?stay=."""
    if desk.outbreak is None:
        raise NOT_FOUND(what="quarantine site", what_zh="隔离点", key=site_id)
    key, at = desk.outbreak.id, desk.known_at
    site = next((one for one in list_sites(desk.reach, key, at) if one.site_id == site_id), None)
    if site is None:
        raise NOT_FOUND(what="quarantine site", what_zh="隔离点", key=site_id)
    stays = list_stays(desk.reach, key, at, site_id=site_id)
    there = sorted((one for one in stays if one.arrived_at is not None), key=lambda one: one.room)
    asked = request.GET.get("stay", "")
    opened = next((nth for nth, one in enumerate(there) if str(one.id) == asked), 0)
    return render_page(
        request,
        "quarantine/one.html",
        WORDS,
        site=site,
        coming=turn_to(request, [one for one in stays if one.arrived_at is None], ROWS_BESIDE, "coming"),
        there=turn_to(request, there, first=opened),
        flags=[one for one in list_flags(desk.reach, key, at) if one.site_id == site_id],
        endings=rows.ENDINGS,
        doctor=_answers(desk),
        symptoms=SYMPTOMS,
        results=rows.RESULTS,
        today=at.astimezone(desk.zone).date(),
        leavings=[one for one in rows.LEAVINGS if one not in rows.ENDED_BY_ITSELF],
    )


def _answers(desk: Desk) -> bool:
    return desk.actor.department in CLINICAL or desk.actor.may("decide")


def _figures(sites: tuple[SiteRow, ...]) -> dict[str, int]:
    return {
        name: sum(getattr(one, name) for one in sites)
        for name in (
            "rooms",
            "taken",
            "free",
            "contacts",
            "managed",
            "voluntary",
            "coming",
            "late",
            "tests",
            "releases",
            "flags",
        )
    }
