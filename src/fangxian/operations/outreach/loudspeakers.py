"""Loudspeakers (小喇叭): where each hangs, whose it is, what it says, when it should play and how often it did."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.notices.outbox import play_waiting
from fangxian.operations.notices.queries import list_outlets, spoken_by
from fangxian.operations.notices.rows import OutletRow
from fangxian.operations.outreach.models import LoudspeakerPlay, LoudspeakerPost
from fangxian.operations.outreach.problems import NOT_A_LOUDSPEAKER, NOT_A_PLAY
from fangxian.operations.outreach.rows import LoudspeakerRow
from fangxian.operations.oversight.sealing import plain
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND

CHANNEL = "loudspeaker"
FROM_HOUR, TO_HOUR = 8, 20
"""From eight to eight, as the measure `broadcast` says: people sleep."""
MOST_HOURS, MOST_TIMES = 24, 500
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True)
class PostGiven:
    """Where a loudspeaker hangs, who keeps it (an office or a shop, no person), at which local hours it plays."""

    outlet_id: UUID
    spot: str
    keeper: str
    hours: tuple[str, ...]


@transaction.atomic
def place_loudspeaker(actor: Actor, clock: Clock, *, given: PostGiven) -> None:
    """Say where a loudspeaker of the notices hangs, whose it is and when it plays; the last word stands.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-a-loudspeaker-post` (the hours), `words-needed`, `personal-number`.
    """
    actor.require("work")
    outlet, hours = _get(actor.reach, given.outlet_id, clock.now()), sorted(set(given.hours))
    wrong = [one for one in hours if not _HOUR.fullmatch(one) or not FROM_HOUR <= int(one[:2]) < TO_HOUR]
    if wrong or not 0 < len(hours) <= MOST_HOURS:
        raise NOT_A_LOUDSPEAKER(hours=", ".join(wrong or hours) or "-")
    row = LoudspeakerPost(
        outlet_id=outlet.id,
        place_id=outlet.place_id,
        spot=plain(given.spot)[:120],
        keeper=plain(given.keeper)[:120],
        hours=hours,
    )
    after = {"spot": row.spot, "hours": hours}
    write_rows(actor, clock.now(), "set", "loudspeaker", outlet.id, [row], after)


@transaction.atomic
def record_play(
    actor: Actor, clock: Clock, *, event_id: UUID, outlet_id: UUID, played_at: datetime, times: int = 1
) -> bool:
    """Record that a loudspeaker played so often; return whether that is new. What waits there counts as played.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-a-play`.
    """
    actor.require("work")
    at = clock.now()
    outlet = _get(actor.reach, outlet_id, at)
    if not 0 < times <= MOST_TIMES or played_at > at + timedelta(minutes=5):
        raise NOT_A_PLAY(times=times)
    if LoudspeakerPlay.objects.filter(id=event_id).exists():
        return False
    when = min(played_at, at)
    row = LoudspeakerPlay(
        id=event_id, outlet_id=outlet.id, place_id=outlet.place_id, played_at=when, times=times
    )
    after = {"times": times, "place_id": outlet.place_id}
    write_rows(actor, at, "played", "loudspeaker-play", outlet.id, [row], after, event_at=when)
    play_waiting(actor, clock, outlet_id=outlet.id, times=times)
    return True


def list_loudspeakers(reach: Reach, outbreak_id: str, at: datetime) -> tuple[LoudspeakerRow, ...]:
    """Return the loudspeakers within reach, those that missed most plays of today first. Raises `not-found`."""
    zone = ZoneInfo(get_outbreak(reach, outbreak_id).timezone)
    outlets = [one for one in list_outlets(reach, at) if one.channel == CHANNEL]
    ids = [one.id for one in outlets]
    posts, words = _posts(ids, at), spoken_by(ids, at)
    midnight = at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    today, last = _plays(ids, midnight, at)
    rows = [
        LoudspeakerRow(
            outlet_id=one.id,
            name=one.name,
            place_id=one.place_id,
            place=one.place,
            spot=posts[one.id].spot if one.id in posts else "",
            keeper=posts[one.id].keeper if one.id in posts else "",
            hours=tuple(posts[one.id].hours) if one.id in posts else (),
            words=words.get(one.id, Text("", "")),
            due_today=_due(posts.get(one.id), at.astimezone(zone)),
            played_today=today.get(one.id, 0),
            last_played_at=last.get(one.id),
        )
        for one in outlets
    ]
    return tuple(sorted(rows, key=lambda row: (-row.missed, row.place_id, row.name, str(row.outlet_id))))


def _get(reach: Reach, outlet_id: UUID, at: datetime) -> OutletRow:
    found = next((one for one in list_outlets(reach, at) if one.id == outlet_id), None)
    if found is None or found.channel != CHANNEL:
        raise NOT_FOUND(what="loudspeaker", what_zh="小喇叭", key=outlet_id)
    return found


def _posts(outlet_ids: Collection[UUID], at: datetime) -> dict[UUID, LoudspeakerPost]:
    rows = LoudspeakerPost.objects.filter(outlet_id__in=outlet_ids, recorded_at__lte=at)
    return {row.outlet_id: row for row in rows.order_by("recorded_at", "entry_id")}


def _plays(
    outlet_ids: Collection[UUID], midnight: datetime, at: datetime
) -> tuple[dict[UUID, int], dict[UUID, datetime]]:
    today: dict[UUID, int] = {}
    last: dict[UUID, datetime] = {}
    rows = LoudspeakerPlay.objects.filter(outlet_id__in=outlet_ids, recorded_at__lte=at)
    for outlet, played_at, times in rows.order_by("played_at").values_list("outlet_id", "played_at", "times"):
        last[outlet] = played_at
        if played_at >= midnight:
            today[outlet] = today.get(outlet, 0) + times
    return today, last


def _due(post: LoudspeakerPost | None, local: datetime) -> int:
    """How many of its hours have passed today."""
    return sum(hour <= f"{local:%H:%M}" for hour in post.hours) if post is not None else 0
