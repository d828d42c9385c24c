"""A text table as records, each with the line it begins on; a quotation mark nobody closes swallows no row unseen."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from fangxian.engines.tables import Text
from fangxian.stores.inputs.problems import not_a_table, open_quotation

Record = tuple[int, list[str]]


def read_records(path: Path, lines: Iterable[str], delimiter: str) -> Iterator[Record]:
    """Yield every record of a file's lines, blank ones too.

    Raises:
        Problem: "cannot-read-file" for a quotation mark that takes other rows into its cell, or a cell too long.
    """
    held: list[str] = []
    reader = csv.reader(_holding(lines, held), delimiter=delimiter)
    begins, width = 1, 0
    try:
        for row in reader:
            width = width or held[0].count(delimiter) + 1
            if '"' in held[0] and _swallows(held, delimiter, width):
                raise open_quotation(path, begins)
            yield begins, row
            begins = reader.line_num + 1
            held.clear()
    except csv.Error as error:
        raise not_a_table(path, Text(f"第 {begins} 行: {error}", f"line {begins}: {error}")) from error


def _holding(lines: Iterable[str], held: list[str]) -> Iterator[str]:
    for line in lines:
        held.append(line)
        yield line


def _swallows(held: list[str], delimiter: str, width: int) -> bool:
    """Whether the lines of one record are several rows, or its quotation ends nowhere.

    A cell may well hold line breaks; then its further lines are hardly ever as wide as the table.
    """
    several = len(held) > 1 and width > 1
    if several and all(line.count(delimiter) >= width - 1 for line in held if line.strip()):
        return True
    return not _ends(held, delimiter)


def _ends(held: list[str], delimiter: str) -> bool:
    """Whether what comes behind these lines is another record."""
    return len(list(csv.reader([*held, "\n", "x"], delimiter=delimiter))) > 1
