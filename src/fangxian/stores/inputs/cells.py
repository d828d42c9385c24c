"""A file as columns of cells, whatever the kind of file, with the line each row came from."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import polars as pl

from fangxian.engines.tables import Text
from fangxian.stores.inputs.problems import empty_file, no_file, not_a_table, unknown_encoding
from fangxian.stores.inputs.records import read_records

MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_DELIMITERS = ",;\t|"
_MOST_EXACT_DIGITS = 15
"""A spreadsheet keeps fifteen digits of a number; more than that were lost when the cell was typed."""


@dataclass(frozen=True)
class Cells:
    """`header` as written, one column of values each (text, or typed where the file has types); line 1 is the header.

    `too_wide`: lines that hold more cells than the header.
    """

    header: tuple[str, ...]
    columns: tuple[pl.Series, ...]
    lines: pl.Series
    too_wide: frozenset[int] = frozenset()


def read_cells(path: Path) -> Cells:
    """Return the cells of a CSV, XLSX or Parquet file.

    Raises:
        Problem: no such file, empty, in no known encoding, or not a table.
    """
    if not path.is_file():
        raise no_file(path)
    if path.stat().st_size == 0:
        raise empty_file(path)
    suffix = path.suffix.lower()
    if suffix in (".xlsx", ".xlsm", ".xls"):
        return _of_excel(path)
    if suffix in (".parquet", ".pq"):
        return of_frame(_read(path, lambda: pl.read_parquet(path)))
    return _of_text(path)


def of_frame(frame: pl.DataFrame) -> Cells:
    """Return a frame as cells."""
    lines = pl.int_range(2, frame.height + 2, eager=True)
    return Cells(tuple(frame.columns), tuple(frame.get_columns()), lines)


def _of_text(path: Path) -> Cells:
    text = _decode(path)
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        raise empty_file(path)
    return lay_out(list(read_records(path, io.StringIO(text, newline=""), delimiter_of(lines[0]))))


def _decode(path: Path) -> str:
    content = path.read_bytes()
    marked = MARKS.get(content[:2])
    for encoding in (marked,) if marked else likely_encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:  # no text holds it, and no database keeps it
            return text
    raise unknown_encoding(path)


def likely_encodings(content: bytes) -> tuple[str, ...]:
    """Zero bytes never occur in text but in UTF-16 without a mark; on which side tells the byte order."""
    sample = content[:1000]
    if b"\x00" not in sample:
        return ("utf-8-sig", "gb18030")
    return ("utf-16-le",) if sample[1::2].count(0) >= sample[::2].count(0) else ("utf-16-be",)


def delimiter_of(header: str) -> str:
    """The delimiter found most often in the header line; a comma where there is none."""
    return max(_DELIMITERS, key=lambda mark: (header.count(mark), mark == ","))


def _of_excel(path: Path) -> Cells:
    import fastexcel

    def load(as_type: Literal["string", "boolean"]) -> pl.DataFrame:
        sheet = fastexcel.read_excel(path).load_sheet(0, header_row=None, skip_rows=0, dtypes=as_type)
        return sheet.to_polars()

    words = _read(path, lambda: load("string"))
    numbers = _read(path, lambda: load("boolean"))  # only a cell that holds a number answers as a Boolean
    shown = [_with_lost_digits(words[name], numbers[name]) for name in words.columns]
    if not words.height:
        raise empty_file(path)
    rows = pl.DataFrame(shown).rows() if shown else []
    return lay_out(list(enumerate(rows, start=1)))


def _with_lost_digits(words: pl.Series, numbers: pl.Series) -> pl.Series:
    """Write long numbers in scientific notation, as the spreadsheet shows them: their last digits are not real."""
    long = words.str.contains(rf"^\d{{{_MOST_EXACT_DIGITS + 1},}}$") & numbers.is_not_null()
    if not long.any():
        return words
    shortened = [
        f"{float(word):.{_MOST_EXACT_DIGITS - 1}E}" if lost else word
        for word, lost in zip(words, long, strict=True)
    ]
    return pl.Series(words.name, shortened, dtype=pl.String())


def _read(path: Path, load: Callable[[], pl.DataFrame]) -> pl.DataFrame:
    try:
        return load()
    except (Exception, pl.exceptions.PanicException) as error:  # to the reader all they raise means the same
        detail = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise not_a_table(path, Text(detail, detail)) from error


def lay_out(found: Sequence[tuple[int, Sequence[str | None]]]) -> Cells:
    """Lay rows out as columns of the header's width; short rows end in empty cells, blank lines are skipped."""
    filled = [(line, row) for line, row in found if any(cell and cell.strip() for cell in row)]
    header = tuple((cell or "").strip() for cell in filled[0][1]) if filled else ()
    width = len(header)
    rows = [[*row[:width], *([None] * (width - len(row)))] for _, row in filled[1:]]
    columns = zip(*rows, strict=True) if rows else ([] for _ in header)
    too_wide = frozenset(
        line for line, row in filled[1:] if any(cell and cell.strip() for cell in row[width:])
    )
    return Cells(
        header,
        tuple(pl.Series("", list(column), dtype=pl.String()) for column in columns),
        pl.Series("line", [line for line, _ in filled[1:]], dtype=pl.Int64()),
        too_wide,
    )
