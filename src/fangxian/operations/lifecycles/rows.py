"""Areas as pages show them: frozen rows."""

from dataclasses import dataclass
from datetime import datetime

from fangxian.engines.problems import Text
from fangxian.engines.zoning.endings import Evidence
from fangxian.operations.areas.history import (
    RoundRow,
)


@dataclass(frozen=True)
class AreaLife:
    """One area as a line of the list. `form`: places, polygon, ring, any_of or without."""

    key: str
    place_id: str
    place: Text
    name: Text | None
    form: str
    level: str
    state: str
    starts_at: datetime
    ended_at: datetime | None
    people: int | None
    reason: Text
    evidence: tuple[str, ...]
    source: str
    by_hand: bool


@dataclass(frozen=True)
class Moment:
    """One step of an area's life: proposed, signed, edited, effective, level, eligible, round, ended.

    `who` and `office` are None where a rule or an authority outside did it; `detail`: what changed, by column.
    """

    kind: str
    at: datetime
    who: Text | None = None
    office: Text | None = None
    reason: str = ""
    level: str = ""
    detail: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Reached:
    """How many people an extent covers, to be shown before it is signed. `whole`/`cut`: places inside, in part."""

    people: int
    least: int
    most: int
    estimated: bool
    unknown: int
    whole: tuple[tuple[str, Text], ...]
    cut: tuple[tuple[str, Text, float], ...]
    venues: tuple[tuple[str, Text], ...]
    place_id: str
    place: Text


@dataclass(frozen=True)
class Neighbour:
    """Another area that stands and touches this one: inside, around, overlaps or same."""

    key: str
    name: Text
    level: str
    relation: str


@dataclass(frozen=True)
class AreaPage:
    """Everything about one area."""

    life: AreaLife
    outbreak_id: str
    timeline: tuple[Moment, ...]
    to_end: tuple[Evidence, ...]
    rounds: tuple[RoundRow, ...]
    reached: Reached
    neighbours: tuple[Neighbour, ...]
    levels: tuple[str, ...]


@dataclass(frozen=True)
class LevelHere:
    """The level that counts at one place on one ladder, since when, by which areas."""

    ladder: str
    level: str
    since: datetime | None
    areas: tuple[str, ...]
