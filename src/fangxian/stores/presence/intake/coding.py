"""Turning rows of strings into numbers, batch by batch, with dictionaries that grow as ids are met."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl
import pyarrow as pa

from fangxian.engines.tracing.stays import open_ended, settle
from fangxian.stores.presence.intake.coded import CodedBatch
from fangxian.stores.presence.intake.repeats import without_repeats
from fangxian.stores.presence.numbers.words import DAY, EXACT, LEAF_KEY, LENGTH_LIMIT, OPEN, WINDOW, Ints
from fangxian.stores.presence.segments.packing import Chunk, Draft, Gone
from fangxian.stores.presence.segments.segment import minutes
from fangxian.stores.presence.segments.side import SideRows, join_side

_PRECISION = {"exact": EXACT, "window": WINDOW, "day": DAY}
_SPECIAL = 1 << 31
"""Codes from here on are leaves with a session, zone or source; below, the code of a place is its leaf."""

Variant = tuple[str | None, str | None, str | None]
"""(session, zone, source) of a leaf."""

PLAIN: Variant = (None, None, None)


@dataclass
class Leaves:
    """Codes of leaves: a place alone keeps its own code, every variant of a place gets one above _SPECIAL."""

    variants: dict[tuple[int, Variant], int] = field(default_factory=dict)

    def code(self, place: Ints, variant: Ints, names: Sequence[Variant]) -> Ints:
        """Return the leaf of each row; `variant` indexes `names`, whose entry PLAIN means none of the three."""
        leaf = place.astype(np.uint32)
        plain = np.array([name == PLAIN for name in names], dtype=bool)
        special = np.flatnonzero(~plain[variant])
        pairs, positions = np.unique(
            place[special].astype(np.int64) * len(names) + variant[special], return_inverse=True
        )
        codes = [self._number(int(pair // len(names)), names[int(pair % len(names))]) for pair in pairs]
        leaf[special] = np.array(codes, np.uint32)[positions]
        return leaf

    def table(self, places: pl.Series) -> pl.DataFrame:
        """Return the leaves (LEAF_KEY): the places alone first, then the variants in order of their codes."""
        schema = dict.fromkeys(LEAF_KEY, pl.String())
        plain = pl.DataFrame({"place_id": places}, schema_overrides=schema).with_columns(
            pl.lit(None, pl.String()).alias(name) for name in LEAF_KEY[1:]
        )
        rows = [(places[place], *variant) for place, variant in self.variants]
        return pl.concat([plain, pl.DataFrame(rows, schema=schema, orient="row")])

    def _number(self, place: int, variant: Variant) -> int:
        return self.variants.setdefault((place, variant), _SPECIAL + len(self.variants))


def final_leaves(leaf: Ints, places: int) -> Ints:
    """Move the codes of variants down to where `Leaves.table` has them, once all places are known."""
    special = leaf >= _SPECIAL
    if special.any():
        leaf[special] -= np.uint32(_SPECIAL - places)
    return leaf


class GrowingIds:
    """A dictionary that numbers ids in the order they are met."""

    def __init__(self) -> None:
        self._categories = pl.Categories.random()
        # Polars forgets a mapping that no series uses any more; this one is used between batches.
        self._anchor = pl.Series(dtype=pl.Categorical(self._categories))
        self._count = 0

    def codes(self, ids: pl.Series) -> Ints:
        """Return the code of each id; new ids get the next free ones."""
        codes = ids.cast(self._anchor.dtype).to_physical().to_numpy().astype(np.uint32)
        self._count = max(self._count, int(codes.max()) + 1) if len(codes) else self._count
        return codes

    def names(self) -> pl.Series:
        """Return the ids in order of their codes."""
        codes = pl.Series(np.arange(self._count, dtype=np.uint32))
        return codes.cat.to(self._anchor.dtype).cast(pl.String())


class _Known:
    """Codes of whole dictionaries; files repeat theirs in every part, so the last one is remembered."""

    def __init__(self, ids: GrowingIds) -> None:
        self._ids = ids
        self._last: tuple[pa.Array, Ints] | None = None

    def __call__(self, dictionary: pa.Array) -> Ints:
        """Return the code of each id of a dictionary."""
        if self._last is None or not self._last[0].equals(dictionary):
            self._last = dictionary, self._ids.codes(pl.Series(dictionary, dtype=pl.String()))
        return self._last[1]


class RowCoder:
    """Codes batches of stays (`tables.PRESENCES`, all of them possible) and the keys of stays withdrawn."""

    def __init__(self, timezone: str) -> None:
        self.timezone = timezone
        self._persons, self._places, self._seats = GrowingIds(), GrowingIds(), GrowingIds()
        self._known_persons, self._known_places = _Known(self._persons), _Known(self._places)
        self._leaves = Leaves()
        self._chunks: list[Chunk] = []
        self._side: list[SideRows] = []
        self._gone = Gone()

    def add(self, stays: pl.DataFrame) -> None:
        """Code one batch."""
        settled = settle(stays.with_columns(open_ended().alias("_open")), self.timezone)
        plain = settled.select(pl.col("seat").is_null() & (_length() < LENGTH_LIMIT)).to_series()
        if not plain.all():
            self._side.append(self._beside(settled.filter(~plain)))
        rows = settled.filter(plain)
        if rows.height:
            self._chunks.append(self._coded(rows))

    def add_coded(self, batch: CodedBatch) -> None:
        """Code the plain rows of a batch whose ids are numbers already."""
        if not len(batch.person):
            return
        person, place = self._known_persons(batch.persons), self._known_places(batch.places)
        self._chunks.append(
            Chunk(
                person=person[batch.person],
                leaf=self._leaf(place[batch.place], batch.words),
                arrive=batch.arrive,
                length=batch.length,
                precision=np.zeros(len(batch.person), np.uint8),
            )
        )

    def withdraw(self, keys: pl.DataFrame) -> None:
        """Code the keys (`withdrawn.KEY`) of stays in earlier segments."""
        named = keys.with_columns(pl.lit(None, pl.String()).alias("source"))
        self._gone = Gone(
            self._persons.codes(keys["person_id"]),
            self._leaf(self._places.codes(keys["place_id"]), named),
            keys["arrive"].to_numpy().astype(np.int32),
        )

    def draft(self) -> Draft:
        """Return everything coded so far, each stay once, to be written as one segment."""
        persons, places = self._persons.names(), self._places.names()
        parts: list[Chunk | SideRows | Gone] = [*self._chunks, *self._side, self._gone]
        for part in parts:
            final_leaves(part.leaf, len(places))
        leaves = self._leaves.table(places)
        seats = self._seats.names()
        chunks, side = without_repeats(self._chunks, join_side(self._side), leaves, seats)
        return Draft(chunks, persons, leaves, side, seats, self._gone)

    def _coded(self, rows: pl.DataFrame) -> Chunk:
        arrive = minutes(rows["arrive_at"])
        return Chunk(
            person=self._persons.codes(rows["person_id"]),
            leaf=self._leaf(self._places.codes(rows["place_id"]), rows),
            arrive=arrive.astype(np.uint32),
            length=(minutes(rows["leave_at"]) - arrive).astype(np.uint16),
            precision=_precision_codes(rows),
        )

    def _beside(self, rows: pl.DataFrame) -> SideRows:
        arrive = minutes(rows["arrive_at"])
        seats = rows["seat"]
        codes = np.zeros(rows.height, np.uint32)
        given = seats.is_not_null().to_numpy()
        codes[given] = self._seats.codes(seats.drop_nulls()) + 1
        return SideRows(
            person=self._persons.codes(rows["person_id"]),
            leaf=self._leaf(self._places.codes(rows["place_id"]), rows),
            arrive=arrive.astype(np.int32),
            length=(minutes(rows["leave_at"]) - arrive).astype(np.uint32),
            seat=codes,
            precision=_precision_codes(rows),
        )

    def _leaf(self, place: Ints, rows: pl.DataFrame) -> Ints:
        """Return the leaf of each row; `rows` has session, zone and source, or no columns where nobody has any."""
        if not rows.width:
            return place
        words = rows.select(LEAF_KEY[1:])
        if all(count == rows.height for count in words.null_count().row(0)):
            return place
        names = words.unique(maintain_order=True).with_row_index("_variant")
        variant = words.join(names, on=LEAF_KEY[1:], nulls_equal=True, how="left", maintain_order="left")
        return self._leaves.code(
            place, variant["_variant"].to_numpy(), words.unique(maintain_order=True).rows()
        )


def _length() -> pl.Expr:
    return (pl.col("leave_at") - pl.col("arrive_at")).dt.total_minutes()


def _precision_codes(rows: pl.DataFrame) -> Ints:
    named = pl.col("precision").replace_strict(_PRECISION, return_dtype=pl.UInt8())
    is_open = pl.col("_open") & (pl.col("precision") == "window")
    return (
        rows.select(pl.when(is_open).then(pl.lit(OPEN, pl.UInt8())).otherwise(named)).to_series().to_numpy()
    )
