"""Tiny outbreaks drawn as text: one line per person and place, one column per half hour.

    ann  cafe |..####..|
    bo   cafe |....####|

A letter instead of `#` names the session; the drawing begins at 8:00 local time on 28 July 2021.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from fangxian.engines import tables

ZONE = "Asia/Shanghai"
BEGINS = datetime(2021, 7, 28, 8, tzinfo=ZoneInfo(ZONE))
HALF_HOUR = timedelta(minutes=30)


def clock(hours: int, minutes: int = 0, day: int = 28) -> datetime:
    """Return a moment of July 2021, local time."""
    return datetime(2021, 7, day, hours, minutes, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


def drawn(drawing: str) -> pl.DataFrame:
    """Read a drawing as presences."""
    lines = [line for line in drawing.splitlines() if line.strip()]
    return tables.PRESENCES.rows([stay for line in lines for stay in _stays(line)])


def _stays(line: str) -> list[dict[str, object]]:
    names, slots, _ = line.split("|")
    person, place = names.split()
    runs, begin = [], 0
    for at in range(1, len(slots) + 1):
        if at == len(slots) or slots[at] != slots[begin]:
            if slots[begin] != ".":
                runs.append((begin, at, slots[begin]))
            begin = at
    return [_stay(person, place, *run) for run in runs]


def _stay(person: str, place: str, begin: int, end: int, mark: str) -> dict[str, object]:
    return {
        "person_id": person,
        "place_id": place,
        "arrive_at": (BEGINS + begin * HALF_HOUR).astimezone(UTC),
        "leave_at": (BEGINS + end * HALF_HOUR).astimezone(UTC),
        "session": None if mark == "#" else mark,
    }
