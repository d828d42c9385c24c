"""Files are written whole or not at all: beside their place first, and moved in when they are there."""

from collections.abc import Callable, Mapping
from pathlib import Path

Write = Callable[[Path], object]
"""Writes a file where it is told to."""


def write_whole(path: Path, write: Write) -> None:
    """Write a file whole, or leave what was there.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_whole(Path(folder) / "new" / "a.txt", lambda draft: draft.write_text("whole"))
    ...     [path.name for path in (Path(folder) / "new").iterdir()]
    ['a.txt']
    """
    write_together({path: write})


def write_together(files: Mapping[Path, Write]) -> None:
    """Write several files: all of them or none. Folders that are missing are made."""
    drafts = {path: path.with_name(f".{path.name}.part") for path in files}
    try:
        for path, write in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            write(drafts[path])
        for path, draft in drafts.items():
            draft.replace(path)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
