"""The days of one follow-up, and how it stands today."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from fangxian.engines.following import due_days, state_of_day
from fangxian.operations.follow_ups.models import Check, Course
from fangxian.operations.follow_ups.rows import DayRow

NOT_DUE = "not-due"


def due_of(course: Course, timezone: str) -> tuple[date, ...]:
    """Return the local days on which a check of this course is due, up to its end or its close."""
    ends = min(course.ends_at, course.closed_at) if course.closed_at else course.ends_at
    return due_days(course.starts_at, ends, timezone)


def list_days(course: Course, timezone: str, at: datetime) -> tuple[DayRow, ...]:
    """Return the days due up to today, and every other day somebody checked, in order."""
    checks = Check.objects.filter(follow_up_id=course.id, recorded_at__lte=at)
    return put_in_days(course, checks.values_list("checked_on", "result"), timezone, at)


def put_in_days(
    course: Course, checks: Iterable[tuple[date, str]], timezone: str, at: datetime
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


def state_of_today(course: Course, results: list[str], timezone: str, at: datetime) -> str:
    """Return what today counts as after these checks."""
    due = course.closed_at is None and local_day(at, timezone) in due_of(course, timezone)
    return state_of_day(results) if due or results else NOT_DUE


def local_day(at: datetime, timezone: str) -> date:
    """Return the day it is there."""
    return at.astimezone(ZoneInfo(timezone)).date()
