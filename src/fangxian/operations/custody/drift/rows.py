"""What is watched, day by day, as pages and programs see it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fangxian.engines.problems import Text


@dataclass(frozen=True)
class Point:
    """What a chart said of a unit on a day. `score`: 1 is the limit; `expected` None: nobody to compare with."""

    day_on: date
    observed: int
    expected: float | None
    score: float
    alarm: bool


@dataclass(frozen=True)
class Line:
    """One chart of a unit over its days, the oldest first."""

    chart: str
    title: Text
    points: tuple[Point, ...]

    @property
    def last(self) -> Point:
        """The latest day."""
        return self.points[-1]


@dataclass(frozen=True)
class UnitRow:
    """A laboratory, a sampling place, or one import of a laboratory (`laboratory_id`), and how its results went.

    `tested`: tubes with a result, all days. `place_id`: the place that answers for it.
    """

    kind: str
    id: str
    name: Text
    place_id: str
    laboratory_id: str | None
    tested: int
    lines: tuple[Line, ...]

    @property
    def score(self) -> float:
        """The highest of its charts' latest scores."""
        return max((line.last.score for line in self.lines), default=0.0)


@dataclass(frozen=True)
class DriftAlarmRow:
    """An alarm: what was observed from `since_on` to `until_on`, and its part, by its tests, of all that was found there.

    `cleared_at`, `reason`: somebody looked into it; from the day after `through_on` the unit was watched anew.
    """

    id: UUID
    kind: str
    unit_id: str
    name: Text
    place_id: str
    chart: str
    title: Text
    since_on: date
    until_on: date
    observed: int
    expected: float
    raised_at: datetime
    cleared_at: datetime | None = None
    reason: str = ""

    @property
    def stands(self) -> bool:
        """Whether nobody has looked into it yet."""
        return self.cleared_at is None
