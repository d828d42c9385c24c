"""The same presences seen more coarsely: without sessions and seats, by whole days, by square cells."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import polars as pl

from fangxian.engines import tables
from fangxian.engines.tracing import PresenceSource

_DETAILS = ("session", "zone", "seat")


class WithoutDetails:
    """Presences of which only place and time are looked at."""

    def __init__(self, source: PresenceSource) -> None:
        self._source = source

    def stays_of(self, person_ids: Sequence[str], from_at: datetime, to_at: datetime) -> pl.DataFrame:
        """Return the stays of these people without session, zone and seat."""
        return without_details(self._source.stays_of(person_ids, from_at, to_at))

    def overlaps(
        self,
        stays: pl.DataFrame,
        linger_minutes: Mapping[str, float],
        min_minutes: float,
        seat_rows: Mapping[str, int] | None = None,
    ) -> pl.DataFrame:
        """Return the encounters in place and time; what is not known of one side separates nobody."""
        return self._source.overlaps(without_details(stays), linger_minutes, min_minutes)

    def places_seen(self) -> frozenset[str] | None:
        """Return the places any list is known for."""
        return self._source.places_seen()


class WholeDays:
    """Presences of which only place and local day are looked at: whoever came that day was there."""

    def __init__(self, source: PresenceSource, timezone: str) -> None:
        self._source, self._timezone = source, timezone

    def stays_of(self, person_ids: Sequence[str], from_at: datetime, to_at: datetime) -> pl.DataFrame:
        """Return the stays of these people, each lengthened to its whole local days."""
        return self._by_day(without_details(self._source.stays_of(person_ids, from_at, to_at)))

    def overlaps(
        self,
        stays: pl.DataFrame,
        linger_minutes: Mapping[str, float],
        min_minutes: float,
        seat_rows: Mapping[str, int] | None = None,
    ) -> pl.DataFrame:
        """Return an encounter of whole days per pair of people who were at one place on one day."""
        days = self._by_day(stays).unique(["person_id", "place_id", "arrive_at", "leave_at"])
        found = self._source.overlaps(without_details(days), {"": 0.0}, 0.0)
        whole = found.with_columns(
            from_at=self._midnight("from_at"),
            to_at=self._midnight_after("to_at"),
            precision=pl.lit("day"),
        ).unique(["source_person_id", "person_id", "place_id", "from_at", "to_at"], maintain_order=True)
        minutes = (pl.col("to_at") - pl.col("from_at")).dt.total_minutes().cast(pl.Float64)
        return tables.ENCOUNTERS.check(whole.with_columns(minutes=minutes))

    def places_seen(self) -> frozenset[str] | None:
        """Return the places any list is known for."""
        return self._source.places_seen()

    def _by_day(self, stays: pl.DataFrame) -> pl.DataFrame:
        return stays.with_columns(
            arrive_at=self._midnight("arrive_at"), leave_at=self._midnight_after("leave_at")
        )

    def _midnight(self, column: str) -> pl.Expr:
        local = pl.col(column).dt.convert_time_zone(self._timezone)
        return local.dt.truncate("1d").dt.convert_time_zone("UTC")

    def _midnight_after(self, column: str) -> pl.Expr:
        """Return the first local midnight at or after an instant, but a later one than that of a whole day."""
        before = (pl.col(column) - pl.duration(minutes=1)).dt.convert_time_zone(self._timezone)
        return before.dt.truncate("1d").dt.offset_by("1d").dt.convert_time_zone("UTC")


def without_details(stays: pl.DataFrame) -> pl.DataFrame:
    """Return stays whose session, zone and seat are not known."""
    return stays.with_columns(pl.lit(None, pl.String()).alias(name) for name in _DETAILS)


def merged(stays: pl.DataFrame, keys: Sequence[str], begin: str, end: str) -> pl.DataFrame:
    """Return the intervals of each key with those that touch or overlap made one."""
    ordered = stays.sort(*keys, begin, end)
    reached = pl.col(end).cum_max().shift(1).over(keys)
    run = (pl.col(begin) > reached).fill_null(True).cum_sum().over(keys).alias("_run")
    return (
        ordered.with_columns(run)
        .group_by(*keys, "_run")
        .agg(pl.col(begin).min(), pl.col(end).max())
        .drop("_run")
    )
