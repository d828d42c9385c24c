"""One numbering over the dictionaries of several segments, so that what they answer can be added up."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
import polars as pl

from fangxian.engines.compiled import compiled
from fangxian.stores.presence.numbers.dictionary import Dictionary
from fangxian.stores.presence.numbers.mapping import mapped
from fangxian.stores.presence.numbers.names import decode
from fangxian.stores.presence.numbers.words import Ints

_WORTH_KEEPING = 500_000
"""Ids in all from which aligning takes long enough to be kept on disk."""

_SAME = np.empty(0, np.int32)
"""The codes of a segment whose dictionary is the whole one."""


class Alignment:
    """Store-wide codes of ids: positions among the sorted ids of all segments together."""

    def __init__(self, ids: Ints, wide: Sequence[Ints]) -> None:
        self.ids = ids
        self.wide = tuple(wide)
        self._dictionary = Dictionary(ids)

    @classmethod
    def kept(cls, dictionaries: Sequence[Ints], folder: Path | None, name: str) -> "Alignment":
        """Align as `of` does, once: large dictionaries leave it in `folder`, which may be deleted at any time."""
        if folder is None or len(dictionaries) < 2 or sum(map(len, dictionaries)) < _WORTH_KEEPING:
            return cls.of(dictionaries)
        if not (folder / f"{name}.npy").is_file():
            cls.of(dictionaries)._keep(folder, name)
        try:
            ids = mapped(folder / f"{name}.npy")
            wide = [mapped(folder / f"{name}-{number}.npy") for number in range(len(dictionaries))]
        except OSError:  # a disk that cannot be written to
            return cls.of(dictionaries)
        return cls(ids, [part if len(part) else _SAME for part in wide])

    def _keep(self, folder: Path, name: str) -> None:
        """Write the arrays, the ids last: whoever finds these finds all."""
        with suppress(OSError):
            folder.mkdir(exist_ok=True)
            for number, part in enumerate(self.wide):
                np.save(folder / f"{name}-{number}.npy", part)
            np.save(folder / f"{name}-draft.npy", self.ids)
            (folder / f"{name}-draft.npy").replace(folder / f"{name}.npy")

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
    """Return the ids of both, in order, each once."""
    if one is other:
        return one
    missing = int((_walk(_letters(one), _letters(other)) < 0).sum())
    if not missing:
        return one
    width = max(one.dtype.itemsize, other.dtype.itemsize)
    merged = np.zeros((len(one) + missing, width), np.uint8)
    _merge(_letters(one), _letters(other), merged)
    return merged.view(f"S{width}").ravel()


def _positions(together: Ints, ids: Ints) -> Ints:
    if together is ids or (len(together) == len(ids)):
        return _SAME
    return _walk(_letters(together), _letters(ids))


def _letters(ids: Ints) -> Ints:
    """Return ids as rows of bytes."""
    return np.ascontiguousarray(ids).view(np.uint8).reshape(len(ids), ids.dtype.itemsize)


@compiled
def _compare(one: Ints, row: int, other: Ints, at: int) -> int:
    """Return which of two ids comes first in byte order: -1, 0 or 1. The shorter one is filled with zeros."""
    for letter in range(max(one.shape[1], other.shape[1])):
        mine = one[row, letter] if letter < one.shape[1] else np.uint8(0)
        theirs = other[at, letter] if letter < other.shape[1] else np.uint8(0)
        if mine != theirs:
            return -1 if mine < theirs else 1
    return 0


@compiled
def _walk(together: Ints, ids: Ints) -> Ints:
    """Return the row of `together` at which each of `ids` stands, -1 for none; both are sorted."""
    found = np.full(ids.shape[0], -1, np.int32)
    at = 0
    for row in range(ids.shape[0]):
        order = -1
        while at < together.shape[0]:
            order = _compare(together, at, ids, row)
            if order >= 0:
                break
            at += 1
        if at < together.shape[0] and order == 0:
            found[row] = at
    return found


@compiled
def _merge(one: Ints, other: Ints, merged: Ints) -> None:
    """Fill `merged` with the ids of both, in order, each once."""
    mine, theirs = 0, 0
    for row in range(merged.shape[0]):
        order = 1 if mine == one.shape[0] else -1
        if mine < one.shape[0] and theirs < other.shape[0]:
            order = _compare(one, mine, other, theirs)
        if order <= 0:
            merged[row, : one.shape[1]] = one[mine]
            mine += 1
            theirs += order == 0
        else:
            merged[row, : other.shape[1]] = other[theirs]
            theirs += 1
