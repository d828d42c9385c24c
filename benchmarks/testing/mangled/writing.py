"""A sheet as the bytes of a CSV, XLSX or Parquet file."""

from datetime import date, datetime
from io import BytesIO
from itertools import cycle

import polars as pl
from openpyxl import Workbook

from benchmarks.testing.mangled.valid import Cell, Sheet


def write_sheet(sheet: Sheet) -> bytes:
    """The file's bytes."""
    return {"csv": _as_text, "xlsx": _as_book, "parquet": _as_parquet}[sheet.form](sheet)


def say(cell: Cell) -> str:
    """A cell as text holds it."""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    return "" if cell is None else str(cell)


def _as_text(sheet: Sheet) -> bytes:
    lines = [*sheet.above, sheet.header, *sheet.rows]
    ends = cycle(sheet.newlines)
    text = "".join(
        sheet.delimiter.join(_quoted(say(cell), sheet.delimiter) for cell in line) + next(ends)
        for line in lines
    )
    return text.encode(sheet.encoding, "replace")


def _quoted(word: str, delimiter: str) -> str:
    if word.startswith('"') or any(mark in word for mark in (delimiter, "\n", "\r")):
        return '"' + word.replace('"', '""') + '"'
    return word


def _as_book(sheet: Sheet) -> bytes:
    book = Workbook()
    for line in [*sheet.above, sheet.header, *sheet.rows]:
        book.active.append([_printable(cell) for cell in line])
    for cells in sheet.merged:
        book.active.merge_cells(cells)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _printable(cell: Cell) -> Cell:
    """A spreadsheet holds no control characters and no more than 32,767 letters in a cell."""
    if not isinstance(cell, str):
        return cell
    return "".join(letter for letter in cell if letter >= " " or letter in "\n\t")[:32_767]


def _as_parquet(sheet: Sheet) -> bytes:
    names = list[str]()
    for name in sheet.header:
        # A Parquet file cannot hold the same name twice.
        names.append(name if name not in names else f"{name} ({len(names)})")
    rows = [[*row[: len(names)], *[None] * (len(names) - len(row))] for row in [*sheet.above, *sheet.rows]]
    columns = zip(*rows, strict=True) if rows else ([] for _ in names)
    frame = pl.DataFrame([_series(name, list(column)) for name, column in zip(names, columns, strict=True)])
    written = BytesIO()
    frame.write_parquet(written)
    return written.getvalue()


def _series(name: str, cells: list[Cell]) -> pl.Series:
    """Of one type where all cells are, else text."""
    kinds = {type(cell) for cell in cells if cell is not None}
    if len(kinds) == 1 and kinds <= {str, int, float, bool, date, datetime}:
        return pl.Series(name, cells)
    return pl.Series(name, [None if cell is None else say(cell) for cell in cells], pl.String())
