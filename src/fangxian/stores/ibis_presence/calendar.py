"""Local days as plain arithmetic, so that no engine needs a time zone database of its own."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import polars as pl

from fangxian.engines.tracing.stays import midnight_of

if TYPE_CHECKING:
    from ibis.expr.types import IntegerValue

_MINUTES_A_DAY = 1440
_MARGIN = timedelta(days=3)
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Season:
    """Days of one distance from UTC: day `d` begins at minute `d * 1440 - offset`, until day `ends_on`."""

    offset: int
    ends_on: int
    ends_minute: int


@dataclass(frozen=True)
class Calendar:
    """The local days around a question, as seasons of equal distance from UTC.

    Days are counted from 1 January 1970, minutes from its beginning in UTC. Beyond the days asked for, the
    first and the last season go on: what lies there is cut away by the windows of the question.
    """

    timezone: str
    seasons: tuple[Season, ...]

    @classmethod
    def around(cls, from_at: datetime, to_at: datetime, timezone: str) -> "Calendar":
        """Return the calendar of the days that a stay touching [from_at, to_at] can be settled to."""
        zone = ZoneInfo(timezone)
        first, last = (from_at - _MARGIN).astimezone(zone).date(), (to_at + _MARGIN).astimezone(zone).date()
        days = pl.date_range(first, last, eager=True).alias("day").to_frame()
        starts = days.select(
            day=pl.col("day").cast(pl.Int64()),
            minute=midnight_of(pl.col("day"), timezone).dt.epoch("s") // 60,
        ).with_columns(offset=pl.col("day") * _MINUTES_A_DAY - pl.col("minute"))
        changes = starts.filter(pl.col("offset") != pl.col("offset").shift(-1)).iter_rows(named=True)
        ends = [(row["offset"], row["day"] + 1) for row in changes]
        minutes = dict(starts.select("day", "minute").iter_rows())
        seasons = [Season(offset, day, minutes[day]) for offset, day in ends]
        final = starts.row(-1, named=True)
        return cls(timezone, (*seasons, Season(final["offset"], final["day"], final["minute"])))

    def day_of(self, minute: "IntegerValue") -> "IntegerValue":
        """Return the local day of a minute; the last hour of a day of 25 still belongs to it."""
        import ibis

        days = [(minute + season.offset) // _MINUTES_A_DAY for season in self.seasons]
        branches = [
            (minute < season.ends_minute, ibis.least(day, season.ends_on - 1))
            for season, day in zip(self.seasons[:-1], days, strict=False)
        ]
        return ibis.cases(*branches, else_=days[-1]) if branches else days[-1]

    def midnight_of(self, day: "IntegerValue") -> "IntegerValue":
        """Return the minute at which a local day begins."""
        import ibis

        starts = [day * _MINUTES_A_DAY - season.offset for season in self.seasons]
        branches = [
            (day < season.ends_on, start) for season, start in zip(self.seasons[:-1], starts, strict=False)
        ]
        return ibis.cases(*branches, else_=starts[-1]) if branches else starts[-1]
