"""The stays of the people asked about, with all that the rule says of them: the small side of the join."""

from collections.abc import Mapping

import polars as pl

from fangxian.engines import tables
from fangxian.engines.tracing.seats import seat_row
from fangxian.engines.tracing.source import Sweep
from fangxian.engines.tracing.stays import settle

SOURCES = pl.Schema(
    {
        "case_id": pl.String(),
        "person_id": pl.String(),
        "place_id": pl.String(),
        "session": pl.String(),
        "zone": pl.String(),
        "seat_row": pl.Int64(),
        "rank": pl.Int64(),
        "arrive": pl.Int64(),
        "leave": pl.Int64(),
        "air_behind_source": pl.Int64(),
        "air_behind_other": pl.Int64(),
        "rows_apart": pl.Int64(),
        "factor": pl.Float64(),
        "strength": pl.Float64(),
        "anchor_day": pl.Int64(),
        "from_minute": pl.Int64(),
        "to_minute": pl.Int64(),
    }
)
"""One row per stay and window it touches; moments in whole minutes since 1970, lengths in minutes."""

_EVER = 1 << 40

_RANK = {precision: rank for rank, precision in enumerate(tables.PRECISIONS)}


def sources_of(stays: pl.DataFrame, sweep: Sweep) -> pl.DataFrame:
    """Return the settled stays (`tables.PRESENCES`) inside the windows of their people (SOURCES)."""
    windows = sweep.windows.select(
        "case_id",
        pl.col("via_person_id").alias("person_id"),
        "strength",
        pl.col("anchor_on").cast(pl.Int64()).alias("anchor_day"),
        _minute_of("from_at").alias("from_minute"),
        _minute_of("to_at").alias("to_minute"),
    )
    air = "air_behind_source" if sweep.direction == "forward" else "air_behind_other"
    by_place = {
        air: _by_place(sweep.linger_minutes, pl.Int64()),
        "rows_apart": _by_place(sweep.seat_rows, pl.Int64()),
        "factor": _by_place(sweep.venue_factor, pl.Float64()),
    }
    return _shaped(settle(stays, sweep.timezone).with_columns(**by_place).join(windows, on="person_id"))


def sources_alone(
    stays: pl.DataFrame, linger_minutes: Mapping[str, float], seat_rows: Mapping[str, int], timezone: str
) -> pl.DataFrame:
    """Return settled stays with the whole of time as their window (SOURCES)."""
    by_place = {
        "air_behind_source": _by_place(linger_minutes, pl.Int64()),
        "rows_apart": _by_place(seat_rows, pl.Int64()),
    }
    return _shaped(settle(stays, timezone).with_columns(**by_place))


def _minute_of(column: str) -> pl.Expr:
    return pl.col(column).dt.epoch("s") // 60


def _by_place(values: Mapping[str, float], dtype: pl.DataType) -> pl.Expr:
    """Return what a mapping by place says of each place; "" stands for every place it does not name."""
    given = {place: int(value) if dtype.is_integer() else value for place, value in values.items()}
    default = given.pop("", None)
    if not given:
        return pl.lit(default, dtype)
    return pl.col("place_id").replace_strict(given, default=default, return_dtype=dtype)


def _shaped(rows: pl.DataFrame) -> pl.DataFrame:
    known = rows.with_columns(
        arrive=_minute_of("arrive_at"),
        leave=_minute_of("leave_at"),
        rank=pl.col("precision").replace_strict(_RANK, return_dtype=pl.Int64),
        seat_row=seat_row(pl.col("seat")),
    )
    nothing = {
        "air_behind_source": 0,
        "air_behind_other": 0,
        "factor": 1.0,
        "strength": 1.0,
        "from_minute": -_EVER,
        "to_minute": _EVER,
    }
    absent = {name: nothing.get(name) for name in SOURCES if name not in known.columns}
    whole = known.with_columns(pl.lit(value, SOURCES[name]).alias(name) for name, value in absent.items())
    inside = (
        pl.col("arrive") < pl.col("to_minute"),
        (pl.col("leave") + pl.col("air_behind_source")) > pl.col("from_minute"),
    )
    return whole.select(list(SOURCES)).cast(SOURCES).filter(inside)
