"""How many rows a file holds, counted by readers the product does not use; None where they cannot read it."""

import warnings
from io import BytesIO

import pyarrow.parquet as pq
from openpyxl import load_workbook


def count_lines(name: str, content: bytes, every_line_a_row: bool) -> set[int] | None:
    """Return the numbers of the lines that hold a row: not blank, and below the header."""
    try:
        if name.endswith(".xlsx"):
            return _of_book(content)
        if name.endswith(".parquet"):
            return set(range(2, pq.ParquetFile(BytesIO(content)).metadata.num_rows + 2))
        return _of_text(content, every_line_a_row)
    except Exception:  # whatever the other reader says, it does not read this file
        return None


def _of_book(content: bytes) -> set[int]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(BytesIO(content), data_only=True)
    rows = enumerate(book.worksheets[0].iter_rows(values_only=True), start=1)
    filled = [number for number, row in rows if any(str(cell or "").strip() or cell == 0 for cell in row)]
    return set(filled[1:])


def _of_text(content: bytes, every_line_a_row: bool) -> set[int] | None:
    text = _decoded(content)
    if text is None:
        return None
    filled = [line for line, said in _records(text, every_line_a_row) if said.strip('",;|\t \r\n\u3000\xa0')]
    return set(filled[1:])


def _decoded(content: bytes) -> str | None:
    if b"\0" in content:
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _records(text: str, every_line_a_row: bool) -> list[tuple[int, str]]:
    """The records with the line each begins on: a line, or several that one quoted cell holds together."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if every_line_a_row:
        return list(enumerate(lines, start=1))
    records, inside = list[tuple[int, str]](), False
    for number, line in enumerate(lines, start=1):
        if inside:
            records[-1] = (records[-1][0], f"{records[-1][1]}\n{line}")
        else:
            records.append((number, line))
        inside ^= line.count('"') % 2 == 1
    return records
