"""Setting up checkpoints and closing them. A checkpoint is a post as well: people are sent there and rostered."""

import re
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.checkpoints.codes import KINDS
from fangxian.operations.checkpoints.crews import find_crew, post_of, source_of
from fangxian.operations.checkpoints.models import Checkpoint, QueueAtGate
from fangxian.operations.checkpoints.problems import AREA_HAS_ENDED, CHECKPOINT_LIFTED, CHECKPOINT_UNCLEAR
from fangxian.operations.checkpoints.rows import CheckpointGiven, CheckpointRow
from fangxian.operations.checkpoints.standing import find_standing_areas, get_checkpoint, list_checkpoints
from fangxian.operations.clock import Clock
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.teams.queries import list_posts
from fangxian.operations.teams.services import end_post, set_posts

_KEY = re.compile(r"[A-Za-z0-9-]{1,40}")
MOST_WAITING = 20_000
MOST_LANES = 20


@transaction.atomic
def open_checkpoints(
    actor: Actor, clock: Clock, *, outbreak_id: str, given: Sequence[CheckpointGiven]
) -> int:
    """Set up checkpoints, or say anew what they are; return how many differ from what stood. All or none.

    Raises:
        Problem: `not-your-role`, `not-found`, `checkpoint-unclear`, `area-has-ended`.
    """
    actor.require("command")
    outbreak, at = get_outbreak(actor.reach, outbreak_id), clock.now()
    standing = {row.id: row for row in list_checkpoints(actor.reach, outbreak_id, at)}
    areas = find_standing_areas(outbreak.place_id, outbreak_id, at)
    rows = []
    for one in given:
        _check(actor, one, areas)
        if not _stands(standing.get(one.key), one):
            rows.append(_row(outbreak_id, one, standing.get(one.key), at))
    if rows:
        after = {"checkpoints": [row.checkpoint_id for row in rows]}
        write_rows(actor, at, "opened", "checkpoint", outbreak_id, rows, after)
        keys, crew = {row.checkpoint_id for row in rows}, find_crew(outbreak.plan)
        now = [row for row in list_checkpoints(actor.reach, outbreak_id, at) if row.id in keys]
        set_posts(actor, clock, outbreak_id=outbreak_id, given=[post_of(row, crew) for row in now])
    return len(rows)


@transaction.atomic
def close_checkpoint(actor: Actor, clock: Clock, *, outbreak_id: str, key: str, reason: str) -> None:
    """Say that a checkpoint is kept no longer; whoever served there is called off.

    Raises:
        Problem: `not-your-role`, `not-found`, `no-such-checkpoint`.
    """
    actor.require("command")
    at = clock.now()
    row = get_checkpoint(actor.reach, outbreak_id, key, at)
    if row.closed_at is not None:
        return
    fresh = _like(outbreak_id, row)
    fresh.closed_at = at
    write_rows(actor, at, "closed", "checkpoint", outbreak_id, [fresh], {"checkpoints": [key]})
    for post in list_posts(actor.reach, outbreak_id, at):
        if post.source == source_of(key):
            end_post(actor, clock, post_id=post.id, reason=reason)


@transaction.atomic
def report_queue(actor: Actor, clock: Clock, *, outbreak_id: str, key: str, waiting: int) -> None:
    """Say how many wait at a checkpoint.

    Raises:
        Problem: `not-your-role`, `not-found`, `no-such-checkpoint`, `checkpoint-lifted`, `passage-unclear`.
    """
    actor.require("work")
    at = clock.now()
    row = get_checkpoint(actor.reach, outbreak_id, key, at)
    if not row.is_open(at):
        raise CHECKPOINT_LIFTED(key=key)
    if not 0 <= waiting <= MOST_WAITING:
        raise CHECKPOINT_UNCLEAR(what=f"{waiting}")
    seen = QueueAtGate(outbreak_id=outbreak_id, checkpoint_id=key, waiting=waiting, seen_at=at)
    write_rows(actor, at, "reported", "checkpoint-queue", outbreak_id, [seen], {"waiting": waiting})


def _check(actor: Actor, one: CheckpointGiven, areas: set[str]) -> None:
    wrong = {
        one.key: not _KEY.fullmatch(one.key),
        one.kind: one.kind not in KINDS,
        f"{one.least_crew}": not 1 <= one.least_crew <= 50,
        f"{one.lanes}": not 1 <= one.lanes <= MOST_LANES,
        "name": not one.name.strip() or len(one.name) > 120,
    }
    for what, so in wrong.items():
        if so:
            raise CHECKPOINT_UNCLEAR(what=what)
    actor.reach.require(one.place_id)
    if one.area_key and one.area_key not in areas:
        raise AREA_HAS_ENDED()


def _stands(row: CheckpointRow | None, one: CheckpointGiven) -> bool:
    if row is None or row.closed_at is not None or row.lifted:
        return False
    now = (row.kind, row.place_id, row.name.zh, row.least_crew, row.area_key, row.lanes)
    return now == (one.kind, one.place_id, one.name.strip(), one.least_crew, one.area_key, one.lanes)


def _row(outbreak_id: str, one: CheckpointGiven, row: CheckpointRow | None, at: datetime) -> Checkpoint:
    return Checkpoint(
        outbreak_id=outbreak_id,
        checkpoint_id=one.key,
        kind=one.kind,
        name=one.name.strip(),
        name_en=one.name_en.strip() or one.name.strip(),
        place_id=row.place_id if row else one.place_id,
        lat=one.lat,
        lon=one.lon,
        least_crew=one.least_crew,
        area_key=one.area_key,
        lanes=one.lanes,
        open_from=row.open_from if row and row.closed_at is None else at,
    )


def _like(outbreak_id: str, row: CheckpointRow) -> Checkpoint:
    return Checkpoint(
        outbreak_id=outbreak_id,
        checkpoint_id=row.id,
        kind=row.kind,
        name=row.name.zh,
        name_en=row.name.en,
        place_id=row.place_id,
        lat=row.lat,
        lon=row.lon,
        least_crew=row.least_crew,
        area_key=row.area_key,
        lanes=row.lanes,
        open_from=row.open_from,
    )
