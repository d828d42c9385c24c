"""Sending members to posts, and calling them off: nobody serves at two at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.chunks import in_chunks
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.teams.codes import ROLES
from fangxian.operations.teams.members import require_words
from fangxian.operations.teams.models import Assignment
from fangxian.operations.teams.problems import ALREADY_SENT, NOT_READY
from fangxian.operations.teams.queries import get_member, get_post
from fangxian.operations.teams.rows import MemberRow, PostRow
from fangxian.operations.teams.standing import like, write_versions

BY_HAND = "by_hand"


@dataclass(frozen=True)
class Sending:
    """A member is to serve at a post; `role` "": the post's."""

    member_id: UUID
    post_id: UUID
    role: str = ""
    distance_m: float | None = None
    why: tuple[str, ...] = (BY_HAND,)


@transaction.atomic
def assign_member(
    actor: Actor,
    clock: Clock,
    *,
    member_id: UUID,
    post_id: UUID,
    role: str = "",
    until: datetime | None = None,
) -> UUID:
    """Send one member to a post by hand; return the assignment.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-a-team-word`, `member-not-ready`, `member-already-sent`.
    """
    actor.require("command")
    at = clock.now()
    member, post = get_member(actor.reach, member_id, at), get_post(actor.reach, post_id, at)
    _require_ready(member, at)
    if member_id in _standing([member_id], at):
        raise ALREADY_SENT(name=member.name)
    row = _row(Sending(member_id, post_id, role), post, at, None, until)
    write_versions(actor, at, "sent", "assignment", row.id, [row], {"member": member_id, "post": post_id})
    return row.id


@transaction.atomic
def end_assignment(actor: Actor, clock: Clock, *, assignment_id: UUID, reason: str = "") -> None:
    """Call a member off a post. Raises `not-your-role`, `not-found`."""
    actor.require("command")
    at = clock.now()
    row = actor.reach.filter(Assignment.objects.open().filter(id=assignment_id, ends_at=None)).first()
    if row is None:
        raise NOT_FOUND(what="assignment", what_zh="派员", key=assignment_id)
    ended = like(row, at, ends_at=max(at, row.starts_at))
    write_versions(actor, at, "called off", "assignment", row.id, [ended], {"ends_at": at}, [row], reason)


def send_many(
    actor: Actor, at: datetime, sendings: Sequence[Sending], posts: Mapping[UUID, PostRow], run_id: UUID
) -> int:
    """Send members as a proposal says, inside the caller's transaction; who serves elsewhere is called off there.

    Return how many rows differ from what stood.
    """
    wanted = {one.member_id: one for one in sendings}
    standing = _standing(list(wanted), at)
    moving = {
        member: one
        for member, one in wanted.items()
        if member not in standing or standing[member].post_id != one.post_id
    }
    closed = [standing[member] for member in moving if member in standing]
    ended = [like(row, at, ends_at=max(at, row.starts_at)) for row in closed]
    made = [_row(one, posts[one.post_id], at, run_id, None) for one in moving.values()]
    if ended:
        write_versions(actor, at, "called off", "assignment", run_id, ended, {"moved": len(ended)}, closed)
    if made:
        write_versions(actor, at, "sent", "assignment", run_id, made, {"sent": len(made)})
    return len(made)


def _standing(member_ids: Sequence[UUID], at: datetime) -> dict[UUID, Assignment]:
    found: dict[UUID, Assignment] = {}
    for some in in_chunks(member_ids):
        rows = Assignment.objects.open().filter(member_id__in=some)
        going_on = rows.filter(Q(ends_at=None) | Q(ends_at__gt=at))
        found |= {row.member_id: row for row in going_on}
    return found


def _require_ready(member: MemberRow, at: datetime) -> None:
    if member.missing:
        raise NOT_READY(name=member.name, why=f"unchecked: {', '.join(member.missing)}", why_zh="尚未核实")
    if not member.is_available(at):
        raise NOT_READY(name=member.name, why="not available now", why_zh="不在可用时间内")


def _row(
    one: Sending, post: PostRow, at: datetime, run_id: UUID | None, until: datetime | None
) -> Assignment:
    role = one.role or post.role
    require_words(ROLES, [role])
    return Assignment(
        id=new_id(),
        outbreak_id=post.outbreak_id,
        place_id=post.place_id,
        member_id=one.member_id,
        post_id=one.post_id,
        role=role,
        starts_at=at,
        ends_at=until,
        distance_m=one.distance_m,
        why=list(one.why),
        run_id=run_id,
        known_from=at,
        valid_from=at,
    )
