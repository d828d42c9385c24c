"""Reading Parquet that has its ids as dictionaries: the codes are taken as they are, no string is looked at twice.

Rows that need thought (an unknown end, a date alone, a fault) are handed on as a frame, with their lines.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from fangxian.engines import tables
from fangxian.stores.presence.numbers.words import Ints

_BATCH_ROWS = 8_000_000
_IDS = ("person_id", "place_id")
_INSTANTS = ("arrive_at", "leave_at")
_WORDS = ("session", "zone", "source")
_PER_SECOND = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}


@dataclass(frozen=True)
class CodedBatch:
    """Rows of a file. `plain` marks those that are stays as they stand; their columns are numbers.

    `person` and `place` index `persons` and `places`; minutes count from the Unix epoch.
    """

    persons: pa.Array
    places: pa.Array
    person: Ints
    place: Ints
    arrive: Ints
    length: Ints
    words: pl.DataFrame
    others: pl.DataFrame
    other_lines: pl.Series
    read: int


def suits(files: list[Path]) -> bool:
    """Tell whether all files have ids as text, instants with a zone, and nothing that needs thought in every row."""
    return bool(files) and all(_suits(pq.read_schema(file)) for file in files)


def read_coded(files: list[Path]) -> Iterator[CodedBatch]:
    """Yield the rows of files that suit, batch by batch."""
    line = 2
    for file in files:
        # One core is what the store may count on; another thread would only hold more memory.
        parquet = pq.ParquetFile(file, read_dictionary=list(_IDS))
        present = [name for name in tables.PRESENCES.names if name in parquet.schema_arrow.names]
        for batch in _batches(parquet, present):
            yield _coded(batch, line)
            line += batch.num_rows
            # What Arrow read this batch with it would keep for the next; sorting needs the memory more.
            pa.default_memory_pool().release_unused()


def _batches(parquet: pq.ParquetFile, columns: list[str]) -> Iterator[pa.RecordBatch]:
    """Yield row group by row group, so that each dictionary is read once; a huge one in parts."""
    for number in range(parquet.num_row_groups):
        if parquet.metadata.row_group(number).num_rows > _BATCH_ROWS:
            yield from parquet.iter_batches(_BATCH_ROWS, [number], columns, use_threads=False)
        else:
            table = parquet.read_row_group(number, columns, use_threads=False)
            yield from table.combine_chunks().to_batches()


def count_rows(files: list[Path]) -> int:
    """Return the rows of files without reading them."""
    return sum(pq.read_metadata(file).num_rows for file in files)


def _suits(schema: pa.Schema) -> bool:
    fields = {name: schema.field(name).type for name in schema.names if name in tables.PRESENCES.names}
    if not {*_IDS, *_INSTANTS} <= fields.keys():
        return False
    ids = all(_is_text(fields[name]) for name in _IDS)
    words = all(_is_text(fields[name]) for name in _WORDS if name in fields)
    zoned = all(pa.types.is_timestamp(fields[name]) and fields[name].tz for name in _INSTANTS)
    return ids and words and zoned


def _is_text(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        return _is_text(kind.value_type)
    return pa.types.is_string(kind) or pa.types.is_large_string(kind)


def _coded(batch: pa.RecordBatch, first_line: int) -> CodedBatch:
    from fangxian.stores.presence.intake.taking import take_plain

    person, place = (_indices(batch.column(name)) for name in _IDS)
    moments = [_since_epoch(batch.column(name)) for name in _INSTANTS]
    rows = batch.num_rows
    plain = _given(batch)
    taken = (
        np.empty(rows, np.uint32),
        np.empty(rows, np.uint32),
        np.empty(rows, np.uint32),
        np.empty(rows, np.uint16),
    )
    units = tuple(_PER_SECOND[batch.column(name).type.unit] for name in _INSTANTS)
    count = take_plain((person, place, *moments), units, plain, taken)
    others = np.flatnonzero(~plain)
    return CodedBatch(
        persons=batch.column("person_id").dictionary,
        places=batch.column("place_id").dictionary,
        person=taken[0][:count],
        place=taken[1][:count],
        arrive=taken[2][:count],
        length=taken[3][:count],
        words=_words(batch, plain),
        others=_frame(batch, others),
        other_lines=pl.Series("line", others + first_line),
        read=rows,
    )


def _indices(column: pa.DictionaryArray) -> Ints:
    return _filled(column.indices, 0)


def _since_epoch(column: pa.Array) -> Ints:
    return _filled(column.cast(pa.int64()), -1)


def _filled(column: pa.Array, value: int) -> Ints:
    whole = column.fill_null(value) if column.null_count else column
    numbers: Ints = whole.to_numpy(zero_copy_only=True)
    return numbers


def _given(batch: pa.RecordBatch) -> Ints:
    """Mark the rows that have all a plain stay needs, and no seat and no precision, which need thought."""
    given = np.ones(batch.num_rows, bool)
    for name in (*_IDS, *_INSTANTS):
        if batch.column(name).null_count:
            given &= np.asarray(pc.is_valid(batch.column(name)))
    for name in ("seat", "precision"):
        if name in batch.schema.names and batch.column(name).null_count < batch.num_rows:
            given &= np.asarray(pc.is_null(batch.column(name)))
    return given


def _words(batch: pa.RecordBatch, plain: Ints) -> pl.DataFrame:
    """Return session, zone and source of the plain rows; without columns where all are null."""
    said = [name for name in _WORDS if name in batch.schema.names]
    if all(batch.column(name).null_count == batch.num_rows for name in said):
        return pl.DataFrame()
    frame = pl.DataFrame({name: pl.Series(batch.column(name), dtype=pl.String()) for name in said})
    kept = frame if plain.all() else frame.filter(pl.Series(plain))
    return kept.with_columns(pl.lit(None, pl.String()).alias(name) for name in _WORDS if name not in said)


def _frame(batch: pa.RecordBatch, rows: Ints) -> pl.DataFrame:
    if not len(rows):
        return tables.PRESENCES.empty()
    taken = batch.take(pa.array(rows))
    return pl.DataFrame({name: _plainly(taken.column(name)) for name in taken.schema.names})


def _plainly(column: pa.Array) -> pl.Series:
    return pl.Series(column.cast(pa.large_string()) if pa.types.is_dictionary(column.type) else column)
