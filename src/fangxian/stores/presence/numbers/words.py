"""One stay in one 64-bit word: 21 bits of arrival, 26 of id, 15 of length, 2 of precision.

Minutes count from the segment's epoch. Sorting the words of one bucket sorts its stays by arrival. What does not
fit (a stay of more than 22 days, a seat, a date years from the epoch) goes to the segment's side table.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

ARRIVE_SHIFT, ID_SHIFT, LENGTH_SHIFT = 43, 17, 2
ARRIVE_LIMIT, ID_LIMIT, LENGTH_LIMIT = 1 << 21, 1 << 26, 1 << 15
EXACT, WINDOW, DAY, OPEN = 0, 1, 2, 3
"""Codes of precision; OPEN is a window whose end was not known (open until the end of its local day)."""

PRECISION_OF = ("exact", "window", "day", "window")

LEAF_KEY = ("place_id", "session", "zone", "source")
"""What a leaf is. Who was in which zone of which session of a place is found by the leaf alone."""

Ints = NDArray[Any]


def pack(arrive: Ints, identity: Ints, length: Ints, precision: Ints) -> Ints:
    """Return the words of stays (arrays of one length; every value inside its limit)."""
    word = arrive.astype(np.uint64) << np.uint64(ARRIVE_SHIFT)
    word |= identity.astype(np.uint64) << np.uint64(ID_SHIFT)
    word |= length.astype(np.uint64) << np.uint64(LENGTH_SHIFT)
    return word | precision.astype(np.uint64)


def unpack(words: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """Return (arrive, identity, length, precision) as int64, int64, int64 and uint8."""
    arrive = (words >> np.uint64(ARRIVE_SHIFT)).astype(np.int64)
    identity = ((words >> np.uint64(ID_SHIFT)) & np.uint64(ID_LIMIT - 1)).astype(np.int64)
    length = ((words >> np.uint64(LENGTH_SHIFT)) & np.uint64(LENGTH_LIMIT - 1)).astype(np.int64)
    return arrive, identity, length, (words & np.uint64(3)).astype(np.uint8)
