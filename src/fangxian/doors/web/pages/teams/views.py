"""Who is where: what is short first, then posts, units and leaders; one post; one proposal."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.teams.words import WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.words import Words
from fangxian.operations.places.queries import get_place
from fangxian.operations.teams import queries
from fangxian.operations.teams.codes import ROLES, UNIT_KINDS
from fangxian.operations.teams.rows import PostRow, UnitRow
from fangxian.operations.teams.runs import find_last_run, list_proposed

POSTS_SHOWN, LINES_SHOWN = 100, 200


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what is short, the last proposal, posts, units and leaders; ?q= posts whose name holds a text."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    at, text = desk.known_at, request.GET.get("q", "").strip()
    posts = queries.list_posts(desk.reach, desk.outbreak.id, at)
    found = [row for row in posts if _holds(row, text)]
    members = queries.list_members(desk.reach, at, named=False)
    units = queries.list_units(desk.reach, desk.outbreak.id, at)
    leaders = queries.list_linked_leaders(desk.reach, desk.outbreak.id, at)
    recalls = queries.list_recalls(desk.reach, desk.outbreak.id, at)
    named = [*_people_of(units), *(row.member_id for row in leaders)]
    return render_page(
        request,
        "teams/list.html",
        WORDS,
        posts=found[:POSTS_SHOWN],
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
    """Show the lines of a proposal: who would go where and why, those who would move first."""
    at = desk.known_at
    lines = sorted(
        list_proposed(desk.reach, team_run_id, at), key=lambda row: row.from_post_id == row.post_id
    )
    shown = lines[:LINES_SHOWN]
    posts = (
        {row.id: row for row in queries.list_posts(desk.reach, desk.outbreak.id, at)} if desk.outbreak else {}
    )
    return render_page(
        request,
        "teams/run.html",
        WORDS,
        lines=shown,
        total=len(lines),
        moving=sum(row.from_post_id != row.post_id for row in lines),
        posts=posts,
        names=queries.name_members(desk.reach, [row.member_id for row in shown], at),
    )


def _holds(row: PostRow, text: str) -> bool:
    words = f"{row.name.zh} {row.name.en} {row.place.zh} {row.place.en} {row.place_id}".lower()
    return not text or text.lower() in words


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
