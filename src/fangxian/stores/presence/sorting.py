"""The loops numba compiles for writing: bucketing words, sorting them, dropping repeats, seeking in them."""

import numpy as np

from fangxian.stores.presence.compiled import compiled
from fangxian.stores.presence.words import ID_SHIFT, LENGTH_LIMIT, LENGTH_SHIFT, Ints

_LENGTH, _LENGTH_MASK = np.uint64(LENGTH_SHIFT), np.uint64(LENGTH_LIMIT - 1)
_KEY = np.uint64(ID_SHIFT)
"""What is left of a word shifted so far is its arrival and its id: the key of a stay in its bucket."""


@compiled
def scatter(words: Ints, buckets: Ints, next_free: Ints, out: Ints) -> None:
    """Put each word into the next free slot of its bucket."""
    for row in range(words.shape[0]):
        bucket = buckets[row]
        out[next_free[bucket]] = words[row]
        next_free[bucket] += 1


@compiled
def sort_buckets(words: Ints, offsets: Ints, longest: Ints) -> int:
    """Sort the words of every bucket, keep one of each key and note the longest stay, in minutes.

    Of words with one key the least stays: the shortest stay, the sharpest precision. Words and offsets move
    down over what was dropped; the number of words kept is returned.
    """
    kept, begin = 0, offsets[0]
    for bucket in range(offsets.shape[0] - 1):
        end = offsets[bucket + 1]
        part = words[begin:end]
        part.sort()
        begin = end
        offsets[bucket] = kept
        most = np.uint64(0)
        for row in range(part.shape[0]):
            word = part[row]
            if row > 0 and word >> _KEY == words[kept - 1] >> _KEY:
                continue
            words[kept] = word
            kept += 1
            most = max(most, (word >> _LENGTH) & _LENGTH_MASK)
        longest[bucket] = most
    offsets[offsets.shape[0] - 1] = kept
    return kept


@compiled
def seek(words: Ints, offsets: Ints, buckets: Ints, keys: Ints, found: Ints) -> None:
    """Note for each key (arrival and id) of a bucket its row in `words`, -1 where there is none."""
    for row in range(buckets.shape[0]):
        low, high = offsets[buckets[row]], offsets[buckets[row] + 1]
        end = high
        while low < high:
            middle = (low + high) >> 1
            if words[middle] >> _KEY < keys[row]:
                low = middle + 1
            else:
                high = middle
        found[row] = low if low < end and words[low] >> _KEY == keys[row] else -1
