"""Reading deadlines: what is next, what was missed and why, what one was told."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db.models import Q

from fangxian.engines.problems import Text
from fangxian.engines.timing import CAUSES, STATES, State
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.departments import name_office
from fangxian.operations.accounts.queries import name_users
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clocks.models import Bell, Nudge
from fangxian.operations.clocks.reading import Timed, read_outbreak
from fangxian.operations.clocks.rows import ClockCounts, ClockRow, NudgeRow
from fangxian.operations.clocks.services import nudges_to
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach

OPEN: tuple[State, ...] = ("missed", "running")


def list_clocks(
    reach: Reach,
    outbreak_id: str,
    now: datetime,
    *,
    states: Collection[State] = OPEN,
    clock: str = "",
    limit: int = 200,
) -> tuple[ClockRow, ...]:
    """Return the clocks answered within reach: those past their time first, the longest late on top.

    Raises `not-found`.
    """
    chosen = _chosen(_timed(reach, outbreak_id, now, states), states, clock)[:limit]
    return _rows(outbreak_id, chosen, now)


def read_board(
    reach: Reach, outbreak_id: str, now: datetime, *, clock: str = "", limit: int = 200
) -> tuple[ClockCounts, tuple[ClockRow, ...]]:
    """Return how many clocks are open and the first of them, read once. Raises `not-found`."""
    timed = _timed(reach, outbreak_id, now, OPEN)
    return _counted(timed), _rows(outbreak_id, _chosen(timed, OPEN, clock)[:limit], now)


def next_clocks(reach: Reach, outbreak_id: str, now: datetime, limit: int = 5) -> tuple[ClockRow, ...]:
    """Return what a page with little room shows: the clocks past their time, then those due next."""
    return list_clocks(reach, outbreak_id, now, limit=limit)


def count_clocks(reach: Reach, outbreak_id: str, now: datetime) -> ClockCounts:
    """Return how many clocks run and how many were missed, by cause. Raises `not-found`."""
    return _counted(_timed(reach, outbreak_id, now, OPEN))


def list_nudges(
    actor: Actor, now: datetime, *, outbreak_id: str | None = None, unseen_only: bool = True, limit: int = 50
) -> tuple[NudgeRow, ...]:
    """Return what was told to this person or this person's office, the newest first."""
    rows = actor.reach.filter(nudges_to(actor).filter(sent_at__lte=now))
    if outbreak_id is not None:
        rows = rows.filter(outbreak_id=outbreak_id)
    if unseen_only:
        rows = rows.filter(_unseen(now))
    found = list(rows.order_by("-sent_at", "due_at", "id")[:limit])
    places = titles_of([row.place_id for row in found])
    return tuple(_nudge(row, places[row.place_id], actor, now) for row in found)


def count_nudges(actor: Actor, now: datetime, outbreak_id: str) -> int:
    """Return how many things told to this reader nobody had seen by `now`, for a badge."""
    rows = nudges_to(actor).filter(_unseen(now), outbreak_id=outbreak_id, sent_at__lte=now)
    return actor.reach.filter(rows).count()


def find_rung(reach: Reach, outbreak_id: str) -> datetime | None:
    """Return when the outbreak's clocks were last rung, or None. Raises `not-found`."""
    get_outbreak(reach, outbreak_id)
    return Bell.objects.filter(outbreak_id=outbreak_id).values_list("rung_at", flat=True).first()


def _unseen(now: datetime) -> Q:
    return Q(seen_at=None) | Q(seen_at__gt=now)


def _timed(reach: Reach, outbreak_id: str, now: datetime, states: Collection[str]) -> tuple[Timed, ...]:
    outbreak = get_outbreak(reach, outbreak_id)
    return read_outbreak(reach, outbreak, now, open_only=not ({"met", "withdrawn"} & set(states)))


def _chosen(timed: Sequence[Timed], states: Collection[str], clock: str) -> list[Timed]:
    found = [one for one in timed if one.reading.state in states and clock in ("", one.reading.rule.id)]
    return sorted(
        found, key=lambda one: (STATES.index(one.reading.state), one.reading.due_at, one.reading.key)
    )


def _counted(timed: Sequence[Timed]) -> ClockCounts:
    states = Counter(one.reading.state for one in timed)
    causes = Counter(one.reading.cause for one in timed if one.reading.state == "missed")
    return ClockCounts(states["running"], states["missed"], {cause: causes[cause] for cause in CAUSES})


def _rows(outbreak_id: str, timed: Sequence[Timed], now: datetime) -> tuple[ClockRow, ...]:
    places = titles_of([one.watched.place_id for one in timed])
    owners = name_users({one.watched.owner_id for one in timed if one.watched.owner_id})
    told = _told(outbreak_id, timed, now)
    return tuple(
        _row(one, places[one.watched.place_id], owners.get(one.watched.owner_id or ""), told) for one in timed
    )


def _told(outbreak_id: str, timed: Sequence[Timed], now: datetime) -> Counter[str]:
    """How often each was told by then; the key of a nudge is its clock's with the kind and the step behind it."""
    places = {one.watched.place_id for one in timed}
    told = Nudge.objects.filter(outbreak_id=outbreak_id, place_id__in=places, sent_at__lte=now)
    return Counter(key.rsplit(":", 2)[0] for key in told.values_list("key", flat=True))


def _row(one: Timed, place: Text, owner: Text | None, told: Counter[str]) -> ClockRow:
    reading, watched = one.reading, one.watched
    whole = (reading.due_at - reading.starts_at) / timedelta(minutes=1)
    share = reading.minutes_left / whole if whole > 0 else 0.0
    return ClockRow(
        key=reading.key,
        clock=reading.rule.id,
        title=reading.rule.title,
        of=reading.rule.of,
        about=watched.about,
        place_id=watched.place_id,
        place=place,
        office=name_office(place, watched.department),
        owner=owner,
        state=reading.state,
        cause=reading.cause,
        starts_at=reading.starts_at,
        due_at=reading.due_at,
        stopped_at=reading.stopped_at,
        minutes_left=reading.minutes_left,
        share_left=min(max(share, 0.0), 1.0),
        upstream_minutes=reading.lost_minutes,
        can_wait=reading.rule.can_wait,
        told=told[reading.key],
        case_id=watched.case_id,
        order_id=watched.order_id,
    )


def _nudge(row: Nudge, place: Text, actor: Actor, now: datetime) -> NudgeRow:
    return NudgeRow(
        id=row.id,
        outbreak_id=row.outbreak_id,
        kind=row.kind,
        step=row.step,
        title=Text(row.title_zh, row.title_en),
        about=Text(row.about_zh, row.about_en),
        cause=row.cause,
        place=place,
        order_id=row.order_id,
        mine=str(row.user_id) == actor.user_id,
        due_at=row.due_at,
        sent_at=row.sent_at,
        seen_at=row.seen_at if row.seen_at and row.seen_at <= now else None,
    )
