"""A round place by place, or at a lowest place door by door; the lists that feed registers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.ledger.words import WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.words import Words
from fangxian.engines.tables import GAP_KINDS
from fangxian.operations.ids import new_id
from fangxian.operations.places.queries import ancestors, children, get_place, titles_of
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.rounds.addresses import find_addresses
from fangxian.operations.rounds.counting import ledger_of
from fangxian.operations.rounds.doors import list_doors
from fangxian.operations.rounds.gaps import list_gaps
from fangxian.operations.rounds.lists import list_lists
from fangxian.operations.rounds.queries import first_place, get_round, list_rounds
from fangxian.operations.rounds.rows import KINDS, RoundRow
from fangxian.operations.rounds.unseen import list_unseen

DOORS_SHOWN = 200
KNOCKS = ("no-answer", "answered")
OTHERS = ("refused", "excused", "moved", "absent-proved", "no-answer")


@require_GET
@signed_in
def show_latest(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the latest round, or how to open the first."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    rounds = list_rounds(desk.reach, desk.outbreak.id, desk.then)
    if not rounds:
        return render_page(request, "ledger/none.html", WORDS, **_opening(desk))
    return _show(request, desk, rounds[0], rounds)


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk, round_id: UUID) -> HttpResponse:
    """Show one round at a place (?place=), at first at the reader's own."""
    row = get_round(desk.reach, round_id, desk.then)
    return _show(request, desk, row, list_rounds(desk.reach, row.outbreak_id, desk.then))


@require_GET
@signed_in
def show_lists(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the lists that may feed a register, and which are on."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    rows = list_lists(desk.reach, desk.outbreak.id, desk.known_at)
    may = desk.may["command"] and desk.reach.covers(desk.outbreak.place_id)
    return render_page(request, "ledger/lists.html", WORDS, rows=rows, may_switch=may)


def _opening(desk: Desk) -> dict[str, Any]:
    return {"kinds": KINDS, "own": get_place(desk.actor.place_id), "outbreak": desk.outbreak}


def _show(request: HttpRequest, desk: Desk, row: RoundRow, rounds: tuple[RoundRow, ...]) -> HttpResponse:
    place_id = request.GET.get("place") or first_place(desk.reach, row)
    by_place = {one["place_id"]: one for one in ledger_of(desk.reach, row.id, place_id, desk.then).to_dicts()}
    own = by_place.get(place_id)
    if own is None:
        raise NOT_FOUND(what="place", what_zh="地点", key=place_id)
    unseen = {one.place_id: one for one in list_unseen(desk.reach, row.id, place_id, desk.then)}
    below = [
        (one, figures, unseen.get(one.place_id))
        for one in children(place_id)
        if (figures := by_place.get(one.place_id)) and (figures["due"] or figures["added"])
    ]
    gap = request.GET.get("gap", "")
    return render_page(
        request,
        "ledger/round.html",
        WORDS,
        round=row,
        rounds=rounds,
        place=get_place(place_id),
        above=[one for one in ancestors(place_id) if desk.reach.covers(one.place_id)],
        total=own,
        unseen=unseen.get(place_id),
        below=sorted(below, key=lambda one: (-one[1]["missing"], one[0].place_id)),
        late=row.due_at < desk.known_at and own["missing"] > 0,
        gaps=GAP_KINDS,
        gap=gap,
        event_id=new_id(),
        **_people(desk, row, place_id, gap, desk.then, at_doors=not below),
        **_opening(desk),
    )


def _people(
    desk: Desk, row: RoundRow, place_id: str, gap: str, known_at: datetime | None, *, at_doors: bool
) -> dict[str, Any]:
    """The doors of a lowest place, or the gaps asked for."""
    if gap in GAP_KINDS:
        missing = list_gaps(desk.reach, row.id, place_id, gap, known_at)
        names = titles_of({one.place_id for one in missing[:DOORS_SHOWN]})
        return {"missing": missing[:DOORS_SHOWN], "missing_total": len(missing), "names": names}
    if not at_doors:
        return {}
    doors = list_doors(desk.reach, row.id, place_id, known_at)
    addresses = find_addresses(desk.reach, desk.clock, row.id, doors[:DOORS_SHOWN])
    placed = [(door, addresses.get(door.door_id, "")) for door in doors[:DOORS_SHOWN]]
    shown = {"doors": placed, "doors_total": len(doors)}
    return {**shown, "knocks": KNOCKS, "others": OTHERS}
