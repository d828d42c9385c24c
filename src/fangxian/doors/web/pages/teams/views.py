"""Who is where: what is short first, then posts, units and leaders; one post; one proposal."""

from collections.abc import Sequence
from statistics import median
from uuid import UUID

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.teams.words import WORDS
from fangxian.doors.web.paging import ROWS_BESIDE, holds, turn_to
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.words import Words
from fangxian.operations.places.queries import get_place
from fangxian.operations.teams import queries
from fangxian.operations.teams.codes import ROLES, UNIT_KINDS
from fangxian.operations.teams.rows import LeaderRow, PostRow, ProposedRow, UnitRow
from fangxian.operations.teams.runs import find_last_run, list_proposed


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what is short, the last proposal, posts, units and leaders; ?q= those whose name or place holds a text."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    at, text = desk.known_at, request.GET.get("q", "").strip()
    posts = queries.list_posts(desk.reach, desk.outbreak.id, at)
    found = [row for row in posts if holds(text, row.name, row.place, row.place_id)]
    members = queries.list_members(desk.reach, at, named=False)
    units, leaders = _units(request, desk, desk.outbreak.id), _leaders(request, desk, desk.outbreak.id)
    recalls = queries.list_recalls(desk.reach, desk.outbreak.id, at)
    named = [*_people_of(units), *(row.member_id for row in leaders)]
    return render_page(
        request,
        "teams/list.html",
        WORDS,
        posts=turn_to(request, found),
        total=len(found),
        text=text,
        figures=_figures(posts),
        people=len(members),
        available=sum(row.is_available(at) for row in members),
        unchecked=sum(bool(row.missing) for row in members),
        unanswered=sum(not row.answer for row in recalls),
        late=sum(row.is_late(at) for row in recalls),
        run=find_last_run(desk.reach, desk.outbreak.id, at),
        units=units,
        leaders=leaders,
        names=queries.name_members(desk.reach, named, at),
        mine=_mine(desk),
        unit_kinds=UNIT_KINDS,
        own=get_place(desk.actor.place_id),
    )


@require_GET
@signed_in
def show_post(request: HttpRequest, desk: Desk, post_id: UUID) -> HttpResponse:
    """Show one post: who serves there, since when, how far from home, and why."""
    at = desk.known_at
    post = queries.get_post(desk.reach, post_id, at)
    rows = queries.list_assignments(desk.reach, post.outbreak_id, at, post_id=post_id)
    return render_page(
        request,
        "teams/post.html",
        WORDS,
        post=post,
        rows=rows,
        names=queries.name_members(desk.reach, [row.member_id for row in rows], at),
        roles=ROLES,
    )


@require_GET
@signed_in
def show_run(request: HttpRequest, desk: Desk, team_run_id: UUID) -> HttpResponse:
    """Show the lines of a proposal: who would go where and why, those who would move first; ?q= of some posts or places."""
    at, text = desk.known_at, request.GET.get("q", "").strip()
    lines = sorted(
        list_proposed(desk.reach, team_run_id, at), key=lambda row: row.from_post_id == row.post_id
    )
    posts = (
        {row.id: row for row in queries.list_posts(desk.reach, desk.outbreak.id, at)} if desk.outbreak else {}
    )
    shown = turn_to(request, [row for row in lines if _goes(posts.get(row.post_id), text)])
    return render_page(
        request,
        "teams/run.html",
        WORDS,
        lines=shown,
        text=text,
        figures=_of_run(lines),
        posts=posts,
        names=queries.name_members(desk.reach, [row.member_id for row in shown], at),
    )


def _goes(post: PostRow | None, text: str) -> bool:
    return not text or (post is not None and holds(text, post.name, post.place, post.place_id))


def _of_run(lines: Sequence[ProposedRow]) -> dict[str, int]:
    far = [row.distance_m for row in lines if row.distance_m is not None]
    return {
        "people": len(lines),
        "moving": sum(row.from_post_id != row.post_id for row in lines),
        "posts": len({row.post_id for row in lines}),
        "metres": round(median(far)) if far else 0,
    }


def _units(request: HttpRequest, desk: Desk, outbreak_id: str) -> "Page[UnitRow]":
    rows = queries.list_units(desk.reach, outbreak_id, desk.known_at)
    text = request.GET.get("q", "").strip()
    found = [row for row in rows if holds(text, row.name, row.place, row.place_id)]
    return turn_to(request, found, ROWS_BESIDE, "units")


def _leaders(request: HttpRequest, desk: Desk, outbreak_id: str) -> "Page[LeaderRow]":
    rows = queries.list_linked_leaders(desk.reach, outbreak_id, desk.known_at)
    text = request.GET.get("q", "").strip()
    return turn_to(
        request, [row for row in rows if holds(text, row.place, row.place_id)], ROWS_BESIDE, "leaders"
    )


def _figures(posts: Sequence[PostRow]) -> dict[str, int]:
    return {
        "posts": len(posts),
        "need": sum(row.need for row in posts),
        "filled": sum(min(row.filled, row.need) for row in posts),
        "short": sum(row.short for row in posts),
        "short_posts": sum(row.short > 0 for row in posts),
    }


def _people_of(units: Sequence[UnitRow]) -> list[UUID]:
    return [one for unit in units for one in (unit.lead_id, *unit.deputies)]


def _mine(desk: Desk) -> dict[str, object] | None:
    """Where the reader serves and why, and the calls back from leave that wait for their answer."""
    member = queries.find_member_of(desk.actor.user_id, desk.known_at)
    if member is None:
        return None
    sent = queries.find_assignment_of(member, desk.known_at)
    post = queries.find_post_of(sent, desk.known_at) if sent else None
    calls = [row for row in queries.list_recalls_of(member, desk.known_at) if not row.answer]
    return {"sent": sent, "post": post, "calls": calls}
