"""Changing a store: one writer at a time, whole or not at all.

A segment is written into a draft folder, brought to the disk, renamed, and only then named by the manifest. Whatever
a crash leaves behind is named by no manifest, is never read, and goes at the next change.
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from filelock import FileLock

from fangxian.engines.problems import Problem, Text
from fangxian.stores.presence.manifest import (
    FILE,
    Entry,
    Forgotten,
    Manifest,
    instant_text,
    read_manifest,
    write_manifest,
)
from fangxian.stores.presence.segments.packing import Draft, Progress, write_segment
from fangxian.stores.presence.store import SegmentStore, Snapshot

LOCK = "writing.lock"
_DRAFT = "draft-"


class Change:
    """A store while its lock is held: what it holds now, and what to do to it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.manifest: Manifest = read_manifest(directory)

    def standing(self) -> Snapshot:
        """Return everything the store holds now."""
        return Snapshot(self.directory, self.manifest.segments, self.manifest.timezone)

    def require_later(self, recorded_at: datetime) -> str:
        """Return `recorded_at` as it is written down.

        Raises:
            Problem: it has no zone, or lies before what the store holds already.
        """
        text, last = instant_text(recorded_at), self.manifest.recorded_at
        if last and datetime.fromisoformat(last) > recorded_at:
            raise Problem(
                "recorded-out-of-order",
                Text(
                    f"记录时刻 {text} 早于库中最后一次记录 {last}。",
                    f"{text} lies before {last}, when the store last recorded something.",
                ),
                Text("记录时刻只能向后推移。", "What was known at a moment must not change afterwards."),
                Text("请给出更晚的记录时刻，或检查时钟。", "Give a later moment, or check the clock."),
            )
        return text

    def append_all(
        self, drafts: Iterable[tuple[Draft, Entry]], progress: Progress | None = None
    ) -> list[Entry]:
        """Write drafts as the next segments, all of them or none; their entries come without number and digest."""
        manifest = self.manifest
        for draft, blank in drafts:
            if draft.rows or blank.withdrawn:
                entry = self.write(draft, replace(blank, number=manifest.next_number), progress)
                manifest = manifest.with_entry(entry)
        added = manifest.segments[len(self.manifest.segments) :]
        if added:
            self.commit(manifest)
        return list(added)

    def write(self, draft: Draft, entry: Entry, progress: Progress | None = None) -> Entry:
        """Write the folder of a segment; return its entry with the digest and rows of the content."""
        with tempfile.TemporaryDirectory(dir=self.directory, prefix=_DRAFT) as name:
            folder = Path(name) / "segment"
            folder.mkdir()
            written = write_segment(draft, folder, progress)
            filled = replace(entry, sha256=written.sha256, rows=written.rows)
            folder.rename(self.directory / filled.folder)
        return filled

    def rewrite(self, entries: list[Entry], forgotten: Forgotten) -> None:
        """Put other segments in the place of all, note what was forgotten, and drop what was made of the old ones."""
        self.commit(self.manifest.with_segments(entries).having_forgotten(forgotten))
        remove_alignments(self.directory)

    def commit(self, manifest: Manifest) -> None:
        """Make `manifest` the store's own and remove the folders it no longer names."""
        write_manifest(self.directory, manifest)
        self.manifest = manifest
        remove_orphans(self.directory, manifest)


@contextmanager
def changing(directory: Path) -> Iterator[Change]:
    """Hold the store's lock; whoever else wants to change it waits. Raises as `read_manifest` does."""
    read_manifest(directory)
    with FileLock(directory / LOCK):
        change = Change(directory)
        remove_orphans(directory, change.manifest)
        yield change


def create_store(directory: Path, timezone: str) -> SegmentStore:
    """Open the store in `directory`, or begin an empty one.

    Raises:
        Problem: the store there lives in another time zone.
    """
    directory.mkdir(parents=True, exist_ok=True)
    with FileLock(directory / LOCK):
        if not (directory / FILE).exists():
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


def remove_orphans(directory: Path, manifest: Manifest) -> None:
    """Remove the folders that no manifest names: left by a crash, or replaced. Call it with the lock held."""
    named = {entry.folder for entry in manifest.segments}
    for path in directory.iterdir():
        if path.is_dir() and path.name.startswith((_DRAFT, "segment-")) and path.name not in named:
            shutil.rmtree(path)


def remove_alignments(directory: Path) -> None:
    """Remove what was computed from segments that are no more; whoever needs it computes it again."""
    for path in directory.glob("alignment-*"):
        shutil.rmtree(path)
