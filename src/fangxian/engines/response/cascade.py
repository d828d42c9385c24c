"""The cascade: a measure's order to every office below, each dispatch hanging under the one above it."""

from collections.abc import Mapping
from datetime import timedelta

import polars as pl

from fangxian.engines import tables
from fangxian.engines.plans import Measure, Plan, nearest_level
from fangxian.engines.response.digests import facts_part, with_digest

COMMAND_OFFICE = "command_office"


def cascade(measures: pl.DataFrame, places: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """Return one row per order and receiving office (`tables.ORDERS`) for these rows of `tables.MEASURES`.

    Offices: the command office of every tree place from the measure's place down to the measure's `cascade_to`,
    and beside it the departments named for that level. What concerns persons, cases or a venue stays with the
    office it sits at, however wide that is: what is not known more closely must not be sent to everybody.
    Levels the tree lacks fall to the nearest it has. Dates, evidence and `change` come from the measure's row, so
    edits a person signed are obeyed. Measures the plan does not hold are left out.

    >>> from fangxian.engines.response.examples import A_PLAN, A_TREE, a_measure
    >>> orders = cascade(a_measure("stop-teaching", "city"), A_TREE, A_PLAN)
    >>> orders.select("place_id", "department").rows()
    [('city', 'command_office'), ('city', 'education'), ('d1', 'command_office'), ('d2', 'command_office')]
    """
    tree = tables.tree_with(places, measures["place_id"])
    closure = tables.closure_of(tree)
    levels = tables.levels_of(tree, closure)
    known = measures.filter(pl.col("measure").is_in(list(plan.measures)))
    if not known.height or not levels:
        return tables.ORDERS.empty()
    receiving = _receiving(known, tree, closure, plan.measures)
    offices = receiving.join(_departments(plan.measures, levels), on=["measure", "level"])
    return tables.ORDERS.check(_dispatches(offices, plan.measures)).sort("dispatch_id")


def _receiving(
    measures: pl.DataFrame, places: pl.DataFrame, closure: pl.DataFrame, by_id: Mapping[str, Measure]
) -> pl.DataFrame:
    """Return every (measure row, tree place that receives it) with `parent_place_id` where that receives it too."""
    levels = tables.levels_of(places, closure)
    tree = places.filter(pl.col("level") != tables.VENUE).select(
        target="place_id",
        level="level",
        above="parent_id",
        rank=pl.col("level").replace_strict(
            {level: at for at, level in enumerate(levels)}, return_dtype=pl.Int64()
        ),
    )
    depth = {m.id: _depth(m, levels) for m in by_id.values()}
    seated = (
        measures.rename({"place_id": "subject_place_id"})
        .join(tables.tree_place_of(places, closure), left_on="subject_place_id", right_on="place_id")
        .with_columns(depth=pl.col("measure").replace_strict(depth, return_dtype=pl.Int64()))
    )
    below = seated.join(closure, left_on="tree_place_id", right_on="ancestor_id").join(
        tree, left_on="descendant_id", right_on="target"
    )
    here = pl.col("descendant_id") == pl.col("tree_place_id")
    reached = below.filter(here | (pl.col("rank") <= pl.col("depth")))
    return reached.with_columns(parent_place_id=pl.when(~here).then(pl.col("above"))).rename(
        {"descendant_id": "place_id"}
    )


def _depth(measure: Measure, levels: tuple[str, ...]) -> int:
    if measure.cascade_to == "here" or measure.kind not in ("place", "testing"):
        return -1
    return levels.index(nearest_level(measure.cascade_to, levels))


def _departments(by_id: Mapping[str, Measure], levels: tuple[str, ...]) -> pl.DataFrame:
    """Return (measure, level, department): who receives a dispatch at each level, the command office first."""
    rows = {(m.id, level, COMMAND_OFFICE) for m in by_id.values() for level in levels}
    for measure in by_id.values():
        for level, departments in measure.departments.items():
            nearest = nearest_level(level, levels)
            rows |= {(measure.id, nearest, department) for department in departments}
    return pl.DataFrame(sorted(rows), schema=["measure", "level", "department"], orient="row")


def _dispatches(offices: pl.DataFrame, by_id: Mapping[str, Measure]) -> pl.DataFrame:
    hours = {m.id: timedelta(seconds=round(m.deadline.hours * 3600)) for m in by_id.values()}
    late = pl.col("starts_at") + pl.col("measure").replace_strict(hours, return_dtype=pl.Duration("us"))
    order_id = pl.concat_str(pl.lit("o-"), pl.col("measure_id").str.strip_prefix("m-"))
    above = pl.when(pl.col("department") == COMMAND_OFFICE).then("parent_place_id").otherwise("place_id")
    rows = offices.with_columns(
        order_id=order_id,
        dispatch_id=pl.concat_str(order_id, "place_id", "department", separator="-"),
        parent_dispatch_id=pl.concat_str(order_id, above, pl.lit(COMMAND_OFFICE), separator="-"),
        owner_role=pl.col("measure").replace_strict({m.id: m.owner_role for m in by_id.values()}),
        proof=pl.col("measure").replace_strict({m.id: m.proof for m in by_id.values()}),
        deadline_at=pl.coalesce("deadline_at", late),
        facts=facts_part(pl.col("digest")),
    )
    by_itself = [m.id for m in by_id.values() if m.kind not in ("person", "case")]
    return with_digest(rows, tables.ORDERS, pl.col("measure").is_in(by_itself))
