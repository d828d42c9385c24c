"""Rules of testing rounds: who shares a tube with how many, how often an area is sampled, by when a round is done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from fangxian.engines.plans.plan import Figure
from fangxian.engines.problems import Text

RoundGroup = Literal["isolation", "key", "high-risk", "sealed", "others"]
ROUND_GROUPS: tuple[RoundGroup, ...] = get_args(RoundGroup)
"""In isolation or quarantine; key people; in an area at high risk; in a sealed compound; everybody else. Who belongs to
several is in the first of them."""

PoolSize = int | Literal["household"]
"""People in a tube; "household": one tube a household."""

WhichRound = Literal["first", "later", "all"]


@dataclass(frozen=True)
class PoolRule:
    """These groups share a tube in one of these sizes, in the first round, in later ones, or in all."""

    id: str
    title: Text
    groups: tuple[RoundGroup, ...]
    rounds: WhichRound
    sizes: tuple[PoolSize, ...]
    source: str = ""


@dataclass(frozen=True)
class FrequencyRule:
    """Sampled every so many days: these groups, and areas with a case within so many rounds or days.

    A rule with none of the three holds for every area.
    """

    id: str
    title: Text
    every_days: int
    groups: tuple[RoundGroup, ...] = ()
    within_rounds: int | None = None
    within_days: int | None = None
    source: str = ""


@dataclass(frozen=True)
class RoundDeadline:
    """A round among at most `up_to_people` (None: however many) is done within `hours`, no sooner asked than `from_hours`."""

    id: str
    title: Text
    hours: float
    from_hours: float
    up_to_people: int | None = None
    source: str = ""


@dataclass(frozen=True)
class Rounds:
    """One version of a guide to rounds; of a family of plans the one in force on a date counts.

    Of `pools`, `frequency` and `deadlines` the first that fits counts. Empty: the guide names none.
    """

    id: str
    family: str
    version: str
    title: Text
    valid_from: date
    valid_to: date | None
    pools: tuple[PoolRule, ...]
    frequency: tuple[FrequencyRule, ...]
    deadlines: tuple[RoundDeadline, ...]
    least_rounds: int | None
    """How many rounds are done where nobody knows the source (None: not said)."""
    figures: Mapping[str, Figure]
    source_titles: Mapping[str, str] = field(default_factory=dict)
