"""Segment files: `WRITER-NUMBER.spool`, a header and then frames. Nobody but the process that made one appends to it."""

import re
import struct
from pathlib import Path
from zlib import crc32

from fangxian.engines.problems import Problem, Text
from fangxian.stores.spool.files import Files

_NAME = re.compile(r"([0-9a-f]{32})-(\d{8})\.spool")
_MAGIC = b"FXSPOOL1"
_HEADER = struct.Struct("<8s16sI")
HEADER_BYTES = _HEADER.size + 4


class SpoolDamaged(Problem):
    """A segment that was finished whole is not whole any more."""

    def __init__(self, path: Path, offset: int) -> None:
        super().__init__(
            "spool-damaged",
            Text(
                f"暂存文件 {path.name} 在第 {offset} 字节处损坏。",
                f"{path.name} is damaged at byte {offset}.",
            ),
            Text("写完的文件不应再改变。", "A finished segment never changes."),
            Text(
                "请保留该文件，从备份恢复后重试；其后的记录尚未入库。",
                "Keep the file, bring it back from a backup and try again; records after this point wait.",
            ),
            status=500,
        )


def path_of(folder: Path, writer: str, number: int) -> Path:
    """Return where a segment lies.

    >>> path_of(Path("spool"), "0" * 32, 3).name
    '00000000000000000000000000000000-00000003.spool'
    """
    return folder / f"{writer}-{number:08d}.spool"


def list_segments(files: Files, folder: Path) -> dict[str, list[int]]:
    """Return writer -> the numbers of its segments, ascending; writers in order of their names."""
    found: dict[str, list[int]] = {}
    for name in files.list_names(folder):
        if match := _NAME.fullmatch(name):
            found.setdefault(match[1], []).append(int(match[2]))
    return found


def seed_of(writer: str) -> int:
    """Return what the crc of a writer's frames begins with."""
    return crc32(bytes.fromhex(writer))


def make_header(writer: str, number: int) -> bytes:
    """Return the first bytes of a segment."""
    header = _HEADER.pack(_MAGIC, bytes.fromhex(writer), number)
    return header + crc32(header).to_bytes(4, "little")
