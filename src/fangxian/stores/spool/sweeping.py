"""Removing segments that are in the database, once they have been kept long enough."""

from collections.abc import Mapping
from pathlib import Path

from fangxian.stores.spool.files import DISK, Files
from fangxian.stores.spool.reading import Position, read_series
from fangxian.stores.spool.segments import list_segments, path_of


def remove_applied(
    folder: Path, applied: Mapping[str, Position], *, kept_for_s: float, files: Files = DISK
) -> list[str]:
    """Remove the segments before the positions applied that nobody wrote to for `kept_for_s` seconds.

    Returns the writers of whom nothing is left. The last segment of a writer goes only when its process is gone.
    """
    gone: list[str] = []
    for writer, numbers in list_segments(files, folder).items():
        position = applied.get(writer, Position())
        removed = [
            number
            for number in numbers
            if _is_over(files, folder, writer, number, position, last=number == numbers[-1])
            and files.age_s(path_of(folder, writer, number)) >= kept_for_s
        ]
        for number in removed:
            files.remove(path_of(folder, writer, number))
        if removed == numbers:
            gone.append(writer)
    return gone


def _is_over(files: Files, folder: Path, writer: str, number: int, position: Position, *, last: bool) -> bool:
    if not last:
        return number < position.segment
    # Held is asked first: what is appended before it is let go of is still seen by the reading.
    if number != position.segment or files.is_held(path_of(folder, writer, number)):
        return False
    return not read_series(folder, writer, position, files=files).records
