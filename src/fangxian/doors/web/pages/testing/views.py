"""How far everybody's sample has come, place by place; every break by name; the tubes that are not negative."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.testing.words import WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.words import Words
from fangxian.engines.tables import CUSTODY_STAGES
from fangxian.operations.beginning import list_pools
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.custody.backlogs import list_backlogs
from fangxian.operations.custody.drift.raising import list_drift_alarms
from fangxian.operations.custody.positives import list_positives
from fangxian.operations.custody.queries import BreakRow, count_breaks, custody_of
from fangxian.operations.custody.rows import CHANNELS
from fangxian.operations.custody.watching import list_alarms
from fangxian.operations.places.queries import ancestors, children, get_place, titles_of
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.rounds.queries import first_place, get_round, list_rounds
from fangxian.operations.rounds.rows import RoundRow

BREAKS_SHOWN = 200
KIND = "testing"


@require_GET
@signed_in
def show_latest(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the latest round of testing, or how to begin."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    rounds = list_rounds(desk.reach, desk.outbreak.id, desk.then, KIND)
    if not rounds:
        return render_page(request, "testing/none.html", WORDS)
    return _show(request, desk, rounds[0], rounds)


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk, round_id: UUID) -> HttpResponse:
    """Show one round at a place (?place=), at first at the reader's own; ?break= lists the breaks of a kind."""
    row = get_round(desk.reach, round_id, desk.then)
    return _show(request, desk, row, list_rounds(desk.reach, row.outbreak_id, desk.then, KIND))


def _show(request: HttpRequest, desk: Desk, row: RoundRow, rounds: tuple[RoundRow, ...]) -> HttpResponse:
    place_id = request.GET.get("place") or first_place(desk.reach, row)
    found, breaks = custody_of(desk.reach, row.id, place_id, desk.known_at, desk.then)
    by_place = {one["place_id"]: one for one in found.to_dicts()}
    if place_id not in by_place:
        raise NOT_FOUND(what="place", what_zh="地点", key=place_id)
    below = [(one, by_place[one.place_id]) for one in children(place_id) if one.place_id in by_place]
    below = [(one, figures) for one, figures in below if figures["due"] or figures["added"]]
    return render_page(
        request,
        "testing/day.html",
        WORDS,
        round=row,
        rounds=rounds,
        place=get_place(place_id),
        above=[one for one in ancestors(place_id) if desk.reach.covers(one.place_id)],
        total=by_place[place_id],
        steps=CUSTODY_STAGES,
        below=sorted(below, key=lambda pair: (-pair[1]["late"], pair[0].place_id)),
        channels=CHANNELS,
        pools=_pools(desk, row),
        **_laboratories(desk, row.outbreak_id),
        **_breaks(breaks, request.GET.get("break", "")),
        **_positives(desk, row, place_id),
    )


def _pools(desk: Desk, row: RoundRow) -> list[tuple[str, str]]:
    """Which group shares a tube with how many, as the guide in force says."""
    outbreak = get_outbreak(desk.reach, row.outbreak_id)
    rules = list_pools(outbreak, row.opened_at, row.number)
    return [(group, " / ".join(map(str, rule.sizes))) for group, rule in rules.items()]


def _laboratories(desk: Desk, outbreak_id: str) -> dict[str, Any]:
    backlogs = list_backlogs(desk.reach, outbreak_id, desk.known_at)
    alarms = list_alarms(outbreak_id, desk.known_at, backlogs)
    drifted = [one for one in list_drift_alarms(desk.reach, outbreak_id, desk.then) if one.stands]
    return {"backlogs": backlogs, "alarms": [one for one in alarms if not one.over], "drifted": drifted}


def _breaks(breaks: tuple[BreakRow, ...], kind: str) -> dict[str, Any]:
    chosen = [one for one in breaks if one.kind == kind]
    shown = chosen[:BREAKS_SHOWN]
    return {
        "break_kinds": count_breaks(breaks),
        "break_kind": kind,
        "breaks": shown,
        "breaks_total": len(chosen),
        "names": titles_of({one.place_id for one in shown if one.place_id}),
    }


def _positives(desk: Desk, row: RoundRow, place_id: str) -> dict[str, Any]:
    """What is not negative is dealt with now; the past only shows its figures."""
    return {"positives": () if desk.then else list_positives(desk.reach, row.id, place_id)}
