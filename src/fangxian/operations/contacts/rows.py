"""What tracing found, as pages see it: frozen rows, never models."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fangxian.engines.problems import Text


@dataclass(frozen=True)
class TraceRunRow:
    """The latest run of the tracer and how many it could not find."""

    id: UUID
    as_of: datetime
    known_at: datetime
    plan: str
    exposed: int
    venues: int
    venues_not_found: int


@dataclass(frozen=True)
class ExposureRow:
    """One person exposed by one path. `name` is empty where the reader may not see identities."""

    person_id: str
    name: str
    degree: int
    kind: str
    place_id: str | None
    place: Text | None
    case_id: str
    first_exposed_at: datetime
    last_exposed_at: datetime
    minutes: float | None
    score: float
    via: str


@dataclass(frozen=True)
class ExposedPlace:
    """A place cases visited while infectious. `unknown_attendees`: those present are not all found."""

    place_id: str
    place: Text
    venue_kind: str
    lat: float | None
    lon: float | None
    from_at: datetime
    to_at: datetime
    found: int
    unknown_attendees: bool
    cases: int
