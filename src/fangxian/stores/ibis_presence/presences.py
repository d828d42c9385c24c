"""A table of presences wherever Ibis can reach it, as a source that tracing may ask."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Self

import polars as pl

from fangxian.engines import tables
from fangxian.engines.tracing.memory import INTERVIEW
from fangxian.engines.tracing.source import Sweep
from fangxian.engines.tracing.stays import settle
from fangxian.stores.ibis_presence.answers import encounters_read, links_read, no_links, stays_read
from fangxian.stores.ibis_presence.backends import Backend
from fangxian.stores.ibis_presence.calendar import Calendar
from fangxian.stores.ibis_presence.expression import encounters, links
from fangxian.stores.ibis_presence.sources import sources_alone, sources_of
from fangxian.stores.ibis_presence.stays import completed, is_possible, minute_of, near, possible, settled

if TYPE_CHECKING:
    from ibis.expr.types import Table


class IbisPresences:
    """A SweepingSource over any table that has the columns of `tables.PRESENCES`; its instants carry a zone.

    Each question makes two passes over the table: one for the stays of the people asked about, one for
    everybody who was at these places at that time. Only the few rows of an answer leave the engine.
    """

    def __init__(self, table: "Table", timezone: str, backend: Backend) -> None:
        self.timezone = timezone
        self._backend = backend
        self._rows = completed(table)

    def stays_of(self, person_ids: Sequence[str], from_at: datetime, to_at: datetime) -> pl.DataFrame:
        """Return the settled stays of these people that touch [from_at, to_at], unclipped."""
        people = pl.DataFrame({"person_id": list(person_ids)}, {"person_id": pl.String()}).unique()
        rows = possible(near(self._rows, from_at, to_at))
        theirs = rows.semi_join(self._backend.lay_down(people), "person_id")
        told = theirs.mutate(arrive_at=minute_of(theirs.arrive_at), leave_at=minute_of(theirs.leave_at))
        stays = settle(stays_read(self._backend.fetch(told)), self.timezone)
        return stays.filter(pl.col("arrive_at") <= to_at, pl.col("leave_at") >= from_at)

    def overlaps(
        self,
        stays: pl.DataFrame,
        linger_minutes: Mapping[str, float],
        min_minutes: float,
        seat_rows: Mapping[str, int] | None = None,
    ) -> pl.DataFrame:
        """Return an encounter per pair of stays that share place and time (`tables.ENCOUNTERS`)."""
        asked = tables.PRESENCES.check(stays)
        sources = sources_alone(asked, linger_minutes, seat_rows or {}, self.timezone)
        if sources.is_empty():
            return tables.ENCOUNTERS.empty()
        met, _ = self._met(sources, min_minutes)
        return encounters_read(self._backend.fetch(met))

    def links(self, sweep: Sweep) -> pl.DataFrame:
        """Return one row per (person, via, place, case): `links.LINK_COLUMNS`, kind "presence"."""
        sources = self._sources(sweep)
        if sources.is_empty():
            return no_links()
        met, calendar = self._met(sources, sweep.min_minutes)
        return links_read(self._backend.fetch(links(met, sweep.infectiousness, calendar)))

    def places_seen(self) -> frozenset[str]:
        """Return the places for which somebody other than an interviewed case left a trace."""
        rows = possible(self._rows)
        listed = rows.filter((rows.source != INTERVIEW).fill_null(True))
        return frozenset(self._backend.fetch(listed.select("place_id").distinct())["place_id"])

    @property
    def rows(self) -> int:
        """The number of rows of the table."""
        return self._counted[0]

    @property
    def left_out(self) -> int:
        """The number of rows that cannot be stays: no person, place or arrival, or an end before it."""
        return self._counted[1]

    @cached_property
    def _counted(self) -> tuple[int, int]:
        """All rows and the impossible ones, counted in one pass."""
        fine = is_possible(self._rows)
        counts = self._rows.aggregate(all=self._rows.count(), possible=fine.ifelse(1, 0).sum().fill_null(0))
        rows, kept = self._backend.fetch(counts).select(pl.all().cast(pl.Int64())).row(0)
        return rows, rows - kept

    def close(self) -> None:
        """Let go of the engine."""
        self._backend.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _sources(self, sweep: Sweep) -> pl.DataFrame:
        windows = sweep.windows
        if windows.is_empty():
            return sources_of(tables.PRESENCES.empty(), sweep)
        air = timedelta(minutes=max(sweep.linger_minutes.values(), default=0))
        begin, end = windows.select(pl.col("from_at").min() - air, pl.col("to_at").max()).row(0)
        return sources_of(self.stays_of(windows["via_person_id"].unique().to_list(), begin, end), sweep)

    def _met(self, sources: pl.DataFrame, min_minutes: float) -> "tuple[Table, Calendar]":
        """Return the encounters of `sources` (SOURCES) as an expression, and the calendar they are told in."""
        begins = pl.max_horizontal("arrive", "from_minute") - pl.col("air_behind_other")
        ends = pl.min_horizontal(pl.col("leave") + pl.col("air_behind_source"), "to_minute")
        from_at, to_at = (
            datetime.fromtimestamp(minute * 60, UTC)
            for minute in sources.select(begins.min(), ends.max()).row(0)
        )
        calendar = Calendar.around(from_at, to_at, self.timezone)
        others = settled(near(self._rows, from_at, to_at), calendar)
        return encounters(self._backend.lay_down(sources), others, min_minutes), calendar
