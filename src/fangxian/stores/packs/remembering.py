"""Read a pack once and keep it until a pack file changes; a click on a page must not read forty files."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from fangxian.stores.packs.folders import stamp

Read = TypeVar("Read")
Stamp = tuple[tuple[str, int, int], ...]


def remembered(read: Callable[[str], Read]) -> Callable[[str], Read]:
    """Wrap a reader by id; what it returns is frozen, so callers may share it."""

    @lru_cache(maxsize=128)
    def kept(_stamp: Stamp, pack_id: str) -> Read:
        return read(pack_id)

    @wraps(read)
    def from_memory(pack_id: str) -> Read:
        return kept(stamp(), pack_id)

    return from_memory
