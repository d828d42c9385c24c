"""The presence store, read: immutable segments, a manifest, and snapshots of what was recorded by when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import polars as pl

from fangxian.engines import tables
from fangxian.engines.problems import Problem, Text
from fangxian.engines.tracing.memory import linger
from fangxian.engines.tracing.source import Sweep
from fangxian.engines.tracing.stays import settle
from fangxian.stores.presence.asking import Asking
from fangxian.stores.presence.listing import places_listed
from fangxian.stores.presence.manifest import Entry, Manifest, read_manifest
from fangxian.stores.presence.segment import Segment, minutes
from fangxian.stores.presence.sweeping import Sweeper
from fangxian.stores.presence.withdrawn import hide, read_gone, union


@dataclass(frozen=True)
class SegmentRow:
    """One segment as a snapshot lists it."""

    id: str
    kind: str
    rows: int
    withdrawn: int
    rejected: int
    recorded_at: datetime
    keep_until: date | None


class Snapshot:
    """A PresenceSource over some segments of a store; `id` names exactly these segments."""

    def __init__(self, directory: Path, entries: Sequence[Entry], timezone: str) -> None:
        self.directory, self.timezone = directory, timezone
        self._asked: tuple[Sweep, Asking] | None = None
        self.entries = tuple(entries)
        self.rows = sum(entry.rows - entry.withdrawn for entry in entries)
        self.id = sha256("".join(entry.sha256 for entry in entries).encode()).hexdigest()[:16]

    def listing(self) -> list[SegmentRow]:
        """Return the segments of this snapshot: with `id` and these, a trace can be repeated and checked."""
        return [
            SegmentRow(
                id=f"{entry.number}-{entry.sha256[:16]}",
                kind=entry.kind,
                rows=entry.rows,
                withdrawn=entry.withdrawn,
                rejected=entry.rejected,
                recorded_at=datetime.fromisoformat(entry.recorded_at),
                keep_until=date.fromisoformat(entry.keep_until) if entry.keep_until else None,
            )
            for entry in self.entries
        ]

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """The segments, mapped when first asked for, the stays withdrawn hidden."""
        return tuple(segment for segment, _ in self.opened)

    @cached_property
    def opened(self) -> tuple[tuple[Segment, pl.DataFrame], ...]:
        """Each segment with the keys (`withdrawn.KEY`) that later ones of this snapshot withdrew from it."""
        found: list[tuple[Segment, pl.DataFrame]] = []
        later = union([])
        for entry in reversed(self.entries):
            segment = Segment(self.directory / entry.folder, private=later.height > 0)
            if later.height:
                hide(segment, later)
            found.append((segment, later))
            if entry.withdrawn:
                later = union([later, read_gone(segment)])
        return tuple(reversed(found))

    def stays_of(self, person_ids: Sequence[str], from_at: datetime, to_at: datetime) -> pl.DataFrame:
        """Return the settled stays of these people that touch [from_at, to_at], unclipped."""
        begin, end = minutes(pl.Series([from_at, to_at], dtype=tables.INSTANT))
        # Stays lie on whole minutes: one that ends inside the first minute begun ends at its start.
        begin += from_at.second > 0 or from_at.microsecond > 0
        found = [segment.stays_of(person_ids, int(begin), int(end)) for segment in self.segments]
        return pl.concat([tables.PRESENCES.empty(), *found])

    def overlaps(
        self,
        stays: pl.DataFrame,
        linger_minutes: Mapping[str, float],
        min_minutes: float,
        seat_rows: Mapping[str, int] | None = None,
    ) -> pl.DataFrame:
        """Return an encounter per pair of stays that share place and time (`tables.ENCOUNTERS`)."""
        sources = linger(settle(tables.PRESENCES.check(stays), self.timezone), linger_minutes)
        found = [segment.overlaps(sources, min_minutes, seat_rows) for segment in self.segments]
        return pl.concat([tables.ENCOUNTERS.empty(), *found])

    @cached_property
    def sweeper(self) -> Sweeper:
        """What answers whole questions in numbers."""
        return Sweeper(self.segments)

    def asking(self, sweep: Sweep) -> Asking:
        """Return a sweep as it is put to the sweeper; the last one is kept, for it is asked in several ways."""
        if self._asked is None or self._asked[0] is not sweep:
            self._asked = (sweep, Asking(self.sweeper, sweep))
        return self._asked[1]

    def links(self, sweep: Sweep) -> pl.DataFrame:
        """Return whom the people of a sweep met (`links.LINK_COLUMNS`), without handing over every encounter."""
        return self.asking(sweep).links()

    def visits(self, sweep: Sweep) -> pl.DataFrame:
        """Return where the people of a sweep were, and how many they met there (`source.VISITS`)."""
        return self.asking(sweep).visits()

    def scores(self, sweep: Sweep, left_out: pl.Series) -> pl.DataFrame:
        """Return what `links` scores for each person but those `left_out` (person_id, score)."""
        return self.asking(sweep).scores(left_out)

    def links_to(self, sweep: Sweep, people: pl.Series) -> pl.DataFrame:
        """Return what `links` gives for these people alone; asked after `scores`, none of those left out there."""
        return self.asking(sweep).links_to(people)

    def warm(self) -> None:
        """Map every page now, as a server does once, so that no question waits for it."""
        for segment in self.segments:
            segment.warm()

    def places_seen(self) -> frozenset[str]:
        """Return the places for which somebody other than an interviewed case left a trace."""
        return frozenset().union(*(places_listed(segment, withdrawn) for segment, withdrawn in self.opened))


class SegmentStore(Snapshot):
    """All segments of a store, as one source. It answers by the manifest it was opened with."""

    def __init__(self, directory: Path) -> None:
        self.manifest: Manifest = read_manifest(directory)
        super().__init__(directory, self.manifest.segments, self.manifest.timezone)

    def snapshot(self, known_at: datetime | None) -> Snapshot:
        """Return the segments recorded by `known_at` (None: all).

        Raises:
            Problem: `snapshot-given-up`, what was known then was merged into what was known later.
        """
        given_up = self.manifest.answers_from
        if known_at is not None and given_up and known_at < datetime.fromisoformat(given_up):
            raise _given_up(known_at, given_up)
        known = [entry for entry in self.manifest.segments if entry.known(known_at)]
        return Snapshot(self.directory, known, self.timezone)


def _given_up(known_at: datetime, answers_from: str) -> Problem:
    return Problem(
        "snapshot-given-up",
        Text(
            f"到访库已合并，无法再给出 {known_at.isoformat()} 时所知的内容。",
            f"The store was compacted: what was known at {known_at.isoformat()} can no longer be told.",
        ),
        Text(f"最早可回溯到 {answers_from}。", f"It answers from {answers_from} on."),
        Text("请选择更晚的时刻。", "Choose a later moment."),
    )
