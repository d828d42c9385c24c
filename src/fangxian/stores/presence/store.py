"""The presence store: immutable segments, a manifest, and snapshots of what was recorded by when."""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import polars as pl

from fangxian.engines import tables
from fangxian.engines.problems import Problem, Text
from fangxian.engines.tracing.memory import linger
from fangxian.engines.tracing.stays import settle
from fangxian.stores.presence.erasing import without_person
from fangxian.stores.presence.manifest import (
    FILE,
    Entry,
    Manifest,
    instant_text,
    read_manifest,
    write_manifest,
)
from fangxian.stores.presence.packing import Draft, Progress, write_segment
from fangxian.stores.presence.segment import Segment, minutes


class Snapshot:
    """A PresenceSource over some segments of a store; `id` names exactly these segments."""

    def __init__(self, directory: Path, entries: Sequence[Entry], timezone: str) -> None:
        self.timezone = timezone
        self.rows = sum(entry.rows for entry in entries)
        self.id = sha256("".join(entry.sha256 for entry in entries).encode()).hexdigest()[:16]
        self._folders = [directory / entry.folder for entry in entries]

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """The segments, mapped when first asked for."""
        return tuple(Segment(folder) for folder in self._folders)

    def stays_of(self, person_ids: Sequence[str], from_at: datetime, to_at: datetime) -> pl.DataFrame:
        """Return the settled stays of these people that touch [from_at, to_at], unclipped."""
        begin, end = minutes(pl.Series([from_at, to_at], dtype=tables.INSTANT))
        # Stays lie on whole minutes: one that ends inside the first minute begun ends at its start.
        begin += from_at.second > 0 or from_at.microsecond > 0
        found = [segment.stays_of(person_ids, int(begin), int(end)) for segment in self.segments]
        return pl.concat([tables.PRESENCES.empty(), *found])

    def overlaps(
        self, stays: pl.DataFrame, linger_minutes: Mapping[str, float], min_minutes: float
    ) -> pl.DataFrame:
        """Return an encounter per pair of stays that share place and time (`tables.ENCOUNTERS`)."""
        sources = linger(settle(tables.PRESENCES.check(stays), self.timezone), linger_minutes)
        found = [segment.overlaps(sources, min_minutes) for segment in self.segments]
        return pl.concat([tables.ENCOUNTERS.empty(), *found])

    def places_seen(self) -> frozenset[str]:
        """Return the places for which somebody other than an interviewed case left a trace."""
        return frozenset().union(*(segment.places_listed() for segment in self.segments))


class SegmentStore(Snapshot):
    """All segments of a store, as one source; new ones are appended, none is ever changed in place."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.manifest: Manifest = read_manifest(directory)
        super().__init__(directory, self.manifest.segments, self.manifest.timezone)

    def snapshot(self, known_at: datetime | None) -> Snapshot:
        """Return the segments recorded by `known_at` (None: all)."""
        known = [entry for entry in self.manifest.segments if entry.known(known_at)]
        return Snapshot(self.directory, known, self.timezone)

    def add(
        self, draft: Draft, recorded_at: datetime, left_out: int, progress: Progress | None = None
    ) -> bool:
        """Write a draft as one more segment; return False if the store holds the same content already."""
        recorded = instant_text(recorded_at)
        held = {entry.sha256 for entry in self.manifest.segments}
        entry = self._write(draft, recorded, left_out, progress)
        if entry.sha256 not in held:
            self._commit(self.manifest.with_entry(entry))
        (progress or (lambda _share: None))(1.0)
        return entry.sha256 not in held

    def delete_person(self, person_id: str) -> int:
        """Rewrite every segment that holds this person without them; return the number of stays removed."""
        removed = 0
        for entry in self.manifest.segments:
            draft = without_person(Segment(self.directory / entry.folder), person_id)
            if draft is None:
                continue
            new = self._write(draft, entry.recorded_at, entry.left_out) if draft.rows else None
            self._commit(self.manifest.replacing(entry, new))
            shutil.rmtree(self.directory / entry.folder)
            removed += entry.rows - draft.rows
        return removed

    def _write(
        self, draft: Draft, recorded_at: str, left_out: int, progress: Progress | None = None
    ) -> Entry:
        with tempfile.TemporaryDirectory(dir=self.directory, prefix="draft-") as name:
            folder = Path(name) / "segment"
            folder.mkdir()
            digest = write_segment(draft, folder, progress)
            entry = Entry(digest, recorded_at, draft.rows, left_out)
            if not (self.directory / entry.folder).exists():
                folder.rename(self.directory / entry.folder)
        return entry

    def _commit(self, manifest: Manifest) -> None:
        write_manifest(self.directory, manifest)
        self.__dict__.pop("segments", None)
        self.__init__(self.directory)  # type: ignore[misc]


def create_store(directory: Path, timezone: str) -> SegmentStore:
    """Open the store in `directory`, or begin an empty one.

    Raises:
        Problem: the store there lives in another time zone.
    """
    if not (directory / FILE).exists():
        directory.mkdir(parents=True, exist_ok=True)
        write_manifest(directory, Manifest(timezone))
    store = SegmentStore(directory)
    if store.timezone != timezone:
        raise Problem(
            "other-time-zone",
            Text(f"到访库的时区是 {store.timezone}。", f"The presence store is in {store.timezone}."),
            Text(f"给出的是 {timezone}。", f"{timezone} was given."),
            Text("请用同一时区，或另建一库。", "Use one time zone, or build another store."),
        )
    return store
