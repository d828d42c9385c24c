"""Who goes where: every solver is a folder in `solvers/` with one function `assign`; unmet need stays visible."""

from typing import Protocol

import polars as pl

from fangxian.engines.folders import list_folders, open_folder
from fangxian.engines.staffing import solvers

NEEDS = {"place_id": pl.String(), "needed": pl.Int64()}
SUPPLY = {"place_id": pl.String(), "workers": pl.Int64(), "may_leave": pl.Int64()}
FLOWS = {
    "from_place_id": pl.String(),
    "to_place_id": pl.String(),
    "people": pl.Int64(),
    "distance_m": pl.Float64(),
}


class Solver(Protocol):
    """A solver folder. `seats` has (place_id, parent_id, lat, lon) of every place."""

    def assign(self, needs: pl.DataFrame, supply: pl.DataFrame, seats: pl.DataFrame) -> pl.DataFrame:
        """Return `FLOWS`: nobody sent twice, no place left by more than `may_leave`, no need over-filled."""
        ...


def list_solvers() -> list[str]:
    """Return the names of the solver folders.

    >>> "min_cost_flow" in list_solvers()
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


def lend_workers(
    needs: pl.DataFrame, supply: pl.DataFrame, seats: pl.DataFrame, solver: str = "min_cost_flow"
) -> pl.DataFrame:
    """Return (from_place_id, to_place_id, role, people, needed, distance_m), at least one row per need.

    A need nobody can fill has one row from the place to itself with 0 people: the sum of `people` against `needed`
    is what is met. Workers are taken as able to fill every role.

    Args:
        needs: (to_place_id, role, needed), one row per place and role.
        supply: `SUPPLY`, one row per place that has workers.
        seats: (place_id, parent_id, lat, lon); places without coordinates lend only to their siblings.
        solver: a folder of `engines/staffing/solvers`.

    >>> needs = pl.DataFrame({"to_place_id": ["a"], "role": ["guard"], "needed": [5]})
    >>> supply = pl.DataFrame([("a", 2, 0), ("b", 9, 2)], schema=SUPPLY, orient="row")
    >>> seats = pl.DataFrame({"place_id": ["a", "b"], "parent_id": ["c", "c"],
    ...                       "lat": [28.0, 28.0], "lon": [113.0, 113.01]})
    >>> lend_workers(needs, supply, seats).rows()
    [('a', 'a', 'guard', 2, 5, 0.0), ('b', 'a', 'guard', 2, 5, 981.8)]
    """
    total = needs.group_by("to_place_id").agg(pl.col("needed").sum()).rename({"to_place_id": "place_id"})
    wanted = total.cast(NEEDS).sort("place_id")  # type: ignore[arg-type]
    flows = get_solver(solver).assign(wanted, supply.sort("place_id"), seats.sort("place_id"))
    return _by_role(
        needs.sort("to_place_id", "role"), flows.sort("to_place_id", "distance_m", "from_place_id")
    )


def _by_role(needs: pl.DataFrame, flows: pl.DataFrame) -> pl.DataFrame:
    """Cut the flow into a place to its roles, in order: both are laid end to end and intersected."""
    wanted = _ranges(needs, "needed", "role_from", "role_to")
    sent = _ranges(flows, "people", "flow_from", "flow_to")
    met = (
        wanted.join(sent.drop("people"), on="to_place_id")
        .with_columns(
            people=pl.min_horizontal("role_to", "flow_to") - pl.max_horizontal("role_from", "flow_from")
        )
        .filter(pl.col("people") > 0)
    )
    columns = ["from_place_id", "to_place_id", "role", "people", "needed", "distance_m"]
    unmet = needs.join(met, on=["to_place_id", "role"], how="anti").with_columns(
        from_place_id="to_place_id", people=pl.lit(0, dtype=pl.Int64()), distance_m=pl.lit(0.0)
    )
    return pl.concat([met.select(columns), unmet.select(columns)]).sort(
        "to_place_id", "role", "distance_m", "from_place_id"
    )


def _ranges(frame: pl.DataFrame, size: str, begin: str, end: str) -> pl.DataFrame:
    ended = frame.with_columns(pl.col(size).cum_sum().over("to_place_id").alias(end))
    return ended.with_columns((pl.col(end) - pl.col(size)).alias(begin))
