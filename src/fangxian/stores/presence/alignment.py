"""One numbering over the dictionaries of several segments, so that what they answer can be added up."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from fangxian.stores.presence.compiled import compiled
from fangxian.stores.presence.dictionary import Dictionary
from fangxian.stores.presence.names import decode
from fangxian.stores.presence.words import Ints

_SAME = np.empty(0, np.int32)
"""The codes of a segment whose dictionary is the whole one."""


class Alignment:
    """Store-wide codes of ids: positions among the sorted ids of all segments together."""

    def __init__(self, ids: Ints, wide: Sequence[Ints]) -> None:
        self.ids = ids
        self.wide = tuple(wide)
        self._dictionary = Dictionary(ids)

    @classmethod
    def of(cls, dictionaries: Sequence[Ints]) -> "Alignment":
        """Align sorted arrays of ids. One alone is its own numbering and costs nothing."""
        if not dictionaries:
            return cls(np.empty(0, "S1"), ())
        together = max(dictionaries, key=len)
        for ids in dictionaries:
            together = _union(together, ids)
        return cls(together, [_positions(together, ids) for ids in dictionaries])

    def __len__(self) -> int:
        return len(self.ids)

    def codes(self, ids: Sequence[str] | pl.Series) -> Ints:
        """Return the store-wide codes of ids, -1 for those unknown."""
        return self._dictionary.codes(ids)

    def names(self, codes: Ints) -> pl.Series:
        """Return the ids of store-wide codes."""
        return decode(self.ids, codes)

    def local(self, segment: int, codes: Ints) -> Ints:
        """Return what store-wide codes are in one segment, -1 where it does not know them."""
        wide = self.wide[segment]
        if wide is _SAME or not len(codes):
            return codes
        if not len(wide):
            return np.full(len(codes), -1, np.int64)
        at = np.minimum(np.searchsorted(wide, codes), len(wide) - 1)
        return np.where(wide[at] == codes, at, -1)

    def widen(self, segment: int, codes: Ints) -> Ints:
        """Return the store-wide codes of one segment's codes."""
        wide = self.wide[segment]
        return codes if wide is _SAME else wide[codes].astype(np.int64)


def _union(one: Ints, other: Ints) -> Ints:
    if one is other or _missing(one, other) == 0:
        return one
    width = max(one.dtype.itemsize, other.dtype.itemsize)
    return np.unique(np.concatenate([one.astype(f"S{width}"), other.astype(f"S{width}")]))


def _missing(one: Ints, other: Ints) -> int:
    return int((_walk(_letters(one), _letters(other)) < 0).sum())


def _positions(together: Ints, ids: Ints) -> Ints:
    if together is ids or (len(together) == len(ids)):
        return _SAME
    return _walk(_letters(together), _letters(ids))


def _letters(ids: Ints) -> Ints:
    """Return ids as rows of bytes."""
    return np.ascontiguousarray(ids).view(np.uint8).reshape(len(ids), ids.dtype.itemsize)


@compiled
def _compare(one: Ints, other: Ints) -> int:
    """Return which of two ids comes first in byte order: -1, 0 or 1. The shorter one is filled with zeros."""
    for at in range(max(one.shape[0], other.shape[0])):
        mine = one[at] if at < one.shape[0] else 0
        theirs = other[at] if at < other.shape[0] else 0
        if mine != theirs:
            return -1 if mine < theirs else 1
    return 0


@compiled
def _walk(together: Ints, ids: Ints) -> Ints:
    """Return the row of `together` at which each of `ids` stands, -1 for none; both are sorted."""
    found = np.full(ids.shape[0], -1, np.int32)
    at = 0
    for row in range(ids.shape[0]):
        while at < together.shape[0] and _compare(together[at], ids[row]) < 0:
            at += 1
        if at < together.shape[0] and _compare(together[at], ids[row]) == 0:
            found[row] = at
    return found
