"""The days of one follow-up, and how it stands today."""

from collections.abc import Iterable
from datetime import date, datetime, time
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from fangxian.engines.following import due_days, state_of_day
from fangxian.operations.follow_ups.models import Check, Course
from fangxian.operations.follow_ups.rows import DayRow

NOT_DUE = "not-due"


class Dated(Protocol):
    """A course as far as its days go: a row of it, or a few columns where there are thousands."""

    @property
    def id(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def closed_at(self) -> datetime | None: ...


DATED = ("id", "starts_at", "ends_at", "closed_at")

# Thousands are decided for in one act and share their days.
_due_days = lru_cache(maxsize=4_096)(due_days)


def due_of(course: Dated, timezone: str) -> tuple[date, ...]:
    """Return the local days on which a check of this course is due, up to its end or its close."""
    ends = min(course.ends_at, course.closed_at) if course.closed_at else course.ends_at
    return _due_days(course.starts_at, ends, timezone)


def due_on(rows: QuerySet, day: date, timezone: str) -> QuerySet:
    """Return those of the open courses for which a check is due on a local day: `due_of`, asked of the database."""
    zone = ZoneInfo(timezone)
    noon, midnight = datetime.combine(day, time(12), zone), datetime.combine(day, time(), zone)
    return rows.filter(starts_at__lt=noon, ends_at__gt=midnight)


def list_days(course: Course, timezone: str, at: datetime) -> tuple[DayRow, ...]:
    """Return the days due up to today, and every other day somebody checked, in order."""
    checks = Check.objects.filter(follow_up_id=course.id, recorded_at__lte=at)
    return put_in_days(course, checks.values_list("checked_on", "result"), timezone, at)


def put_in_days(
    course: Dated, checks: Iterable[tuple[date, str]], timezone: str, at: datetime
) -> tuple[DayRow, ...]:
    """Return the same from the checks' (day, result)."""
    found: dict[date, list[str]] = {}
    for on, result in checks:
        found.setdefault(on, []).append(result)
    today = local_day(at, timezone)
    days = sorted({on for on in due_of(course, timezone) if on <= today} | found.keys())
    return tuple(DayRow(on, state_of_day(found.get(on, ())), len(found.get(on, ()))) for on in days)


def today_of(course: Course, timezone: str, at: datetime) -> str:
    """Return what today counts as so far, or "not-due"."""
    today = local_day(at, timezone)
    checks = Check.objects.filter(follow_up_id=course.id, checked_on=today, recorded_at__lte=at)
    return state_of_today(course, list(checks.values_list("result", flat=True)), timezone, at)


def state_of_today(course: Dated, results: list[str], timezone: str, at: datetime) -> str:
    """Return what today counts as after these checks."""
    due = course.closed_at is None and local_day(at, timezone) in due_of(course, timezone)
    return state_of_day(results) if due or results else NOT_DUE


def local_day(at: datetime, timezone: str) -> date:
    """Return the day it is there."""
    return at.astimezone(ZoneInfo(timezone)).date()


def by(instant: datetime | None, at: datetime) -> datetime | None:
    """Return an instant if it had come by `at`: what happened later was not known then."""
    return instant if instant is not None and instant <= at else None
