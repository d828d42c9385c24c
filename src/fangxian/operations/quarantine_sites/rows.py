"""Quarantine sites as pages and programs see them: frozen rows, never models."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fangxian.engines.problems import Text
from fangxian.engines.quarantine import STAY_RESULTS

PICKED_UP, ARRIVED, LEFT = "picked-up", "arrived", "left"
STEPS = (PICKED_UP, ARRIVED, LEFT)
RELEASED, TO_HOSPITAL, MOVED, NEVER_CAME = "released", "to-hospital", "moved", "never-came"
LEAVINGS = (RELEASED, TO_HOSPITAL, MOVED, NEVER_CAME)
"""How a stay ends: let go with its evidence, taken to hospital, moved to another room, or the order was in vain."""
RESULTS = STAY_RESULTS
ENDINGS = ("well", "tested", "sent-to-hospital", "not-related")
"""What came of a red flag."""


@dataclass(frozen=True)
class FloorGiven:
    """A floor of a site. `offers`: of `CARE_NEEDS`; `air`: floors with the same word share air."""

    floor: str
    rooms: int
    offers: tuple[str, ...] = ()
    air: str = ""


@dataclass(frozen=True)
class SiteGiven:
    """A quarantine site as somebody says it is."""

    site_id: str
    place_id: str
    name: str
    lat: float
    lon: float
    floors: tuple[FloorGiven, ...]
    name_en: str = ""


@dataclass(frozen=True)
class SiteRow:
    """A site: its rooms, how many are taken, and the people in it: contacts and other managed persons apart.

    `coming`: ordered and not arrived, of them `late` after their clock; `tests`, `releases`: due today.
    """

    site_id: str
    name: Text
    place_id: str
    place: Text
    lat: float
    lon: float
    floors: tuple[FloorGiven, ...]
    closed_at: datetime | None
    rooms: int
    taken: int
    contacts: int
    managed: int
    coming: int
    late: int
    tests: int
    releases: int
    flags: int

    @property
    def free(self) -> int:
        """Rooms nobody is in or on the way to."""
        return max(self.rooms - self.taken, 0)


@dataclass(frozen=True)
class DueDay:
    """A day a sample is due: taken or not, and what it showed ("" while nobody knows)."""

    on: date
    taken_at: datetime | None
    result: str


@dataclass(frozen=True)
class StayRow:
    """A stay. `name`, `phone`: empty where identities are hidden. `ends_at`: of the restriction it rests on.

    `bound`: that restriction stands; without it nobody may be kept. `lacking`: what the evidence of a release lacks.
    """

    id: UUID
    outbreak_id: str
    person_id: str
    name: str
    phone: str
    restriction_key: str
    contact: bool
    site_id: str
    place_id: str
    seat: Text
    floor: str
    room: str
    party_id: str
    ordered_at: datetime
    due_at: datetime
    picked_up_at: datetime | None
    arrived_at: datetime | None
    left_at: datetime | None
    why_left: str
    late: bool
    ends_at: datetime
    bound: bool
    days: tuple[DueDay, ...]
    test_due: bool
    lacking: tuple[Text, ...]
    release_due: bool
    positive: bool


@dataclass(frozen=True)
class StayFlagRow:
    """Symptoms in a room. `ending`: what came of them, "" while open."""

    id: UUID
    stay_id: UUID
    site_id: str
    room: str
    person_id: str
    name: str
    phone: str
    symptoms: tuple[str, ...]
    temperature_c: float | None
    office: Text
    raised_at: datetime
    due_at: datetime
    seen_at: datetime | None
    settled_at: datetime | None
    ending: str
    late: bool


@dataclass(frozen=True)
class RestartRow:
    """Somebody who begins anew. `signed`: how many offices have signed for it; `waits`: it still needs more."""

    stay_id: UUID
    person_id: str
    site_id: str
    room: str
    scope: str
    last_shared_at: datetime
    reason: str
    proposal_id: UUID | None
    recorded_at: datetime


@dataclass(frozen=True)
class Suggested:
    """A room suggested for somebody who is bound and has none; `why` in words. Without a site: what is short."""

    person_id: str
    name: str
    restriction_key: str
    party_id: str
    site_id: str
    floor: str
    room: str
    distance_m: float
    why: Text


@dataclass(frozen=True)
class FreeDay:
    """Rooms of the sites in reach on a day: all, taken by those there or on the way, free."""

    on: date
    rooms: int
    taken: int

    @property
    def free(self) -> int:
        """Rooms nobody has."""
        return self.rooms - self.taken
