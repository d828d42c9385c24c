"""Ids as small whole numbers: what is counted by the million is counted on these."""

from dataclasses import dataclass
from itertools import count

import numpy as np
import numpy.typing as npt
import polars as pl

from fangxian.engines.compiled import compiled

Ints = npt.NDArray[np.int32]
Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class Numbers:
    """Each id once; its number is its position in `ids`. Two ids never share a number, whatever their hashes do."""

    ids: pl.Series
    seed: int
    hashes: Hashes
    slots: Ints

    def find(self, asked: pl.Series) -> Ints:
        """Return the number of each id, -1 where it is null or not known.

        >>> number(pl.Series(["a", "b"]))[0].find(pl.Series(["b", None, "c"])).tolist()
        [1, -1, -1]
        """
        if not len(self.ids):
            return np.full(len(asked), -1, np.int32)
        found = _find(self.slots, _shift(self.slots), self.hashes, _hash(asked, self.seed))
        # A stranger may share a known id's hash, so the ids themselves have the last word.
        same = (self.ids.gather(np.maximum(found, 0)) == asked).fill_null(False)
        return np.where(same.to_numpy(), found, np.int32(-1))


def number(ids: pl.Series) -> tuple[Numbers, Ints]:
    """Return the ids once each, in the order they first appear, and the number of each row. No id may be null.

    >>> known, rows = number(pl.Series(["b", "a", "b"]))
    >>> known.ids.to_list(), rows.tolist()
    (['b', 'a'], [0, 1, 0])
    """
    for seed in count():
        hashes = _hash(ids, seed)
        slots = np.full(1 << max(int(2 * len(ids)).bit_length(), 1), -1, np.int32)
        rows, firsts = np.empty(len(ids), np.int32), np.empty(len(ids), np.int32)
        known = np.empty(len(ids), np.uint64)
        found = _number(hashes, _shift(slots), slots, rows, firsts, known)
        once = ids.gather(firsts[:found])
        # An id alone with its number cannot have been taken for another.
        shared = np.flatnonzero((np.bincount(rows) > 1)[rows]) if found < len(ids) else rows[:0]
        if (once.gather(rows[shared]) == ids.gather(shared)).all():
            break
    return Numbers(once, seed, known[:found], slots), rows


def _hash(ids: pl.Series, seed: int) -> Hashes:
    return ids.hash(seed).to_numpy()


def _shift(slots: Ints) -> np.uint64:
    return np.uint64(65 - int(slots.size).bit_length())


@compiled
def _number(hashes, shift, slots, rows, firsts, known):  # type: ignore[no-untyped-def]  # numba infers them
    """Number equal hashes alike; return how many there are."""
    found = 0
    for row in range(hashes.size):
        at = np.int64(hashes[row] >> shift)
        while slots[at] >= 0 and known[slots[at]] != hashes[row]:
            at = (at + 1) & (slots.size - 1)
        if slots[at] < 0:
            slots[at], firsts[found], known[found] = found, row, hashes[row]
            found += 1
        rows[row] = slots[at]
    return found


@compiled
def _find(slots, shift, known, hashes):  # type: ignore[no-untyped-def]
    """Return the number of each hash, -1 where there is none."""
    rows = np.empty(hashes.size, np.int32)
    for row in range(hashes.size):
        at = np.int64(hashes[row] >> shift)
        while slots[at] >= 0 and known[slots[at]] != hashes[row]:
            at = (at + 1) & (slots.size - 1)
        rows[row] = slots[at]
    return rows
