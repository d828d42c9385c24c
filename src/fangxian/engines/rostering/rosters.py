"""Who serves on which shift: every solver is a folder in `solvers/`; what cannot be filled is named with its reason."""

from dataclasses import dataclass

import polars as pl

from fangxian.engines.folders import list_folders, open_folder
from fangxian.engines.rostering import solvers
from fangxian.engines.rostering.arrangement import Solver
from fangxian.engines.rostering.instance import Instance, lay_out
from fangxian.engines.rostering.price import price_of
from fangxian.engines.rostering.rules import Rules
from fangxian.engines.rostering.short import short_of
from fangxian.engines.rostering.standing import Standing
from fangxian.engines.rostering.telling import hours_of, roster_of
from fangxian.engines.tables.rosters import (
    ABSENCES,
    ROSTER,
    ROSTER_HOURS,
    ROSTER_PEOPLE,
    ROSTER_SHIFTS,
    SHORT,
)


@dataclass(frozen=True)
class Roster:
    """The answer: `ROSTER`, `SHORT`, `ROSTER_HOURS`; what it costs in points (`price.py`) and can cost at least.

    changed: rows of the previous roster that could have stayed and did not.
    """

    roster: pl.DataFrame
    short: pl.DataFrame
    hours: pl.DataFrame
    points: float
    bound: float
    changed: int

    @property
    def gap(self) -> float:
        """How far from the best there can be, as a share of the points; 0 where it is the best."""
        return (self.points - self.bound) / self.points if self.points else 0.0


def list_solvers() -> list[str]:
    """Return the names of the solver folders.

    >>> list_solvers()
    ['by_turns', 'cp_sat']
    """
    return list_folders(solvers)


def get_solver(name: str) -> Solver:
    """Return the solver of this name.

    Raises:
        Problem: there is no such folder.
    """
    solver: Solver = open_folder(solvers, name)
    return solver


def make_roster(
    people: pl.DataFrame,
    shifts: pl.DataFrame,
    rules: Rules | None = None,
    absences: pl.DataFrame | None = None,
    previous: pl.DataFrame | None = None,
    solver: str = "cp_sat",
) -> Roster:
    """Return who serves on which shift; no rule is broken, and a shift that cannot be filled is named.

    Args:
        people: `ROSTER_PEOPLE`, one row a person.
        shifts: `ROSTER_SHIFTS`, one row a shift.
        rules: the limits; the defaults where none are given.
        absences: `ABSENCES`.
        previous: `ROSTER` of before. Its rows for these shifts stay where they can; all others were served or
            promised elsewhere and count for rest, hours and nights.
        solver: a folder of `engines/rostering/solvers`.

    >>> from datetime import UTC, datetime, timedelta
    >>> noon = datetime(2021, 7, 29, 12, tzinfo=UTC)
    >>> people = ROSTER_PEOPLE.rows([{"person_id": "a"}, {"person_id": "b"}])
    >>> shifts = ROSTER_SHIFTS.rows([
    ...     {"shift_id": n, "starts_at": noon + timedelta(hours=8 * k), "ends_at": noon + timedelta(hours=8 * k + 8),
    ...      "need": 1} for k, n in enumerate(["first", "second", "third"])])
    >>> made = make_roster(people, shifts)
    >>> made.roster.select("shift_id", "person_id").rows()
    [('first', 'a'), ('second', 'b')]
    >>> made.short.select("shift_id", "missing", "why").rows()
    [('third', 1, 'rest=2')]
    """
    limits = rules or Rules()
    chosen = get_solver(solver)
    parts = lay_out(
        ROSTER_PEOPLE.check(people),
        ROSTER_SHIFTS.check(shifts),
        limits,
        ABSENCES.empty() if absences is None else ABSENCES.check(absences),
        ROSTER.empty() if previous is None else ROSTER.check(previous),
    )
    return _together([_of_part(part, chosen) for part in parts])


def _of_part(instance: Instance, solver: Solver) -> Roster:
    answer = solver.arrange(instance)
    standing = Standing(instance)
    for pair in sorted(answer.pairs):
        standing.add(pair)
    roster = roster_of(standing)
    price = price_of(instance, answer.pairs)
    hours = hours_of(instance, roster)
    return Roster(roster, short_of(standing), hours, price.points, answer.bound, price.dropped)


def _together(parts: list[Roster]) -> Roster:
    return Roster(
        pl.concat([ROSTER.empty(), *(one.roster for one in parts)]).sort(
            "starts_at", "shift_id", "person_id"
        ),
        pl.concat([SHORT.empty(), *(one.short for one in parts)]).sort("starts_at", "shift_id", "lacks"),
        pl.concat([ROSTER_HOURS.empty(), *(one.hours for one in parts)]).sort("person_id"),
        sum(one.points for one in parts),
        sum(one.bound for one in parts),
        sum(one.changed for one in parts),
    )
