"""Sampling sites: every solver is a folder in `solvers/` with one function `choose`."""

from typing import Protocol

import polars as pl

from fangxian.engines.folders import list_folders, open_folder
from fangxian.engines.plans import TestingRule
from fangxian.engines.testing import solvers
from fangxian.engines.testing.siting.instance import Instance, lay_out
from fangxian.engines.testing.siting.placement import Choice, Placement

ASSIGNED = {
    "place_id": pl.String(),
    "site_place_id": pl.String(),
    "site": pl.Int64(),
    "people": pl.Int64(),
    "walk_m": pl.Float64(),
}
"""How many people of a place go to which site (numbered within its place), how far."""


class Solver(Protocol):
    """A solver folder. Same instance, same answer."""

    def choose(self, instance: Instance) -> Choice:
        """Open sites and send people: `Instance` says what is allowed and what is better."""
        ...


def list_solvers() -> list[str]:
    """Return the names of the solver folders.

    >>> "nearest_first" in list_solvers()
    True
    """
    return list_folders(solvers)


def get_solver(name: str) -> Solver:
    """Return the solver of this name.

    Raises:
        Problem: there is no such folder.
    """
    solver: Solver = open_folder(solvers, name)
    return solver


def place_sites(instance: Instance, solver: str = "p_median") -> Placement:
    """Return where sites open and who goes to which, with a bound of the same instance.

    Args:
        instance: as `lay_out` gives it.
        solver: a folder of `engines/testing/solvers`.

    >>> from fangxian.engines.testing import DEMAND, lay_out
    >>> village = pl.DataFrame([("v", 1205, 28.0, 113.0), ("w", 90, 28.001, 113.0)], schema=DEMAND, orient="row")
    >>> placed = place_sites(lay_out(village, capacity=1500, walk_m=800, most_sites=1))
    >>> placed.assignments.rows(), placed.objective, round(placed.gap, 6)
    ([('v', 'v-1', 1205, 0.0), ('w', 'v-1', 90, 111.2)], 10008.0, 0.0)
    """
    return Placement(instance, get_solver(solver).choose(instance))


def send_to_sites(demand: pl.DataFrame, rule: TestingRule, solver: str = "nearest_first") -> pl.DataFrame:
    """Return where everybody is sampled, as many sites open as it takes, with the tubes and samplers.

    Args:
        demand: `siting.instance.DEMAND`, one row per place; places with nobody due are left out.
        rule: capacities and the longest walk.
        solver: a folder of `engines/testing/solvers`.

    >>> from fangxian.engines.plans import TestingRule
    >>> from fangxian.engines.testing import DEMAND
    >>> rule = TestingRule(10, 1000, 300, 800.0, 5_000_000, 48.0, 72.0)
    >>> village = pl.DataFrame([("v", 1205, 28.0, 113.0)], schema=DEMAND, orient="row")
    >>> send_to_sites(village, rule).select("site_place_id", "site", "people", "tubes", "samplers").rows()
    [('v', 1, 1000, 100, 4), ('v', 2, 205, 21, 1)]
    """
    placed = place_sites(lay_out(demand, capacity=rule.site_capacity, walk_m=rule.max_walk_m), solver)
    at = placed.instance.candidates.select("site_id", site_place_id="place_id", site="number")
    assigned = placed.assignments.join(at, on="site_id").select(*ASSIGNED)
    return assigned.with_columns(
        tubes=_shares(rule.pool_size), samplers=_shares(rule.people_per_sampler)
    ).sort("place_id", "site_place_id", "site")


def _shares(size: int) -> pl.Expr:
    return ((pl.col("people") + (size - 1)) // size).cast(pl.Int64)
