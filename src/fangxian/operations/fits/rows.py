"""A fit as pages see it: frozen rows, never models."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fangxian.engines.problems import Text

FUTURES = (2_000, 1_000_000)
"""Fewest and most futures tried for one fit."""
USUAL_FUTURES = 100_000


@dataclass(frozen=True)
class Interval:
    """A figure the draws tell: the median, the ends of the middle half (q25, q75) and of the middle nine tenths."""

    q05: float
    q25: float
    q50: float
    q75: float
    q95: float


@dataclass(frozen=True)
class Part:
    """Undetected people of a part of the city: a district, or (`place_id` None) everywhere else."""

    place_id: str | None
    place: Text
    undetected: Interval


@dataclass(frozen=True)
class Day:
    """A day since the first report: cases on record, and the lines of the fan of the futures around them."""

    on: date
    cases: int
    around: Interval


@dataclass(frozen=True)
class Result:
    """What a fit came to. `digest`: of its draws, empty where no future was like the list; `why` then says so.

    `figures`: target (engines `TARGETS`) -> its interval. `daily`, `parts` are empty where the draws came in a file.
    """

    digest: str
    ended_at: datetime
    cases: int
    days: int
    first_on: date | None
    alike: int
    strange: int
    seconds: float
    figures: dict[str, Interval]
    parts: tuple[Part, ...]
    daily: tuple[Day, ...]
    why: Text | None


@dataclass(frozen=True)
class FitRow:
    """One fit. `done`: futures tried so far; `result` once it has ended."""

    id: UUID
    outbreak_id: str
    city_id: str
    city: Text
    as_of: datetime
    plan: str
    futures: int
    seed: int
    brought: bool
    asked_by: Text
    asked_at: datetime
    done: int
    result: Result | None

    @property
    def has_ended(self) -> bool:
        """Whether all futures have been tried and the line list was answered."""
        return self.result is not None

    @property
    def digest(self) -> str:
        """The digest of its draws; empty where there are none to rest on."""
        return self.result.digest if self.result else ""


def interval_of(kept: dict[str, Any]) -> Interval:
    """Return an interval as it was written down."""
    return Interval(*(float(kept[name]) for name in ("q05", "q25", "q50", "q75", "q95")))
