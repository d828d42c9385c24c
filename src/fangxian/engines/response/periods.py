"""When a measure starts and ends and when its order is due: always counted from the event, never from `as_of`."""

from datetime import UTC, timedelta

import polars as pl

from fangxian.engines.plans import Deadline, Duration
from fangxian.engines.plans.measure import Clock
from fangxian.engines.response.known import Known
from fangxian.engines.tracing.stays import in_utc, midnight_of

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


def later(at: pl.Expr, number: float, known: Known) -> pl.Expr:
    """Return an instant so many days later: whole days keep the local time of day, whatever the clocks do meanwhile."""
    return _instant(_wall(at, known) + _days(number), known)


def _days(number: float) -> timedelta:
    return timedelta(seconds=round(number * 86400))


def _wall(at: pl.Expr, known: Known) -> pl.Expr:
    """The local time of an instant, as a clock on the wall shows it."""
    return at.dt.convert_time_zone(known.situation.timezone).dt.replace_time_zone(None)


def _instant(wall: pl.Expr, known: Known) -> pl.Expr:
    """The instant of a time on the wall; an hour later where clocks skip it."""
    zone = known.situation.timezone
    return pl.coalesce(in_utc(wall, zone), in_utc(wall + timedelta(hours=1), zone))


def starts(duration: Duration, known: Known) -> pl.Expr:
    """The first event plus `from_days`."""
    return later(event(duration.clock, "first"), duration.from_days, known)


def ends(duration: Duration, known: Known) -> pl.Expr:
    """The last event plus `to_days`: how long one person is concerned."""
    clock = duration.to_clock or duration.clock
    return later(event(clock, "last"), duration.to_days, known)


def ends_of_place(duration: Duration, known: Known) -> pl.Expr:
    """When a measure at a place ends.

    The period is counted from the first event. Once it has run out, a later event has a period of its own; a rule
    about the place that still holds starts the next period of the same length.
    """
    clock, length = duration.to_clock or duration.clock, _days(duration.to_days)
    as_of = pl.lit(known.situation.as_of.astimezone(UTC)).cast(_INSTANT)
    first, last = (later(event(clock, edge), duration.to_days, known) for edge in ("first", "last"))
    over = _wall(as_of, known) - _wall(first, known)
    periods = (over.dt.total_seconds() // max(length.total_seconds(), 1)) + 1
    gone = (periods * length.total_seconds() * 1_000_000).cast(pl.Duration("us"))
    renewed = _instant(_wall(first, known) + gone, known)
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
    """When the order is due: `hours` after the event; after the end of the day where only its date is known.

    A deadline of the same day falls at the end of the event's local day, but never less than `hours` after the event.
    """
    edge = "last" if deadline.clock == "last_exposed" else "first"
    at = event(deadline.clock, edge)
    zone = known.situation.timezone
    day = at.dt.convert_time_zone(zone).dt.date()
    day_only = (at == midnight_of(day, zone)) & pl.lit(
        deadline.clock in ("case_reported", "area_starts", "decided")
    )
    tomorrow = midnight_of(day.dt.offset_by("1d"), zone)
    hours = timedelta(seconds=round(deadline.hours * 3600))
    if deadline.same_day:
        return pl.max_horizontal(tomorrow, at + hours)
    return pl.when(day_only).then(tomorrow).otherwise(at) + hours
