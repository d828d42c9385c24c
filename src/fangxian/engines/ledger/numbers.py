"""Ids as small whole numbers: what is counted by the million is counted on these."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from fangxian.engines.ledger.hashed import Hashes, Ints, Table, number_each

__all__ = ["Ints", "Numbers", "number"]

_SEEDS = (0, 1)


@dataclass(frozen=True)
class Numbers:
    """Each id once; its number is its position in `ids`.

    Ids are told apart by 128 bits of their hashes: that any two of ten million share them has a chance below 1e-24.
    """

    ids: pl.Series
    table: Table

    def find(self, asked: pl.Series) -> Ints:
        """Return the number of each id, -1 where it is null or not known.

        >>> number(pl.Series(["a", "b"]))[0].find(pl.Series(["b", None, "c"])).tolist()
        [1, -1, -1]
        """
        found = self.table.find(*_hash(asked))
        return np.where(asked.is_null().to_numpy(), np.int32(-1), found) if asked.null_count() else found


def number(ids: pl.Series) -> tuple[Numbers, Ints]:
    """Return the ids once each, in the order they first appear, and the number of each row. No id may be null.

    >>> known, rows = number(pl.Series(["b", "a", "b"]))
    >>> known.ids.to_list(), rows.tolist()
    (['b', 'a'], [0, 1, 0])
    """
    rows, firsts, table = number_each(*_hash(ids))
    return Numbers(ids.gather(firsts), table), rows


def _hash(ids: pl.Series) -> tuple[Hashes, Hashes]:
    # In one question polars works on both at once.
    hashes = ids.to_frame("id").select(pl.col("id").hash(seed).alias(f"{seed}") for seed in _SEEDS)
    first, second = (one.to_numpy() for one in hashes)
    return first, second
