"""Rosters on screen: mine, who is on duty, what waits; one roster as a grid of a week."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.rosters.grid import lay_grid
from fangxian.doors.web.pages.rosters.words import WORDS, spell_why
from fangxian.doors.web.paging import ROWS_BESIDE, turn_to
from fangxian.doors.web.rendering import language_of, render_page
from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text
from fangxian.engines.rostering import NAMES
from fangxian.operations.places.queries import titles_of
from fangxian.operations.rosters import queries
from fangxian.operations.rosters.rows import SHIFT_HOURS, Mine
from fangxian.operations.teams.queries import list_members, list_posts


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what is mine, who is on duty now, rosters to take, hours, swaps and absences."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    reach, outbreak, at = desk.reach, desk.outbreak.id, desk.known_at
    mine = queries.get_mine(reach, desk.actor.user_id, outbreak, at)
    on_duty = queries.list_on_duty(reach, outbreak, at)
    hours = queries.list_hours(reach, outbreak, at)
    return render_page(
        request,
        "rosters/show.html",
        WORDS,
        mine=mine,
        mine_rule=NAMES.get(mine.tired.rule) if mine else None,
        relief=_names(mine),
        colleagues=_colleagues(desk, mine is not None),
        posts=_posts(desk),
        places=titles_of({turn.place_id for turn in on_duty}),
        on_duty=turn_to(request, on_duty, part="now"),
        rosters=turn_to(request, queries.list_rosters(reach, outbreak, at), ROWS_BESIDE),
        hours=turn_to(request, hours, ROWS_BESIDE, "hours"),
        worn=sum(row.tired.level == "over" for row in hours),
        swaps=turn_to(request, queries.list_swaps(reach, outbreak, at), ROWS_BESIDE, "swaps"),
        absences=turn_to(request, queries.list_absences(reach, outbreak, at), ROWS_BESIDE, "away"),
        lengths=SHIFT_HOURS,
        tomorrow=at.astimezone(desk.zone).date() + timedelta(days=1),
    )


@require_GET
@signed_in
def show_one(request: HttpRequest, desk: Desk, roster_id: UUID) -> HttpResponse:
    """Show one roster: its week, what is short and why, and command's answer."""
    row, cells = queries.get_roster(desk.reach, roster_id, desk.known_at)
    by_shift = {cell.shift_id: cell for cell in cells}
    short = [(by_shift[one.shift_id], one, spell_why(one.why, language_of())) for one in row.short]
    return render_page(
        request,
        "rosters/one.html",
        WORDS,
        row=row,
        grid=lay_grid(cells, desk.zone),
        posts=_posts(desk),
        short=short,
        people=len({turn.member_id for cell in cells for turn in cell.turns}),
        gap=f"{row.gap:.0%}",
        places_filled=sum(len(cell.turns) for cell in cells),
    )


def _names(mine: Mine | None) -> str:
    """Return who relieves the member, by name, where names may be seen."""
    return ", ".join(sorted(turn.name for turn in mine.relieved_by if turn.name)) if mine else ""


def _posts(desk: Desk) -> dict[UUID, Text]:
    if desk.outbreak is None:
        return {}
    return {post.id: post.name for post in list_posts(desk.reach, desk.outbreak.id, desk.known_at)}


def _colleagues(desk: Desk, needed: bool) -> list[tuple[UUID, str]]:
    """Return who can be asked to swap, by name."""
    if not needed:
        return []
    found = list_members(desk.reach, desk.known_at)
    return sorted(((row.id, row.name) for row in found if row.name), key=lambda one: one[1])
