"""The mark of a batch: what its journal entry vouches for, and what the rows that lie there give."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from itertools import groupby
from typing import Any

from fangxian.operations.journal.marks import Lying
from fangxian.operations.registrations.models import Cursor, Registration

COLUMNS = (
    "id", "kind", "outbreak_id", "place_id", "person_key", "household_key", "event_at", "device_at", "recorded_at",
    "user_id", "office_id", "payload", "number",
)  # fmt: skip


def key_of(writer: str, number: int) -> str:
    """Return the key of the batch whose first record is `number` of a series."""
    return f"{writer}:{number}"


def mark_rows(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return the mark of rows in order of their numbers: 128 bits of their digest."""
    told = [[_plain(row[name]) for name in COLUMNS] for row in rows]
    content = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(content.encode()).hexdigest()[:32]


def batches_lying(keys: Collection[str] | None) -> Iterator[Lying]:
    """Yield the batches as their rows lie, of these keys or all."""
    writers = dict(Cursor.objects.values_list("id", "writer"))
    rows = Registration.objects.order_by("cursor_id", "entry_id", "number").values(
        "cursor_id", "entry_id", *COLUMNS
    )
    found = rows.iterator(chunk_size=5_000)
    for (cursor_id, entry_id), batch in groupby(found, key=lambda row: (row["cursor_id"], row["entry_id"])):
        lying = list(batch)
        key = key_of(writers.get(cursor_id, ""), lying[0]["number"])
        if keys is None or key in keys:
            yield Lying(key, entry_id, mark_rows(lying))


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | dict):
        return value
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)
