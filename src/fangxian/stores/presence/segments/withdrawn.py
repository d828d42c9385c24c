"""Tombstones: the stays a correction withdrew, kept as keys so that what was known before can still be shown.

A tombstone names a stay by its key (person, place, session, zone, arrival) and hides it in every earlier segment of
the snapshot. A hidden stay is one of length 0: no sweep meets it, no list shows it.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from fangxian.stores.presence.numbers.mapping import mapped
from fangxian.stores.presence.numbers.words import (
    ARRIVE_LIMIT,
    ARRIVE_SHIFT,
    ID_SHIFT,
    LENGTH_LIMIT,
    LENGTH_SHIFT,
    Ints,
)

if TYPE_CHECKING:
    from fangxian.stores.presence.segments.segment import Order, Segment

KEY = {
    "person_id": pl.String(),
    "place_id": pl.String(),
    "session": pl.String(),
    "zone": pl.String(),
    "arrive": pl.Int64(),
}
"""What names one stay in a store: nothing else distinguishes two. `arrive` in minutes since the Unix epoch."""

_LENGTH_BITS = np.uint64((LENGTH_LIMIT - 1) << LENGTH_SHIFT)
_ARRIVE_IN_KEY = np.uint64(ARRIVE_SHIFT - ID_SHIFT)


def save_gone(person: Ints, leaf: Ints, arrive: Ints, folder: Path) -> None:
    """Write tombstones as final codes of the segment that carries them, in order of (person, arrive, leaf)."""
    order = np.lexsort((leaf, arrive, person))
    np.save(folder / "gone_person.npy", person[order].astype(np.uint32))
    np.save(folder / "gone_leaf.npy", leaf[order].astype(np.uint32))
    np.save(folder / "gone_arrive.npy", arrive[order].astype(np.int32))


def gone_of(segment: "Segment") -> tuple[Ints, Ints, Ints]:
    """Return the tombstones a segment carries as its own codes: person, leaf, arrival."""
    person, leaf, arrive = (
        np.asarray(mapped(segment.folder / f"gone_{name}.npy")) for name in ("person", "leaf", "arrive")
    )
    return person, leaf, arrive


def read_gone(segment: "Segment") -> pl.DataFrame:
    """Return the tombstones a segment carries (KEY)."""
    person, leaf, arrive = gone_of(segment)
    place = np.searchsorted(segment.leaf_offsets, leaf, side="right") - 1
    columns = {
        "person_id": segment.persons.names(person),
        "place_id": segment.places.names(place),
        "session": segment.word(0, leaf),
        "zone": segment.word(1, leaf),
        "arrive": arrive.astype(np.int64),
    }
    return pl.DataFrame(columns, schema=KEY)


def hide(segment: "Segment", keys: pl.DataFrame) -> None:
    """Make the stays of a segment opened privately that have one of these keys (KEY) withdrawn."""
    found = find_keys(segment, keys)
    for words, rows in (
        (segment.by_place.words, _rows_by_place(segment, found)),
        (segment.by_person.words, _rows_by_person(segment, found)),
    ):
        words[rows[rows >= 0]] &= ~_LENGTH_BITS
    beside = _side_keys(segment).join(found, on=["person", "leaf", "arrive"], how="semi")["side"]
    if len(beside):
        segment.side.length[beside.to_numpy()] = 0


def find_keys(segment: "Segment", keys: pl.DataFrame) -> pl.DataFrame:
    """Return `keys` as codes of a segment: row (of `keys`), person, leaf, arrive; one row per leaf they may lie in."""
    here = keys.with_row_index("row").with_columns(
        person=pl.Series(segment.persons.codes(keys["person_id"])),
        place=pl.Series(segment.places.codes(keys["place_id"])),
    )
    here = here.filter(pl.col("person") >= 0, pl.col("place") >= 0)
    offsets = segment.leaf_offsets
    leaves = pl.DataFrame(
        {
            "place": np.repeat(np.arange(len(offsets) - 1), np.diff(offsets)),
            "leaf": np.arange(segment.leaf_keys.shape[1]),
        }
    )
    there = leaves.join(here.select("place").unique(), on="place", how="semi")
    codes = there["leaf"].to_numpy()
    there = there.with_columns(session=segment.word(0, codes), zone=segment.word(1, codes))
    found = here.join(there, on=["place", "session", "zone"], nulls_equal=True)
    return found.select("row", "person", "leaf", "arrive")


def held(segment: "Segment", keys: pl.DataFrame) -> Ints:
    """Return the rows of `keys` (KEY) for which the segment has a stay that stands."""
    found = find_keys(segment, keys)
    rows = _rows_by_person(segment, found)
    standing = np.zeros(found.height, bool)
    there = rows >= 0
    standing[there] = (segment.by_person.words[rows[there]] & _LENGTH_BITS) > 0
    beside = found.join(_side_keys(segment), on=["person", "leaf", "arrive"], how="semi")["row"]
    return np.unique(np.concatenate([found["row"].to_numpy()[standing], beside.to_numpy()]))


def _side_keys(segment: "Segment") -> pl.DataFrame:
    standing = np.flatnonzero(segment.side.length)
    return pl.DataFrame(
        {
            name: np.asarray(getattr(segment.side, name)[standing]).astype(np.int64)
            for name in ("person", "leaf", "arrive")
        }
    ).with_columns(side=standing)


def _rows_by_place(segment: "Segment", found: pl.DataFrame) -> Ints:
    return _seek(segment.by_place, found["leaf"], found["person"], found["arrive"] - segment.epoch)


def _rows_by_person(segment: "Segment", found: pl.DataFrame) -> Ints:
    return _seek(segment.by_person, found["person"], found["leaf"], found["arrive"] - segment.epoch)


def _seek(order: "Order", bucket: pl.Series, identity: pl.Series, arrive: pl.Series) -> Ints:
    """Return the row of each stay in an order, -1 where there is none; arrivals count from the epoch."""
    from fangxian.stores.presence.numbers.sorting import seek

    minute = arrive.to_numpy().astype(np.int64)
    inside = (minute >= 0) & (minute < ARRIVE_LIMIT)
    keys = (np.where(inside, minute, 0).astype(np.uint64) << _ARRIVE_IN_KEY) | identity.to_numpy().astype(
        np.uint64
    )
    rows = np.empty(len(keys), np.int64)
    seek(order.words, order.offsets, bucket.to_numpy().astype(np.int64), keys, rows)
    return np.where(inside, rows, -1)


def union(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return the keys of all parts, each once."""
    return pl.concat([pl.DataFrame(schema=KEY), *parts]).unique()
