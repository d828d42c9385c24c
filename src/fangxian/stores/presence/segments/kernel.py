"""The loops numba compiles for encounters: who was in a bucket while each stay lasted."""

import numpy as np

from fangxian.engines.compiled import compiled
from fangxian.stores.presence.numbers.words import (
    ARRIVE_SHIFT,
    ID_LIMIT,
    ID_SHIFT,
    LENGTH_LIMIT,
    LENGTH_SHIFT,
    Ints,
)

_ARRIVE, _ID, _LENGTH = np.uint64(ARRIVE_SHIFT), np.uint64(ID_SHIFT), np.uint64(LENGTH_SHIFT)
_ID_MASK, _LENGTH_MASK = np.uint64(ID_LIMIT - 1), np.uint64(LENGTH_LIMIT - 1)


@compiled
def first_at_or_after(words: Ints, low: int, high: int, minute: int) -> int:
    """Return the first row in [low, high) that arrives at `minute` or later."""
    while low < high:
        middle = (low + high) >> 1
        if np.int64(words[middle] >> _ARRIVE) < minute:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def sweep(
    order: tuple[Ints, Ints, Ints], asked: tuple[Ints, Ints, Ints, Ints], min_minutes: int, found: Ints
) -> int:
    """Find who shared a bucket with each stay asked for, `min_minutes` or longer; return how many did.

    `order` is (words, offsets, longest); `asked` is (bucket, from, to, person) in minutes from the epoch, sorted by bucket so that each is walked
    once; person -1 is not in this segment. The first rows of `found` (n × 2: index asked, row met) are filled.
    """
    words, offsets, longest = order
    bucket, begins, ends, person = asked
    count = 0
    for ask in range(bucket.shape[0]):
        low, high = offsets[bucket[ask]], offsets[bucket[ask] + 1]
        row = first_at_or_after(words, low, high, begins[ask] - np.int64(longest[bucket[ask]]))
        while row < high:
            word = words[row]
            arrive = np.int64(word >> _ARRIVE)
            if arrive >= ends[ask]:
                break
            leave = arrive + np.int64((word >> _LENGTH) & _LENGTH_MASK)
            shared = min(leave, ends[ask]) - max(arrive, begins[ask])
            if shared >= min_minutes and np.int64((word >> _ID) & _ID_MASK) != person[ask]:
                if count < found.shape[0]:
                    found[count, 0] = ask
                    found[count, 1] = row
                count += 1
            row += 1
    return count
