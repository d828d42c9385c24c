"""Members, posts and assignments as pages, programs and other apps see them: frozen rows, never models."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fangxian.engines.problems import Text


@dataclass(frozen=True)
class MemberGiven:
    """Somebody to put on record. `number`: what their employer's roster calls them; kept as a digest only.

    languages, skills, may_not: codes. consented: a volunteer's own word. user_id: their account, if they have one.
    """

    number: str
    full_name: str
    place_id: str
    kind: str = "staff"
    employer: str = ""
    office_id: str | None = None
    user_id: str | None = None
    team_id: str = ""
    phone: str = ""
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    home_id: str | None = None
    lat: float | None = None
    lon: float | None = None
    may_not: tuple[str, ...] = ()
    vaccinated_on: date | None = None
    available_from: datetime | None = None
    available_to: datetime | None = None
    consented: bool = False
    checks: tuple[str, ...] = ()


@dataclass(frozen=True)
class MemberRow:
    """A member. `name`, `phone`: empty where identities are hidden, or erased. `missing`: checks still to be made."""

    id: UUID
    name: str
    phone: str
    kind: str
    employer: str
    office_id: str | None
    user_id: str | None
    place_id: str
    place: Text
    team_id: str
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    home_id: str | None
    lat: float | None
    lon: float | None
    may_not: tuple[str, ...]
    vaccinated_on: date | None
    available_from: datetime | None
    available_to: datetime | None
    missing: tuple[str, ...]

    def is_available(self, at: datetime) -> bool:
        """Tell whether they may be sent at an hour: within their time, a volunteer with every check made."""
        begun = self.available_from is None or self.available_from <= at
        return begun and (self.available_to is None or at < self.available_to) and not self.missing


@dataclass(frozen=True)
class PostGiven:
    """Where people are needed. `source`: what asks for them; a post of the same source is changed, not doubled.

    per_shift: how many of `need` at once, where they take turns; None: all of them.
    """

    kind: str
    place_id: str
    need: int
    name: Text
    role: str = "support"
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    weight: int = 1
    source: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    per_shift: int | None = None


@dataclass(frozen=True)
class PostRow:
    """A post. `filled`: how many serve there at the hour asked about; `per_shift`: as in `PostGiven`."""

    id: UUID
    outbreak_id: str
    kind: str
    name: Text
    place_id: str
    place: Text
    role: str
    need: int
    filled: int
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    lat: float | None
    lon: float | None
    weight: int
    source: str
    starts_at: datetime
    ends_at: datetime | None
    per_shift: int | None = None

    @property
    def short(self) -> int:
        """How many are missing."""
        return max(self.need - self.filled, 0)


@dataclass(frozen=True)
class AssignmentRow:
    """A member at a post. distance_m: from where they live or work; None: not known. why: codes of the engine."""

    id: UUID
    outbreak_id: str
    member_id: UUID
    post_id: UUID
    place_id: str
    role: str
    starts_at: datetime
    ends_at: datetime | None
    distance_m: float | None
    why: tuple[str, ...]


@dataclass(frozen=True)
class UnitGiven:
    """A temporary unit to set up; lead, deputies and members by their ids."""

    kind: str
    place_id: str
    name: Text
    lead_id: UUID
    duty_phone: str
    deputies: tuple[UUID, ...] = ()
    members: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class UnitRow:
    """A temporary unit (临时党支部 / 工作组). `names`: of the lead, deputies and members whom the reader may see."""

    id: UUID
    kind: str
    name: Text
    place_id: str
    place: Text
    lead_id: UUID
    deputies: tuple[UUID, ...]
    members: tuple[UUID, ...]
    duty_phone: str
    starts_at: datetime
    ends_at: datetime | None

    @property
    def people(self) -> int:
        """Everybody in it, once."""
        return len({self.lead_id, *self.deputies, *self.members})


@dataclass(frozen=True)
class LeaderRow:
    """A leader who answers for a place."""

    id: UUID
    member_id: UUID
    place_id: str
    place: Text
    starts_at: datetime
    ends_at: datetime | None


@dataclass(frozen=True)
class RecallRow:
    """A call back from leave. `answer`: coming, cannot, or "" while nobody has answered."""

    id: UUID
    outbreak_id: str
    member_id: UUID
    place_id: str
    called_at: datetime
    due_at: datetime
    answer: str
    answered_at: datetime | None

    def is_late(self, at: datetime) -> bool:
        """Tell whether the answer is overdue at an hour."""
        return not self.answer and self.due_at < at


@dataclass(frozen=True)
class RunRow:
    """A proposal of who goes where. cost, bound: metres (and what else counts); short: (post, skill, how many).

    taken: None while command has not answered.
    """

    id: UUID
    place_id: str
    solver: str
    keep_teams: bool
    people: int
    needed: int
    assigned: int
    cost: float
    bound: float
    short: tuple[tuple[str, str, int], ...]
    made_at: datetime
    taken: bool | None

    @property
    def gap(self) -> float:
        """How far the cost may be from the best there is, as a share of the cost."""
        return max(self.cost - self.bound, 0.0) / self.cost if self.cost else 0.0


@dataclass(frozen=True)
class ProposedRow:
    """One line of a proposal; `from_post_id`: where the member serves now."""

    member_id: UUID
    post_id: UUID
    from_post_id: UUID | None
    distance_m: float | None
    why: tuple[str, ...]
