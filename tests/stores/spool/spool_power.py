"""A file system in memory that keeps apart what is on the disk and what only seems to be: the power can be cut."""

import errno
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

PAGE_BYTES = 32
"""Small, so that a short record lies on several pages."""
Fault = Literal["", "no room", "half written", "not synced"]
Fate = Callable[[int], int]
"""Draws a number below the one given: hypothesis chooses what the cut leaves."""


@dataclass
class File:
    """`synced` bytes survive; of the rest any pages may be there, as zeros, or not at all."""

    content: bytearray = field(default_factory=bytearray)
    synced: int = 0
    is_named: bool = False
    is_removed: bool = False
    is_held: bool = True


@dataclass
class _Appending:
    disk: "PowerDisk"
    file: File

    def write(self, content: bytes) -> None:
        fault = self.disk.take_fault("no room", "half written")
        self.file.content += (
            content[: len(content) // 2] if fault == "half written" else b"" if fault else content
        )
        if fault:
            raise OSError(errno.ENOSPC, fault)

    def sync(self) -> None:
        if fault := self.disk.take_fault("not synced"):
            raise OSError(errno.EIO, fault)
        self.file.synced = len(self.file.content)

    def close(self) -> None:
        self.file.is_held = False


@dataclass
class PowerDisk:
    """A `Files`. `fault` is what goes wrong next."""

    files: dict[Path, File] = field(default_factory=dict)
    fault: Fault = ""

    def take_fault(self, *possible: Fault) -> Fault:
        """Return the fault if it is one of these; it happens once."""
        if self.fault not in possible:
            return ""
        fault, self.fault = self.fault, ""
        return fault

    def list_names(self, folder: Path) -> list[str]:
        return sorted(
            path.name for path, file in self.files.items() if path.parent == folder and not file.is_removed
        )

    def create(self, path: Path) -> _Appending:
        assert path not in self.files
        self.files[path] = File()
        return _Appending(self, self.files[path])

    def sync_folder(self, folder: Path) -> None:
        for path, file in self.files.items():
            if path.parent == folder:
                file.is_named = not file.is_removed

    def read(self, path: Path, offset: int, size: int) -> bytes:
        return bytes(self.files[path].content[offset : offset + size])

    def size(self, path: Path) -> int:
        return len(self.files[path].content)

    def age_s(self, path: Path) -> float:
        return 0.0

    def is_held(self, path: Path) -> bool:
        return self.files[path].is_held

    def remove(self, path: Path) -> None:
        self.files[path].is_removed = True

    def kill(self) -> None:
        """The process ends: what it wrote the system still has, and nobody holds anything."""
        for file in self.files.values():
            file.is_held = False

    def cut_power(self, fate: Fate) -> None:
        """The machine ends: of what was not synced, names and removals included, `fate` chooses what is there."""
        self.kill()
        for path, file in list(self.files.items()):
            if not file.is_named and fate(2):
                del self.files[path]
                continue
            file.is_removed = not file.is_named and file.is_removed
            file.content = _after_a_cut(file, fate)
            file.is_named, file.synced = True, len(file.content)


def _after_a_cut(file: File, fate: Fate) -> bytearray:
    length = file.synced + fate(len(file.content) - file.synced + 1)
    left = file.content[:length]
    start = file.synced
    while start < length:
        end = min((start // PAGE_BYTES + 1) * PAGE_BYTES, length)
        if fate(2):
            left[start:end] = bytes(end - start)
        start = end
    return left
