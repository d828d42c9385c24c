"""The one byte form of an entry. What is hashed is what is stored, so that nothing is re-rendered to verify."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

GENESIS = "0" * 64


def encode(values: dict[str, Any]) -> bytes:
    """Return `values` as canonical JSON: keys sorted, no spaces, UTF-8, instants in UTC.

    >>> encode({"b": 1, "a": "户"}).decode()
    '{"a":"户","b":1}'
    """
    text = json.dumps(values, default=_plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def decode(canonical: bytes) -> dict[str, Any]:
    """Return the values of canonical bytes, as JSON knows them."""
    return json.loads(canonical)


def chain(prev: str, seq: int, entry_id: UUID, canonical: bytes) -> str:
    """Return the hash (hex) that seals an entry at `seq` behind `prev`."""
    return chain_by_hex(prev, seq, entry_id.hex, canonical)


def chain_by_hex(prev: str, seq: int, entry_id: str, canonical: bytes) -> str:
    """Return the hash of an entry whose id is given as its 32 hexadecimal digits."""
    return sha256(f"{prev}:{seq}:{entry_id}:".encode() + canonical).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, set | frozenset | tuple):
        return sorted(value) if isinstance(value, set | frozenset) else list(value)
    raise TypeError(f"{type(value).__name__} has no place in the journal")
