"""A journal as a busy outbreak leaves it, written straight into the tables: services would take an hour."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from fangxian.operations.ids import new_id
from fangxian.operations.journal.canonical import GENESIS, chain, encode
from fangxian.operations.journal.models import Entry, Seal

_BEGIN = datetime(2021, 7, 28, tzinfo=UTC)
_AT_ONCE = 20_000


def write_journal(entries: int) -> None:
    """Write and seal this many entries: tasks for the most part, every tenth with a reason, one in a hundred quoted."""
    seq, head = 0, GENESIS
    made: list[Entry] = []
    seals: list[Seal] = []
    for columns, rest in _acts(entries):
        entry_id = new_id()
        canonical = encode({**columns, "id": entry_id, **rest})
        seq, prev = seq + 1, head
        head = chain(prev, seq, entry_id, canonical)
        made.append(Entry(id=entry_id, canonical=canonical, **columns))
        seals.append(Seal(seq=seq, entry_id=entry_id, prev=prev, hash=head))
        if len(made) == _AT_ONCE or seq == entries:
            with transaction.atomic():
                Entry.objects.bulk_create(made)
                Seal.objects.bulk_create(seals)
            made, seals = [], []


def _acts(entries: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for number in range(entries):
        at = _BEGIN + timedelta(seconds=number // 3, microseconds=number * 7_919 % 1_000_000)
        columns = {
            "who": str(UUID(int=number % 7_000)),
            "role": ("community_worker", "street_worker", "grid_worker")[number % 3],
            "office": str(UUID(int=number % 6_340)),
            "verb": ("acknowledged", "completed", "verified")[number % 3],
            "object_kind": "dispatch",
            "object_id": str(UUID(int=number // 3)),
            "event_at": at - timedelta(minutes=number % 90),
            "recorded_at": at,
        }
        after = {
            "status": columns["verb"],
            "proof": {"kind": "count", "found": number % 400},
            "note": "已逐户核对",
        }
        yield columns, {"before": {"status": "issued"}, "after": after, "reason": _reason(number)}


def _reason(number: int) -> str:
    if number % 10:
        return ""
    return '住户称“不在家”, "call again"' if number % 100 == 0 else "人手不足，次日补做"
