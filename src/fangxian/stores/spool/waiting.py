"""How much lies in the spool that is not in the database yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fangxian.stores.spool.files import DISK, Files
from fangxian.stores.spool.reading import Position, read_series
from fangxian.stores.spool.segments import SpoolDamaged, list_segments


@dataclass(frozen=True)
class Waiting:
    """Records not yet applied, when the oldest of them was recorded, and segments that cannot be read."""

    records: int
    oldest_at: datetime | None
    damaged: tuple[str, ...] = ()


def count_waiting(folder: Path, applied: Mapping[str, Position], *, files: Files = DISK) -> Waiting:
    """Return what lies beyond the positions applied. It reads all of it: ask once in a while."""
    records, oldest, damaged = 0, list[datetime](), list[str]()
    for writer in list_segments(files, folder):
        position = applied.get(writer, Position())
        try:
            while (read := read_series(folder, writer, position, files=files)).records:
                oldest.append(read.records[0].recorded_at)
                records, position = records + len(read.records), read.position
        except SpoolDamaged as problem:
            damaged.append(str(problem))
    return Waiting(records, min(oldest, default=None), tuple(damaged))
