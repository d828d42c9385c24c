"""Where presences come from: a small protocol, so that tracing never knows how they are stored."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

import polars as pl


class PresenceSource(Protocol):
    """An immutable snapshot of presences. Frames follow `tables.PRESENCES` and `tables.ENCOUNTERS`."""

    def stays_of(self, person_ids: Sequence[str], from_at: datetime, to_at: datetime) -> pl.DataFrame:
        """Return the stays of these people that touch [from_at, to_at], unclipped."""
        ...

    def overlaps(
        self, stays: pl.DataFrame, linger_minutes: Mapping[str, float], min_minutes: float
    ) -> pl.DataFrame:
        """Return an encounter per stay given and other person's stay that share place (and session,
        zone where both are known) and time; lingering (by place id, "" the default) extends the
        source's stay at its end. Each place is visited once for all sources.
        """
        ...

    def places_seen(self) -> frozenset[str] | None:
        """Return the places that have any list of visitors, or None when that cannot be told."""
        ...
