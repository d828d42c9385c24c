"""What became of rows that were read: every one was accepted, held already, or rejected with its reason."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

from fangxian.engines import tables
from fangxian.engines.problems import Text
from fangxian.engines.tracing.stays import possible
from fangxian.stores.inputs.reading import REJECTED

_YEARS = (1970, 2100)
"""Stays outside are a slip of the pen; minutes are counted from the first of these years."""


@dataclass(frozen=True)
class Balance:
    """`read == accepted + duplicate + rejected.height`; `rejected` has line, column, value and reason."""

    read: int
    accepted: int
    duplicate: int
    rejected: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REJECTED))


@dataclass(frozen=True)
class Batch:
    """Some rows of a file: stays (`tables.PRESENCES`) with their lines, and the rows that are none."""

    stays: pl.DataFrame
    lines: pl.Series
    rejected: pl.DataFrame
    read: int


def sort_out(rows: pl.DataFrame, lines: pl.Series, timezone: str) -> Batch:
    """Part rows (`tables.PRESENCES`, nulls where a cell could not be read) into stays and others."""
    if rows.select((possible() & _in_our_time()).all()).item():
        return Batch(rows, lines, pl.DataFrame(schema=REJECTED), rows.height)
    lined = rows.with_columns(lines.alias("line"))
    faulty = [_faults(lined, timezone, *fault) for fault in _kinds_of_fault()]
    rejected = pl.concat(faulty).unique("line", keep="first", maintain_order=True).sort("line")
    kept = ~lined["line"].is_in(rejected["line"].implode())
    return Batch(rows.filter(kept), lines.filter(kept), rejected, rows.height)


def join_rejected(parts: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Return the rejected rows of all parts, in order of their lines."""
    return pl.concat([pl.DataFrame(schema=REJECTED), *parts]).sort("line", maintain_order=True)


def _kinds_of_fault() -> list[tuple[str, pl.Expr, Text]]:
    missing = Text("必填项为空或无法识别", "it is required, and empty or not readable")
    return [
        *((name, pl.col(name).is_null(), missing) for name in ("person_id", "place_id", "arrive_at")),
        (
            "leave_at",
            pl.col("leave_at") < pl.col("arrive_at"),
            Text("离开早于到达", "the stay ends before it begins"),
        ),
        (
            "arrive_at",
            ~_in_our_time(),
            Text("年份不在 1970 至 2100 之间", "the year is not between 1970 and 2100"),
        ),
    ]


def _in_our_time() -> pl.Expr:
    arrive, leave = pl.col("arrive_at").dt.year(), pl.col("leave_at").dt.year()
    inside = arrive.is_between(*_YEARS) & (leave.is_null() | leave.is_between(*_YEARS))
    return inside.fill_null(value=True)


def _faults(lined: pl.DataFrame, timezone: str, column: str, wrong: pl.Expr, reason: Text) -> pl.DataFrame:
    told = pl.col(column)
    if lined.schema[column] == tables.INSTANT:
        told = told.dt.convert_time_zone(timezone).dt.strftime("%Y-%m-%dT%H:%M%:z")
    return lined.filter(wrong).select(
        pl.col("line").cast(pl.Int64()),
        column=pl.lit(column),
        value=told.cast(pl.String()).fill_null(""),
        reason_zh=pl.lit(reason.zh),
        reason_en=pl.lit(reason.en),
    )
