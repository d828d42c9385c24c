"""The morning briefing of a place: what changed in a day, what is late, who is missing, what a laboratory owes."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from fangxian.operations.custody.backlogs import Backlog, list_backlogs
from fangxian.operations.custody.positives import list_positives
from fangxian.operations.custody.queries import count_breaks, custody_of
from fangxian.operations.custody.rows import AlarmRow
from fangxian.operations.custody.watching import list_alarms
from fangxian.operations.orders.queries import list_late
from fangxian.operations.orders.rows import LateRow
from fangxian.operations.picture import Overview, summarise
from fangxian.operations.places.queries import children
from fangxian.operations.places.reach import Reach
from fangxian.operations.places.rows import PlaceRow
from fangxian.operations.rounds.counting import ledger_of
from fangxian.operations.rounds.queries import list_rounds
from fangxian.operations.rounds.rows import KINDS, RoundRow
from fangxian.operations.rounds.unseen import UnseenRow, list_unseen

DAY = timedelta(hours=24)
WORST_SHOWN, LATE_SHOWN = 5, 5

Figures = dict[str, Any]


@dataclass(frozen=True)
class RoundBrief:
    """The latest round of a kind at the place. `custody`, `breaks`: of testing only."""

    round: RoundRow
    ledger: Figures
    unseen: UnseenRow | None
    worst: tuple[tuple[PlaceRow, Figures], ...]
    """The places below with the most people missing."""
    custody: Figures | None = None
    breaks: tuple[tuple[str, int], ...] = ()
    positives: int = 0


@dataclass(frozen=True)
class Briefing:
    """Everything a command office goes through in the morning, as known at one hour."""

    place_id: str
    at: datetime
    now: Overview
    before: Overview
    """A day earlier, as it was known then."""
    late: tuple[LateRow, ...]
    rounds: tuple[RoundBrief, ...]
    backlogs: tuple[Backlog, ...]
    alarms: tuple[AlarmRow, ...]


def brief(
    reach: Reach, outbreak_id: str, place_id: str, at: datetime, known_at: datetime | None = None
) -> Briefing:
    """Return the briefing of a place (`known_at`: as it was known then).

    Raises:
        Problem: `not-found`, also for a place outside the reach.
    """
    reach.require(place_id)
    inside, hour = reach.narrow(place_id), known_at or at
    backlogs = list_backlogs(reach, outbreak_id, hour)
    return Briefing(
        place_id=place_id,
        at=hour,
        now=summarise(inside, outbreak_id, hour, hour, live=known_at is None),
        before=summarise(inside, outbreak_id, hour - DAY, hour - DAY),
        late=list_late(inside, outbreak_id, hour, LATE_SHOWN, known_at),
        rounds=_rounds(reach, outbreak_id, place_id, hour, known_at),
        backlogs=backlogs,
        alarms=tuple(one for one in list_alarms(outbreak_id, hour, backlogs) if not one.over),
    )


def _rounds(
    reach: Reach, outbreak_id: str, place_id: str, at: datetime, known_at: datetime | None
) -> tuple[RoundBrief, ...]:
    latest = [next(iter(list_rounds(reach, outbreak_id, known_at, kind)), None) for kind in KINDS]
    found = [_round(reach, row, place_id, at, known_at) for row in latest if row is not None]
    return tuple(one for one in found if one is not None)


def _round(
    reach: Reach, row: RoundRow, place_id: str, at: datetime, known_at: datetime | None
) -> RoundBrief | None:
    ledger = {one["place_id"]: one for one in ledger_of(reach, row.id, place_id, known_at).to_dicts()}
    own = ledger.get(place_id)
    if own is None or not own["due"] + own["added"]:
        return None
    below = [(one, ledger[one.place_id]) for one in children(place_id) if one.place_id in ledger]
    worst = sorted(
        (pair for pair in below if pair[1]["missing"]),
        key=lambda pair: (-pair[1]["missing"], pair[0].place_id),
    )
    unseen = next(iter(list_unseen(reach, row.id, place_id, known_at)), None)
    one = RoundBrief(row, own, unseen, tuple(worst[:WORST_SHOWN]))
    return _with_custody(reach, one, place_id, at, known_at) if row.kind == "testing" else one


def _with_custody(
    reach: Reach, one: RoundBrief, place_id: str, at: datetime, known_at: datetime | None
) -> RoundBrief:
    found, breaks = custody_of(reach, one.round.id, place_id, at, known_at)
    return replace(
        one,
        custody=next(row for row in found.to_dicts() if row["place_id"] == place_id),
        breaks=count_breaks(breaks),
        # What is dealt with now: of an earlier hour it is not told.
        positives=0 if known_at else len(list_positives(reach, one.round.id, place_id)),
    )
