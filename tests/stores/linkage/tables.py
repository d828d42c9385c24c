"""Lists drawn as text: a row a line, columns apart by spaces, `-` where nothing is written."""

from datetime import date

import polars as pl

from fangxian.stores.linkage import LIST_ROWS

COLUMNS = ("row_id", "full_name", "id_number", "birth_on", "sex", "phone", "place_id", "address")


def draw(text: str) -> pl.DataFrame:
    """Return a list of people."""
    rows = [dict(zip(COLUMNS, line.split(), strict=True)) for line in text.strip().splitlines()]
    return LIST_ROWS.rows([{name: _read(name, cell) for name, cell in row.items()} for row in rows])


def _read(name: str, cell: str) -> object:
    if cell == "-":
        return None
    return date.fromisoformat(cell) if name == "birth_on" else cell
