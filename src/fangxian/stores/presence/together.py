"""Several presence sources asked as one: the city's store and the interviews of the cases, say."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import polars as pl

from fangxian.engines.tracing.source import PresenceSource


class TogetherPresences:
    """A PresenceSource over others. A stay that two of them hold alike is returned once."""

    def __init__(self, *sources: PresenceSource) -> None:
        self._sources = sources

    def stays_of(self, person_ids: Sequence[str], from_at: datetime, to_at: datetime) -> pl.DataFrame:
        """Return the stays of these people that touch [from_at, to_at], unclipped."""
        found = pl.concat([source.stays_of(person_ids, from_at, to_at) for source in self._sources])
        same = ["person_id", "place_id", "arrive_at", "leave_at", "session", "zone", "seat"]
        return found.unique(subset=same, keep="first", maintain_order=True)

    def overlaps(
        self,
        stays: pl.DataFrame,
        linger_minutes: Mapping[str, float],
        min_minutes: float,
        seat_rows: Mapping[str, int] | None = None,
    ) -> pl.DataFrame:
        """Return the encounters that any of the sources knows."""
        return pl.concat(
            [source.overlaps(stays, linger_minutes, min_minutes, seat_rows) for source in self._sources]
        )

    def places_seen(self) -> frozenset[str] | None:
        """Return the places any source has a list for, or None when one of them cannot tell."""
        seen = [source.places_seen() for source in self._sources]
        known = [places for places in seen if places is not None]
        return frozenset().union(*known) if len(known) == len(seen) else None
