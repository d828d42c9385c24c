"""Local days as minutes: where they begin, so that a stay is divided exactly even when clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np

from fangxian.stores.presence.numbers.words import Ints

_FIRST = date(1970, 1, 1)


@lru_cache(maxsize=256)
def midnights(timezone: str, first_minute: int, last_minute: int) -> tuple[Ints, int]:
    """Return when the local days of [first_minute, last_minute] begin, the end of the last, and the first day's number.

    Minutes count from the Unix epoch, days from 1970-01-01. A midnight that clocks skip is the moment they do.
    """
    zone = ZoneInfo(timezone)
    first = _local_day(first_minute, zone)
    days = (_local_day(last_minute, zone) - first).days + 2
    begins = [_begin(first + timedelta(days=day), zone) for day in range(days)]
    return np.array(begins, np.int64), (first - _FIRST).days


def _local_day(minute: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(minute * 60, UTC).astimezone(zone).date()


def _begin(day: date, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, time(), zone).timestamp()) // 60
