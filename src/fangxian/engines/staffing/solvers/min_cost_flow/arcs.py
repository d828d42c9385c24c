"""Which places may lend to which: a place to itself, to its nearest neighbours, or to its siblings."""

import numpy as np
import polars as pl

from fangxian.engines.tables.distances import metres_between

NEIGHBOURS = 12
"""How many suppliers are offered to each place in need; more brings little and costs time."""

UNKNOWN_M = 20_000
"""What a journey counts for between siblings whose coordinates are not known."""

_BLOCK = 512


def candidate_arcs(needs: pl.DataFrame, supply: pl.DataFrame, seats: pl.DataFrame) -> pl.DataFrame:
    """Return (from_place_id, to_place_id, distance_m, cost), sorted; `distance_m` is null where it is unknown."""
    own = needs.join(supply, on="place_id").select(
        from_place_id="place_id", to_place_id="place_id", distance_m=pl.lit(0.0)
    )
    lenders = supply.filter(pl.col("may_leave") > 0).join(seats, on="place_id")
    short = needs.join(supply, on="place_id", how="left").filter(
        pl.col("needed") > pl.col("workers").fill_null(0)
    )
    takers = short.select("place_id").join(seats, on="place_id", how="left")
    arcs = pl.concat([own, _near(lenders, takers), _siblings(lenders, takers)]).filter(
        (pl.col("from_place_id") != pl.col("to_place_id")) | (pl.col("distance_m") == 0.0)
    )
    return (
        arcs.unique(["from_place_id", "to_place_id"], keep="first", maintain_order=True)
        .with_columns(cost=pl.col("distance_m").fill_null(UNKNOWN_M).round().cast(pl.Int64))
        .sort("to_place_id", "from_place_id")
    )


def _near(lenders: pl.DataFrame, takers: pl.DataFrame) -> pl.DataFrame:
    """Return the nearest lenders of every taker, both with coordinates."""
    known = pl.col("lat").is_not_null() & pl.col("lon").is_not_null()
    lenders, takers = lenders.filter(known), takers.filter(known)
    found = [_nearest(lenders, takers[at : at + _BLOCK]) for at in range(0, takers.height, _BLOCK)]
    empty = pl.DataFrame(
        schema={"from_place_id": pl.String(), "to_place_id": pl.String(), "distance_m": pl.Float64()}
    )
    return pl.concat([empty, *found]) if lenders.height else empty


def _nearest(lenders: pl.DataFrame, takers: pl.DataFrame) -> pl.DataFrame:
    walk = metres_between(
        takers["lat"].to_numpy()[:, None],
        takers["lon"].to_numpy()[:, None],
        lenders["lat"].to_numpy()[None, :],
        lenders["lon"].to_numpy()[None, :],
    )
    best = np.argsort(walk, axis=1, kind="stable")[:, :NEIGHBOURS]
    rows = np.repeat(np.arange(takers.height), best.shape[1])
    return pl.DataFrame(
        {
            "from_place_id": lenders["place_id"].gather(best.ravel()),
            "to_place_id": takers["place_id"].gather(rows),
            "distance_m": np.round(walk[rows, best.ravel()], 1),
        }
    )


def _siblings(lenders: pl.DataFrame, takers: pl.DataFrame) -> pl.DataFrame:
    """Return pairs under one parent of which at least one has no coordinates."""
    pairs = lenders.select("parent_id", "lat", from_place_id="place_id").join(
        takers.select("parent_id", taker_lat="lat", to_place_id="place_id"), on="parent_id"
    )
    unknown = pairs.filter(pl.col("lat").is_null() | pl.col("taker_lat").is_null())
    return unknown.select("from_place_id", "to_place_id", distance_m=pl.lit(None, dtype=pl.Float64()))
