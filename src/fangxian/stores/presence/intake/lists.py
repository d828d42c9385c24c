"""Lists of people as venues and investigators write them: stays, check-ins, guest lists, interviews."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import polars as pl

from fangxian.engines import tables
from fangxian.engines.tracing.memory import INTERVIEW
from fangxian.stores.inputs import read_part, stream_cells
from fangxian.stores.inputs.cells import Cells
from fangxian.stores.inputs.reading import header_word, require_readable
from fangxian.stores.presence.intake.balance import Batch, sort_out
from fangxian.stores.presence.intake.scan import read_instant

Kind = Literal["stays", "check-ins", "guest-list", "interview"]
KINDS: dict[Kind, str | None] = {
    "stays": None,
    "check-ins": "check-in",
    "guest-list": "guest list",
    "interview": INTERVIEW,
}
"""What is told, and the source its rows name when they name none themselves."""

_HEADINGS = {
    "person_id": ("id", "person", "guest", "id_number", "人员", "编号", "证件号", "证件号码", "身份证号"),
    "place_id": ("place", "venue", "venue_id", "场所", "场所编号", "地点编号"),
    "arrive_at": ("checked_in_at", "check_in", "scanned_at", "签到时间", "扫码时间", "登记时间", "入场时间"),
    "leave_at": ("checked_out_at", "check_out", "签退时间", "离场时间"),
    "name": ("name", "full_name", "姓名", "人员姓名"),
    "date": ("date", "on", "日期", "到访日期"),
    "time": ("time", "at", "时间", "时刻"),
}
"""Headings that people write beside those every table of the project knows."""

_DATE_ALONE = r"^\s*(\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?|\d{8}|\d{5})\s*$"
_BEGINS_WITH_DATE = r"^\s*\d{4}\s*[-/.年]|^\s*\d{8}"
_INSTANTS = ("arrive_at", "leave_at")


@dataclass(frozen=True)
class ListOfPeople:
    """What kind of list, and what holds for all its rows where a row does not say otherwise.

    On a list of check-ins a time of leaving is not believed. A guest with a name and no number is somebody of that
    name at that place, and nobody else's namesake: `name:王小明@opera`.
    """

    kind: Kind = "stays"
    place_id: str | None = None
    session: str | None = None
    on: date | None = None

    def fill(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """Return presences with what holds for all."""
        for name, value in self.constants().items():
            if value is not None and name != "arrive_at":
                frame = frame.with_columns(pl.col(name).fill_null(pl.lit(value)))
        return (
            frame.with_columns(leave_at=pl.lit(None, tables.INSTANT)) if self.kind == "check-ins" else frame
        )

    def constants(self) -> dict[str, str | None]:
        """Return column -> what every row holds that does not say otherwise."""
        day = self.on.isoformat() if self.on else None
        return {
            "place_id": self.place_id,
            "session": self.session,
            "source": KINDS[self.kind],
            "arrive_at": day,
        }


def read_list(path: Path, timezone: str, told: ListOfPeople) -> Iterator[Batch]:
    """Yield a CSV or XLSX file of people in batches; a row no stay can be read from is rejected with its reason.

    Raises:
        Problem: "cannot-read-file" when no row can be read at all.
    """
    for cells in stream_cells(path):
        named = zip(_names(cells.header), cells.header, cells.columns, strict=True)
        require_readable(path, {heading: column for name, heading, column in named if name})
        found = read_part(path, _as_presences(cells, timezone, told), tables.PRESENCES, timezone)
        batch = sort_out(found.frame, found.lines, timezone)
        yield Batch(batch.stays, batch.lines, pl.concat([found.rejected, batch.rejected]), found.read)


def _as_presences(cells: Cells, timezone: str, told: ListOfPeople) -> Cells:
    """Return the cells under the headings of `tables.PRESENCES`, with what the whole list says filled in."""
    names = _names(cells.header)
    known = [column.alias(name) for name, column in zip(names, cells.columns, strict=True) if name]
    height = {"": pl.repeat(None, len(cells.lines), dtype=pl.Null, eager=True)}
    frame = pl.DataFrame(known or height).with_columns(pl.col(pl.Date).cast(pl.String()))
    for step in (_one_moment, _filled_in, _known_by_name, _sharpened):
        frame = step(frame, told)
    frame = frame.with_columns(_instant(frame[name], timezone) for name in _INSTANTS if name in frame.columns)
    others = [at for at, name in enumerate(names) if name is None]
    return Cells(
        (*frame.columns, *(cells.header[at] for at in others)),
        (*frame.get_columns(), *(cells.columns[at] for at in others)),
        cells.lines,
        cells.too_wide,
    )


def _names(header: tuple[str, ...]) -> list[str | None]:
    """Return what each heading means; the project's own headings go first, and stay even where named twice."""
    own = {
        header_word(word): column.name
        for column in tables.PRESENCES.columns
        for word in (column.label.en, column.label.zh, column.name)
    }
    wild = {header_word(word): name for name, words in _HEADINGS.items() for word in words}
    names = [own.get(header_word(heading)) for heading in header]
    for at, heading in enumerate(header):
        name = wild.get(header_word(heading))
        if names[at] is None and name not in names:
            names[at] = name
    return [name if names.count(name) == 1 else None for name in names]


