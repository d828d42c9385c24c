"""The manifest of a store: which immutable segments it holds, since when, and the digest of each."""

import json
import os
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from fangxian.engines.problems import Problem, Text

FILE = "manifest.json"
FORMAT = 2


@dataclass(frozen=True)
class Entry:
    """One segment. `number` is its name for good, `sha256` that of its content, which forgetting a person changes.

    `rows` are the stays it added, `withdrawn` those of earlier segments it took back; `rejected` rows of its files
    could not be stays. After the local day `keep_until` (None: no end was stated) the segment is to be dropped.
    """

    number: int
    sha256: str
    recorded_at: str
    rows: int
    withdrawn: int = 0
    rejected: int = 0
    keep_until: str | None = None

    @property
    def folder(self) -> str:
        """The segment's folder inside the store."""
        return f"segment-{self.number:06}-{self.sha256[:16]}"

    @property
    def kind(self) -> str:
        """What the segment does: "add" stays, or "correct" earlier ones."""
        return "correct" if self.withdrawn else "add"

    def due(self, day: date) -> bool:
        """Whether the segment was to be kept until `day` or an earlier one."""
        return self.keep_until is not None and date.fromisoformat(self.keep_until) <= day

    def known(self, known_at: datetime | None) -> bool:
        """Whether the segment had been recorded by `known_at` (None: at any time)."""
        return known_at is None or datetime.fromisoformat(self.recorded_at) <= known_at


@dataclass(frozen=True)
class Forgotten:
    """That stays were deleted: when and how many, and never whose. `cause` is "person" or "retention"."""

    at: str
    rows: int
    cause: str


@dataclass(frozen=True)
class Manifest:
    """A store's time zone (for unknown ends and days) and its segments in the order they were added.

    Snapshots before `answers_from` are given up: their segments were merged into one.
    """

    timezone: str
    segments: tuple[Entry, ...] = ()
    next_number: int = 1
    answers_from: str | None = None
    forgotten: tuple[Forgotten, ...] = field(default=())
    format: int = FORMAT

    @property
    def recorded_at(self) -> str | None:
        """When the last segment was recorded."""
        return self.segments[-1].recorded_at if self.segments else None

    def with_entry(self, entry: Entry) -> "Manifest":
        """Add a segment."""
        return replace(self, segments=(*self.segments, entry), next_number=self.next_number + 1)

    def with_segments(self, segments: list[Entry]) -> "Manifest":
        """Put other segments in the place of all."""
        return replace(self, segments=tuple(segments))

    def having_forgotten(self, forgotten: Forgotten) -> "Manifest":
        """Add to the record of deletions."""
        return replace(self, forgotten=(*self.forgotten, forgotten))


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
    segments = tuple(Entry(**entry) for entry in content.pop("segments"))
    forgotten = tuple(Forgotten(**one) for one in content.pop("forgotten"))
    return Manifest(**content, segments=segments, forgotten=forgotten)


def write_manifest(directory: Path, manifest: Manifest) -> None:
    """Replace the manifest in one step: a reader sees the old store or the new one, never half.

    It is on the disk before it takes the old one's place, and so is its new name after.
    """
    draft = directory / f"{FILE}.draft"
    with draft.open("w", encoding="utf-8") as file:
        json.dump(asdict(manifest), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, directory / FILE)
    folder = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


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
