"""The form of a record in a segment: a frame that tells a torn one from a whole one.

length of the payload (4 bytes) · crc32 (4) · kind (1) · key (16) · recorded_at in µs since 1970 (8) · payload
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zlib import crc32

LONGEST_PAYLOAD_BYTES = 65_536
_HEAD = struct.Struct("<II")
_REST = struct.Struct("<B16sq")
HEAD_BYTES = _HEAD.size + _REST.size
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Record:
    """One thing to keep. `key`: the sender's, the same whenever it is sent again; `kind`: 0 to 255."""

    key: UUID
    kind: int
    recorded_at: datetime
    payload: bytes


def refuse_too_long(records: Iterable[Record]) -> None:
    """Raise ValueError if a payload is longer than 65,536 bytes."""
    for record in records:
        if len(record.payload) > LONGEST_PAYLOAD_BYTES:
            raise ValueError(f"a payload of {len(record.payload)} bytes")


def encode(records: Iterable[Record], seed: int) -> bytes:
    """Return the frames of records. `seed`: the series', so that a frame of another one is never taken for one's own.

    No payload may be longer than 65,536 bytes (`refuse_too_long`).

    >>> at = datetime(2021, 7, 31, tzinfo=UTC)
    >>> frames = encode([Record(UUID(int=7), 1, at, b"{}")], seed=3)
    >>> decode(frames, 3) == ([Record(UUID(int=7), 1, at, b"{}")], len(frames))
    True
    >>> decode(frames[:-1], 3), decode(frames, 4)
    (([], 0), ([], 0))
    """
    parts: list[bytes] = []
    for record in records:
        at_us = (record.recorded_at - _EPOCH) // _MICROSECOND
        rest = _REST.pack(record.kind, record.key.bytes, at_us)
        parts += (_HEAD.pack(*_seal(rest, record.payload, seed)), rest, record.payload)
    return b"".join(parts)


def decode(content: bytes, seed: int) -> tuple[list[Record], int]:
    """Return the records of whole frames at the beginning of `content`, and how many bytes these take."""
    found: list[Record] = []
    at, end = 0, len(content)
    while at + HEAD_BYTES <= end:
        length, crc = _HEAD.unpack_from(content, at)
        after = at + HEAD_BYTES + length
        if length > LONGEST_PAYLOAD_BYTES or after > end:
            break
        rest, payload = content[at + _HEAD.size : at + HEAD_BYTES], content[at + HEAD_BYTES : after]
        if _seal(rest, payload, seed) != (length, crc):
            break
        kind, key, at_us = _REST.unpack(rest)
        found.append(Record(UUID(bytes=key), kind, _EPOCH + at_us * _MICROSECOND, payload))
        at = after
    return found, at


def _seal(rest: bytes, payload: bytes, seed: int) -> tuple[int, int]:
    # The length is under the crc too: zeros, which a file system may leave behind, are no frame.
    length = len(payload)
    return length, crc32(payload, crc32(rest, crc32(length.to_bytes(4, "little"), seed)))
