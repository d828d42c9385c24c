"""Sorted dictionaries of ids: string to number by binary search, number to string by look-up, both from a mapped file."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl

from fangxian.stores.presence.numbers.names import decode
from fangxian.stores.presence.numbers.words import Ints


class Dictionary:
    """Ids in byte order; the code of an id is its position."""

    def __init__(self, ids: Ints) -> None:
        self._ids = ids

    @classmethod
    def open(cls, path: Path) -> "Dictionary":
        """Map a dictionary that `save` wrote."""
        return cls(np.load(path, mmap_mode="r"))

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def ids(self) -> Ints:
        """The ids in order, as an array of bytes of one width."""
        return self._ids

    def save(self, path: Path) -> None:
        """Write the ids as a plain NumPy file."""
        np.save(path, self._ids)

    def codes(self, ids: pl.Series | Sequence[str]) -> Ints:
        """Return the codes of ids, -1 for those unknown."""
        asked = _as_bytes(list(ids))
        if not len(self._ids):
            return np.full(len(asked), -1, np.int64)
        places = np.minimum(np.searchsorted(self._ids, asked), len(self._ids) - 1)
        return np.where(self._ids[places] == asked, places, -1).astype(np.int64)

    def names(self, codes: Ints) -> pl.Series:
        """Return the ids of codes (all known)."""
        return decode(self._ids, codes)


def sort_ids(ids: pl.Series) -> tuple[Dictionary, Ints]:
    """Return the dictionary of distinct `ids` and, for each of them, its code."""
    order = ids.arg_sort().to_numpy()
    code = np.empty(len(ids), np.int64)
    code[order] = np.arange(len(ids))
    return Dictionary(_as_bytes(ids.gather(order).to_list())), code


def _as_bytes(ids: list[str]) -> Ints:
    return np.array([name.encode() for name in ids], dtype=np.bytes_) if ids else np.empty(0, "S1")
