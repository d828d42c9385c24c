"""Rosters as pages and programs see them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fangxian.engines.problems import Text
from fangxian.engines.rostering import Stint, Tiredness

SHIFT_HOURS = (4, 6, 8, 12)
"""Lengths of shifts that divide a day and are no longer than anybody may serve."""


@dataclass(frozen=True)
class Pattern:
    """What the shifts of a roster are: so many hours each, the first of a day at `first_hour` local time.

    need: people at each post; None: as many at once as the post asks for. suit: in protective suits; temperature_c: expected.
    """

    hours: int = 8
    first_hour: int = 8
    need: int | None = None
    suit: bool = False
    temperature_c: float | None = None


@dataclass(frozen=True)
class ShortRow:
    """What a shift lacks. why: rules with how many people each keeps off, as `rest=12;absence=2`."""

    shift_id: str
    lacks: str
    missing: int
    why: str


@dataclass(frozen=True)
class RosterRow:
    """A roster. state: proposed, standing, left (not taken) or past (another stands for its days)."""

    id: UUID
    outbreak_id: str
    place_id: str
    place: Text
    from_at: datetime
    to_at: datetime
    made_at: datetime
    state: str
    changed: int
    points: float
    bound: float
    short: tuple[ShortRow, ...]

    @property
    def missing(self) -> int:
        """How many people and skills are missing over all its shifts."""
        return sum(one.missing for one in self.short)

    @property
    def gap(self) -> float:
        """How far from the best there can be, as a share of the points."""
        return (self.points - self.bound) / self.points if self.points else 0.0


@dataclass(frozen=True)
class TurnRow:
    """A member on a shift; `name` only for who may see it. why: codes of `engines/rostering`."""

    id: UUID
    roster_id: UUID
    place_id: str
    post_id: UUID
    shift_id: str
    starts_at: datetime
    ends_at: datetime
    night: bool
    suit: bool
    member_id: UUID
    name: str
    role: str
    why: str
    temperature_c: float | None = None

    def is_on(self, at: datetime) -> bool:
        """Tell whether they are on duty at an hour."""
        return self.starts_at <= at < self.ends_at

    def stint(self) -> Stint:
        """Return it as the engine sees it."""
        return Stint(self.shift_id, self.starts_at, self.ends_at, self.night, self.suit, self.temperature_c)


@dataclass(frozen=True)
class ShiftCell:
    """A shift of a roster and who serves it. short: what it lacks."""

    shift_id: str
    post_id: UUID
    starts_at: datetime
    ends_at: datetime
    need: int
    night: bool
    suit: bool
    turns: tuple[TurnRow, ...]
    short: tuple[ShortRow, ...]


@dataclass(frozen=True)
class OnDuty:
    """How many are on duty, at how many posts."""

    people: int
    posts: int


@dataclass(frozen=True)
class HoursRow:
    """The hours of a member, and whether they are worn out."""

    name: str
    tired: Tiredness


@dataclass(frozen=True)
class SwapRow:
    """A swap that was asked for. agreed None: not answered."""

    id: UUID
    turn: TurnRow
    other_turn: TurnRow | None
    asked_by: UUID
    asked_by_name: str
    asked: UUID
    asked_name: str
    asked_at: datetime
    agreed: bool | None


@dataclass(frozen=True)
class HandOverRow:
    """What one shift told the next."""

    post_id: UUID
    shift_id: str
    said: str
    at: datetime


@dataclass(frozen=True)
class AbsenceRow:
    """When a member cannot come, or wishes not to."""

    member_id: UUID
    name: str
    place_id: str
    from_at: datetime
    to_at: datetime
    kind: str


@dataclass(frozen=True)
class LimitsRow:
    """Limits were set. changed: limit -> what it was and what it became, None where there was or is none; those of
    heat as `heat_32_day_minutes`."""

    set_at: datetime
    set_by: Text | None
    reason: str
    changed: dict[str, tuple[float | None, float | None]]


@dataclass(frozen=True)
class Broken:
    """What of the rosters that stand breaks some limits: shifts of all `ahead`, people, and shifts by rule."""

    ahead: int
    shifts: int
    people: int
    by_rule: dict[str, int]


@dataclass(frozen=True)
class Mine:
    """A member's own page: what comes, who is relieved and who relieves, how many hours."""

    member_id: UUID
    turns: tuple[TurnRow, ...]
    posts: dict[UUID, Text]
    relieved_by: tuple[TurnRow, ...]
    notes: tuple[HandOverRow, ...]
    swaps: tuple[SwapRow, ...]
    tired: Tiredness
