"""`python -m benchmarks.rostering [folder]`: a week of a community, the same after an absence, and 500 duty points.

Wuling district kept about 500 community duty points day and night (report, R25). Synthetic people. Prints a table and
writes it into the folder (by default `benchmarks/rostering/results`). Seconds on the clock and of processor time.
"""

import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from fangxian.engines.rostering import Roster, list_solvers, make_roster
from fangxian.engines.tables import ABSENCES, ROSTER_PEOPLE, ROSTER_SHIFTS

START = datetime(2021, 8, 2, tzinfo=UTC)
POINTS, A_POINT = 500, 10


@dataclass(frozen=True)
class Measured:
    """A roster and what it took."""

    name: str
    solver: str
    made: Roster
    shifts: pl.DataFrame
    clock_s: float
    processor_s: float


def main(folder: Path) -> None:
    """Measure, print and keep the table."""
    found = [*_community(), *_district()]
    folder.mkdir(parents=True, exist_ok=True)
    table = _table(found)
    (folder / "rostering.md").write_text(table, "utf-8")
    print(table, end="")


def _community() -> list[Measured]:
    people = _people(70, lambda n: None)
    found = []
    for name, posts, need in (("21 shifts of 8", 1, 8), ("63 shifts of 4", 3, 4), ("126 shifts of 3", 6, 3)):
        shifts = _week(posts, need)
        for solver in list_solvers():
            found.append(_measure(f"70 people, {name}", solver, people, shifts))
    first = found[1]
    away = {"person_id": "p0007", "from_at": START, "to_at": START + timedelta(days=7), "kind": "absence"}
    again = (ABSENCES.rows([away]), first.made.roster)
    found.append(_measure("70 people, 21 shifts of 8, one absent", "cp_sat", people, first.shifts, *again))
    return found


def _district() -> list[Measured]:
    people = _people(POINTS * A_POINT, lambda n: f"q{n // A_POINT:03}")
    shifts = _week(POINTS, 2)
    return [
        _measure(f"{POINTS} duty points of 2, {A_POINT} people each", one, people, shifts)
        for one in list_solvers()
    ]


def _people(number: int, post_of: Callable[[int], str | None]) -> pl.DataFrame:
    """Return people: every ninth a nurse, every tenth new, every eleventh without nights."""
    return ROSTER_PEOPLE.rows(
        [
            {
                "person_id": f"p{n:04}",
                "post_id": post_of(n),
                "skills": "nurse" if n % 9 == 0 else None,
                "is_new": n % 10 == 3,
                "no_night": n % 11 == 5,
            }
            for n in range(number)
        ]
    )


def _week(posts: int, need: int) -> pl.DataFrame:
    rows = [
        {
            "shift_id": f"q{post:03}-{k:02}",
            "post_id": f"q{post:03}",
            "starts_at": START + timedelta(hours=8 * k),
            "ends_at": START + timedelta(hours=8 * k + 8),
            "need": need,
            "kind": "night" if k % 3 == 2 else "day",
        }
        for post in range(posts)
        for k in range(21)
    ]
    return ROSTER_SHIFTS.rows(rows)


def _measure(
    name: str,
    solver: str,
    people: pl.DataFrame,
    shifts: pl.DataFrame,
    absences: pl.DataFrame | None = None,
    previous: pl.DataFrame | None = None,
) -> Measured:
    clock, processor = time.perf_counter(), time.process_time()
    made = make_roster(people, shifts, absences=absences, previous=previous, solver=solver)
    return Measured(name, solver, made, shifts, time.perf_counter() - clock, time.process_time() - processor)


def _table(found: Sequence[Measured]) -> str:
    lines = [
        f"A week in shifts of eight hours, nights of two at least, rest of 11 h; {os.cpu_count()} cores, load "
        f"{os.getloadavg()[0]:.1f}. Points and bound as in `engines/rostering/price.py`.",
        "",
        "| what | solver | clock s | processor s | places | short | hours a head | nights | changes | points | bound |",
        "|---|---|---:|---:|---:|---:|---|---|---:|---:|---:|",
    ]
    return "\n".join([*lines, *(_line(one) for one in found), ""])


def _line(one: Measured) -> str:
    hours, nights = one.made.hours["hours"].to_list(), one.made.hours["nights"].to_list()
    short = int(one.made.short["missing"].sum())
    return (
        f"| {one.name} | {one.solver} | {one.clock_s:.2f} | {one.processor_s:.2f} | {one.shifts['need'].sum():,} | {short:,} "
        f"| {sum(hours) / len(hours):.1f} ({min(hours):g}-{max(hours):g}) | {min(nights)}-{max(nights)} "
        f"| {one.made.changed} | {one.made.points:,.0f} | {one.made.bound:,.0f} |"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "results")
