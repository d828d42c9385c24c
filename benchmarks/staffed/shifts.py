"""A week of shifts, day and night, of whoever was sent to communities and duty points."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import polars as pl

from fangxian.engines.rostering import Roster, Rules, Stint, list_faults, make_roster
from fangxian.engines.tables import ROSTER_PEOPLE, ROSTER_SHIFTS

MONDAY = datetime(2021, 8, 2, tzinfo=UTC)
TURNS, HOURS = 21, 8
CREWS = (("communities", 2), ("duty points", 1), ("duty points", 2))
"""Of what, and how many serve at a time: two at a gate so that nobody is alone, one where there are four people in all."""


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
    """Put everybody who was sent to communities or duty points on shifts."""
    for of, crew in CREWS:
        for name, sent in postings.items():
            if name.endswith(of) and "teams" not in name:
                yield _week(f"{name.replace(' to ', ' at ')}, {crew} at a time", sent, crew)


def _week(name: str, sent: pl.DataFrame, crew: int) -> Week:
    people = ROSTER_PEOPLE.rows([
        {"person_id": person, "post_id": post, "no_night": number % 11 == 5}
        for number, (person, post) in enumerate(sent.select("person_id", "place_id").sort("person_id").iter_rows())
    ])  # fmt: skip
    shifts = _shifts(sorted(set(people["post_id"])), crew)
    begun = time.perf_counter()
    made = make_roster(people, shifts)
    seconds = time.perf_counter() - begun
    return Week(name, people, shifts, made, seconds, _faults(made.roster, shifts))


def _shifts(posts: list[str], crew: int) -> pl.DataFrame:
    return ROSTER_SHIFTS.rows([
        {
            "shift_id": f"{post}-{turn:02}",
            "post_id": post,
            "starts_at": MONDAY + timedelta(hours=HOURS * turn),
            "ends_at": MONDAY + timedelta(hours=HOURS * turn + HOURS),
            "need": crew,
            "kind": "night" if turn % 3 == 2 else "day",
        }
        for post in posts
        for turn in range(TURNS)
    ])  # fmt: skip


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
