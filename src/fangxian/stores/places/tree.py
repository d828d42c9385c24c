"""The tree as a table: its closure, and head counts summed from the leaves to the root."""

import polars as pl

from fangxian.engines import tables


def closure_of(tree: pl.DataFrame, zones: pl.DataFrame) -> pl.DataFrame:
    """Return (ancestor_id, descendant_id, depth, kind): every place under all it lies in, itself at depth 0.

    Zones come as kind "zone": a zone contains its member places and whatever lies under them.
    """
    inside = tables.closure_of(tree).rename({"steps": "depth"}).with_columns(kind=pl.lit("tree"))
    members = zones.join(inside, left_on="member_id", right_on="ancestor_id").select(
        ancestor_id="zone_id", descendant_id="descendant_id", depth=pl.col("depth") + 1, kind=pl.lit("zone")
    )
    return pl.concat([inside, members.unique(maintain_order=True)])


def roll_up(tree: pl.DataFrame) -> pl.DataFrame:
    """Fill population and households of every place from the leaves below it.

    A place none of whose leaves has a figure keeps its own.
    """
    parents = set(tree["parent_id"].drop_nulls())
    leaves = tree.filter(~pl.col("place_id").is_in(list(parents)))
    inside = tables.closure_of(tree)
    figures = ("population", "households")
    sums = (
        inside.join(leaves.select("place_id", *figures), left_on="descendant_id", right_on="place_id")
        .group_by("ancestor_id")
        .agg(
            pl.when(pl.col(name).is_not_null().any()).then(pl.col(name).sum()).alias(f"{name}_below")
            for name in figures
        )
    )
    joined = tree.join(sums, left_on="place_id", right_on="ancestor_id", how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce(f"{name}_below", name).alias(name) for name in figures).select(
        tree.columns
    )
