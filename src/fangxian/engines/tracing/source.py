"""Where presences come from: a small protocol, so that tracing never knows how they are stored."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol, runtime_checkable

import polars as pl

Direction = Literal["forward", "backward"]
"""forward: whom did these people expose; backward: who may have exposed them."""


@dataclass(frozen=True)
class Sweep:
    """One question to a presence source: who met the people of `windows` inside them, and how much.

    `windows` follows `windows.WINDOWS`; `from_at` and `to_at` are whole minutes. The mappings by place
    (`linger_minutes`, `venue_factor`, `seat_rows`) hold "" for every place not named. `seat_rows` says how many
    rows of seats apart two people who both have a numbered seat may sit and still have met; a place without an
    entry has no such limit. `infectiousness` is by local day counted from the anchor of the window, days beyond
    its ends weigh as the end does, empty weighs 1. Forward, the air lingers behind the person of the window;
    backward, behind the others.
    """

    windows: pl.DataFrame
    timezone: str
    min_minutes: float
    linger_minutes: Mapping[str, float]
    venue_factor: Mapping[str, float] = field(default_factory=lambda: {"": 1.0})
    seat_rows: Mapping[str, int] = field(default_factory=dict)
    infectiousness: Mapping[int, float] = field(default_factory=dict)
    direction: Direction = "forward"
    tell: Callable[[float], None] = field(default=lambda _share: None, compare=False)
    """Told the share of the work done, from 0 to 1, by sources that can say."""


class PresenceSource(Protocol):
    """An immutable snapshot of presences. Frames follow `tables.PRESENCES` and `tables.ENCOUNTERS`."""

    def stays_of(self, person_ids: Sequence[str], from_at: datetime, to_at: datetime) -> pl.DataFrame:
        """Return the stays of these people that touch [from_at, to_at], unclipped."""
        ...

    def overlaps(
        self,
        stays: pl.DataFrame,
        linger_minutes: Mapping[str, float],
        min_minutes: float,
        seat_rows: Mapping[str, int] | None = None,
    ) -> pl.DataFrame:
        """Return an encounter per stay given and other person's stay that share place (and session,
        zone where both are known) and time; lingering (by place id, "" the default) extends the
        source's stay at its end. Two numbered seats more than `seat_rows` rows apart did not meet
        (by place id, "" the default; no entry: no limit). Each place is visited once for all sources.
        """
        ...

    def places_seen(self) -> frozenset[str] | None:
        """Return the places that have any list of visitors, or None when that cannot be told."""
        ...


@runtime_checkable
class SweepingSource(PresenceSource, Protocol):
    """A source that answers the whole question itself, without handing over every encounter."""

    def links(self, sweep: Sweep) -> pl.DataFrame:
        """Return one row per (person, via, place, case): `links.LINK_COLUMNS`, kind "presence".

        Equal, row for row, to what `meetings.meet` and `meeting_exposures` make of `stays_of` and `overlaps`.
        """
        ...


VISITS = ("case_id", "place_id", "from_at", "to_at", "precision", "found", "listed")


@runtime_checkable
class VisitingSource(SweepingSource, Protocol):
    """A source that also tells where the people of a sweep were, and how many they met there."""

    def visits(self, sweep: Sweep) -> pl.DataFrame:
        """Return one row per case, place and stay inside its window (VISITS).

        `found` counts the people of whom an encounter with that case begins during the stay or in its air.
        `listed`: somebody other than an interviewed case left a trace at the place, as `places_seen` has it.
        """
        ...


@runtime_checkable
class ScoringSource(VisitingSource, Protocol):
    """A source that can count first, so that what is held follows the people kept and not the people met."""

    def scores(self, sweep: Sweep, left_out: pl.Series) -> pl.DataFrame:
        """Return what `links` would score in all for each person but those `left_out`: person_id, score."""
        ...

    def links_to(self, sweep: Sweep, people: pl.Series) -> pl.DataFrame:
        """Return what `links` gives for these people alone; asked after `scores`, none of those left out there."""
        ...
