"""What pages, programs and commands see of outreach: frozen rows, never models."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from fangxian.engines.problems import Text
from fangxian.engines.visiting import VenueQuestion

PUT_RIGHT, STILL_WRONG = "put-right", "still-wrong"
CLOSED, REOPENED = "closed", "reopened"
BY_MEASURE, ON_FINDINGS = "measure", "findings"
MODES = ("train", "plane", "coach", "car", "boat", "other")
"""How a group goes home."""

NOT_NEEDED, TEST_DUE, FRESH = "not-needed", "due", "fresh"
"""A group's test: no measure asks for one, one is still missing, the last one will do when they leave."""
POSITIVE = "positive"
"""Somebody in the group tested positive: the CDC is called, and nothing follows by itself."""
HOUSED, PLANNED, HANDED, ACKNOWLEDGED, LATE, GONE = (
    "housed",
    "planned",
    "handed",
    "acknowledged",
    "late",
    "left",
)
"""How far a group is: it has a bed; it knows how it goes home; its home city has been told; has said that it knows;
has not said so in time; it has left."""


@dataclass(frozen=True)
class LookGiven:
    """A form as filled in at a venue. `answers`: question -> yes, no or not-asked; every question is answered."""

    id: UUID
    venue_id: str
    answers: Mapping[str, str]
    seen_at: datetime
    proofs: Mapping[str, str] = field(default_factory=dict)
    """Question -> what shows that an earlier finding is put right, in words."""
    device_at: datetime | None = None


@dataclass(frozen=True)
class Looked:
    """What a form did. `repeated`: it was on record already, nothing was done."""

    repeated: bool
    findings: int
    still_wrong: int
    put_right: int


@dataclass(frozen=True)
class VenueDue:
    """A venue somebody should go to, and why; the words are `engines.visiting.REASONS`."""

    venue_id: str
    venue: Text
    place_id: str
    place: Text
    kind: str
    kind_title: Text
    due_at: datetime
    days_since: float | None
    findings: int
    exposures: int
    score: float
    minutes: float
    why: tuple[str, ...]


@dataclass(frozen=True)
class Stop:
    """A venue of a walk."""

    nth: int
    due: VenueDue
    walk_m: float
    arrives_at: datetime
    leaves_at: datetime


@dataclass(frozen=True)
class WalkRow:
    """The walk of one inspector or team."""

    walker: int
    stops: tuple[Stop, ...]
    metres: float


@dataclass(frozen=True)
class WalksRow:
    """All walks, and what nobody reaches: no time, or no place on the map."""

    walks: tuple[WalkRow, ...]
    left: tuple[tuple[VenueDue, str], ...]
    due: int
    share: float


@dataclass(frozen=True)
class VenueFindingRow:
    """Something wrong at a venue. `late`: its deadline has passed and nobody said that it is right."""

    id: UUID
    venue_id: str
    venue: Text
    question: str
    title: Text
    severity: str
    found_at: datetime
    found_by: Text
    due_at: datetime
    late: bool
    still_wrong: int
    put_right_at: datetime | None
    proof: str


@dataclass(frozen=True)
class ClosedVenue:
    """A venue that is closed. `why`: a measure in force, or findings; it ends by itself at `ends_at`."""

    venue_id: str
    venue: Text
    why: str
    reason: Text
    starts_at: datetime
    ends_at: datetime
    approver: Text
    open_findings: int
    edition_id: UUID | None


@dataclass(frozen=True)
class VenueView:
    """One venue with what is asked there, what is open, whether it is closed."""

    venue_id: str
    venue: Text
    place: Text
    kind_title: Text
    questions: tuple[VenueQuestion, ...]
    looks: int
    seen_at: datetime | None
    seen_by: Text
    findings: tuple[VenueFindingRow, ...]
    closed: ClosedVenue | None
    may_close: bool


@dataclass(frozen=True)
class LoudspeakerRow:
    """One loudspeaker: where, whose, what it says, when it should have played today and how often it did."""

    outlet_id: UUID
    name: str
    place_id: str
    place: Text
    spot: str
    keeper: str
    hours: tuple[str, ...]
    words: Text
    due_today: int
    played_today: int
    last_played_at: datetime | None

    @property
    def missed(self) -> int:
        """How many plays of today are missing so far."""
        return max(0, self.due_today - self.played_today)


@dataclass(frozen=True)
class GroupGiven:
    """A group as registered; `id` is made where it is written down.

    `leader` and `phone`: who speaks for the group. `needs`: codes of `engines.visiting.NEEDS`.
    """

    id: UUID
    place_id: str
    size: int
    home: str
    leader: str
    phone: str
    operator: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class GroupsRegistered:
    """How many groups were added, how many people are in them, how many groups were on record already."""

    added: int
    people: int
    known: int


@dataclass(frozen=True)
class GroupRow:
    """A group of stranded visitors. `leader`, `phone`: only for who may see identities, and until they are erased."""

    group_id: UUID
    number: int
    place_id: str
    place: Text
    size: int
    home: str
    operator: str
    leader: str
    phone: str
    needs: tuple[str, ...]
    tested_at: datetime | None
    tested: int
    test: str
    leaves_at: datetime | None
    leaves_by: str
    left_at: datetime | None
    state: str
    letter_id: UUID | None
    letter_number: int | None
    letter_due_at: datetime | None


@dataclass(frozen=True)
class HomeRow:
    """What is owed to one home city: groups and people, and how far they are."""

    home: str
    groups: int
    people: int
    tests_due: int
    planned: int
    handed: int
    acknowledged: int
    late: int
    left: int


@dataclass(frozen=True)
class HomeTold:
    """The letter that went to a home city. `code`: lets it acknowledge; shown now, kept nowhere."""

    letter_id: UUID
    number: int
    code: str
    groups: int
    people: int
