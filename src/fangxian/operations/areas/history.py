"""What stood when: the periods of an area's life, as they were known at any hour."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from fangxian.engines.problems import Text
from fangxian.operations.areas.models import Area, RoundOfTests
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND


@dataclass(frozen=True)
class Period:
    """A stretch of an area's life at one level. `entry_id`: the journal's entry that wrote it last."""

    key: str
    outbreak_id: str
    place_id: str
    level: str
    starts_at: datetime
    valid_from: datetime
    valid_to: datetime | None
    known_from: datetime
    eligible: bool
    release_due_at: datetime | None
    alone_until: datetime | None
    decision_id: UUID | None
    rule: str
    evidence: tuple[str, ...]
    reason: Text
    population: int | None
    extent: str | None
    covers: str | None
    source: str
    entry_id: UUID
    who: str
    office: str

    def state(self, as_of: datetime) -> str:
        """Return what the area is at an hour: planned, in_force, eligible, release, lapsed or ended."""
        if self.valid_to is not None and self.valid_to <= as_of:
            return "ended"
        if self.alone_until is not None and self.alone_until <= as_of:
            return "lapsed"
        if self.starts_at > as_of:
            return "planned"
        if self.release_due_at is not None:
            return "release"
        return "eligible" if self.eligible else "in_force"


@dataclass(frozen=True)
class RoundRow:
    """One round of tests in an area."""

    finished_on: date
    due: int
    tested: int
    positive: int
    recorded_at: datetime
    who: str
    office: str


def list_periods(reach: Reach, outbreak_id: str, known_at: datetime) -> dict[str, tuple[Period, ...]]:
    """Return area -> the periods of its life in order, for every area in reach, over or not."""
    rows = reach.filter(Area.objects.as_known(known_at).filter(outbreak_id=outbreak_id))
    return _by_area(rows)


def get_periods(reach: Reach, key: str, known_at: datetime) -> tuple[Period, ...]:
    """Return the periods of one area. Raises `not-found`, also for one outside the reach."""
    found = _by_area(reach.filter(Area.objects.as_known(known_at).filter(id=key)))
    if key not in found:
        raise NOT_FOUND(what="area", what_zh="地区", key=key)
    return found[key]


def zones_over(
    reach: Reach, outbreak_id: str, place_id: str, as_of: datetime, known_at: datetime
) -> list[Period]:
    """Return what is in force anywhere in this outbreak, for the level at one place.

    An area around a place is the business of whoever serves the place, though it was decided further up: only its
    level and hours may be shown from this. Raises `not-found` where the place lies outside the reach.
    """
    reach.require(place_id)
    rows = Area.objects.at(as_of, known_at).filter(in_force_at(as_of), outbreak_id=outbreak_id)
    return [one for periods in _by_area(rows).values() for one in periods]


def in_force_at(as_of: datetime) -> Q:
    """An area counts from its effective hour, and one that rests on one signature until that lapses."""
    return Q(Q(alone_until=None) | Q(alone_until__gt=as_of), starts_at__lte=as_of)


def eligible_since(key: str, known_at: datetime) -> datetime | None:
    """Return since when it has been on record that the area may end, None where it may not."""
    since: datetime | None = None
    versions = Area.objects.filter(id=key, known_from__lte=known_at).order_by("known_from", "valid_from")
    for eligible, known_from in versions.values_list("eligible_to_end", "known_from"):
        since = (since or known_from) if eligible else None
    return since


def list_rounds(key: str, known_at: datetime) -> tuple[RoundRow, ...]:
    """Return the rounds of tests of an area the caller has shown to be within its reach, in order."""
    rows = RoundOfTests.objects.filter(area=key, recorded_at__lte=known_at).select_related("entry")
    return tuple(
        RoundRow(r.finished_on, r.due, r.tested, r.positive, r.recorded_at, r.entry.who, r.entry.office)
        for r in rows.order_by("finished_on", "id")
    )


def last_rounds(keys: Collection[str], known_at: datetime) -> dict[str, RoundRow]:
    """Return area -> its last round of tests."""
    rows = RoundOfTests.objects.filter(area__in=list(keys), recorded_at__lte=known_at).select_related("entry")
    return {
        r.area: RoundRow(
            r.finished_on, r.due, r.tested, r.positive, r.recorded_at, r.entry.who, r.entry.office
        )
        for r in rows.order_by("finished_on", "id")
    }


def _by_area(rows: QuerySet) -> dict[str, tuple[Period, ...]]:
    found: dict[str, list[Period]] = defaultdict(list)
    for row in rows.select_related("entry").order_by("id", "valid_from", "known_from"):
        found[row.id].append(_period(row))
    return {key: tuple(periods) for key, periods in found.items()}


def _period(row: Any) -> Period:
    return Period(
        key=row.id,
        outbreak_id=row.outbreak_id,
        place_id=row.place_id,
        level=row.level,
        starts_at=row.starts_at,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        known_from=row.known_from,
        eligible=row.eligible_to_end,
        release_due_at=row.release_due_at,
        alone_until=row.alone_until,
        decision_id=row.decision_id,
        rule=row.rule,
        evidence=tuple(filter(None, row.evidence.split(";"))),
        reason=Text(row.reason_zh, row.reason_en),
        population=row.population,
        extent=row.extent,
        covers=row.covers,
        source=row.source,
        entry_id=row.entry_id,
        who=row.entry.who,
        office=row.entry.office,
    )
