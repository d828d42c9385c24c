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
from fangxian.engines.tracing.stays import settle
from fangxian.stores.presence.manifest import Entry, Manifest, read_manifest
from fangxian.stores.presence.segments.listing import places_listed
from fangxian.stores.presence.segments.segment import Segment, minutes
from fangxian.stores.presence.segments.withdrawn import hide, read_gone, union
from fangxian.stores.presence.sweep.answering import AnswersSweeps


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


class Snapshot(AnswersSweeps):
    """A PresenceSource over some segments of a store; `id` names exactly these segments."""

    def __init__(self, directory: Path, entries: Sequence[Entry], timezone: str) -> None:
        self.directory, self.timezone = directory, timezone
        self.entries = tuple(entries)

    @property
    def rows(self) -> int:
        """The stays that stand."""
        return sum(entry.rows - entry.withdrawn for entry in self.entries)

    @property
    def id(self) -> str:
        """The name of exactly these segments with exactly this content."""
        return sha256("".join(entry.sha256 for entry in self.entries).encode()).hexdigest()[:16]

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
        """Each segment with the keys (`withdrawn.KEY`) that later ones of this snapshot withdrew from it.

        Raises:
            Problem: `presence-store-changed`, segments were merged or dropped since the manifest was read.
        """
        try:
            return self._open()
        except FileNotFoundError:  # somebody was forgotten since: the same segments, written anew
            self.entries = _rewritten(self.directory, self.entries)
            return self._open()

    def _open(self) -> tuple[tuple[Segment, pl.DataFrame], ...]:
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

    @property
    def alignment_folder(self) -> Path:
        """Where the alignment of exactly these segments is kept; it is rebuilt when it is gone."""
        return self.directory / f"alignment-{self.id}"

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


def _rewritten(directory: Path, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries that these segments have now."""
    now = {entry.number: entry for entry in read_manifest(directory).segments}
    if any(entry.number not in now for entry in entries):
        raise Problem(
            "presence-store-changed",
            Text(
                "到访库的分段刚刚被合并或删除。",
                "Segments of the presence store were merged or dropped just now.",
            ),
            Text("读取期间分段应保持不变。", "The segments stay while they are read."),
            Text("请重试。", "Try again."),
        )
    return tuple(now[entry.number] for entry in entries)


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
