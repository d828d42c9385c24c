"""Equal hashes numbered alike, in the order they first appear.

A table of tens of millions lies in no cache: reached for at random, each row waits for memory several times. So rows are
first laid side by side by the upper bits of their hash, which is where they lie in the table, and then put in.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from fangxian.engines.compiled import compiled

Ints = npt.NDArray[np.int32]
Hashes = npt.NDArray[np.uint64]

_ROWS_TOGETHER, _MOST_BITS = 1 << 15, 10


@dataclass(frozen=True)
class Table:
    """What was numbered: `slots` by the upper bits of a hash, the two hashes of what lies there, and its number."""

    slots: Ints
    first: Hashes
    second: Hashes
    numbers: Ints

    def find(self, first: Hashes, second: Hashes) -> Ints:
        """Return the number of each pair of hashes, -1 where there is none."""
        found = _find(self.slots, _shift(self.slots), self.first, self.second, self.numbers, first, second)
        return np.asarray(found, np.int32)


def number_each(first: Hashes, second: Hashes) -> tuple[Ints, Ints, Table]:
    """Return the number of each row, the row in which each number first appears, and the table to find others by.

    first, second: two hashes of each row; rows that agree in both are the same.

    >>> one = np.array([7, 5, 7], np.uint64)
    >>> number_each(one, one)[0].tolist()
    [0, 1, 0]
    """
    slots = np.full(1 << max(int(2 * first.size).bit_length(), 1), -1, np.int32)
    bits = min(max(first.size // _ROWS_TOGETHER, 1).bit_length() - 1, _MOST_BITS)
    order = np.arange(first.size, dtype=np.int32)
    if bits:
        first, second, order = _side_by_side(first, second, np.uint64(bits))
    rows = np.empty(first.size, np.int32)
    firsts, known, known_too = _put(first, second, order, _shift(slots), slots, rows)
    ordered, numbers = _in_order(rows, firsts)
    return rows, ordered, Table(slots, known, known_too, numbers)


def _shift(slots: Ints) -> np.uint64:
    return np.uint64(65 - int(slots.size).bit_length())


@compiled
def _side_by_side(first: Any, second: Any, bits: Any) -> Any:
    """The hashes by their upper bits, in the order of the rows where these agree, and which rows they are of."""
    shift = np.uint64(64) - bits
    starts = np.zeros((1 << np.int64(bits)) + 1, np.int64)
    for row in range(first.size):
        starts[np.int64(first[row] >> shift) + 1] += 1
    starts = np.cumsum(starts)
    ones, twos = np.empty(first.size, np.uint64), np.empty(first.size, np.uint64)
    order = np.empty(first.size, np.int32)
    for row in range(first.size):
        at = starts[np.int64(first[row] >> shift)]
        ones[at], twos[at], order[at] = first[row], second[row], row
        starts[np.int64(first[row] >> shift)] += 1
    return ones, twos, order


@compiled
def _put(first: Any, second: Any, order: Any, shift: Any, slots: Any, rows: Any) -> Any:
    """Number hashes as they come, of the rows in `order`; return the row where each appeared first, and its hashes."""
    found = 0
    firsts = np.empty(first.size, np.int32)
    known, known_too = np.empty(first.size, np.uint64), np.empty(first.size, np.uint64)
    for nth in range(order.size):
        row, one, two = order[nth], first[nth], second[nth]
        at = np.int64(one >> shift)
        while slots[at] >= 0 and (known[slots[at]] != one or known_too[slots[at]] != two):
            at = (at + 1) & (slots.size - 1)
        if slots[at] < 0:
            slots[at], firsts[found], known[found], known_too[found] = found, row, one, two
            found += 1
        rows[row] = slots[at]
    return firsts[:found].copy(), known[:found].copy(), known_too[:found].copy()


@compiled
def _in_order(rows: Any, firsts: Any) -> Any:
    """Number anew, in place, in the order of the rows; return where each number first appears, and old -> new."""
    fresh, ordered = np.empty(firsts.size, np.int32), np.empty(firsts.size, np.int32)
    found = 0
    for row in range(rows.size):
        old = rows[row]
        if firsts[old] == row:
            fresh[old], ordered[found] = found, row
            found += 1
        rows[row] = fresh[old]
    return ordered, fresh


@compiled
def _find(slots: Any, shift: Any, first: Any, second: Any, numbers: Any, asked: Any, asked_too: Any) -> Any:
    rows = np.empty(asked.size, np.int32)
    for row in range(asked.size):
        at = np.int64(asked[row] >> shift)
        while slots[at] >= 0 and (first[slots[at]] != asked[row] or second[slots[at]] != asked_too[row]):
            at = (at + 1) & (slots.size - 1)
        rows[row] = numbers[slots[at]] if slots[at] >= 0 else -1
    return rows
