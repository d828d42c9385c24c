"""A measure: what is done, by whom, to whom, for how long, on which legal ground, proved how."""

from dataclasses import dataclass
from typing import Literal

from fangxian.engines.problems import Text

Kind = Literal["place", "person", "testing", "venue", "case"]
"""What a measure acts on. `testing` is a place measure whose people are due for a sample."""

Clock = Literal["case_reported", "area_starts", "first_exposed", "last_exposed", "decided"]
"""The event a deadline or a duration counts from."""


@dataclass(frozen=True)
class Duration:
    """From `clock` + `from_days` to `clock` + `to_days` (`to_clock` where the two differ)."""

    clock: Clock
    to_days: float
    from_days: float = 0.0
    to_clock: Clock | None = None


@dataclass(frozen=True)
class Deadline:
    """`hours` after `clock`. `lapses`: past it the measure is no longer worth proposing (prophylaxis)."""

    clock: Clock
    hours: float
    lapses: bool = False


@dataclass(frozen=True)
class Staff:
    """People needed: `per_people` bound persons (0: one team a place) take `people` of `role`."""

    role: str
    people: int
    per_people: int = 0


@dataclass(frozen=True)
class Measure:
    """One measure pack.

    `restricts`: it takes liberty from somebody, so two offices sign before it takes effect.
    `departments`: level -> departments that receive a dispatch beside that level's command office.
    `cascade_to`: the lowest level whose office receives a dispatch ("here": only the place itself).
    `owner_level`: the level whose office answers for it by the deadline.
    `binds_share`: the share of a place's population that it binds (place measures).
    """

    id: str
    title: Text
    binds: Text
    kind: Kind
    restricts: bool
    duration: Duration
    deadline: Deadline
    owner_role: str
    cascade_to: str
    departments: dict[str, tuple[str, ...]]
    proof: str
    legal_basis: str
    instruction: Text
    cost: Text
    binds_share: float = 1.0
    voluntary_first: bool = False
    staff: tuple[Staff, ...] = ()
    source: str = ""
    owner_level: str = ""
