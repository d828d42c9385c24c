"""When a measure starts and ends and when its order is due: always counted from the event, never from `as_of`."""

from datetime import UTC, timedelta

import polars as pl

from fangxian.engines.plans import Deadline, Duration
from fangxian.engines.plans.measure import Clock
from fangxian.engines.response.known import Known

_INSTANT = pl.Datetime("us", "UTC")


def event(clock: Clock, edge: str) -> pl.Expr:
    """The first or last event of a clock; an event the subject does not have gives way to the nearest it has."""
    order = {
        "decided": ("area_starts", "case_reported", "first_exposed"),
        "area_starts": ("area_starts", "case_reported", "first_exposed"),
        "case_reported": ("case_reported", "first_exposed", "area_starts"),
        "first_exposed": ("first_exposed", "case_reported", "area_starts"),
        "last_exposed": ("last_exposed", "case_reported", "area_starts"),
    }
    return pl.coalesce(f"{name}_{edge}" for name in order[clock])


def days(number: float) -> timedelta:
    """Return so many days, to the second."""
    return timedelta(seconds=round(number * 86400))


def starts(duration: Duration) -> pl.Expr:
    """The first event plus `from_days`."""
    return event(duration.clock, "first") + days(duration.from_days)


def ends(duration: Duration) -> pl.Expr:
    """The last event plus `to_days`: how long one person is concerned."""
    return event(duration.to_clock or duration.clock, "last") + days(duration.to_days)


def ends_of_place(duration: Duration, known: Known) -> pl.Expr:
    """When a measure at a place ends.

    The period is counted from the first event. Once it has run out, a later event has a period of its own; a rule
    about the place that still holds starts the next period of the same length.
    """
    clock, length = duration.to_clock or duration.clock, days(duration.to_days)
    as_of = pl.lit(known.situation.as_of.astimezone(UTC)).cast(_INSTANT)
    first, last = event(clock, "first") + length, event(clock, "last") + length
    periods = ((as_of - first).dt.total_seconds() // max(length.total_seconds(), 1)) + 1
    renewed = first + (periods * length.total_seconds() * 1_000_000).cast(pl.Duration("us"))
    lasting = pl.col("scope").is_in(["place", "outbreak"])
    return (
        pl.when(first > as_of)
        .then(first)
        .when(last > as_of)
        .then(last)
        .when(lasting)
        .then(renewed)
        .otherwise(last)
    )


def due(deadline: Deadline, known: Known) -> pl.Expr:
    """When the order is due: `hours` after the event; after the end of the day where only its date is known."""
    edge = "last" if deadline.clock == "last_exposed" else "first"
    at = event(deadline.clock, edge)
    local = at.dt.convert_time_zone(known.situation.timezone)
    day_only = (local.dt.time() == pl.time(0, 0)) & pl.lit(
        deadline.clock in ("case_reported", "area_starts", "decided")
    )
    tomorrow = local.dt.offset_by("1d").dt.convert_time_zone("UTC")
    return pl.when(day_only).then(tomorrow).otherwise(at) + timedelta(seconds=round(deadline.hours * 3600))
