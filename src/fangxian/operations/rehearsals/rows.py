"""What a rehearsal is asked, how far it is, and what came out of it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from fangxian.engines.problems import Text
from fangxian.engines.rehearsal import Modelled

NOTHING = "nothing"
"""The plan of a city that does nothing."""
MOST_PLANS = 3
FUTURES, DAYS, SEEDS, DAYS_AGO = (10, 1_000), (7, 180), (1, 500), (0, 30)
"""Least and most: futures of each plan, days from today, people infected at the beginning, days before today."""


@dataclass(frozen=True)
class Wish:
    """What is asked. `plans`: packs or `nothing`, the first is the one the others are held against.

    `disease`: a pack; empty: the first plan's. `assumptions`: figures that differ from the usual ones.
    """

    place_id: str
    plans: tuple[str, ...]
    disease: str = ""
    futures: int = 200
    days: int = 60
    seed_cases: int = 12
    seeded_days_ago: int = 7
    assumptions: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class CityRow:
    """A place that can be rehearsed: of a place pack and within reach."""

    place_id: str
    title: Text
    level: Text
    people: int


@dataclass(frozen=True)
class RehearsalRow:
    """One rehearsal. `done`: futures of each plan so far; `digest`: of the file, once it has ended."""

    id: UUID
    wish: Wish
    place: Text
    asked_by: Text
    asked_at: datetime
    done: int
    digest: str | None
    ended_at: datetime | None

    @property
    def has_ended(self) -> bool:
        """Whether all futures have been run."""
        return self.digest is not None


@dataclass(frozen=True)
class Figure:
    """An outcome of a plan: mean and the middle nine tenths of its futures; None where no future has it."""

    outcome: str
    mean: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Paired:
    """`plan` less `against`, future by future: mean and the ends of its interval (95 %); None: too few futures."""

    plan: str
    against: str
    outcome: str
    mean: float
    low: float | None
    high: float | None
    too_close: bool


@dataclass(frozen=True)
class PlanResult:
    """What became of the city under a plan. `restricted`: person-days in quarantine or at home, mean.

    `fan`: rows of `engines.rehearsal.FAN`. `not_modelled`: measures that change nothing here, and why; `not_judged`:
    (trigger, why) of what no future judges.
    """

    plan: str
    figures: tuple[Figure, ...]
    infections: float
    restricted: float
    on_frontier: bool
    fan: tuple[dict[str, Any], ...]
    not_modelled: tuple[Modelled, ...]
    not_judged: tuple[tuple[str, Text], ...]


@dataclass(frozen=True)
class Outcome:
    """All that is shown of a rehearsal."""

    plans: tuple[PlanResult, ...]
    differences: tuple[Paired, ...]
