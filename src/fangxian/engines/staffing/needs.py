"""What is needed and what there is: roles a measure's offices must fill, workers a community has."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from fangxian.engines import tables
from fangxian.engines.plans import Measure, Staff, StaffingRule, nearest_level

SAMPLER = "sampler"
_NEED = {
    "to_place_id": pl.String(),
    "role": pl.String(),
    "needed": pl.Int64(),
    "rule": pl.String(),
    "evidence": pl.String(),
}


@dataclass(frozen=True)
class _Inside:
    """The tree, worked out once for all measures."""

    closure: pl.DataFrame
    places: pl.DataFrame
    levels: tuple[str, ...]

    def of_level(self, level: str) -> pl.DataFrame:
        """Return (ancestor_id, to_place_id, residents) of every place of this level (or the tree's nearest)."""
        lowest = self.places.filter(pl.col("level") == nearest_level(level, self.levels)).select(
            to_place_id="place_id", residents="population"
        )
        joined = self.closure.join(lowest, left_on="descendant_id", right_on="to_place_id")
        return joined.select("ancestor_id", "residents", to_place_id="descendant_id")


def needs_of(
    measures: pl.DataFrame, testing: pl.DataFrame, by_id: Mapping[str, Measure], places: pl.DataFrame
) -> pl.DataFrame:
    """Return (to_place_id, role, needed, rule, evidence), one row per place and role.

    A role without `per_people` takes one team for every place of the measure's `cascade_to` below its place; a role
    with it takes people by the number bound there. Sampling sites need their samplers.
    """
    tree = tables.tree_with(places, measures["place_id"])
    closure = tables.closure_of(tree)
    inside = _Inside(closure, tree, tables.levels_of(tree, closure))
    seats = measures.join(tables.tree_place_of(tree, closure), on="place_id")
    frames = [
        _of_role(measure, staff, seats.filter(measure=measure.id), inside)
        for _, measure in sorted(by_id.items())
        for staff in measure.staff
    ]
    samplers = testing.select(
        "rule", "evidence", to_place_id="site_place_id", role=pl.lit(SAMPLER), needed="samplers"
    )
    every = pl.concat([pl.DataFrame(schema=_NEED), *frames, samplers.select(list(_NEED))])
    return (
        every.group_by("to_place_id", "role")
        .agg(
            pl.col("needed").sum(),
            rule=pl.col("rule").unique().sort().str.join(";"),
            evidence=pl.col("evidence").unique().str.join(";"),
        )
        .with_columns(evidence=pl.col("evidence").str.split(";").list.unique().list.sort().list.join(";"))
        .filter(pl.col("needed") > 0)
        .sort("to_place_id", "role")
    )


def _of_role(measure: Measure, staff: Staff, rows: pl.DataFrame, inside: "_Inside") -> pl.DataFrame:
    spread = measure.kind in ("place", "testing") and measure.cascade_to != "here"
    placed = _below(measure, rows, inside) if spread else rows.with_columns(to_place_id="tree_place_id")
    by_people = (pl.col("people").fill_null(0) / max(staff.per_people, 1)).ceil().cast(pl.Int64)
    teams = by_people if staff.per_people else pl.lit(1, dtype=pl.Int64())
    return placed.select(
        "to_place_id",
        role=pl.lit(staff.role),
        needed=teams * staff.people,
        rule=pl.lit(measure.id),
        evidence="evidence",
    )


def _below(measure: Measure, rows: pl.DataFrame, inside: "_Inside") -> pl.DataFrame:
    """Spread a measure over the places of its lowest level; one whose own place is lower still stays there."""
    spread = rows.join(inside.of_level(measure.cascade_to), left_on="tree_place_id", right_on="ancestor_id")
    bound = (pl.col("residents") * measure.binds_share).round().cast(pl.Int64)
    stay = rows.join(spread, on="measure_id", how="anti").select(
        "people", "evidence", to_place_id="tree_place_id"
    )
    return pl.concat([spread.with_columns(people=bound).select("people", "evidence", "to_place_id"), stay])


def supply_of(populations: pl.DataFrame, rule: StaffingRule) -> pl.DataFrame:
    """Return (place_id, workers, may_leave) from (place_id, population) of the lowest places.

    >>> towns = pl.DataFrame({"place_id": ["a"], "population": [3600]})
    >>> supply_of(towns, StaffingRule(350, 0.3)).rows()
    [('a', 10, 3)]
    """
    workers = (pl.col("population").fill_null(0) // rule.residents_per_worker).cast(pl.Int64)
    may_leave = (pl.col("workers") * rule.available_share).floor().cast(pl.Int64)
    return populations.select("place_id", workers=workers).with_columns(may_leave=may_leave).sort("place_id")
