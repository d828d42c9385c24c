"""The side table of a segment: stays that do not fit a word (a seat, more than 22 days), as packed arrays.

29 bytes a row beside the words of seats, in order of (leaf, arrive); a second array gives the order by person.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from fangxian.stores.presence.numbers.dictionary import Dictionary, sort_ids
from fangxian.stores.presence.numbers.mapping import mapped
from fangxian.stores.presence.numbers.words import Ints

_TYPES = {
    "person": np.uint32,
    "leaf": np.uint32,
    "arrive": np.int32,
    "length": np.uint32,
    "seat": np.uint32,
    "precision": np.uint8,
}
_ROW_BITS = np.uint64(32)


@dataclass(frozen=True)
class SideRows:
    """Stays as numbers, to be written: as `Chunk`, with `seat` 0 for none, else one more than its code."""

    person: Ints
    leaf: Ints
    arrive: Ints
    length: Ints
    seat: Ints
    precision: Ints

    def __len__(self) -> int:
        return len(self.person)

    def take(self, rows: Ints) -> "SideRows":
        """Return some of the rows (a mask or positions)."""
        return SideRows(*(column[rows] for column in vars(self).values()))


def join_side(parts: list[SideRows]) -> SideRows:
    """Return all parts as one."""
    return SideRows(
        *(
            np.concatenate([np.empty(0, kind), *(getattr(part, name) for part in parts)])
            for name, kind in _TYPES.items()
        )
    )


def save_side(rows: SideRows, seats: pl.Series, folder: Path) -> None:
    """Write side rows whose person and leaf are final codes; `seats` are the words their seats count in."""
    used = np.unique(rows.seat[rows.seat > 0]).astype(np.int64) - 1
    dictionary, code = sort_ids(seats.gather(used))
    dictionary.save(folder / "seats.npy")
    final = np.zeros(len(seats) + 1, np.uint32)
    final[used + 1] = code + 1
    coded = SideRows(rows.person, rows.leaf, rows.arrive, rows.length, final[rows.seat], rows.precision)
    columns = (coded.precision, coded.seat, coded.length, coded.person, coded.arrive, coded.leaf)
    ordered = coded.take(np.lexsort(columns))
    for name, kind in _TYPES.items():
        np.save(folder / f"side_{name}.npy", getattr(ordered, name).astype(kind))
    by_person = np.lexsort((ordered.arrive, ordered.person)).astype(np.uint64)
    keys = (ordered.person.astype(np.uint64)[by_person.astype(np.int64)] << _ROW_BITS) | by_person
    np.save(folder / "side_by_person.npy", keys)


class Side:
    """The side table, mapped. Arrays by row in order of (leaf, arrive); a row of length 0 was withdrawn."""

    def __init__(self, folder: Path, *, private: bool = False) -> None:
        self.person, self.leaf, self.arrive, self.seat, self.precision = (
            mapped(folder / f"side_{name}.npy") for name in ("person", "leaf", "arrive", "seat", "precision")
        )
        self.length = mapped(folder / "side_length.npy", private=private)
        self.by_person = mapped(folder / "side_by_person.npy")
        self.seats = Dictionary.open(folder / "seats.npy")

    def __len__(self) -> int:
        return len(self.person)

    def rows_of_people(self, codes: Ints) -> Ints:
        """Return the rows of these people that stand."""
        asked = np.asarray(codes).astype(np.uint64)
        begins = np.searchsorted(self.by_person, asked << _ROW_BITS)
        ends = np.searchsorted(self.by_person, (asked + np.uint64(1)) << _ROW_BITS)
        keys = np.asarray(self.by_person[spread(begins, ends)])
        return self._standing((keys & np.uint64(0xFFFFFFFF)).astype(np.int64))

    def rows_of_leaves(self, leaves: Ints) -> Ints:
        """Return the rows at these leaves that stand, leaf by leaf in order of arrival."""
        begins = np.searchsorted(self.leaf, leaves)
        ends = np.searchsorted(self.leaf, leaves, side="right")
        return self._standing(spread(begins, ends))

    def seat_words(self, rows: Ints) -> pl.Series:
        """Return the seats of rows, null for none."""
        codes = np.asarray(self.seat[rows]).astype(np.int64)
        words = pl.Series([None, *self.seats.names(np.arange(len(self.seats)))], dtype=pl.String())
        return words.gather(codes)

    def _standing(self, rows: Ints) -> Ints:
        return rows[self.length[rows] > 0]


def spread(begins: Ints, ends: Ints) -> Ints:
    """Return the numbers of all ranges [begin, end), one after the other."""
    sizes = np.asarray(ends) - np.asarray(begins)
    offset = np.cumsum(sizes)
    rows: Ints = np.arange(int(sizes.sum())) + np.repeat(np.asarray(begins) - (offset - sizes), sizes)
    return rows
