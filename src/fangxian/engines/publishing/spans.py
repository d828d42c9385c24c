"""Spans of days in which enough cases were out for their hours, or at least their days, to be told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import polars as pl


@dataclass(frozen=True)
class Span:
    """Consecutive local days. `sharp`: on each of them enough cases were out, so hours may be told."""

    first_on: date
    last_on: date
    sharp: bool
    timezone: str

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """From the local midnight it begins at to the one it ends at, as instants."""
        return _midnight(self.first_on, self.timezone), _midnight(
            self.last_on + timedelta(days=1), self.timezone
        )

    def rounded(self, begin: datetime, end: datetime, minutes: int) -> tuple[datetime, datetime]:
        """Return the window rounded outwards to whole steps of `minutes`, inside the span."""
        step = timedelta(minutes=minutes)
        epoch = datetime(1970, 1, 1, tzinfo=UTC)
        low = begin - (begin - epoch) % step
        high = end + (epoch - end) % step
        first, last = self.bounds
        return max(low, first), min(max(high, low + step), last)


def spans_of(stays: pl.DataFrame, timezone: str, least_cases: int) -> Mapping[int, Span]:
    """Return line -> the span of each stay (case_id, from_at, to_at).

    No stay lies in two spans. Every span has at least `least_cases` cases, but for an only one.
    """
    if stays.is_empty():
        return {}
    days = _days(stays, timezone)
    cases = _cases_by_day(days)
    groups = _enough(_unbroken(days, sorted(cases)), cases, least_cases)
    found = [
        Span(group[0], group[-1], all(len(cases[day]) >= least_cases for day in group), timezone)
        for group in groups
    ]
    by_day = {day: span for group, span in zip(groups, found, strict=True) for day in group}
    return {line: by_day[first] for line, (_, first, _) in enumerate(days)}


def _days(stays: pl.DataFrame, timezone: str) -> list[tuple[str, date, date]]:
    """Return (case, first local day, last local day) of each stay; what ends at midnight ends the day before."""
    zone = ZoneInfo(timezone)
    rows = []
    for case, begin, end in stays.select("case_id", "from_at", "to_at").iter_rows():
        first = begin.astimezone(zone).date()
        last = (end - timedelta(microseconds=1)).astimezone(zone).date()
        rows.append((case, first, max(first, last)))
    return rows


def _cases_by_day(days: list[tuple[str, date, date]]) -> dict[date, set[str]]:
    cases: dict[date, set[str]] = {}
    for case, first, last in days:
        for offset in range((last - first).days + 1):
            cases.setdefault(first + timedelta(days=offset), set()).add(case)
    return cases


def _unbroken(days: list[tuple[str, date, date]], ordered: list[date]) -> list[list[date]]:
    """Put days together that one stay runs through."""
    run_through = {
        first + timedelta(days=offset)
        for _, first, last in days
        for offset in range(1, (last - first).days + 1)
    }
    groups: list[list[date]] = []
    for day in ordered:
        if groups and day in run_through:
            groups[-1].append(day)
        else:
            groups.append([day])
    return groups


def _enough(groups: list[list[date]], cases: Mapping[date, set[str]], least_cases: int) -> list[list[date]]:
    """Put neighbouring groups together until each has enough cases; what is left over joins the last."""
    kept: list[list[date]] = []
    open_group: list[date] = []
    for group in groups:
        open_group = [*open_group, *group]
        if len(set().union(*(cases[day] for day in open_group))) >= least_cases:
            kept.append(open_group)
            open_group = []
    if open_group and kept:
        kept[-1] = [*kept[-1], *open_group]
    elif open_group:
        kept.append(open_group)
    return kept


def _midnight(day: date, timezone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(timezone)).astimezone(UTC)
