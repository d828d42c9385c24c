"""The rows of a table as stays, in an expression: `engines.tracing.stays` said to DuckDB and Spark."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from fangxian.engines import tables
from fangxian.engines.tracing.seats import SEAT_COACH, SEAT_ROW
from fangxian.stores.ibis_presence.calendar import Calendar

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, IntegerValue, StringValue, Table, TimestampValue

_NEAR = timedelta(days=2)
"""A stay known by its day alone, or with no end, settles up to 25 hours away from its recorded instants."""


def completed(table: "Table") -> "Table":
    """Give every column of `tables.PRESENCES`: absent ones are unknown, ids and names are text."""
    import ibis

    columns = {}
    for name, dtype in tables.PRESENCES.schema.items():
        if name not in table.columns:
            columns[name] = ibis.null("timestamp" if dtype == tables.INSTANT else "string")
        elif dtype == tables.INSTANT or table[name].type().is_string():
            columns[name] = table[name]
        else:
            columns[name] = table[name].cast("string")
    return table.select(**columns)


def near(rows: "Table", from_at: datetime, to_at: datetime) -> "Table":
    """Leave out what its recorded instants alone show to lie elsewhere in time; engines push this down to the files."""
    import ibis

    kind = rows.arrive_at.type()
    begins = ibis.literal((from_at - _NEAR).astimezone(UTC), type=kind)
    ends = ibis.literal((to_at + _NEAR).astimezone(UTC), type=kind)
    return rows.filter(rows.arrive_at <= ends, rows.leave_at.isnull() | (rows.leave_at >= begins))


def is_possible(rows: "Table") -> "BooleanValue":
    """Whether a row can be a stay: somebody, somewhere, at some time, and over after it began."""
    given = rows.person_id.notnull() & rows.place_id.notnull() & rows.arrive_at.notnull()
    return given & (rows.leave_at.isnull() | (rows.leave_at >= rows.arrive_at))


def possible(rows: "Table") -> "Table":
    """Leave out what cannot be a stay."""
    return rows.filter(is_possible(rows))


def minute_of(instant: "TimestampValue") -> "IntegerValue":
    """Return the minute an instant falls into, counted from 1970."""
    return (instant.truncate("m").epoch_seconds() // 60).cast("int64")


def settled(rows: "Table", calendar: Calendar) -> "Table":
    """Return possible stays with `arrive` and `leave` (minutes), `rank` (of PRECISIONS) and `seat_row`."""
    import ibis

    exact, window, day = range(len(tables.PRECISIONS))
    timed = possible(rows)
    timed = timed.mutate(arrive=minute_of(timed.arrive_at), leave=minute_of(timed.leave_at))
    open_ended = timed.leave.isnull() | (timed.leave == timed.arrive)
    whole_days = (timed.precision == "day").fill_null(False)
    vague = open_ended | (timed.precision == "window").fill_null(False)
    day_after = calendar.day_of(open_ended.ifelse(timed.arrive, timed.leave - 1)) + 1
    day_begun = calendar.midnight_of(calendar.day_of(timed.arrive))
    return timed.select(
        "person_id",
        "place_id",
        "session",
        "zone",
        arrive=whole_days.ifelse(day_begun, timed.arrive),
        leave=(whole_days | open_ended).ifelse(calendar.midnight_of(day_after), timed.leave),
        rank=ibis.cases((whole_days, day), (vague, window), else_=exact),
        seat_row=seat_row(timed.seat),
    )


def seat_row(seat: "StringValue") -> "IntegerValue":
    """Return the row of a numbered seat, counted through the coaches; null where the seat names none."""
    row, coach = (seat.re_extract(pattern, 1).nullif("").cast("int64") for pattern in (SEAT_ROW, SEAT_COACH))
    return coach.coalesce(0) * 1000 + row
