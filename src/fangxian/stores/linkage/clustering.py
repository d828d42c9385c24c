"""Clusters without chains: at most one row of a list in a cluster, and never two people over a third row."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from fangxian.engines.compiled import compiled

Ints = NDArray[np.int64]

JOINED, SAME_LIST, TWO_NUMBERS = 0, 1, 2
BECAME = ("joined", "same-list", "two-numbers")
"""What became of a pair, at its number: one person; refused, both stand on one list; refused, two numbers."""


@compiled
def join_heaviest(left: Ints, right: Ints, bits: Ints, numbers: Ints) -> tuple[Ints, NDArray[np.int8]]:
    """Join units pair by pair in the order given; return the root of each unit and what became of each pair.

    `bits` are the lists a unit stands on, `numbers` its valid identity number as a code, -1 without. A pair is not
    joined when both sides stand on one list already; nor when both hold a number, not the same one, and the pair itself
    does not compare the two.
    """
    root = np.arange(len(bits))
    lists, number = bits.copy(), numbers.copy()
    told = np.full(len(left), JOINED, dtype=np.int8)
    for at in range(len(left)):
        a, b = left[at], right[at]
        while root[a] != a:
            root[a] = root[root[a]]
            a = root[a]
        while root[b] != b:
            root[b] = root[root[b]]
            b = root[b]
        if a == b:
            continue
        over_third = numbers[left[at]] < 0 or numbers[right[at]] < 0
        if lists[a] & lists[b]:
            told[at] = SAME_LIST
        elif over_third and number[a] >= 0 and number[b] >= 0 and number[a] != number[b]:
            told[at] = TWO_NUMBERS
        else:
            low, high = min(a, b), max(a, b)
            root[high] = low
            lists[low] |= lists[high]
            number[low] = max(number[low], number[high])
    for unit in range(len(root)):
        root[unit] = root[root[unit]]
    return root, told


def cluster(units: pl.DataFrame, pairs: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
    """Return for each unit the smallest unit of its cluster, and for each pair what became of it.

    `units` has bits and number, in the order of the unit's code; `pairs` unit_l and unit_r, the heaviest first.

    >>> units = pl.DataFrame({"bits": [1, 1, 2], "number": [-1, -1, -1]})
    >>> pairs = pl.DataFrame({"unit_l": [0, 1], "unit_r": [2, 2]})
    >>> [one.to_list() for one in cluster(units, pairs)]
    [[0, 1, 0], ['joined', 'same-list']]
    """
    root, told = join_heaviest(
        *(pairs[name].cast(pl.Int64).to_numpy() for name in ("unit_l", "unit_r")),
        *(units[name].cast(pl.Int64).to_numpy() for name in ("bits", "number")),
    )
    return pl.Series("root", root), pl.Series("told", BECAME, dtype=pl.Enum(BECAME)).gather(told)
