"""What is on record of an outbreak at an hour, as the race clock reads it; days count from its beginning."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from fangxian.engines.rehearsal.race.running import DAYS_BACK

_NOON = 0.5
"""A day without an hour is taken at noon."""
_JUST_NOW = 1.0 / 1440.0


@dataclass(frozen=True, eq=False)
class OnRecord:
    """What is on record at `as_of`: `cases` (tables.CASES), `measures` (tables.MEASURES) in force, DISPATCHES."""

    cases: pl.DataFrame
    measures: pl.DataFrame
    dispatches: pl.DataFrame
    as_of: datetime
    timezone: str

    @property
    def beginning(self) -> datetime:
        """Local midnight DAYS_BACK days ago: all days of a future count from it."""
        zone = ZoneInfo(self.timezone)
        first_on = self.as_of.astimezone(zone).date() - timedelta(days=DAYS_BACK)
        return datetime.combine(first_on, time(), zone).astimezone(UTC)

    def day_of(self, at: datetime) -> float:
        """Return an instant in days since the beginning."""
        return (at - self.beginning) / timedelta(days=1)

    def noon_of(self, on: date) -> float:
        """Return noon of a local day in days since the beginning, before now at least."""
        first_on = self.beginning.astimezone(ZoneInfo(self.timezone)).date()
        return min(float((on - first_on).days) + _NOON, self.day_of(self.as_of) - _JUST_NOW)

    def recent_cases(self) -> pl.DataFrame:
        """Return the cases a future begins with: those reported in the days it looks back on, and not discarded."""
        zone = ZoneInfo(self.timezone)
        first_on = self.beginning.astimezone(zone).date() + timedelta(days=1)
        held = self.cases.filter(
            pl.col("reported_on").is_between(first_on, self.as_of.astimezone(zone).date())
        )
        return held.filter(pl.col("kind").ne_missing("discarded")).sort("reported_on", "case_id")
