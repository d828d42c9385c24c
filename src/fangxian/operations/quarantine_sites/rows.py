"""Quarantine sites as pages and programs see them: frozen rows, never models."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fangxian.engines.problems import Text
from fangxian.engines.quarantine import STAY_RESULTS

PICKED_UP, ARRIVED, LEFT = "picked-up", "arrived", "left"
STEPS = (PICKED_UP, ARRIVED, LEFT)
RELEASED, TO_HOSPITAL, MOVED, NEVER_CAME = "released", "to-hospital", "moved", "never-came"
TAKEN_BACK = "taken-back"
LEAVINGS = (RELEASED, TO_HOSPITAL, MOVED, NEVER_CAME, TAKEN_BACK)
"""How a stay ends: let go with its evidence, taken to hospital, moved to another room, the order was in vain, or the
consent it rested on was taken back."""
ENDED_BY_ITSELF = (RELEASED, TAKEN_BACK)
"""Leavings that follow from another act."""
CHANNELS = ("visit", "call", "own-link")
LANGUAGES = ("zh", "local", "en", "sign", "interpreter")
"""In which language somebody was told: Mandarin, the local dialect, English, sign language, through an interpreter."""
SIGNED = ("own-hand", "guardian", "witnessed")
"""By the person's own hand, by the guardian of a child, or said before a witness by who cannot write."""
LET_GO = "let-go"
CONSENT_ENDS = (TAKEN_BACK, LET_GO)
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

    `voluntary`: of their own accord, in neither of the two. `coming`: ordered and not arrived, of them `late` after their
    clock; `tests`, `releases`: due today.
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
    voluntary: int
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
    """A stay. `name`, `phone`: empty where identities are hidden. `ends_at`: of the restriction or consent it rests on.

    `stands`: that it does, by itself; without it nobody may be kept. `bound`: a restriction stands; by a consent nobody is
    bound. `lacking`: what the evidence of a release lacks.
    """

    id: UUID
    outbreak_id: str
    person_id: str
    name: str
    phone: str
    restriction_key: str
    consent_id: UUID | None
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
    stands: bool
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
    """Somebody who begins anew. `proposal_id`: what two offices sign; None: they are there of their own accord and are asked."""

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
    """A room suggested for somebody who is bound, or has consented, and has none; `why` in words, without a site what is
    short. `consent_id`: the consent, where nothing binds them; `needs`: of `CARE_NEEDS`, as on record."""

    person_id: str
    name: str
    restriction_key: str
    party_id: str
    site_id: str
    floor: str
    room: str
    distance_m: float
    why: Text
    consent_id: UUID | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class ConsentGiven:
    """A consent as it was signed. `channel`, `language`, `signed`: of the words above; `until`: at most as they agreed to,
    None: as long."""

    person_id: str
    measure: str
    channel: str
    language: str
    signed: str
    until: datetime | None = None


@dataclass(frozen=True)
class AgreedRow:
    """Somebody who agreed to a room and has not signed."""

    person_id: str
    name: str
    measure: str
    title: Text
    until: datetime


@dataclass(frozen=True)
class ConsentRow:
    """A consent. `ended_at`, `why_ended`: None and "" while it stands; `stands`: it does, and its time is not over."""

    id: UUID
    outbreak_id: str
    person_id: str
    name: str
    measure: str
    title: Text
    channel: str
    language: str
    signed: str
    signed_at: datetime
    until: datetime
    ended_at: datetime | None
    why_ended: str
    stands: bool


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
