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
class ExposureSpan:
    """A person's exposures of the closest degree, put together.

    `first_over_at`: when the first of them was over; `place_id`: where the strongest happened.
    """

    person_id: str
    degree: int
    first_exposed_at: datetime
    last_exposed_at: datetime
    first_over_at: datetime
    case_ids: tuple[str, ...]
    place_id: str | None


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


@dataclass(frozen=True)
class VisitRow:
    """One stay of a case at a place: inside [from_at, to_at], exactly these minutes only where `precision` says so."""

    from_at: datetime
    to_at: datetime
    precision: str


@dataclass(frozen=True)
class ExposedGroup:
    """The people exposed at one place in one session. Each is counted once.

    `contacts`: those of degree 1. `decided`: those something was decided for. `infectious_*`: when cases were
    there and infectious, as far as the place was visited by one. `precision`: the vaguest of its exposures.
    `within`: what the place lies in. `unknown_attendees`: not all are found.
    """

    key: str
    kind: str
    place_id: str
    session: str
    place: Text | None
    venue_kind: str
    within: str
    people: int
    contacts: int
    decided: int
    cases: int
    from_at: datetime
    to_at: datetime
    precision: str
    infectious_from_at: datetime | None
    infectious_to_at: datetime | None
    infectious_precision: str
    unknown_attendees: bool


@dataclass(frozen=True)
class ExposedTotals:
    """How many groups, people, contacts (degree 1) and people decided for; each person once."""

    groups: int
    people: int
    contacts: int
    decided: int


@dataclass(frozen=True)
class Meeting:
    """One step of a path: with a case (`with_case`, its id) or with somebody exposed before.

    The times bound the meeting as well as `precision` allows: never read them as exact where it is not.
    `minutes` is the longest it can have been; None where that is unknown. `with_person` is empty where the
    reader may not see the name.
    """

    kind: str
    place: Text | None
    with_case: str
    with_person: str
    from_at: datetime
    to_at: datetime
    minutes: float | None
    precision: str


@dataclass(frozen=True)
class ExposedPerson:
    """Somebody exposed, with the path that counts most, from the case on; `paths`: how many there are."""

    person_id: str
    name: str
    degree: int
    score: float
    path: tuple[Meeting, ...]
    paths: int

    @property
    def others(self) -> int:
        """How many paths are not shown."""
        return self.paths - 1


@dataclass(frozen=True)
class ExportedExposure:
    """One exposure as it leaves the house; times are local, with their offset."""

    person_id: str
    name: str
    degree: int
    via_person_id: str
    case_id: str
    kind: str
    place_id: str
    session: str
    first_exposed_at: str
    last_exposed_at: str
    minutes: float | None
    precision: str
    score: float
