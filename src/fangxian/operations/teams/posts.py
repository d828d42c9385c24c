"""Posts: where people are needed, set up, changed and ended."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.teams.codes import POST_KINDS, ROLES
from fangxian.operations.teams.members import require_words
from fangxian.operations.teams.models import Assignment, Post
from fangxian.operations.teams.problems import NOT_A_TIME
from fangxian.operations.teams.queries import get_post
from fangxian.operations.teams.rows import PostGiven
from fangxian.operations.teams.standing import like, write_versions


@transaction.atomic
def set_posts(
    actor: Actor, clock: Clock, *, outbreak_id: str, given: Sequence[PostGiven]
) -> tuple[UUID, ...]:
    """Set up posts; one that stands for the same source (`PostGiven.source`) is changed. Return their ids, in order.

    Raises:
        Problem: `not-your-role`, `not-found` (outbreak, a place out of reach), `not-a-team-word`,
            `not-a-time-of-service`.
    """
    actor.require("command")
    get_outbreak(actor.reach, outbreak_id)
    _check(actor, given)
    at = clock.now()
    standing = _standing(outbreak_id, {one.source for one in given if one.source})
    made, closed = list[Post](), list[Post]()
    for one in given:
        before = standing.pop(one.source, None) if one.source else None
        columns = _columns(one, before.starts_at if before else at)
        if before is None:
            made.append(Post(id=new_id(), outbreak_id=outbreak_id, known_from=at, valid_from=at, **columns))
            continue
        closed.append(before)
        made.append(like(before, at, **columns))
    if made:
        after = {"posts": len(made), "changed": len(closed), "need": sum(one.need for one in given)}
        write_versions(actor, at, "set up", "post", outbreak_id, made, after, closed)
    return tuple(row.id for row in made)


@transaction.atomic
def end_post(actor: Actor, clock: Clock, *, post_id: UUID, reason: str) -> int:
    """End a post and everybody's service there; return how many served. Raises `not-your-role`, `not-found`."""
    actor.require("command")
    at = clock.now()
    get_post(actor.reach, post_id, at)
    row = Post.objects.open().get(id=post_id)
    told = {"ends_at": at}
    write_versions(actor, at, "ended", "post", post_id, [like(row, at, ends_at=at)], told, [row], reason)
    serving = list(Assignment.objects.open().filter(post_id=post_id, ends_at=None))
    if serving:
        ended = [like(one, at, ends_at=max(at, one.starts_at)) for one in serving]
        write_versions(
            actor, at, "ended", "assignment", post_id, ended, {"served": len(ended)}, serving, reason
        )
    return len(serving)


def _check(actor: Actor, given: Sequence[PostGiven]) -> None:
    inside = actor.reach.keep({one.place_id for one in given})
    for one in given:
        if one.place_id not in inside:
            raise NOT_FOUND(what="place", what_zh="地点", key=one.place_id)
        require_words(POST_KINDS, [one.kind])
        require_words(ROLES, [one.role])
        if one.starts_at and one.ends_at and one.ends_at <= one.starts_at:
            raise NOT_A_TIME()


def _standing(outbreak_id: str, sources: set[str]) -> dict[str, Post]:
    rows = Post.objects.open().filter(outbreak_id=outbreak_id, ends_at=None).exclude(source="")
    return {row.source: row for row in rows if row.source in sources}


def _columns(one: PostGiven, starts_at: datetime) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "place_id": one.place_id,
        "name_zh": one.name.zh,
        "name_en": one.name.en,
        "role": one.role,
        "need": one.need,
        "per_shift": one.per_shift,
        "skills": sorted(set(one.skills)),
        "languages": sorted(set(one.languages)),
        "lat": one.lat,
        "lon": one.lon,
        "weight": one.weight,
        "source": one.source,
        "starts_at": one.starts_at or starts_at,
        "ends_at": one.ends_at,
    }
