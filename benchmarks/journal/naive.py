"""The same question asked plainly: entry by entry through Django, every entry decoded. And less than the question."""

from hashlib import sha256
from typing import Any

from fangxian.operations.journal.canonical import GENESIS, chain, decode, encode
from fangxian.operations.journal.models import Entry, Seal

_COLUMNS = ("who", "role", "office", "verb", "object_kind", "object_id", "event_at", "recorded_at")


def walk_rows(limit: int) -> int:
    """Verify the first `limit` entries as Django's rows; return how many follow and say what they said."""
    seq, head = 0, GENESIS
    while seals := list(Seal.objects.filter(seq__gt=seq, seq__lte=limit).order_by("seq")[:1_000]):
        entries = Entry.objects.in_bulk([seal.entry_id for seal in seals])
        for seal in seals:
            entry = entries[seal.entry_id]
            canonical = bytes(entry.canonical)
            if seal.prev != head or seal.hash != chain(head, seal.seq, seal.entry_id, canonical):
                return seq
            columns = decode(encode({name: getattr(entry, name) for name in _COLUMNS}))
            written = decode(canonical)
            if any(written[name] != value for name, value in columns.items()):
                return seq
            seq, head = seal.seq, seal.hash
    return seq


def hash_alone(connection: Any, limit: int) -> int:
    """Hash the same bytes and compare nothing else: no verification can be faster than this, one processor for one."""
    found = 0
    cursor = connection.cursor()
    cursor.execute(
        "SELECT s.hash, s.prev, s.seq, s.entry_id, e.canonical FROM journal_seal s "
        f"JOIN journal_entry e ON e.id = s.entry_id WHERE s.seq <= {int(limit)} ORDER BY s.seq"
    )
    for digest, prev, seq, entry_id, canonical in cursor:
        key = entry_id if isinstance(entry_id, str) else entry_id.hex
        found += sha256(f"{prev}:{seq}:{key}:".encode() + canonical).hexdigest() == digest
    return found
