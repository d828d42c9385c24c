"""A file into a table with balance: every row is accepted, a duplicate, or rejected with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import polars as pl

from fangxian.engines.tables import Column, Table, Text
from fangxian.stores.inputs.cells import Cells, of_frame, read_cells
from fangxian.stores.inputs.problems import (
    empty_file,
    missing_columns,
    repeated_header,
    unreadable_columns,
)
from fangxian.stores.inputs.values import YEARS, Fault, narrow, parser_of

REJECTED = {
    "line": pl.Int64(),
    "column": pl.String(),
    "value": pl.String(),
    "reason_zh": pl.String(),
    "reason_en": pl.String(),
}
_LINE = "line of the file"
_PLAIN = r"^[!-~]([ -~]*[!-~])?$"
_ONCE_A_NUMBER = [".0", "e+", "E+"]
"""Text that is simply itself is printable ASCII without space around it, and holds no trace of having been a float."""


@dataclass(frozen=True)
class Imported:
    """`frame` follows the table; `read == accepted + duplicate + rejected.height`. `sha256` is the file's."""

    frame: pl.DataFrame
    rejected: pl.DataFrame
    read: int
    accepted: int
    duplicate: int
    sha256: str
    lines: pl.Series = field(default_factory=pl.Series)
    """The file's line of each row of `frame`: what a later check refuses can still be pointed at."""
    unread: tuple[str, ...] = ()
    """Headings that name no column of the table: left alone, and told, for one of them may be misspelt."""


def read_table(
    path: Path, table: Table, timezone: str, defaults: Mapping[str, object] | None = None
) -> Imported:
    """Read a CSV, XLSX or Parquet file of people into `table`.

    Columns are found by name or by their Chinese or English label. Times without a zone are local to `timezone`.
    `defaults` fill empty cells. A row identical to an earlier one is a duplicate.

    Raises:
        Problem: "cannot-read-file" when no row can be read at all.
    """
    digest = sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    return _import(path, read_cells(path), table, timezone, defaults or {}, digest)


def read_part(path: Path, cells: Cells, table: Table, timezone: str) -> Imported:
    """Read some cells of a file, as `stream_cells` gives them, exactly as `read_table` reads it whole.

    Raises:
        Problem: "cannot-read-file" when a required column is absent or named twice.
    """
    return _import(path, cells, table, timezone, {}, "")


def read_rows(
    frame: pl.DataFrame, table: Table, timezone: str, defaults: Mapping[str, object] | None = None
) -> Imported:
    """Read rows already in memory (pasted text, a form) exactly as `read_table` reads a file.

    Raises:
        Problem: "cannot-read-file" when a required column is absent or named twice.
    """
    digest = sha256(frame.write_csv().encode()).hexdigest()
    return _import(Path(table.name), of_frame(frame), table, timezone, defaults or {}, digest)


def _import(
    path: Path, cells: Cells, table: Table, timezone: str, defaults: Mapping[str, object], digest: str
) -> Imported:
    if not cells.header:
        raise empty_file(path)
    found = _find_columns(path, cells, table)
    values, faults = [], [_too_wide(cells)]
    for column in table.columns:
        series, wrong = _read_column(cells, found.get(column.name), column, timezone, defaults)
        values.append(series)
        faults.append(wrong)
    rejected = pl.concat(faults).unique("line", keep="first", maintain_order=True).sort("line")
    lined = pl.DataFrame([*values, cells.lines.alias(_LINE)])
    parsed = lined.filter(~pl.col(_LINE).is_in(rejected["line"].implode()))
    kept = parsed.unique(table.names, keep="first", maintain_order=True)
    return Imported(
        frame=table.check(kept),
        rejected=rejected,
        read=len(cells.lines),
        accepted=kept.height,
        duplicate=parsed.height - kept.height,
        sha256=digest,
        lines=kept[_LINE],
        unread=tuple(header for at, header in enumerate(cells.header) if header and at not in found.values()),
    )


def _find_columns(path: Path, cells: Cells, table: Table) -> dict[str, int]:
    """Return column name -> position in the file; other columns of the file are left alone."""
    words = {header_word(alias): c.name for c in table.columns for alias in (c.label.en, c.label.zh, c.name)}
    found: dict[str, list[int]] = {}
    for at, header in enumerate(cells.header):
        if name := words.get(header_word(header)):
            found.setdefault(name, []).append(at)
    repeated = [name for name, positions in found.items() if len(positions) > 1]
    if repeated:
        raise repeated_header(path, repeated)
    missing = [name for name in table.required if name not in found]
    if missing:
        raise missing_columns(path, table, missing, list(cells.header))
    require_readable(path, {cells.header[at]: cells.columns[at] for at, *_ in found.values()})
    return {name: positions[0] for name, positions in found.items()}


def require_readable(path: Path, columns: Mapping[str, pl.Series]) -> None:
    """Raise a Problem for columns (by heading) whose cells are no text, number or time."""
    wrong = [heading for heading, column in columns.items() if not _can_be_words(column)]
    if wrong:
        raise unreadable_columns(path, wrong)


