"""What a response was computed from: the moment, the plan, the files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from fangxian.engines.plans import Plan
from fangxian.engines.problems import Text


@dataclass(frozen=True)
class InputFile:
    """One table read: how many rows, how many of them kept; `sha256` of the file, empty for generated data."""

    table: str
    name: str
    sha256: str
    read: int
    accepted: int
    duplicate: int
    rejected: int


@dataclass(frozen=True)
class RunFacts:
    """`plans`: the plan of every outbreak responded to. `places`: which tree of places the ids belong to.

    `to_end`: the outbreaks whose condition for ending holds.
    """

    plans: Mapping[str, Plan]
    as_of: datetime
    known_at: datetime
    timezone: str
    places: Text
    inputs: tuple[InputFile, ...]
    engine: str
    to_end: tuple[str, ...] = ()
