"""The loops numba compiles for writing: bucketing words, sorting them, dropping repeats, seeking in them."""

import numpy as np

from fangxian.engines.compiled import compiled
from fangxian.stores.presence.numbers.words import (
    ARRIVE_SHIFT,
    ID_SHIFT,
    LENGTH_LIMIT,
    LENGTH_SHIFT,
    OPEN,
    WINDOW,
    Ints,
)

Columns = tuple[Ints, Ints, Ints, Ints, Ints]

_ARRIVE, _LENGTH, _LENGTH_MASK = np.uint64(ARRIVE_SHIFT), np.uint64(LENGTH_SHIFT), np.uint64(LENGTH_LIMIT - 1)
_PRECISION, _WINDOW, _OPEN = np.uint64(3), np.uint64(WINDOW), np.uint64(OPEN)
_KEY = np.uint64(ID_SHIFT)
"""What is left of a word shifted so far is its arrival and its id: the key of a stay in its bucket."""


_FEW = 48
"""Below so many words, putting each where it belongs is faster than a quicksort; days arrive nearly in order."""


@compiled
def scatter(chunk: Columns, names: Ints, epoch: int, next_free: Ints, out: Ints) -> None:
    """Pack stays into words and put each into the next free slot of its bucket.

    `chunk` is (bucket, identity, arrive, length, precision) by row; `names` are the final codes of identities,
    `next_free` goes by the codes that buckets have in the chunk.
    """
    bucket, identity, arrive, length, precision = chunk
    for row in range(bucket.shape[0]):
        word = np.uint64(np.int64(arrive[row]) - epoch) << _ARRIVE
        word |= np.uint64(names[identity[row]]) << _KEY
        word |= np.uint64(length[row]) << _LENGTH
        slot = bucket[row]
        out[next_free[slot]] = word | np.uint64(precision[row])
        next_free[slot] += 1


@compiled
def sort_buckets(words: Ints, offsets: Ints, longest: Ints) -> int:
    """Sort the words of every bucket, keep one of each key and note the longest stay, in minutes.

    Of words with one key the sharpest stays, and of those the longest. Words and offsets move down over what was
    dropped; the number of words kept is returned.
    """
    kept, begin = 0, offsets[0]
    for bucket in range(offsets.shape[0] - 1):
        end = offsets[bucket + 1]
        _sort(words[begin:end])
        offsets[bucket] = kept
        longest[bucket] = 0
        for row in range(begin, end):
            word = words[row]
            if row > begin and word >> _KEY == words[kept - 1] >> _KEY:
                kept -= 1
                word = _preferred(words[kept], word)
            words[kept] = word
            kept += 1
            longest[bucket] = max(longest[bucket], (word >> _LENGTH) & _LENGTH_MASK)
        begin = end
    offsets[offsets.shape[0] - 1] = kept
    return kept


@compiled
def _preferred(one: int, other: int) -> int:
    """Return the sharper of two words, the longer of two alike; an open end is a window."""
    mine, theirs = one & _PRECISION, other & _PRECISION
    mine = _WINDOW if mine == _OPEN else mine
    theirs = _WINDOW if theirs == _OPEN else theirs
    if mine != theirs:
        return one if mine < theirs else other
    return one if (one >> _LENGTH) & _LENGTH_MASK >= (other >> _LENGTH) & _LENGTH_MASK else other


@compiled
def _sort(part: Ints) -> None:
    if part.shape[0] > _FEW:
        part.sort()
        return
    for row in range(1, part.shape[0]):
        word, place = part[row], row
        while place > 0 and part[place - 1] > word:
            part[place] = part[place - 1]
            place -= 1
        part[place] = word


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
