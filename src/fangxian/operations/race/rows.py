"""The race clock as pages see it: frozen rows, never models."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fangxian.engines.problems import Text


@dataclass(frozen=True)
class Figure:
    """What an hour of delay costs of one outcome: the mean, and the ends of its 95 % interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class RemedyRow:
    """The cheapest remedy from what is free. `act`: sign, decide, call, divide, send or nothing.

    `hours_saved`: how much sooner the order is done, None where its work cannot be counted; `people` from `place`.
    """

    act: str
    hours_saved: float | None
    staff_hours: float
    people: int
    place: Text | None


@dataclass(frozen=True)
class PriceRow:
    """One open dispatch. The figures are None where it has no price; `why` then says the reason.

    `stands_for`: dispatches priced together, those below the office with it; `is_open`: it is still open now.
    """

    dispatch_id: UUID
    order_id: UUID
    number: int
    title: Text
    place_id: str
    place: Text
    department: str
    due_at: datetime
    is_open: bool
    stands_for: int
    infections: Figure | None
    days: Figure | None
    person_days: Figure | None
    too_small: bool
    remedy: RemedyRow | None
    why: Text | None


@dataclass(frozen=True)
class RaceRow:
    """One race clock. `fit`: digest of the draws it rests on, empty where it believes the usual; `fitted_as_of`: the hour
    whose record they were fitted to, `fitted_here`: the fit that made them."""

    id: UUID
    outbreak_id: str
    place_id: str
    place: Text
    as_of: datetime
    plan: str
    fit: str
    futures: int
    asked_by: Text
    asked_at: datetime
    ended_at: datetime | None
    cases: int | None
    hidden: float | None
    fitted_as_of: datetime | None = None
    fitted_here: UUID | None = None

    @property
    def has_ended(self) -> bool:
        """Whether every order has been priced."""
        return self.ended_at is not None


@dataclass(frozen=True)
class Changed:
    """What happened since a clock was computed: dispatches of it that were done or taken back, orders given."""

    finished: int
    issued: int

    @property
    def is_stale(self) -> bool:
        """Whether it should be computed anew."""
        return self.finished + self.issued > 0


@dataclass(frozen=True)
class Unpriced:
    """Dispatches that have no price for one reason: how many, and the first of them."""

    why: Text
    count: int
    rows: tuple[PriceRow, ...]


@dataclass(frozen=True)
class Board:
    """The last clock that ended as one reader sees it: dear orders, the first of those too small to tell, the reasons of
    those without a price. `dear_total`, `small_total`, `unpriced_total`: how many there are in all."""

    clock: RaceRow
    changed: Changed
    dear: tuple[PriceRow, ...]
    dear_total: int
    too_small: tuple[PriceRow, ...]
    small_total: int
    unpriced: tuple[Unpriced, ...]
    unpriced_total: int


@dataclass(frozen=True)
class Progress:
    """How far a clock is: pieces priced `done` of `total`, 0 of 0 before the first."""

    row: RaceRow
    done: int
    total: int
