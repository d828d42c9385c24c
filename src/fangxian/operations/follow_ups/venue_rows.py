"""The search for unknown attendees as pages see it: frozen rows, never models."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fangxian.engines.problems import Text


@dataclass(frozen=True)
class Notice:
    """What is published: place, dates, what to do. Nothing in it points to a person."""

    title: Text
    body: Text


@dataclass(frozen=True)
class PublishedNotice:
    """A notice that runs, for whoever follows its link."""

    outbreak_id: str
    place_id: str
    timezone: str
    title: Text
    body: Text


@dataclass(frozen=True)
class VenueRow:
    """A venue where not everybody is known. `unknown`: expected less found; None while nobody can tell how many.

    `waiting`: self-reports staff have not confirmed; they count as not found.
    """

    place_id: str
    place: Text
    venue_kind: str
    from_at: datetime
    to_at: datetime
    cases: int
    expected: int | None
    told_by: str
    found: int
    unknown: int | None
    waiting: int
    published_at: datetime | None
    notice: Notice | None
    called_at: datetime | None
    order_id: UUID | None
    task_status: str
    unknown_attendees: bool


@dataclass(frozen=True)
class AttendanceRow:
    """One self-report of attendance. `name` and `phone` are empty where identities are hidden."""

    id: UUID
    place_id: str
    place: Text
    person_id: str
    name: str
    phone: str
    arrive_at: datetime
    leave_at: datetime
    precision: str
    reported_at: datetime
    status: str
    reason: str
