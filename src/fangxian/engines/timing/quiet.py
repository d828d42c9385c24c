"""Quiet hours on the local wall, exact also on the nights when clocks change."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from fangxian.engines.plans import QuietHours


def is_quiet(at: datetime, quiet: QuietHours, timezone: str) -> bool:
    """Tell whether an instant falls into the quiet hours; the last of them is not quiet any more.

    >>> night = QuietHours(21, 8)
    >>> is_quiet(datetime(2021, 7, 31, 13, 0, tzinfo=UTC), night, "Asia/Shanghai")  # 21:00
    True
    >>> is_quiet(datetime(2021, 8, 1, 0, 0, tzinfo=UTC), night, "Asia/Shanghai")  # 08:00
    False
    """
    wall = at.astimezone(ZoneInfo(timezone))
    hour = wall.hour + wall.minute / 60 + wall.second / 3600 + wall.microsecond / 3.6e9
    if quiet.from_hour <= quiet.to_hour:
        return quiet.from_hour <= hour < quiet.to_hour
    return hour >= quiet.from_hour or hour < quiet.to_hour


def quiet_over(at: datetime, quiet: QuietHours, timezone: str) -> datetime:
    """Return the instant itself, or the end of the quiet hours it falls into.

    >>> quiet_over(datetime(2024, 3, 10, 4, 0, tzinfo=UTC), QuietHours(21, 8), "America/New_York")
    datetime.datetime(2024, 3, 10, 12, 0, tzinfo=datetime.timezone.utc)
    """
    if not is_quiet(at, quiet, timezone):
        return at
    return _first(at, quiet.to_hour, timezone, forward=True)


def quiet_since(at: datetime, quiet: QuietHours, timezone: str) -> datetime:
    """Return the instant itself, or the beginning of the quiet hours it falls into.

    >>> quiet_since(datetime(2021, 7, 31, 20, 0, tzinfo=UTC), QuietHours(21, 8), "Asia/Shanghai")
    datetime.datetime(2021, 7, 31, 13, 0, tzinfo=datetime.timezone.utc)
    """
    if not is_quiet(at, quiet, timezone):
        return at
    return _first(at, quiet.from_hour, timezone, forward=False)


def _first(at: datetime, hour: float, timezone: str, *, forward: bool) -> datetime:
    """The nearest instant after (or up to) `at` at which the wall shows `hour`.

    A time the clocks skip is read an hour later; of one that comes twice, the second ends and the first begins.
    """
    zone, step = ZoneInfo(timezone), 1 if forward else -1
    day = at.astimezone(zone).date()
    for ahead in range(3):
        wall = datetime.combine(day + timedelta(days=step * ahead), time()) + timedelta(hours=hour)
        then = _instant(wall, zone, fold=int(forward))
        if (then > at) if forward else (then <= at):
            return then
    raise AssertionError("every hour comes within two days")


def _instant(wall: datetime, zone: ZoneInfo, fold: int) -> datetime:
    then = wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)
    if then.astimezone(zone).replace(tzinfo=None) == wall:
        return then
    return (wall + timedelta(hours=1)).replace(tzinfo=zone).astimezone(UTC)
