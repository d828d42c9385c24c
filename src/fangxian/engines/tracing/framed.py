"""A source of three questions asked as one that answers whole sweeps."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import polars as pl

from fangxian.engines.tracing.links import LINK_COLUMNS, empty_links
from fangxian.engines.tracing.meetings import Meetings, meet, meeting_exposures
from fangxian.engines.tracing.source import PresenceSource, Sweep, SweepingSource
from fangxian.engines.tracing.venues import visits_among


def asked_whole(source: PresenceSource | None) -> PresenceSource | None:
    """Return a source that answers sweeps: itself if it does, else one that answers them through frames."""
    if source is None or isinstance(source, SweepingSource):
        return source
    return FramedPresences(source)


class FramedPresences:
    """A VisitingSource over any PresenceSource. The encounters that visits were counted from are not asked again."""

    def __init__(self, source: PresenceSource) -> None:
        self._source = source
        self._met: tuple[Sweep, list[Meetings]] | None = None

    def links(self, sweep: Sweep) -> pl.DataFrame:
        """Return one row per (person, via, place, case) met (LINK_COLUMNS)."""
        known = self._met is not None and self._met[0] is sweep
        parts = self._met[1] if self._met and known else meet(self._source, sweep)
        links = (meeting_exposures(part.encounters, sweep).select(LINK_COLUMNS) for part in parts)
        return pl.concat([empty_links(), *links])

    def visits(self, sweep: Sweep) -> pl.DataFrame:
        """Return one row per case, place and stay inside its window (`source.VISITS`)."""
        self._met = (sweep, list(meet(self._source, sweep)))
        return visits_among(self._met[1], self._source.places_seen() or frozenset(), sweep)

    def stays_of(self, person_ids: Sequence[str], from_at: datetime, to_at: datetime) -> pl.DataFrame:
        """Return the stays of these people that touch [from_at, to_at], unclipped."""
        return self._source.stays_of(person_ids, from_at, to_at)

    def overlaps(
        self,
        stays: pl.DataFrame,
        linger_minutes: Mapping[str, float],
        min_minutes: float,
        seat_rows: Mapping[str, int] | None = None,
    ) -> pl.DataFrame:
        """Return the encounters of stays, as the source tells them."""
        if not seat_rows:
            return self._source.overlaps(stays, linger_minutes, min_minutes)
        return self._source.overlaps(stays, linger_minutes, min_minutes, seat_rows)

    def places_seen(self) -> frozenset[str] | None:
        """Return the places that have any list of visitors, or None when that cannot be told."""
        return self._source.places_seen()
