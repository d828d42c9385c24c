"""A file as cells a part at a time, so that a list of millions fits a small machine."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from fangxian.engines.tables import Text
from fangxian.stores.inputs.cells import MARKS, Cells, delimiter_of, lay_out, likely_encodings, read_cells
from fangxian.stores.inputs.problems import empty_file, no_file, not_a_table, unknown_encoding

if TYPE_CHECKING:
    from _csv import Reader

_PART_ROWS = 200_000
_BLOCK = 1 << 20


def stream_cells(path: Path) -> Iterator[Cells]:
    """Yield the cells of a CSV file part by part, each under the header; of another file as one part.

    Raises:
        Problem: as `read_cells` does.
    """
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".parquet", ".pq"):
        yield read_cells(path)
        return
    if not path.is_file():
        raise no_file(path)
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        first = next((line for line in file if line.strip()), None)
        if first is None:
            raise empty_file(path)
        file.seek(0)
        yield from _parts(path, csv.reader(file, delimiter=delimiter_of(first)))


def _parts(path: Path, reader: "Reader") -> Iterator[Cells]:
    rows = _numbered(path, reader)
    header = next(rows)
    part = [header]
    for row in rows:
        part.append(row)
        if len(part) > _PART_ROWS:
            yield lay_out(part)
            part = [header]
    if len(part) > 1:
        yield lay_out(part)


def _numbered(path: Path, reader: "Reader") -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank with the line it begins on."""
    begins = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        raise not_a_table(path, Text(str(error), str(error))) from error


def _encoding(path: Path) -> str:
    """Return the first encoding in which the whole file is text."""
    with path.open("rb") as file:
        sample = file.read(1000)
    marked = MARKS.get(sample[:2])
    for encoding in (marked,) if marked else likely_encodings(sample):
        if _is_text(path, encoding):
            return encoding
    raise unknown_encoding(path)


def _is_text(path: Path, encoding: str) -> bool:
    try:
        with path.open(encoding=encoding, newline="") as file:
            while file.read(_BLOCK):
                pass
    except UnicodeDecodeError:
        return False
    return True
