"""Sampling sites: every solver is a folder in `solvers/` with one function `assign`."""

import pkgutil
from importlib import import_module
from typing import Protocol

import polars as pl

from fangxian.engines.plans import TestingRule
from fangxian.engines.problems import Problem, Text
from fangxian.engines.testing import solvers

DEMAND = {"place_id": pl.String(), "people": pl.Int64(), "lat": pl.Float64(), "lon": pl.Float64()}
"""What a solver is given: people due in each place, and where the place is (null: unknown)."""

ASSIGNED = {
    "place_id": pl.String(),
    "site_place_id": pl.String(),
    "site": pl.Int64(),
    "people": pl.Int64(),
    "walk_m": pl.Float64(),
}
"""What it gives back: how many people of a place go to which site (numbered within its place), how far."""


class Solver(Protocol):
    """A solver folder. Same demand, same answer, in whatever order the rows come."""

    def assign(self, demand: pl.DataFrame, rule: TestingRule) -> pl.DataFrame:
        """Send everybody to a site: no site over `site_capacity`, nobody further than `max_walk_m`."""
        ...


def list_solvers() -> list[str]:
    """Return the names of the solver folders.

    >>> "nearest_first" in list_solvers()
    True
    """
    return sorted(found.name for found in pkgutil.iter_modules(solvers.__path__))


def get_solver(name: str) -> Solver:
    """Return the solver of this name.

    Raises:
        Problem: there is no such folder.
    """
    if name not in list_solvers():
        known = ", ".join(list_solvers())
        raise Problem(
            "no-such-solver",
            Text(f"没有名为 {name} 的布点算法。", f"There is no site solver {name}."),
            Text(f"可选: {known}。", f"Known: {known}."),
            Text("请选用其中之一。", "Choose one of them."),
        )
    solver: Solver = import_module(f"{solvers.__name__}.{name}")
    return solver


def place_sites(demand: pl.DataFrame, rule: TestingRule, solver: str = "nearest_first") -> pl.DataFrame:
    """Return where everybody is sampled, with the tubes and samplers it takes.

    Args:
        demand: `DEMAND`, one row per place; places with nobody due are left out.
        rule: capacities and the longest walk.
        solver: a folder of `engines/testing/solvers`.

    >>> from fangxian.engines.plans import TestingRule
    >>> rule = TestingRule(10, 1000, 300, 800.0, 5_000_000, 48.0, 72.0)
    >>> village = pl.DataFrame([("v", 1205, 28.0, 113.0)], schema=DEMAND, orient="row")
    >>> place_sites(village, rule).select("site_place_id", "site", "people", "tubes", "samplers").rows()
    [('v', 1, 1000, 100, 4), ('v', 2, 205, 21, 1)]
    """
    due = demand.filter(pl.col("people") > 0).sort("place_id")
    assigned = get_solver(solver).assign(due, rule)
    return assigned.with_columns(
        tubes=_shares(rule.pool_size), samplers=_shares(rule.people_per_sampler)
    ).sort("place_id", "site_place_id", "site")


def _shares(size: int) -> pl.Expr:
    return ((pl.col("people") + (size - 1)) // size).cast(pl.Int64)