def _one_moment(cells: pl.DataFrame, _told: "ListOfPeople") -> pl.DataFrame:
    """Put a date and a time of two columns together; a time that holds its own date stands for itself."""
    day, hour = _filled(cells, "date"), _filled(cells, "time")
    whole = pl.when(hour.str.contains(_BEGINS_WITH_DATE) | day.is_null()).then(hour)
    moment = pl.coalesce(_filled(cells, "arrive_at"), whole, pl.concat_str(day, pl.lit(" "), hour), day)
    if not {"date", "time"} & set(cells.columns):
        return cells
    return cells.with_columns(arrive_at=moment).drop("date", "time", strict=False)


def _filled_in(cells: pl.DataFrame, told: "ListOfPeople") -> pl.DataFrame:
    """Fill in what the list says of all its rows."""
    for name, value in told.constants().items():
        if value is not None:
            cells = cells.with_columns(_filled(cells, name).fill_null(pl.lit(value)).alias(name))
    return cells


def _known_by_name(cells: pl.DataFrame, _told: "ListOfPeople") -> pl.DataFrame:
    if "name" not in cells.columns or "place_id" not in cells.columns:
        return cells
    by_name = pl.format("name:{}@{}", _filled(cells, "name").str.strip_chars(), pl.col("place_id"))
    return cells.with_columns(person_id=_filled(cells, "person_id").fill_null(by_name)).drop("name")


def _filled(cells: pl.DataFrame, name: str) -> pl.Expr:
    """The cells of a column, null where empty or where there is no such column."""
    if name not in cells.columns:
        return pl.lit(None, pl.String())
    column = pl.col(name).cast(pl.String())
    return pl.when(column.str.strip_chars() != "").then(column)


def _sharpened(cells: pl.DataFrame, told: "ListOfPeople") -> pl.DataFrame:
    """Say "day" of a date without a time, which as an end is a midnight; take no end from a check-in."""
    if told.kind == "check-ins":
        cells = cells.with_columns(leave_at=pl.lit(None, pl.String()))
    if "arrive_at" not in cells.columns:
        return cells
    alone = _filled(cells, "arrive_at").str.contains(_DATE_ALONE)
    cells = cells.with_columns(
        precision=_filled(cells, "precision").fill_null(pl.when(alone).then(pl.lit("day")))
    )
    if cells.schema.get("leave_at") != pl.String():
        return cells
    leave = _filled(cells, "leave_at")
    until_midnight = pl.when(leave.str.contains(_DATE_ALONE)).then(leave.str.strip_chars() + " 24:00")
    return cells.with_columns(leave_at=until_midnight.otherwise(leave))


def _instant(cells: pl.Series, timezone: str) -> pl.Series:
    """Return instants where all cells are written in the usual ways, else the cells, to be read one by one."""
    if cells.dtype != pl.String():
        return cells
    words = cells.set(cells.str.strip_chars() == "", None)
    quick = words.to_frame().select(read_instant(pl.col(cells.name), timezone)).to_series()
    return quick if quick.null_count() == words.null_count() else cells
