"""The moment judged and the zone of local dates, where people leave them out."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fangxian.engines.problems import Problem, Text


def read_moment(text: str, timezone: str | None) -> datetime:
    """Return an ISO 8601 moment; one without a zone is local to `timezone`.

    Raises:
        Problem: "moment-not-readable" when it is no moment or its zone cannot be told.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise _not_readable(text) from error
    if moment.tzinfo is None:
        if timezone is None:
            raise _not_readable(text)
        moment = moment.replace(tzinfo=ZoneInfo(timezone))
    return moment


def _not_readable(text: str) -> Problem:
    return Problem(
        "moment-not-readable",
        Text(f"无法识别时刻 {text}。", f"{text} is not a moment we can read."),
        Text("应为带时区的 ISO 8601 时刻。", "An ISO 8601 moment with its zone is expected."),
        Text(
            "请写成 2021-07-31T18:00+08:00, 或用 --timezone 给出时区。",
            "Write 2021-07-31T18:00+08:00, or give --timezone.",
        ),
    )


def check_zone(timezone: str) -> str:
    """Return the name of a time zone that exists.

    Raises:
        Problem: "no-such-timezone".
    """
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Problem(
            "no-such-timezone",
            Text(f"没有时区 {timezone}。", f"There is no time zone {timezone}."),
            Text("应为 Asia/Shanghai 这样的名称。", "A name such as Asia/Shanghai is expected."),
            Text("请更正 --timezone。", "Correct --timezone."),
        ) from error
    return timezone


def zone_of(moment: datetime | None) -> str:
    """Return a zone with the offset of a moment (UTC without one).

    Raises:
        Problem: "no-such-timezone" for an offset that is no whole hour, which only a named zone can carry.

    >>> zone_of(datetime.fromisoformat("2021-07-31T18:00+08:00"))
    'Etc/GMT-8'
    """
    offset = moment.utcoffset() if moment else timedelta(0)
    hours, rest = divmod(offset or timedelta(0), timedelta(hours=1))
    if rest:
        return check_zone(f"UTC{offset}")
    return f"Etc/GMT{-hours:+d}" if hours else "UTC"


def end_of_day(day: date, timezone: str) -> datetime:
    """Return the last second of a local day."""
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=ZoneInfo(timezone))
