"""From when until when a person is followed, counted from the exposure, never from the day it is decided."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from fangxian.engines.plans import Measure


@dataclass(frozen=True)
class Exposed:
    """When somebody was exposed: from, until, and when the first of several meetings was over."""

    first_exposed_at: datetime
    last_exposed_at: datetime
    first_over_at: datetime


@dataclass(frozen=True)
class Span:
    """The period a pack gives for one exposure, both ends instants in UTC."""

    starts_at: datetime
    ends_at: datetime


def span_of(measure: Measure, exposed: Exposed, timezone: str) -> Span:
    """Return from when until when the measure concerns somebody exposed so.

    As in a response, the last exposure counts in whole local days: from the midnight before the first meeting was
    over, until the midnight after the last. A measure whose pack counts from another event (the report of a case)
    counts from the exposure here.

    >>> from fangxian.engines.response.examples import A_PLAN
    >>> tea = Exposed(*[datetime(2021, 7, 22, hour, tzinfo=UTC) for hour in (10, 12, 12)])
    >>> span_of(A_PLAN.measures["stop-teaching"], tea, "Asia/Shanghai").ends_at
    datetime.datetime(2021, 8, 5, 10, 0, tzinfo=datetime.timezone.utc)
    """
    duration = measure.duration

    def event(clock: str, *, end: bool) -> datetime:
        if clock != "last_exposed":
            return exposed.first_exposed_at
        return _midnight(exposed.last_exposed_at if end else exposed.first_over_at, timezone, end=end)

    starts = later_by_days(event(duration.clock, end=False), duration.from_days, timezone)
    ends = later_by_days(event(duration.to_clock or duration.clock, end=True), duration.to_days, timezone)
    return Span(starts, ends)


def lapses_at(measure: Measure, exposed: Exposed) -> datetime | None:
    """Return the instant after which the measure does no good any more, or None if it never lapses.

    >>> from fangxian.engines.response.examples import A_PLAN
    >>> tea = Exposed(*[datetime(2021, 7, 22, 12, tzinfo=UTC)] * 3)
    >>> lapses_at(A_PLAN.measures["stop-teaching"], tea) is None
    True
    """
    if not measure.deadline.lapses:
        return None
    last = measure.deadline.clock == "last_exposed"
    begun = exposed.last_exposed_at if last else exposed.first_exposed_at
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


def _midnight(at: datetime, timezone: str, *, end: bool) -> datetime:
    """The local midnight that begins (or ends) the day of an instant; a midnight stays itself."""
    zone = ZoneInfo(timezone)
    begins = datetime.combine(at.astimezone(zone).date(), time(), zone)
    if not end or begins == at:
        return begins.astimezone(UTC)
    return later_by_days(begins, 1, timezone)
