"""The manifest of a store: which immutable segments it holds, since when, and the digest of each."""

import json
import os
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from fangxian.engines.problems import Problem, Text

FILE = "manifest.json"
FORMAT = 1


@dataclass(frozen=True)
class Entry:
    """One segment: its folder is named by its digest; `left_out` rows could not be stays."""

    sha256: str
    recorded_at: str
    rows: int
    left_out: int

    @property
    def folder(self) -> str:
        """The segment's folder inside the store."""
        return f"segment-{self.sha256[:16]}"

    def known(self, known_at: datetime | None) -> bool:
        """Whether the segment had been recorded by `known_at` (None: at any time)."""
        return known_at is None or datetime.fromisoformat(self.recorded_at) <= known_at


@dataclass(frozen=True)
class Manifest:
    """A store's time zone (for unknown ends and days) and its segments in the order they were added."""

    timezone: str
    segments: tuple[Entry, ...] = ()
    format: int = FORMAT

    def with_entry(self, entry: Entry) -> "Manifest":
        """Add a segment."""
        return replace(self, segments=(*self.segments, entry))

    def replacing(self, old: Entry, new: Entry | None) -> "Manifest":
        """Put another segment in the place of one, or nothing."""
        kept = ((new,) if new else ()) if old in self.segments else ()
        at = self.segments.index(old)
        return replace(self, segments=(*self.segments[:at], *kept, *self.segments[at + 1 :]))


def read_manifest(directory: Path) -> Manifest:
    """Read the manifest of a store.

    Raises:
        Problem: the folder is no presence store, or one of another format.
    """
    path = directory / FILE
    if not path.is_file():
        raise Problem(
            "no-presence-store",
            Text(f"{directory} 不是到访库。", f"{directory} is not a presence store."),
            Text(f"到访库中有 {FILE}。", f"A presence store holds a {FILE}."),
            Text("请检查路径，或先建立到访库。", "Check the path, or build the store first."),
        )
    content = json.loads(path.read_text("utf-8"))
    if content["format"] != FORMAT:
        raise Problem(
            "presence-store-format",
            Text(
                f"到访库格式为 {content['format']}。", f"The presence store has format {content['format']}."
            ),
            Text(f"本版本读取格式 {FORMAT}。", f"This version reads format {FORMAT}."),
            Text("请从原始文件重建。", "Build it again from its source files."),
        )
    return Manifest(content["timezone"], tuple(Entry(**entry) for entry in content["segments"]))


def write_manifest(directory: Path, manifest: Manifest) -> None:
    """Replace the manifest in one step: a reader sees the old store or the new one, never half."""
    draft = directory / f"{FILE}.draft"
    draft.write_text(json.dumps(asdict(manifest), indent=1), "utf-8")
    os.replace(draft, directory / FILE)


def instant_text(moment: datetime) -> str:
    """Write an instant as UTC; raise a Problem if it has no zone."""
    if moment.tzinfo is None:
        raise Problem(
            "moment-without-zone",
            Text(f"时刻 {moment} 没有时区。", f"The moment {moment} has no time zone."),
            Text("记录时刻须带时区。", "recorded_at carries its zone."),
            Text("请给出带时区的时刻。", "Give a moment with a zone."),
        )
    return moment.astimezone(UTC).isoformat()
