"""A week of shifts, day and night, of whoever was sent to communities and duty points."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import polars as pl

from fangxian.engines.rostering import Roster, Rules, Stint, list_faults, make_roster
from fangxian.engines.tables import ROSTER_PEOPLE, ROSTER_SHIFTS

MONDAY = datetime(2021, 8, 2, tzinfo=UTC)
TURNS, HOURS = 21, 8
NIGHTS = 3
"""Every third shift is one."""


class Crew(NamedTuple):
    """How many serve at a time: by day, and by night, when nobody is alone."""

    day: int
    night: int


@dataclass(frozen=True)
class Week:
    """A week's roster, what it took, and how many rules of rest or hours it breaks."""

    name: str
    people: pl.DataFrame
    shifts: pl.DataFrame
    made: Roster
    seconds: float
    faults: int


def weeks(postings: Mapping[str, pl.DataFrame]) -> Iterator[Week]:
    """Put everybody who was sent to communities or duty points on shifts.

    A community of ten people and more keeps two on duty day and night, one of five and more one by day and two by night,
    a smaller one keeps one by day. A duty point keeps one by day and two by night.
    """
    for name, sent in postings.items():
        if name.endswith(" communities") and "teams" not in name:
            yield _week(name.replace(" to ", " at "), sent, _of_community)
        if name.endswith("duty points"):
            yield _week(name.replace(" to ", " at "), sent, _of_point)


def _of_community(people: int) -> Crew:
    return Crew(2, 2) if people >= 10 else Crew(1, 2) if people >= 5 else Crew(1, 0)


def _of_point(people: int) -> Crew:
    return Crew(1, 2) if people else Crew(0, 0)


def _week(name: str, sent: pl.DataFrame, crew: Callable[[int], Crew]) -> Week:
    people = ROSTER_PEOPLE.rows([
        {"person_id": person, "post_id": post, "no_night": number % 11 == 5}
        for number, (person, post) in enumerate(sent.select("person_id", "place_id").sort("person_id").iter_rows())
    ])  # fmt: skip
    shifts = _shifts(Counter(people["post_id"]), crew)
    begun = time.perf_counter()
    made = make_roster(people, shifts)
    seconds = time.perf_counter() - begun
    return Week(name, people, shifts, made, seconds, _faults(made.roster, shifts))


def _shifts(people: Mapping[str, int], crew: Callable[[int], Crew]) -> pl.DataFrame:
    rows = []
    for post in sorted(people):
        day, night = crew(people[post])
        for turn in range(TURNS):
            starts = MONDAY + timedelta(hours=HOURS * turn)
            kind = "night" if turn % NIGHTS == 2 else "day"
            # Where nobody serves by night the day is one shift.
            need = night if kind == "night" else day if night or turn % NIGHTS == 0 else 0
            rows.append((f"{post}-{turn:02}", post, starts, starts + timedelta(hours=HOURS), need, kind))
    names = ("shift_id", "post_id", "starts_at", "ends_at", "need", "kind")
    return ROSTER_SHIFTS.rows([dict(zip(names, row, strict=True)) for row in rows if row[4]])


def _faults(roster: pl.DataFrame, shifts: pl.DataFrame) -> int:
    """Count every rule that anybody's shifts break, two shifts at a time among them."""
    rules, known = Rules(), {row["shift_id"]: row for row in shifts.iter_rows(named=True)}
    of = roster.group_by("person_id").agg("shift_id")
    return sum(
        len(list_faults([_stint(known[one]) for one in served], rules)) for _, served in of.iter_rows()
    )


def _stint(row: Mapping[str, object]) -> Stint:
    starts, ends = row["starts_at"], row["ends_at"]
    assert isinstance(starts, datetime)
    assert isinstance(ends, datetime)
    return Stint(str(row["shift_id"]), starts, ends, night=row["kind"] == "night")
