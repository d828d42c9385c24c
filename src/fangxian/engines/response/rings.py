"""Rings: the places no further than so many metres from where a case lives, or from a venue."""

from collections.abc import Callable

import numpy as np
import polars as pl

from fangxian.engines import tables
from fangxian.engines.response.known import Known
from fangxian.engines.tables.distances import metres_between


def within_ring(known: Known, metres: float, venue_kind: str = "") -> Callable[[pl.DataFrame], pl.DataFrame]:
    """Return a function that moves subjects to every place in the ring around them.

    Without `venue_kind` those are the lowest places of the tree; with it, the venues of that kind. A subject without a
    position, or in a tree without positions, keeps its own place: a ring that cannot be drawn shrinks to its middle.
    """
    targets = _targets(known, venue_kind)
    points = known.places.select(middle="place_id", lat="lat", lon="lon").drop_nulls()

    def move(subjects: pl.DataFrame) -> pl.DataFrame:
        middles = subjects.with_columns(middle=_middle(known, subjects)).join(points, on="middle", how="left")
        distinct = middles.select("middle", "lat", "lon").drop_nulls().unique(maintain_order=True)
        near = _near(distinct, targets, metres)
        moved = middles.drop("lat", "lon").join(near, on="middle", how="left")
        own = pl.lit(None, dtype=pl.String()) if venue_kind else pl.col("place_id")
        return moved.with_columns(place_id=pl.coalesce("target", own)).drop("middle", "target")

    return move


def _middle(known: Known, subjects: pl.DataFrame) -> pl.Series:
    """Return where each subject is: a venue itself, anybody else at their place of the tree."""
    venues = known.places.filter(level=tables.VENUE)["place_id"].implode()
    own = pl.when(pl.col("subject_id").is_in(venues)).then("subject_id").otherwise("place_id")
    return subjects.select(own.alias("middle"))["middle"]


def _targets(known: Known, venue_kind: str) -> pl.DataFrame:
    if venue_kind:
        found = known.places.filter(level=tables.VENUE, venue_kind=venue_kind)
    else:
        tree = known.places.filter(pl.col("level") != tables.VENUE)
        found = tree.filter(~pl.col("place_id").is_in(tree["parent_id"].drop_nulls().implode()))
    return found.select(target="place_id", lat="lat", lon="lon").drop_nulls()


def _near(middles: pl.DataFrame, targets: pl.DataFrame, metres: float) -> pl.DataFrame:
    """Return (middle, target) of every target in the ring of every middle."""
    at = {name: (middles[name].to_numpy(), targets[name].to_numpy()) for name in ("lat", "lon")}
    apart = metres_between(
        at["lat"][0][:, None], at["lon"][0][:, None], at["lat"][1][None], at["lon"][1][None]
    )
    rows, columns = np.nonzero(apart <= metres)
    return pl.DataFrame(
        {"middle": middles["middle"].gather(rows), "target": targets["target"].gather(columns)}
    )
