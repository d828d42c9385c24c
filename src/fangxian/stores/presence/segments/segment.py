"""Reading one immutable segment: mapped arrays, two questions, no rows copied but those answered."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import polars as pl

from fangxian.engines import tables
from fangxian.engines.tracing.memory import join_stays
from fangxian.stores.presence.numbers.dictionary import Dictionary
from fangxian.stores.presence.numbers.mapping import mapped, populate
from fangxian.stores.presence.numbers.words import LEAF_KEY, PRECISION_OF, Ints, unpack
from fangxian.stores.presence.segments.side import Side

_MINUTE_US = 60_000_000
_ABSENT, _NOT_HERE = -1, -2
"""Codes of a session, zone or source: none recorded; one this segment never saw."""


@dataclass(frozen=True)
class Order:
    """One packed order: the words, where each bucket begins, the longest stay of each."""

    words: Ints
    offsets: Ints
    longest: Ints

    @classmethod
    def open(cls, folder: Path, name: str, *, private: bool = False) -> "Order":
        """Map the order by "place" or by "person"."""
        return cls(
            mapped(folder / f"by_{name}.npy", private=private),
            mapped(folder / f"{name}_offsets.npy"),
            mapped(folder / f"{name}_longest.npy"),
        )


class Segment:
    """One segment of a store; questions and answers are frames of settled stays.

    Opened `private`, stays can be withdrawn from it in this process's memory: one of length 0 is no stay.
    """

    def __init__(self, folder: Path, *, private: bool = False) -> None:
        head = json.loads((folder / "segment.json").read_text("utf-8"))
        self.epoch: int = head["epoch_minutes"]
        self.rows: int = head["rows"]
        self.folder = folder
        self.persons = Dictionary.open(folder / "persons.npy")
        self.places = Dictionary.open(folder / "places.npy")
        self.by_place = Order.open(folder, "place", private=private)
        self.by_person = Order.open(folder, "person", private=private)
        self.side = Side(folder, private=private)
        self.leaf_offsets = mapped(folder / "leaf_offsets.npy")
        self.leaf_keys = mapped(folder / "leaf_keys.npy")
        self.words: list[list[str]] = json.loads((folder / "words.json").read_text("utf-8"))

    @cached_property
    def _places_of_leaves(self) -> Ints | None:
        """The place of every leaf; None where each place is one leaf."""
        leaves = int(self.leaf_offsets[-1])
        if leaves == len(self.places):
            return None
        return np.repeat(np.arange(len(self.places)), np.diff(self.leaf_offsets))

    def warm(self) -> None:
        """Map the pages of both orders, where the system can do so without reading them one by one."""
        for order in (self.by_place, self.by_person):
            for array in (order.words, order.offsets, order.longest):
                populate(array)

    def place_of_leaf(self, leaves: Ints) -> Ints:
        """Return the place of leaves."""
        places = self._places_of_leaves
        return leaves if places is None else places[leaves]

    def stays_of(self, person_ids: Sequence[str], from_minute: int, to_minute: int) -> pl.DataFrame:
        """Return the stays of these people that touch [from, to] (minutes since the Unix epoch)."""
        codes = self.persons.codes(person_ids)
        rows = _ranges(self.by_person.offsets, codes[codes >= 0])
        arrive, _, length, _ = unpack(self.by_person.words[rows])
        arrive += self.epoch
        rows = rows[(length > 0) & (arrive <= to_minute) & (arrive + length >= from_minute)]
        beside = self.side.rows_of_people(codes[codes >= 0])
        begins, ends = self._side_interval(beside)
        beside = beside[(begins <= to_minute) & (ends >= from_minute)]
        return pl.concat([self.frame(rows), self.side_frame(beside)])

    def frame(self, rows: Ints) -> pl.DataFrame:
        """Return rows of the order by person as `tables.PRESENCES`."""
        arrive, leaf, length, precision = unpack(self.by_person.words[rows])
        person = np.searchsorted(self.by_person.offsets, rows, side="right") - 1
        begins = arrive + self.epoch
        return tables.PRESENCES.check(
            pl.DataFrame(self._columns(person, leaf, begins, begins + length, precision))
        )

    def side_frame(self, rows: Ints) -> pl.DataFrame:
        """Return rows of the side table as `tables.PRESENCES`."""
        side = self.side
        person, leaf = (np.asarray(codes[rows]).astype(np.int64) for codes in (side.person, side.leaf))
        columns = self._columns(person, leaf, *self._side_interval(rows), np.asarray(side.precision[rows]))
        return tables.PRESENCES.check(pl.DataFrame(columns | {"seat": side.seat_words(rows)}))

    def _side_interval(self, rows: Ints) -> tuple[Ints, Ints]:
        begins = np.asarray(self.side.arrive[rows]).astype(np.int64)
        return begins, begins + np.asarray(self.side.length[rows]).astype(np.int64)

    def _columns(
        self, person: Ints, leaf: Ints, begins: Ints, ends: Ints, precision: Ints
    ) -> dict[str, pl.Series]:
        place = np.searchsorted(self.leaf_offsets, leaf, side="right") - 1
        return {
            "person_id": self.persons.names(person),
            "place_id": self.places.names(place),
            "arrive_at": instants(begins),
            "leave_at": instants(ends),
            "precision": _precision(precision),
            **{name: self.word(number, leaf) for number, name in enumerate(LEAF_KEY[1:])},
        }

    def overlaps(
        self, sources: pl.DataFrame, min_minutes: float, seat_rows: Mapping[str, int] | None = None
    ) -> pl.DataFrame:
        """Return the encounters of settled, lingering `sources` with the people of this segment."""
        asked = self._asked(sources)
        found = _sweep(self.by_place, asked[1:], min_minutes)
        packed = self._encounters(sources, asked, found)
        if not len(self.side):
            return packed
        beside = self.side_frame(self.side.rows_of_leaves(np.unique(asked[1])))
        return pl.concat([packed, join_stays(sources, beside, min_minutes, seat_rows)])

    def _asked(self, sources: pl.DataFrame) -> tuple[Ints, Ints, Ints, Ints, Ints]:
        """Return (source, leaf, from, to, person): one row per source and leaf it may share, by leaf."""
        place = self.places.codes(sources["place_id"])
        here = np.flatnonzero(place >= 0)
        leaf = _ranges(self.leaf_offsets, place[here])
        source = np.repeat(here, np.diff(self.leaf_offsets)[place[here]])
        fits = self._agrees(0, sources["session"], source, leaf) & self._agrees(
            1, sources["zone"], source, leaf
        )
        source, leaf = source[fits], leaf[fits]
        begins, ends = (minutes(sources[name]) - self.epoch for name in ("arrive_at", "leave_at"))
        person = self.persons.codes(sources["person_id"])
        order = np.argsort(leaf, kind="stable")
        source, leaf = source[order], leaf[order]
        return source, leaf, begins[source], ends[source], person[source]

    def _agrees(self, number: int, given: pl.Series, source: Ints, leaf: Ints) -> Ints:
        known = {word: code for code, word in enumerate(self.words[number])}
        codes = given.replace_strict({**known, None: _ABSENT}, default=_NOT_HERE, return_dtype=pl.Int32())
        mine, theirs = codes.to_numpy()[source], self.leaf_keys[number][leaf]
        return np.asarray((mine == _ABSENT) | (theirs == _ABSENT) | (mine == theirs))

    def _encounters(
        self, sources: pl.DataFrame, asked: tuple[Ints, Ints, Ints, Ints, Ints], found: Ints
    ) -> pl.DataFrame:
        source, _, begins, ends, _ = asked
        ask, row = found[:, 0], found[:, 1]
        arrive, person, length, precision = unpack(self.by_place.words[row])
        from_minute = np.maximum(arrive, begins[ask])
        to_minute = np.minimum(arrive + length, ends[ask])
        mine = sources[["person_id", "place_id", "precision"]][source[ask]]
        return tables.ENCOUNTERS.check(
            pl.DataFrame(
                {
                    "source_person_id": mine["person_id"],
                    "person_id": self.persons.names(person),
                    "place_id": mine["place_id"],
                    "from_at": instants(from_minute + self.epoch),
                    "to_at": instants(to_minute + self.epoch),
                    "minutes": (to_minute - from_minute).astype(np.float64),
                    "precision": _worse(mine["precision"], precision),
                }
            )
        )

    def word(self, number: int, leaf: Ints) -> pl.Series:
        """Return the session (0), zone (1) or source (2) of leaves."""
        codes = pl.Series(self.leaf_keys[number][leaf], dtype=pl.Int32())
        names = dict(enumerate(self.words[number]))
        return codes.replace_strict(names, default=None, return_dtype=pl.String())


def minutes(moments: pl.Series) -> Ints:
    """Return instants as whole minutes since the Unix epoch."""
    return np.asarray(moments.dt.epoch("us").to_numpy()) // _MINUTE_US


def instants(minute: Ints) -> pl.Series:
    """Return whole minutes since the Unix epoch as instants."""
    return pl.Series(minute * _MINUTE_US, dtype=pl.Int64()).cast(tables.INSTANT)


def _ranges(offsets: Ints, buckets: Ints) -> Ints:
    """Return the rows of all these buckets, one after the other."""
    begins, sizes = np.asarray(offsets[buckets]), np.asarray(offsets[buckets + 1] - offsets[buckets])
    ends = np.cumsum(sizes)
    rows: Ints = np.arange(int(sizes.sum())) + np.repeat(begins - (ends - sizes), sizes)
    return rows


def _sweep(order: Order, asked: tuple[Ints, Ints, Ints, Ints], min_minutes: float) -> Ints:
    from fangxian.stores.presence.segments.kernel import sweep

    arrays = (order.words, order.offsets, order.longest)
    whole = max(1, int(np.ceil(min_minutes)))
    total = sweep(arrays, asked, whole, np.empty((0, 2), np.int64))
    found: Ints = np.empty((total, 2), np.int64)
    sweep(arrays, asked, whole, found)
    return found


def _precision(codes: Ints) -> pl.Series:
    return pl.Series(codes).replace_strict(dict(enumerate(PRECISION_OF)), return_dtype=pl.String())


def _worse(mine: pl.Series, theirs: Ints) -> pl.Series:
    rank = {name: number for number, name in enumerate(tables.PRECISIONS)}
    ranked = mine.replace_strict(rank, return_dtype=pl.UInt8()).to_numpy()
    folded = np.array([rank[name] for name in PRECISION_OF], np.uint8)[theirs]
    return _precision(np.maximum(ranked, folded))
