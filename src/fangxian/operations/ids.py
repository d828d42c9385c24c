"""Ids that sort by birth (UUIDv7, RFC 9562), made where the record is born."""

import secrets
import threading
from uuid import UUID

from fangxian.operations.clock import count_wall_ms

_lock = threading.Lock()
_last = 0


def new_id() -> UUID:
    """Return a new UUIDv7, larger than any this process made before.

    48 bits of milliseconds, 12 of a counter that keeps ids of one millisecond in order, 62 random.

    >>> new_id() < new_id()
    True
    >>> new_id().version
    7
    """
    global _last  # noqa: PLW0603 - the order of ids is a property of the process
    with _lock:
        _last = max(_last + 1, count_wall_ms() << 12)
        stamp = _last
    ms, count = stamp >> 12, stamp & 0xFFF
    return UUID(int=ms << 80 | 0x7 << 76 | count << 64 | 0b10 << 62 | secrets.randbits(62))
