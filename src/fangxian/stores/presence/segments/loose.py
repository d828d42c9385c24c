"""A few thousand stays held in memory, numbered like a segment, so that the sweep looks through them as well."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from fangxian.stores.presence.numbers.dictionary import Dictionary, sort_ids
from fangxian.stores.presence.numbers.words import DAY, EXACT, LEAF_KEY, WINDOW, Ints
from fangxian.stores.presence.segments.segment import Order, minutes

_PRECISION = {"exact": EXACT, "window": WINDOW, "day": DAY}


@dataclass(frozen=True)
class LooseRows:
    """Stays in order of (leaf, arrival), as `side.Side` has them."""

    person: Ints
    leaf: Ints
    arrive: Ints
    length: Ints
    seat: Ints
    precision: Ints
    by_person: Ints
    seats: Dictionary

    def __len__(self) -> int:
        return len(self.person)


class LooseSegment:
    """What `Sources` reads of a segment, made of settled stays (`tables.PRESENCES`); no stay is packed into words."""

    def __init__(self, stays: pl.DataFrame) -> None:
        self.epoch = 0
        self.persons, person = _numbered(stays["person_id"])
        self.places, _ = _numbered(stays["place_id"])
        leaves = stays.select(LEAF_KEY).unique().sort(LEAF_KEY)
        self.leaf_offsets = np.searchsorted(
            self.places.codes(leaves["place_id"]), np.arange(len(self.places) + 1)
        )
        keys = [_word_codes(leaves[name]) for name in LEAF_KEY[1:]]
        self.leaf_keys = np.stack([codes for codes, _ in keys])
        self.words = [words for _, words in keys]
        self.by_place, self.by_person = _empty(leaves.height), _empty(len(self.persons))
        self.side = _rows(stays, person, leaves)

    def place_of_leaf(self, leaves: Ints) -> Ints:
        """Return the place of leaves."""
        return np.repeat(np.arange(len(self.places)), np.diff(self.leaf_offsets))[leaves]

    def warm(self) -> None:
        """Nothing is mapped."""


def _rows(stays: pl.DataFrame, person: Ints, leaves: pl.DataFrame) -> LooseRows:
    numbered = leaves.with_row_index("_leaf")
    leaf = stays.join(numbered, on=LEAF_KEY, nulls_equal=True, how="left", maintain_order="left")[
        "_leaf"
    ].to_numpy()
    arrive = minutes(stays["arrive_at"])
    seats, seat = _numbered(stays["seat"].drop_nulls())
    taken = np.zeros(stays.height, np.uint32)
    taken[stays["seat"].is_not_null().to_numpy()] = seat + 1
    order = np.lexsort((arrive, leaf))
    whose = person[order].astype(np.uint64)
    keys = (whose << np.uint64(32)) | np.arange(len(order), dtype=np.uint64)
    return LooseRows(
        person[order].astype(np.uint32),
        leaf[order].astype(np.uint32),
        arrive[order].astype(np.int32),
        (minutes(stays["leave_at"]) - arrive)[order].astype(np.uint32),
        taken[order],
        stays["precision"].replace_strict(_PRECISION, return_dtype=pl.UInt8).to_numpy()[order],
        np.sort(keys),
        seats,
    )


def _numbered(ids: pl.Series) -> tuple[Dictionary, Ints]:
    """Return the dictionary of the ids and the code of each."""
    dictionary, _ = sort_ids(ids.unique())
    return dictionary, dictionary.codes(ids)


def _word_codes(column: pl.Series) -> tuple[Ints, list[str]]:
    words = column.drop_nulls().unique().sort().to_list()
    codes = {word: code for code, word in enumerate(words)}
    return np.array([-1 if word is None else codes[word] for word in column], np.int32), words


def _empty(buckets: int) -> Order:
    return Order(np.empty(0, np.uint64), np.zeros(buckets + 1, np.int64), np.zeros(buckets, np.uint16))
