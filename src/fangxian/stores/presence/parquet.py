"""Presences straight from a file: lazy scans, filtered by place or person before anything is built."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property

import polars as pl

from fangxian.engines import tables
from fangxian.engines.tracing.memory import is_listed, join_stays, linger
from fangxian.engines.tracing.stays import possible, settle
from fangxian.stores.presence.intake.scan import Rows, scan_presences

_BATCH_ROWS = 2_000_000
_MARGIN = timedelta(days=2)
"""A stay known by its day alone, or with no end, settles up to 25 hours away from its recorded instants."""


class ParquetPresences:
    """A PresenceSource over a Parquet or CSV file; good for one question, a SegmentStore for many."""

    def __init__(self, rows: Rows, timezone: str) -> None:
        self.timezone = timezone
        self._rows = scan_presences(rows, timezone)

    @cached_property
    def left_out(self) -> int:
        """The number of rows that cannot be stays: no person, place or arrival, or an end before it."""
        return int(self._rows.select((~possible()).sum()).collect().item())

    def stays_of(self, person_ids: Sequence[str], from_at: datetime, to_at: datetime) -> pl.DataFrame:
        """Return the settled stays of these people that touch [from_at, to_at], unclipped."""
        theirs = self._rows.filter(pl.col("person_id").is_in(list(person_ids))).collect(engine="streaming")
        return self._settled(theirs).filter(pl.col("arrive_at") <= to_at, pl.col("leave_at") >= from_at)

    def overlaps(
        self,
        stays: pl.DataFrame,
        linger_minutes: Mapping[str, float],
        min_minutes: float,
        seat_rows: Mapping[str, int] | None = None,
    ) -> pl.DataFrame:
        """Return an encounter per pair of stays that share place and time (`tables.ENCOUNTERS`)."""
        sources = linger(settle(tables.PRESENCES.check(stays), self.timezone), linger_minutes)
        if sources.is_empty():
            return tables.ENCOUNTERS.empty()
        met = [
            join_stays(sources, self._settled(batch), min_minutes, seat_rows)
            for batch in self._near(sources).collect_batches(chunk_size=_BATCH_ROWS)
        ]
        return pl.concat([tables.ENCOUNTERS.empty(), *met])

    def places_seen(self) -> frozenset[str]:
        """Return the places for which somebody other than an interviewed case left a trace."""
        listed = self._rows.filter(is_listed()).select(pl.col("place_id").unique())
        return frozenset(listed.collect(engine="streaming")["place_id"].drop_nulls())

    def _near(self, sources: pl.DataFrame) -> pl.LazyFrame:
        """Rows at the places of `sources` and in their time; what settling moves is inside the margin."""
        begin, end = sources.select(
            pl.col("arrive_at").min() - _MARGIN, pl.col("leave_at").max() + _MARGIN
        ).row(0)
        return self._rows.filter(
            pl.col("place_id").is_in(sources["place_id"].unique().to_list()),
            pl.col("arrive_at") <= end,
            pl.col("leave_at").is_null() | (pl.col("leave_at") >= begin),
        )

    def _settled(self, rows: pl.DataFrame) -> pl.DataFrame:
        return settle(rows.filter(possible()), self.timezone)
