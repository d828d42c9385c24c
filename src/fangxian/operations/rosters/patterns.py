"""Shifts of a pattern: which there are over some days at some posts, and which of them are nights."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import polars as pl

from fangxian.engines.tables import ROSTER_SHIFTS
from fangxian.operations.rosters.problems import NOT_A_PATTERN
from fangxian.operations.rosters.rows import SHIFT_HOURS, Pattern
from fangxian.operations.teams.rows import PostRow

_NIGHT = (22, 30)
"""From 22 to 6 o'clock: a shift that lies there by half or more is a night."""
MOST_DAYS = 14
_YEARS = 2000, 2100


def check_pattern(pattern: Pattern, from_on: date, days: int) -> None:
    """Raise `not-a-pattern` for one that makes no roster."""
    wrong = {
        "hours": pattern.hours not in SHIFT_HOURS,
        "first_hour": not 0 <= pattern.first_hour <= 23,
        "days": not 1 <= days <= MOST_DAYS,
        "from_on": not _YEARS[0] <= from_on.year <= _YEARS[1],
        "need": pattern.need is not None and not 1 <= pattern.need <= 100,
    }
    for what, so in wrong.items():
        if so:
            raise NOT_A_PATTERN(what=what, what_zh=what)


def shift_id_of(post_id: UUID, starts_at: datetime, hours: int) -> str:
    """Return what a shift is called in every roster that fills it."""
    return f"{post_id}/{starts_at:%m%dT%H%MZ}/{hours}"


def shifts_of(
    posts: Sequence[PostRow], pattern: Pattern, from_on: date, days: int, zone: ZoneInfo
) -> pl.DataFrame:
    """Return `ROSTER_SHIFTS` of these posts from the first shift of a local date on."""
    begins = [
        datetime.combine(from_on + timedelta(days=day), time(), zone)
        + timedelta(hours=pattern.first_hour + k)
        for day in range(days)
        for k in range(0, 24, pattern.hours)
    ]
    return ROSTER_SHIFTS.rows([_shift(post, pattern, begin) for post in posts for begin in begins])


def is_night(begin: datetime, hours: int) -> bool:
    """Tell whether half of a shift or more lies between 22 and 6 o'clock.

    >>> is_night(datetime(2021, 7, 31, 0), 8), is_night(datetime(2021, 7, 31, 16), 8)
    (True, False)
    """
    at = begin.hour + begin.minute / 60
    late = sum(max(min(at + hours, _NIGHT[1] + turn) - max(at, _NIGHT[0] + turn), 0) for turn in (-24, 0, 24))
    return late * 2 >= hours


def _shift(post: PostRow, pattern: Pattern, begin: datetime) -> dict[str, object]:
    return {
        "shift_id": shift_id_of(post.id, begin.astimezone(ZoneInfo("UTC")), pattern.hours),
        "post_id": str(post.id),
        "starts_at": begin,
        "ends_at": begin + timedelta(hours=pattern.hours),
        "need": pattern.need or post.per_shift or post.need,
        "skills": ";".join(post.skills),
        "languages": ";".join(post.languages),
        "kind": "night" if is_night(begin, pattern.hours) else "day",
        "suit": pattern.suit,
        "temperature_c": pattern.temperature_c,
    }
