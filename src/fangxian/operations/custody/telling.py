"""Telling people what was found: the negative by any channel, the others by a voice."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.chunks import in_chunks
from fangxian.operations.clock import Clock
from fangxian.operations.custody.models import Sample, Told
from fangxian.operations.custody.problems import NOBODY_TO_TELL, NOT_TOLD_THAT_WAY
from fangxian.operations.custody.rows import CHANNELS
from fangxian.operations.custody.signalling import find_outcomes
from fangxian.operations.custody.standing import standing
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.rounds.queries import get_round

_BY_VOICE = ("call", "visit")


@transaction.atomic
def tell_people(
    actor: Actor,
    clock: Clock,
    *,
    round_id: UUID,
    sample_ids: Sequence[UUID],
    channel: str,
    told_at: datetime | None = None,
) -> int:
    """Record that the people of these samples were told their result; return how many had not been.

    Raises:
        Problem: `not-your-role`, `not-found`, `nobody-to-tell` (no such sample, or no result yet), `not-told-that-way`.
    """
    actor.require("work")
    row, at = get_round(actor.reach, round_id), clock.now()
    rows = [
        sample for some in in_chunks(sample_ids) for sample in standing().filter(round=row.id, id__in=some)
    ]
    for place_id in sorted({sample.place_id for sample in rows}):
        actor.reach.require(place_id)
    outcomes = find_outcomes({sample.tube_id for sample in rows})
    if not rows or len(rows) < len(set(sample_ids)) or any(one.tube_id not in outcomes for one in rows):
        raise NOBODY_TO_TELL()
    grave = any(outcomes[one.tube_id][0] != "negative" for one in rows)
    if channel not in (_BY_VOICE if grave else CHANNELS):
        raise NOT_TOLD_THAT_WAY(channel=channel, channels=", ".join(_BY_VOICE if grave else CHANNELS))
    return _tell(actor, at, row.id, rows, channel, min(told_at or at, at))


@transaction.atomic
def tell_negatives(actor: Actor, clock: Clock, *, round_id: UUID, place_id: str, channel: str) -> int:
    """Record that everybody at a place and in all its places whose tube is negative was told; return how many.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-told-that-way`.
    """
    actor.require("work")
    row = get_round(actor.reach, round_id)
    actor.reach.require(place_id)
    if channel not in CHANNELS:
        raise NOT_TOLD_THAT_WAY(channel=channel, channels=", ".join(CHANNELS))
    inside = actor.reach.narrow(place_id)
    waiting = [
        one
        for one in standing().filter(round=row.id, told=None, tube__results__outcome="negative").distinct()
        if inside.covers(one.place_id)
    ]
    outcomes = find_outcomes({one.tube_id for one in waiting})
    rows = [one for one in waiting if outcomes[one.tube_id][0] == "negative"]
    at = clock.now()
    return _tell(actor, at, row.id, rows, channel, at) if rows else 0


def _tell(
    actor: Actor, at: datetime, round_id: UUID, rows: Sequence[Sample], channel: str, told_at: datetime
) -> int:
    known = {
        one
        for some in in_chunks([row.pk for row in rows])
        for one in Told.objects.filter(sample__in=some).values_list("sample_id", flat=True)
    }
    fresh = [Told(sample=row, told_at=told_at, channel=channel) for row in rows if row.pk not in known]
    if fresh:
        write_rows(actor, at, "told", "told", round_id, fresh, {"people": len(fresh), "channel": channel})
    return len(fresh)
