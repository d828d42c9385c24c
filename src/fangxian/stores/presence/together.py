"""Several presence sources asked as one: the city's store and the interviews of the cases, say."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property

import polars as pl

from fangxian.engines.tracing.memory import InMemoryPresences
from fangxian.engines.tracing.source import PresenceSource
from fangxian.stores.presence.segments.loose import LooseSegment
from fangxian.stores.presence.segments.segment import Segment
from fangxian.stores.presence.store import Snapshot
from fangxian.stores.presence.sweep.answering import AnswersSweeps
from fangxian.stores.presence.sweep.sweeping import Sweeper


def take_together(*sources: PresenceSource) -> PresenceSource:
    """Return several sources as one. Stores and what is held in memory answer sweeps together, without frames."""
    flat = [each for source in sources for each in _members(source)]
    if all(isinstance(source, Snapshot | InMemoryPresences) for source in flat):
        return TogetherStores(*flat)
    return TogetherPresences(*flat)


def _members(source: PresenceSource) -> tuple[PresenceSource, ...]:
    return source.sources if isinstance(source, TogetherPresences) else (source,)


class TogetherPresences:
    """A PresenceSource over others. A stay that two of them hold alike is returned once."""

    def __init__(self, *sources: PresenceSource) -> None:
        self.sources = sources

    def stays_of(self, person_ids: Sequence[str], from_at: datetime, to_at: datetime) -> pl.DataFrame:
        """Return the stays of these people that touch [from_at, to_at], unclipped."""
        found = pl.concat([source.stays_of(person_ids, from_at, to_at) for source in self.sources])
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
            [source.overlaps(stays, linger_minutes, min_minutes, seat_rows) for source in self.sources]
        )

    def places_seen(self) -> frozenset[str] | None:
        """Return the places any source has a list for, or None when one of them cannot tell."""
        seen = [source.places_seen() for source in self.sources]
        known = [places for places in seen if places is not None]
        return frozenset().union(*known) if len(known) == len(seen) else None


class TogetherStores(AnswersSweeps, TogetherPresences):
    """Stores and stays in memory as one: all their segments answer a sweep together."""

    @cached_property
    def segments(self) -> tuple[Segment | LooseSegment, ...]:
        """The segments of all stores, and one for what each other source holds in memory."""
        return tuple(segment for source in self.sources for segment in _segments(source))

    @cached_property
    def sweeper(self) -> Sweeper:
        """What answers whole questions in numbers; where two sources hold the same stay of a person, it counts once."""
        return Sweeper(self.segments, alike=True)


def _segments(source: PresenceSource) -> tuple[Segment | LooseSegment, ...]:
    if isinstance(source, Snapshot):
        return source.segments
    return (LooseSegment(source.rows),) if isinstance(source, InMemoryPresences) else ()
