"""Sampling sites as pages and programs see them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from fangxian.engines.problems import Text

if TYPE_CHECKING:
    from fangxian.operations.sites.models import Shift

ALARM_KINDS = ("infected-staff", "crowded", "over-capacity")
"""Somebody on duty is a case; more wait than there is room for; more samples in an hour than the desks can take."""

LONGEST_SHIFT = timedelta(hours=24)
"""A shift nobody ended is over after a day: somebody forgot to say so."""


@dataclass(frozen=True)
class SiteGiven:
    """A site as it is to open. Without desks they are reckoned from `capacity`, the people it can sample in a day.

    queue_limit: how many there is room for in the queue, a metre apart; None: whom its desks sample in the longest wait.
    """

    key: str
    place_id: str
    lat: float
    lon: float
    name: str = ""
    name_en: str = ""
    desks: int | None = None
    capacity: int | None = None
    per_desk_hour: int | None = None
    queue_limit: int | None = None


@dataclass(frozen=True)
class SiteRow:
    """A site as it stands. `venue_id`: the site as a place; `closed_at` None: it is open, from `open_from` on."""

    id: str
    name: Text
    place_id: str
    venue_id: str
    lat: float
    lon: float
    desks: int
    per_desk_hour: int
    queue_limit: int
    open_from: datetime
    closed_at: datetime | None

    @property
    def per_hour(self) -> int:
        """People its desks can sample in an hour."""
        return self.desks * self.per_desk_hour

    def is_open(self, at: datetime) -> bool:
        """Tell whether people are sampled there at an hour."""
        return self.open_from <= at and (self.closed_at is None or at < self.closed_at)


@dataclass(frozen=True)
class Opened:
    """How many sites opened or were said anew, and how many stood like that already."""

    opened: int
    unchanged: int


@dataclass(frozen=True)
class ShiftRow:
    """Somebody on duty. No `person_id` for who reads no registers; `to_at` None: they are there."""

    id: UUID
    site_id: str
    person_id: str | None
    staff_id: str | None
    from_at: datetime
    to_at: datetime | None

    def ends_by(self, at: datetime) -> datetime:
        """Return when it ended; of one that goes on: now, or a day after it began."""
        return min(at, self.from_at + LONGEST_SHIFT) if self.to_at is None else self.to_at

    def is_there(self, at: datetime) -> bool:
        """Tell whether they are on duty at an hour."""
        return self.from_at <= at <= self.from_at + LONGEST_SHIFT and (self.to_at is None or at < self.to_at)


def shift_row(row: "Shift", *, registers: bool = True) -> ShiftRow:
    """Return a shift; of nobody for who reads no registers."""
    person = row.person_id if registers else None
    return ShiftRow(row.shift_id, row.site_id, person, row.staff_id, row.from_at, row.to_at)


@dataclass(frozen=True)
class QueueRow:
    """How many waited at a site when somebody looked."""

    site_id: str
    waiting: int
    seen_at: datetime


@dataclass(frozen=True)
class AlarmGiven:
    """Something that is wrong at a site, as it was found."""

    site_id: str
    kind: str
    since_at: datetime
    measured: int
    allowed: int | None = None
    person_id: str = ""
    days: tuple[str, ...] = ()
    same_since: datetime | None = None
    """An alarm alike that began then or later is this one; None: only one that began at `since_at`."""


@dataclass(frozen=True)
class SiteAlarmRow:
    """An alarm. No `person_id` for who reads no registers; `answered_at`: somebody saw to it and said so."""

    id: UUID
    site_id: str
    kind: str
    since_at: datetime
    raised_at: datetime
    measured: int
    allowed: int | None
    person_id: str | None
    days: tuple[str, ...]
    answered_at: datetime | None
    said: str
