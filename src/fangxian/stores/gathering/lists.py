"""Reading people's lists: rows that contradict an earlier row of the same key are refused, not chosen between."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from fangxian.engines import tables
from fangxian.stores.inputs import Imported, read_table
from fangxian.stores.inputs.cells import read_cells
from fangxian.stores.inputs.reading import REJECTED
from fangxian.stores.inputs.refusing import refuse_repeated
from fangxian.stores.places.tree_csv import CODES, read_codes, refuse_lost

_KEYS = {tables.CASES.name: ("outbreak_id", "case_id"), tables.PERSONS.name: ("person_id",)}


def read_list(
    path: Path | None, table: tables.Table, zone: str, fill: Mapping[str, object] | None = None
) -> Imported:
    """Return a file as its table with balance, the empty table for none.

    Raises:
        Problem: "cannot-read-file".
    """
    if path is None:
        return Imported(
            table.empty(), pl.DataFrame(schema=REJECTED), 0, 0, 0, "", pl.Series(dtype=pl.Int64())
        )
    if table is tables.PLACES and _has_codes(path):
        return read_codes(path)
    given = read_table(path, table, zone, fill)
    return refuse_repeated(given, _KEYS[table.name]) if table.name in _KEYS else given


def without_lost(path: Path | None, places: Imported, elsewhere: pl.Series) -> Imported:
    """Refuse the places of a file whose parent is neither in it nor elsewhere."""
    names = CODES if path is not None and _has_codes(path) else {}
    return refuse_lost(places, names, elsewhere.to_list())


def _has_codes(path: Path) -> bool:
    words = {word.strip().lower() for word in read_cells(path).header}
    return not words.isdisjoint({"code", "代码"}) and "place_id" not in words
