"""Who is due for a sample: the people of every community that a testing measure binds, and by when."""

from collections.abc import Mapping
from datetime import timedelta

import polars as pl

from fangxian.engines import tables
from fangxian.engines.plans import Measure, TestingRule


def rounds_due(
    measures: pl.DataFrame,
    by_id: Mapping[str, Measure],
    populations: pl.DataFrame,
    places: pl.DataFrame,
    rule: TestingRule,
) -> pl.DataFrame:
    """Return (measure, place_id, people, lat, lon, due_at, evidence): one row per testing measure and lowest place.

    `measures` are rows of `tables.MEASURES`; `populations` has (place_id, population). The hours to finish follow
    from the population of the measure's own place; a measure due the same day keeps its own deadline. A place bound
    twice by the same measure keeps the earlier hour.
    """
    shares = {m.id: m.binds_share for m in by_id.values() if m.kind == "testing"}
    of_measure = {"measure": list(shares), "share": list(shares.values())}
    chosen = measures.join(
        pl.DataFrame(of_measure, schema={"measure": pl.String(), "share": pl.Float64()}), on="measure"
    )
    lowest = _lowest(places).join(populations.rename({"population": "residents"}), on="place_id")
    bound = (
        chosen.join(populations, on="place_id", how="left")
        .join(
            tables.closure_of(tables.tree_with(places, chosen["place_id"])),
            left_on="place_id",
            right_on="ancestor_id",
        )
        .join(lowest, left_on="descendant_id", right_on="place_id")
    )
    large = pl.lit(timedelta(hours=rule.large_hours))
    hours = (
        pl.when(pl.col("population") > rule.small_population)
        .then(large)
        .otherwise(timedelta(hours=rule.small_hours))
    )
    people = (pl.col("residents") * pl.col("share")).ceil()
    same_day = pl.col("measure").is_in([m.id for m in by_id.values() if m.deadline.same_day])
    own = pl.when(same_day).then(pl.col("deadline_at"))
    due_at = pl.min_horizontal(pl.col("starts_at") + hours, own)
    due = bound.with_columns(due_at=due_at, people=people.cast(pl.Int64))
    return (
        due.filter(pl.col("people") > 0)
        .sort("measure", "descendant_id", "due_at", "measure_id")
        .unique(["measure", "descendant_id"], keep="first", maintain_order=True)
        .select("measure", "people", "lat", "lon", "due_at", "evidence", place_id="descendant_id")
    )


def _lowest(places: pl.DataFrame) -> pl.DataFrame:
    """Return the tree places without a tree place below them."""
    tree = places.filter(pl.col("level") != tables.VENUE)
    parents = tree["parent_id"].drop_nulls().implode()
    return tree.filter(~pl.col("place_id").is_in(parents)).select("place_id", "lat", "lon")
