"""Stays told twice in one draft under different leaves or seats: one of each key is kept.

Repeats inside one leaf are dropped where its words are sorted. What is left is a stay told by two sources, or once
with a seat and once without; there are few of these, so they are compared as a table.
"""

import numpy as np
import polars as pl

from fangxian.engines.tracing.memory import INTERVIEW
from fangxian.stores.presence.numbers.words import OPEN, WINDOW, Ints
from fangxian.stores.presence.segments.packing import Chunk
from fangxian.stores.presence.segments.side import SideRows

_STAY = ("person", "group", "arrive")
_PREFERRED = (
    pl.col("precision").replace(OPEN, WINDOW),
    -pl.col("length"),
    "precision",
    pl.col("seat").is_null(),
    pl.col("source").eq_missing(INTERVIEW),
    "source",
    "seat",
)
_NO_SEAT = pl.Series([None], dtype=pl.String())


def without_repeats(
    chunks: list[Chunk], side: SideRows, leaves: pl.DataFrame, seats: pl.Series
) -> tuple[list[Chunk], SideRows]:
    """Return the stays with one of each (person, place, session, zone, arrival); codes of leaves are final.

    Of several the sharpest is kept, then the longest, one with a seat, one that no interview told; the rest is
    decided by the words, never by the order of the rows.
    """
    group, shared = _groups(leaves, side)
    if not shared.any():
        return chunks, side
    parts: list[Chunk | SideRows] = [*chunks, side]
    told = pl.concat([_keys(number, part, group, shared) for number, part in enumerate(parts)])
    worded = told.with_columns(
        source=leaves["source"].gather(told["leaf"]), seat=pl.concat([_NO_SEAT, seats]).gather(told["seat"])
    )
    best = worded.sort(*_PREFERRED, nulls_last=False).unique(_STAY, keep="first", maintain_order=True)
    drop = told.join(best, on=["part", "row"], how="anti")
    kept = [_without(part, drop.filter(part=number)["row"]) for number, part in enumerate(parts)]
    return [part for part in kept if isinstance(part, Chunk)], next(
        part for part in kept if isinstance(part, SideRows)
    )


def _groups(leaves: pl.DataFrame, side: SideRows) -> tuple[Ints, Ints]:
    """Return the group (place, session, zone) of each leaf, and whether a stay of the group may lie elsewhere too."""
    ranked = leaves.select(group=pl.struct("place_id", "session", "zone").rank("dense") - 1)["group"]
    group = ranked.to_numpy().astype(np.int64)
    shared = np.bincount(group, minlength=1) > 1
    shared[group[side.leaf.astype(np.int64)]] = True
    return group, shared


def _keys(number: int, part: Chunk | SideRows, group: Ints, shared: Ints) -> pl.DataFrame:
    rows = np.flatnonzero(shared[group[part.leaf.astype(np.int64)]])
    seat = part.seat[rows] if isinstance(part, SideRows) else np.zeros(len(rows), np.uint32)
    return pl.DataFrame(
        {
            "part": np.full(len(rows), number),
            "row": rows,
            "person": part.person[rows].astype(np.int64),
            "group": group[part.leaf[rows].astype(np.int64)],
            "arrive": part.arrive[rows].astype(np.int64),
            "length": part.length[rows].astype(np.int64),
            "precision": part.precision[rows].astype(np.int64),
            "leaf": part.leaf[rows].astype(np.int64),
            "seat": seat.astype(np.int64),
        }
    )


def _without(part: Chunk | SideRows, rows: pl.Series) -> Chunk | SideRows:
    if rows.is_empty():
        return part
    kept = np.ones(len(part.person), bool)
    kept[rows.to_numpy()] = False
    return type(part)(*(column[kept] for column in vars(part).values()))