def _can_be_words(column: pl.Series) -> bool:
    """Bytes are text where they are written as such; a zero byte is in no text. A length of time is no moment."""
    if column.dtype.is_nested() or isinstance(column.dtype, pl.Object | pl.Duration):
        return False
    if column.dtype not in (pl.Binary(), pl.String()):
        return True
    try:
        return not column.cast(pl.String()).str.contains("\0", literal=True).any()
    except pl.exceptions.PolarsError:
        return False


def header_word(header: str) -> str:
    """Return a header without what people vary: case, width, spaces, underscores."""
    return narrow(header).lower().replace(" ", "").replace("_", "").replace("（", "(").replace("）", ")")


def _read_column(
    cells: Cells, at: int | None, column: Column, timezone: str, defaults: Mapping[str, object]
) -> tuple[pl.Series, pl.DataFrame]:
    """Return the column's values and the rows (`REJECTED`) whose cell is none."""
    nothing = pl.Series(column.name, [None] * len(cells.lines), dtype=column.dtype)
    raw = nothing if at is None else cells.columns[at]
    values, faults = _parse(raw, column, timezone)
    if column.name in defaults:
        values = values.fill_null(pl.lit(defaults[column.name], dtype=column.dtype))
    rows = faults.with_columns(line=cells.lines.gather(faults["row"]), column=pl.lit(column.name))
    wrong = rows.select(list(REJECTED))
    if column.required:
        wrong = pl.concat([wrong, _missing(cells, values, faults, column)])
    return values.alias(column.name), wrong


_FAULTS = {"row": pl.UInt32(), "value": pl.String(), "reason_zh": pl.String(), "reason_en": pl.String()}


def _missing(cells: Cells, values: pl.Series, faults: pl.DataFrame, column: Column) -> pl.DataFrame:
    empty = values.is_null().arg_true()
    rows = empty.filter(~empty.is_in(faults["row"].implode()))
    reason = Text(f"必填项“{column.label.zh}”为空", f'the required "{column.label.en}" is empty')
    return pl.DataFrame(
        {"line": cells.lines.gather(rows), "column": column.name, "value": ""},
        schema_overrides={"line": pl.Int64()},
    ).with_columns(reason_zh=pl.lit(reason.zh), reason_en=pl.lit(reason.en))


def _too_wide(cells: Cells) -> pl.DataFrame:
    rows = [
        (line, "", "", "该行的单元格多于表头的列", "the line has more cells than the header has columns")
        for line in sorted(cells.too_wide)
    ]
    return pl.DataFrame(rows, schema=REJECTED, orient="row")


def _parse(raw: pl.Series, column: Column, timezone: str) -> tuple[pl.Series, pl.DataFrame]:
    """Return values and faults. Typed columns are cast; text that is plainly itself is taken as it is."""
    if raw.dtype == column.dtype and column.dtype != pl.String():
        return _in_our_time(raw) if raw.dtype.is_temporal() else (raw, pl.DataFrame(schema=_FAULTS))
    if raw.dtype == column.dtype and not column.values and _is_plain(raw):
        return raw, pl.DataFrame(schema=_FAULTS)
    return _parse_words(_as_words(raw, timezone), column, timezone)


def _in_our_time(raw: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
    """Typed days and instants, without those no calendar of ours reaches."""
    outside = ~raw.dt.year().is_between(YEARS.start, YEARS.stop - 1).fill_null(value=True)
    reason = Text("年份不在 1900 至 2100 之间", "the year is not between 1900 and 2100")
    rows = outside.arg_true()
    wrong = [
        (row, word, reason.zh, reason.en)
        for row, word in zip(rows, raw.gather(rows).cast(pl.String()), strict=True)
    ]
    return raw.set(outside, None), pl.DataFrame(wrong, schema=_FAULTS, orient="row")


def _as_words(raw: pl.Series, timezone: str) -> pl.Series:
    """Return any column as text; empty cells are null."""
    if isinstance(raw.dtype, pl.Datetime) and raw.dtype.time_zone:
        raw = raw.dt.convert_time_zone(timezone).dt.to_string("iso:strict")
    words = raw.cast(pl.String())
    return words.set(words.str.strip_chars() == "", None)


def _is_plain(words: pl.Series) -> bool:
    if words.str.contains_any(_ONCE_A_NUMBER).any():
        return False
    return bool((words.str.contains(_PLAIN) | words.is_null()).all())


def _parse_words(words: pl.Series, column: Column, timezone: str) -> tuple[pl.Series, pl.DataFrame]:
    read = parser_of(column, timezone)
    table: dict[str, object] = {}
    reasons: dict[str, Text] = {}
    for word in words.drop_nulls().unique():
        try:
            table[word] = read(word)
        except Fault as fault:
            reasons[word] = fault.reason
    values = pl.Series([table.get(word) if word is not None else None for word in words], dtype=column.dtype)
    rows = words.is_in(list(reasons)).fill_null(value=False).arg_true()
    wrong = [(int(row), words[row], reasons[words[row]].zh, reasons[words[row]].en) for row in rows]
    return values, pl.DataFrame(wrong, schema=_FAULTS, orient="row")
