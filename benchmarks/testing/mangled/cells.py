"""What goes wrong with the cells, rows and columns of a list before it is saved. Each takes a sheet and changes it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time

from benchmarks.testing.mangled.drawing import Draw
from benchmarks.testing.mangled.valid import Cell, Sheet
from benchmarks.testing.mangled.writing import say

Mangle = Callable[[Sheet, Draw], None]
_FIRST_DAY = date(1899, 12, 30)
_NO_DAYS = (
    "昨天",
    "30/07/21",
    "7/31/2021",
    "21-7-31",
    "2021-02-30",
    "2021-13-01",
    "99999",
    "0000-00-00",
    "#######",
)
_MAYBE_DAYS = (
    "2021/7/31",
    "2021.7.31",
    "2021年7月30日",
    "20210730",
    "２０２１－７－３０",
    "44407.5",
    "2021-07-30T08:00Z",
)
_STRANGE_HOURS = (
    "2021-07-30 25:61",
    "2021-07-30 08:00+99:99",
    "2021-07-30 24:00",
    "9999-12-31 23:59",
    "1900-01-01 00:00",
    "2021-07-30 08:00 -0000",
)
_WRONG_TYPES: tuple[Cell, ...] = (
    "abc", "-1", "1e400", "NaN", "inf", "99999999999999999999", 3.7, True, "是", "=1+1", "#N/A", "1.23E+17", "1,000",
)  # fmt: skip
_SPACES = (" ", "\t", "\u3000", "\xa0", "\u200b", "\ufeff")


def _places(sheet: Sheet, draw: Draw, most: int = 3) -> list[tuple[int, int]]:
    """Some cells; none in a file without rows."""
    if not sheet.rows:
        return []
    rows = [draw.between(0, len(sheet.rows) - 1) for _ in range(draw.between(1, most))]
    return [(row, draw.between(0, len(sheet.rows[row]) - 1)) for row in rows if sheet.rows[row]]


def _put(sheet: Sheet, draw: Draw, *cells: Cell) -> None:
    for row, at in _places(sheet, draw):
        sheet.rows[row][at] = draw.one_of(cells)


def _days(sheet: Sheet) -> list[tuple[int, int]]:
    return [
        (row, at)
        for row, line in enumerate(sheet.rows)
        for at, cell in enumerate(line)
        if isinstance(cell, date)
    ]


def _put_days(sheet: Sheet, draw: Draw, *words: str) -> None:
    for row, at in _days(sheet):
        if draw.chance(0.4):
            sheet.rows[row][at] = draw.one_of(words)


def _square(sheet: Sheet) -> None:
    """A second mangling may find rows of any length."""
    width = len(sheet.header)
    sheet.rows = [[*row[:width], *[None] * (width - len(row))] for row in sheet.rows]


def _swapped_columns(sheet: Sheet, draw: Draw) -> None:
    _square(sheet)
    order = draw.shuffled(range(len(sheet.header)))
    sheet.header = [sheet.header[at] for at in order]
    sheet.rows = [[row[at] for at in order] for row in sheet.rows]


def _swapped_headings(sheet: Sheet, draw: Draw) -> None:
    sheet.header = draw.shuffled(sheet.header)


def _missing_column(sheet: Sheet, draw: Draw) -> None:
    _square(sheet)
    gone = draw.between(0, len(sheet.header) - 1)
    del sheet.header[gone]
    for row in sheet.rows:
        del row[gone]


def _renamed_column(sheet: Sheet, draw: Draw) -> None:
    at = draw.between(0, len(sheet.header) - 1)
    name = sheet.header[at]
    sheet.header[at] = draw.one_of((f" {name} ", name.upper(), f"{name}*", "", "列1", name[:-1], f"{name}\n"))
    sheet.every_line_a_row = sheet.every_line_a_row and "\n" not in sheet.header[at]


def _doubled_column(sheet: Sheet, draw: Draw) -> None:
    _square(sheet)
    at = draw.between(0, len(sheet.header) - 1)
    sheet.header.append(sheet.header[at])
    for row in sheet.rows:
        row.append(row[at])


def _doubled_rows(sheet: Sheet, draw: Draw) -> None:
    for _ in range(draw.between(1, 4)):
        sheet.rows.insert(draw.between(0, len(sheet.rows)), list(draw.one_of(sheet.rows)))


def _same_number_other_facts(sheet: Sheet, draw: Draw) -> None:
    _square(sheet)
    first, other = draw.one_of(sheet.rows), draw.one_of(sheet.rows)
    sheet.rows.append([first[0], *other[1:]])


def _serial_dates(sheet: Sheet, _: Draw) -> None:
    for row, at in _days(sheet):
        cell = sheet.rows[row][at]
        moment = cell if isinstance(cell, datetime) else datetime.combine(cell, time())  # type: ignore[arg-type]
        days = (moment.date() - _FIRST_DAY).days
        sheet.rows[row][at] = days + (moment.hour * 60 + moment.minute) / 1440 if moment.hour else days


def _nulls(sheet: Sheet, draw: Draw) -> None:
    for row in sheet.rows:
        for at in range(len(row)):
            if draw.chance(0.2):
                row[at] = draw.one_of((None, None, "NULL", "N/A", "-", " "))


def _line_break_in_a_cell(sheet: Sheet, draw: Draw) -> None:
    sheet.every_line_a_row = False
    for row, at in _places(sheet, draw):
        sheet.rows[row][at] = f"{say(sheet.rows[row][at])}\n第二行"


def _extra_header_rows(sheet: Sheet, draw: Draw) -> None:
    title: list[Cell] = ["某市名单 2021-07-31"]
    sheet.above = draw.one_of(([title], [[], title], [list(sheet.header)], [[], []]))


def _header_again(sheet: Sheet, draw: Draw) -> None:
    sheet.rows.insert(draw.between(0, len(sheet.rows)), list(sheet.header))


def _blank_rows(sheet: Sheet, draw: Draw) -> None:
    for _ in range(draw.between(1, 3)):
        blank = draw.one_of(([], [None] * len(sheet.header), [" "] * len(sheet.header)))
        sheet.rows.insert(draw.between(0, len(sheet.rows)), list(blank))


def _merged_cells(sheet: Sheet, draw: Draw) -> None:
    row = draw.between(2, len(sheet.rows))
    sheet.merged = (draw.one_of((f"A{row}:A{row + 1}", f"A{row}:C{row}", "A1:B1", f"B{row}:D{row + 1}")),)


def _total_at_the_end(sheet: Sheet, _: Draw) -> None:
    sheet.rows.append(["合计", len(sheet.rows)])


def _enormous_cell(sheet: Sheet, draw: Draw) -> None:
    length = draw.one_of((65, 81, 300, 5_000, 131_073, 400_000))
    _put(sheet, draw, draw.one_of(("长", "x", "9")) * length)


def _numbers_as_text(sheet: Sheet, draw: Draw) -> None:
    for row in sheet.rows:
        row[:] = [say(cell) or None for cell in row]
    _put(sheet, draw, "00123", "430102199001011234", "36.5", "3.65E+1", "1.0", "0x1F", "４２")


def _spaces(sheet: Sheet, draw: Draw) -> None:
    for row in sheet.rows:
        for at, cell in enumerate(row):
            if draw.chance(0.3):
                row[at] = draw.one_of(_SPACES) + say(cell) + draw.one_of(_SPACES)


def _longer_rows(sheet: Sheet, draw: Draw) -> None:
    for row in sheet.rows:
        if draw.chance(0.4):
            row.extend(["x"] * draw.between(1, 3) if draw.chance(0.6) else [None] * draw.between(1, 3))


def _shorter_rows(sheet: Sheet, draw: Draw) -> None:
    for row in sheet.rows:
        if draw.chance(0.4):
            del row[draw.between(min(1, len(row)), len(row)) :]


def _no_rows(sheet: Sheet, _: Draw) -> None:
    sheet.rows = []


def _other_delimiter(sheet: Sheet, draw: Draw) -> None:
    sheet.delimiter = draw.one_of((";", "\t", "|", "，", " ", "^"))


def _delimiters_in_cells(sheet: Sheet, draw: Draw) -> None:
    _put(sheet, draw, "a,b", "a;b;c", "a|b", "tab\there", 'say "so"', '"', "'", '""', "咳嗽，发热", "\\")


def _mixed_line_endings(sheet: Sheet, draw: Draw) -> None:
    sheet.newlines = draw.one_of(
        (("\r\n",), ("\r",), ("\n", "\r\n"), ("\r", "\n", "\r\n"), ("\n\n",), ("\r\r\n",))
    )


def _strange_letters(sheet: Sheet, draw: Draw) -> None:
    _put(
        sheet,
        draw,
        "𠮷野",
        "a\u2028b",
        "a\x0bb",
        "a\x1fb",
        "\U0001f637",
        "e\u0301",
        "\u202eabc",
        "'; DROP TABLE",
    )


CELLS: Mapping[str, Mangle] = {
    "nothing wrong": lambda sheet, draw: None,
    "columns in another order": _swapped_columns,
    "headings over the wrong columns": _swapped_headings,
    "a column is missing": _missing_column,
    "a column is renamed": _renamed_column,
    "a column stands twice": _doubled_column,
    "rows stand twice": _doubled_rows,
    "a number twice, with other facts": _same_number_other_facts,
    "values of the wrong type": lambda sheet, draw: _put(sheet, draw, *_WRONG_TYPES),
    "dates that are none, or in two digits": lambda sheet, draw: _put_days(sheet, draw, *_NO_DAYS),
    "dates in other ways of writing": lambda sheet, draw: _put_days(sheet, draw, *_MAYBE_DAYS),
    "dates as day numbers of a spreadsheet": _serial_dates,
    "hours and zones there are not": lambda sheet, draw: _put_days(sheet, draw, *_STRANGE_HOURS),
    "empty cells": _nulls,
    "line breaks in cells": _line_break_in_a_cell,
    "rows above the header": _extra_header_rows,
    "the header again among the rows": _header_again,
    "blank rows": _blank_rows,
    "merged cells": _merged_cells,
    "a total at the end": _total_at_the_end,
    "an enormous cell": _enormous_cell,
    "numbers as text": _numbers_as_text,
    "spaces around": _spaces,
    "rows longer than the header": _longer_rows,
    "rows shorter than the header": _shorter_rows,
    "a header alone": _no_rows,
    "another delimiter": _other_delimiter,
    "delimiters and quotation marks in cells": _delimiters_in_cells,
    "mixed line endings": _mixed_line_endings,
    "strange letters": _strange_letters,
}
