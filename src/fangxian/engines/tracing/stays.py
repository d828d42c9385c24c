"""Stays as intervals: what an unknown end or a date alone means, said once for every presence source."""

from datetime import timedelta

import polars as pl

from fangxian.engines.tables import PRECISIONS

_RANK = {precision: rank for rank, precision in enumerate(PRECISIONS)}

_MINUTE = timedelta(minutes=1)


def settle(stays: pl.DataFrame, timezone: str) -> pl.DataFrame:
    """Return `stays` (`tables.PRESENCES`) with both ends and the precision filled in; idempotent.

    Instants are floored to the minute. An unknown end (absent, or the same minute as the arrival, as a
    check-in leaves it) is open until the end of its local day and at best of precision "window". A stay
    of precision "day" covers its whole local days. Nothing else is invented.

    >>> from datetime import UTC, datetime
    >>> from fangxian.engines import tables
    >>> check_in = {"person_id": "p", "place_id": "v", "arrive_at": datetime(2021, 7, 22, 10, 5, tzinfo=UTC)}
    >>> settle(tables.PRESENCES.rows([check_in]), "Asia/Shanghai").select("leave_at", "precision").row(0)
    (datetime.datetime(2021, 7, 22, 16, 0, tzinfo=zoneinfo.ZoneInfo(key='UTC')), 'window')
    """
    sharp = stays.with_columns(
        pl.col("arrive_at").dt.truncate("1m"),
        pl.col("leave_at").dt.truncate("1m"),
        pl.col("precision").fill_null("exact"),
    )
    vague = (pl.col("precision") == "day") | open_ended()
    # Time zone arithmetic is slow; nearly all stays need none of it.
    if not sharp.select(vague.any()).item():
        return sharp
    order = sharp.with_row_index("_row")
    settled = order.filter(vague).with_columns(*_spread(timezone))
    return pl.concat([order.filter(~vague), settled]).sort("_row").drop("_row")


def open_ended() -> pl.Expr:
    """Whether the end of a stay is unknown."""
    return pl.col("leave_at").is_null() | (pl.col("leave_at") == pl.col("arrive_at"))


def possible() -> pl.Expr:
    """Whether a row can be a stay at all: who, where and since when are given, and it ends after it begins."""
    given = pl.all_horizontal(pl.col("person_id", "place_id", "arrive_at").is_not_null())
    return given & (pl.col("leave_at").is_null() | (pl.col("leave_at") >= pl.col("arrive_at")))


def midnight_before(instant: pl.Expr, timezone: str) -> pl.Expr:
    """Return the local midnight at or before an instant, in UTC."""
    return instant.dt.convert_time_zone(timezone).dt.truncate("1d").dt.convert_time_zone("UTC")


def midnight_after(instant: pl.Expr, timezone: str) -> pl.Expr:
    """Return the first local midnight after an instant, in UTC (23 to 25 hours on where clocks change)."""
    local = instant.dt.convert_time_zone(timezone).dt.truncate("1d")
    return local.dt.offset_by("1d").dt.convert_time_zone("UTC")


def midnight_of(day: pl.Expr, timezone: str) -> pl.Expr:
    """Return the instant at which a local date begins, in UTC (an hour later where clocks skip midnight)."""
    naive = day.cast(pl.Datetime("us"))
    return pl.coalesce(in_utc(naive, timezone), in_utc(naive.dt.offset_by("1h"), timezone))


def in_utc(local: pl.Expr, timezone: str) -> pl.Expr:
    """Return the instant of a local time without zone: the earlier of two, null where there is none."""
    zoned = local.dt.replace_time_zone(timezone, non_existent="null", ambiguous="earliest")
    return zoned.dt.convert_time_zone("UTC")


def worst(*columns: str) -> pl.Expr:
    """Return the vaguest of several precisions, row by row."""
    ranks = (pl.col(column).replace_strict(_RANK, return_dtype=pl.UInt8) for column in columns)
    named = dict(enumerate(PRECISIONS))
    return pl.max_horizontal(ranks).replace_strict(named, return_dtype=pl.String)


def vaguest(column: str) -> pl.Expr:
    """Return the vaguest precision of a group (PRECISIONS runs from sharp to vague)."""
    return pl.col(column).cast(pl.Enum(PRECISIONS)).max().cast(pl.String)


def _spread(timezone: str) -> tuple[pl.Expr, ...]:
    is_day = pl.col("precision") == "day"
    arrive, leave = pl.col("arrive_at"), pl.col("leave_at")
    last_minute = pl.when(open_ended()).then(arrive).otherwise(leave - _MINUTE)
    return (
        pl.when(is_day).then(midnight_before(arrive, timezone)).otherwise(arrive).alias("arrive_at"),
        midnight_after(last_minute, timezone).alias("leave_at"),
        pl.when(is_day).then(pl.lit("day")).otherwise(pl.lit("window")).alias("precision"),
    )
