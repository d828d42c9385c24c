"""Reading a series in order, from a position the caller keeps: what it read once it never reads again."""

from dataclasses import dataclass
from pathlib import Path

from fangxian.stores.spool.files import DISK, Files
from fangxian.stores.spool.frames import HEAD_BYTES, LONGEST_PAYLOAD_BYTES, Record, decode
from fangxian.stores.spool.segments import (
    HEADER_BYTES,
    SpoolDamaged,
    list_segments,
    make_header,
    path_of,
    seed_of,
)

READ_BYTES = 1 << 20
list_series = list_segments


@dataclass(frozen=True, order=True)
class Position:
    """Where in a series: the segment, the byte in it, and how many records lie before."""

    segment: int = 0
    offset: int = 0
    records: int = 0


@dataclass(frozen=True)
class Read:
    """The next records of a series, and the position after them."""

    records: list[Record]
    position: Position


def read_series(
    folder: Path,
    writer: str,
    position: Position,
    *,
    files: Files = DISK,
    most_bytes: int = READ_BYTES,
) -> Read:
    """Return the next whole records of a writer's series: some `most_bytes` of them, none when there is no more.

    Where the writer died in the middle of a frame the series ends before it; where it lives the rest comes later.
    Records may be returned that were not yet acknowledged: they were sent all the same.

    Raises:
        SpoolDamaged: a segment that has a successor is not whole.
    """
    numbers = list_segments(files, folder).get(writer, [])
    later = [number for number in numbers if number > position.segment]
    if position.segment not in numbers:
        return Read([], Position(later[0], 0, position.records) if later else position)
    path = path_of(folder, writer, position.segment)
    offset = position.offset or _find_start(files, path, writer, position.segment)
    # Larger than any frame: what ends in the middle of one is read again from its beginning.
    content = files.read(path, offset, max(most_bytes, HEAD_BYTES + LONGEST_PAYLOAD_BYTES)) if offset else b""
    records, length = decode(content, seed_of(writer))
    here = Position(position.segment, offset + length, position.records + len(records))
    if records or not later:
        return Read(records, here)
    if here.offset < files.size(path) or not here.offset:
        raise SpoolDamaged(path, here.offset)
    return read_series(
        folder, writer, Position(later[0], 0, here.records), files=files, most_bytes=most_bytes
    )


def _find_start(files: Files, path: Path, writer: str, number: int) -> int:
    """Return where the frames begin, or 0 while the header is not there in whole."""
    return HEADER_BYTES if files.read(path, 0, HEADER_BYTES) == make_header(writer, number) else 0
