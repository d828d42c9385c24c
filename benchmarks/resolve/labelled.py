"""The labelled texts, and what a resolver makes of them: found, missed, asked about, silently wrong."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl

from fangxian.engines.gazetteer import Context
from fangxian.stores.gathering.gazetteers import pack_gazetteer

ASK, NOTHING = "?", "-"
PARTS = ("tune", "held", "third")
"""Tuned on, held back while the rules were made, written by someone who had not read the rules."""
FILE = Path(__file__).parent / "places.csv"


@dataclass(frozen=True)
class Labelled:
    """A text with the codes it names in order; `?` where it must be asked about. `part`: see `PARTS`."""

    part: str
    style: str
    text: str
    context: Context
    expected: tuple[str, ...]
    places: str


Resolver = Callable[[Labelled], list[str]]
"""Returns the codes found in a text, `?` for a question."""


@dataclass
class Tally:
    """Places by level (of the place expected, or of the one wrongly given), and the texts that failed."""

    found: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    asked: int = 0
    not_asked: int = 0
    failures: list[tuple[Labelled, list[str]]] = field(default_factory=list)

    def precision(self, level: str) -> float:
        """Return the share of the places given that were right."""
        given = self.found[level] + self.wrong[level]
        return self.found[level] / given if given else 1.0

    def recall(self, level: str) -> float:
        """Return the share of the places named that were given."""
        named = self.found[level] + self.missed[level]
        return self.found[level] / named if named else 1.0

    @property
    def levels(self) -> list[str]:
        """The levels that occur."""
        return sorted(set(self.found) | set(self.missed) | set(self.wrong))


def read_labelled(file: Path = FILE) -> list[Labelled]:
    """Return the labelled texts."""
    rows = pl.read_csv(file, infer_schema=False).fill_null("")
    return [
        Labelled(
            row["part"],
            row["style"],
            row["text"],
            Context(within=row["within"], on=date.fromisoformat(row["on"]) if row["on"] else None),
            tuple(code for code in row["expected"].split(";") if code != NOTHING),
            row["places"],
        )
        for row in rows.iter_rows(named=True)
    ]


def judge(texts: Iterable[Labelled], resolver: Resolver) -> Tally:
    """Compare what a resolver finds with the labels.

    Giving a place where a question was due, or any place not named, is silently wrong.
    """
    tally = Tally()
    for one in texts:
        given = resolver(one)
        expected, answered = set(one.expected) - {ASK}, set(given) - {ASK}
        levels = {code: _level(one, code) for code in expected | answered}
        tally.found.update(levels[code] for code in expected & answered)
        tally.missed.update(levels[code] for code in expected - answered)
        tally.wrong.update(levels[code] for code in answered - expected)
        if ASK in one.expected:
            tally.asked += ASK in given
            tally.not_asked += ASK not in given
        if expected != answered or (ASK in one.expected) != (ASK in given):
            tally.failures.append((one, given))
    return tally


def _level(one: Labelled, code: str) -> str:
    return pack_gazetteer(one.places).places[code].level
