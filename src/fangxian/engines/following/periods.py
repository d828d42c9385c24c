"""From when until when a person is followed, counted from the exposure, never from the day it is decided."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from fangxian.engines.plans import Measure


@dataclass(frozen=True)
class Span:
    """The period a pack gives for one exposure, both ends instants in UTC."""

    starts_at: datetime
    ends_at: datetime


def span_of(measure: Measure, first_exposed_at: datetime, last_exposed_at: datetime, timezone: str) -> Span:
    """Return from when until when the measure concerns somebody exposed between two instants.

    A measure whose pack counts from another event (the report of a case) counts from the exposure here.

    >>> from fangxian.engines.response.examples import A_PLAN
    >>> night = datetime(2021, 7, 22, 12, tzinfo=UTC)
    >>> measure = A_PLAN.measures["stop-teaching"]
    >>> (span_of(measure, night, night, "Asia/Shanghai").ends_at - night).days == measure.duration.to_days
    True
    """
    duration = measure.duration

    def event(clock: str) -> datetime:
        return last_exposed_at if clock == "last_exposed" else first_exposed_at

    starts = later_by_days(event(duration.clock), duration.from_days, timezone)
    ends = later_by_days(event(duration.to_clock or duration.clock), duration.to_days, timezone)
    return Span(starts, ends)


def lapses_at(measure: Measure, first_exposed_at: datetime, last_exposed_at: datetime) -> datetime | None:
    """Return the instant after which the measure does no good any more, or None if it never lapses.

    >>> from fangxian.engines.response.examples import A_PLAN
    >>> night = datetime(2021, 7, 22, 12, tzinfo=UTC)
    >>> lapses_at(A_PLAN.measures["stop-teaching"], night, night) is None
    True
    """
    if not measure.deadline.lapses:
        return None
    begun = last_exposed_at if measure.deadline.clock == "last_exposed" else first_exposed_at
    return begun + timedelta(hours=measure.deadline.hours)


def later_by_days(at: datetime, days: float, timezone: str) -> datetime:
    """Return the instant so many local days later: the time of day on the wall stays, whatever the clocks do.

    A time the clocks skip is read an hour later; of one that comes twice, the first is meant.

    >>> later_by_days(datetime(2024, 3, 9, 7, 30, tzinfo=UTC), 1, "America/New_York")
    datetime.datetime(2024, 3, 10, 7, 30, tzinfo=datetime.timezone.utc)
    """
    zone = ZoneInfo(timezone)
    wall = at.astimezone(zone).replace(tzinfo=None) + timedelta(seconds=round(days * 86400))
    then = wall.replace(tzinfo=zone).astimezone(UTC)
    skipped = then.astimezone(zone).replace(tzinfo=None) != wall
    return (wall + timedelta(hours=1)).replace(tzinfo=zone).astimezone(UTC) if skipped else then
