"""The little that the spool asks of a file system, so that a test can cut the power between any two requests."""

import fcntl
import os
import time
from pathlib import Path
from typing import Protocol


class OpenFile(Protocol):
    """A file that is only appended to. It is held (`Files.is_held`) until it is closed or its process ends."""

    def write(self, content: bytes) -> None:
        """Append all of it. Raises OSError."""
        ...

    def sync(self) -> None:
        """Return once what was written is on the disk. Raises OSError: then nothing is known of what is there."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


class Files(Protocol):
    """A file system."""

    def list_names(self, folder: Path) -> list[str]:
        """Return the names in a folder, sorted; none where there is no folder."""
        ...

    def create(self, path: Path) -> OpenFile:
        """Make a file that must not exist, its folder too, and hold it."""
        ...

    def sync_folder(self, folder: Path) -> None:
        """Return once the names in the folder are on the disk."""
        ...

    def read(self, path: Path, offset: int, size: int) -> bytes:
        """Return at most `size` bytes from `offset` on."""
        ...

    def size(self, path: Path) -> int:
        """Return how long the file is, in bytes."""
        ...

    def age_s(self, path: Path) -> float:
        """Return the seconds since it was last written to."""
        ...

    def is_held(self, path: Path) -> bool:
        """Tell whether somebody may still append to it."""
        ...

    def remove(self, path: Path) -> None:
        """Remove it."""
        ...


class _Appending:
    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        fcntl.flock(self._handle, fcntl.LOCK_EX)

    def write(self, content: bytes) -> None:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(self._handle, rest) :]

    def sync(self) -> None:
        # Its size too is on the disk afterwards: without it what was written could not be read back.
        os.fdatasync(self._handle)

    def close(self) -> None:
        os.close(self._handle)


class Disk:
    """The real one."""

    def list_names(self, folder: Path) -> list[str]:
        """Return the names in a folder, sorted; none where there is no folder."""
        try:
            return sorted(os.listdir(folder))
        except FileNotFoundError:
            return []

    def create(self, path: Path) -> OpenFile:
        """Make a file that must not exist, its folder too, and hold it."""
        if not path.parent.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.sync_folder(path.parent.parent)
        return _Appending(path)

    def sync_folder(self, folder: Path) -> None:
        """Return once the names in the folder are on the disk."""
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def read(self, path: Path, offset: int, size: int) -> bytes:
        """Return at most `size` bytes from `offset` on."""
        with path.open("rb") as file:
            file.seek(offset)
            return file.read(size)

    def size(self, path: Path) -> int:
        """Return how long the file is, in bytes."""
        return path.stat().st_size

    def age_s(self, path: Path) -> float:
        """Return the seconds since it was last written to."""
        return time.time() - path.stat().st_mtime

    def is_held(self, path: Path) -> bool:
        """Tell whether somebody may still append to it."""
        handle = os.open(path, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(handle)
        return False

    def remove(self, path: Path) -> None:
        """Remove it."""
        path.unlink()


DISK = Disk()
"""The file system of this machine."""
