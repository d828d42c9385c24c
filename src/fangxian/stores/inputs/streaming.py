"""A file as cells a part at a time, so that a list of millions fits a small machine."""

from collections.abc import Iterator
from pathlib import Path

from fangxian.stores.inputs.cells import MARKS, Cells, delimiter_of, lay_out, likely_encodings, read_cells
from fangxian.stores.inputs.problems import empty_file, no_file, unknown_encoding
from fangxian.stores.inputs.records import Record, read_records

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
        yield from _parts(path, read_records(path, file, delimiter_of(first)))


def _parts(path: Path, records: Iterator[Record]) -> Iterator[Cells]:
    rows = (record for record in records if any(cell.strip() for cell in record[1]))
    header = next(rows, None)
    if header is None:
        raise empty_file(path)
    part = [header]
    for row in rows:
        part.append(row)
        if len(part) > _PART_ROWS:
            yield lay_out(part)
            part = [header]
    yield lay_out(part)


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
            while block := file.read(_BLOCK):
                if "\0" in block:
                    return False
    except UnicodeDecodeError:
        return False
    return True
