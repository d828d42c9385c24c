"""What every engine is asked, in numbers, and how an engine says it can be asked."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import polars as pl

from benchmarks.tracing.city import DAYS, FIRST_MINUTE

LINGER, SHORTEST, LONGEST = 30, 5, 780
"""Minutes: the air lingers, the shortest meeting that counts, and the longest stay in the city."""

UNTIL = FIRST_MINUTE + (DAYS + 1) * 1440
"""The moment judged: the midnight after the last stay."""

ANSWER = ("person", "source", "place", "first", "last", "minutes")
"""The columns of an answer: one row per person met, case and place."""


@dataclass(frozen=True)
class Asked:
    """Cases with their windows: `source` numbers them, moments in minutes from 1970."""

    cases: pl.DataFrame

    @property
    def people(self) -> list[int]:
        """The persons who are the cases."""
        return self.cases["person"].to_list()


def draw_cases(people: int, count: int, repetition: int) -> Asked:
    """Draw `count` cases by the plain rule: from two days before onset until isolation two days after it."""
    rng = np.random.default_rng([repetition, count])
    drawn = np.sort(rng.choice(people, count, replace=False))
    onset = FIRST_MINUTE + rng.integers(7, DAYS - 2, count) * 1440
    columns = {
        "source": np.arange(count),
        "person": drawn,
        "begins": onset - 2 * 1440,
        "ends": onset + 2 * 1440,
    }
    return Asked(pl.DataFrame(columns).cast(pl.Int32()))


class Engine(Protocol):
    """One engine, open and loaded. Only `answer` and `answer_further` are timed."""

    name: str

    def __init__(self, folder: Path, people: int) -> None:
        """Open what `prepare` made, everything in memory that the engine keeps there."""
        ...

    @staticmethod
    def prepare(folder: Path, people: int) -> None:
        """Load the city into `folder`, once."""
        ...

    def pose(self, asked: Asked) -> Any:
        """Hand the cases over, in the codes of the engine."""
        ...

    def answer(self, posed: Any) -> Any:
        """Return everybody met, all rows materialised as the engine gives them."""
        ...

    def rows(self, answer: Any) -> pl.DataFrame:
        """Return an answer in the codes of the city (ANSWER)."""
        ...


class FurtherEngine(Engine, Protocol):
    """An engine that is also asked for the second degree."""

    def answer_further(self, posed: Any) -> Any:
        """Return whom those met exposed in their turn, until UNTIL; nobody twice."""
        ...

    def rows_further(self, answer: Any) -> pl.DataFrame:
        """Return that answer in the codes of the city: (person, via, case, place, first, last, minutes)."""
        ...
