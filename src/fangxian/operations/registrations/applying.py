"""Putting on record what lies in the spool: the rows, how far one has come, and one journal entry, or none of them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.bulk import insert_values
from fangxian.operations.chunks import in_chunks
from fangxian.operations.clock import Clock
from fangxian.operations.journal.services import record
from fangxian.operations.registrations.desk import spool_folder
from fangxian.operations.registrations.given import Spooled
from fangxian.operations.registrations.marking import key_of, mark_rows
from fangxian.operations.registrations.models import KINDS, Cursor, Registration
from fangxian.operations.registrations.pending import note_pending
from fangxian.stores.spool import (
    DISK,
    Position,
    Read,
    Record,
    SpoolDamaged,
    list_series,
    read_series,
    remove_applied,
)

BATCH_BYTES = 2 << 20
"""Some five thousand records: a writer of anything else waits a fraction of a second for them."""
KEPT_S = 7 * 24 * 3600.0
_NEVER_WRITTEN = ("recorded_at", "cursor_id", "number", "entry_id")


@dataclass(frozen=True)
class Applied:
    """Records put on record, and those that already were."""

    records: int = 0
    duplicates: int = 0

    def __add__(self, other: "Applied") -> "Applied":
        return Applied(self.records + other.records, self.duplicates + other.duplicates)


def apply_spool(actor: Actor, clock: Clock) -> Applied:
    """Apply some of every series and return how much; nothing once all is applied.

    Two may do it at once: whoever comes second to a batch leaves it. A damaged series keeps nobody else waiting.

    Raises:
        Problem: `spool-damaged`, after everything else was applied.
    """
    folder, damaged, applied = spool_folder(), list[SpoolDamaged](), Applied()
    positions = {cursor.writer: cursor.position for cursor in Cursor.objects.all()}
    for writer in list_series(DISK, folder):
        position = positions.get(writer, Position())
        try:
            read = read_series(folder, writer, position, most_bytes=BATCH_BYTES)
        except SpoolDamaged as problem:
            damaged.append(problem)
            continue
        if read.position != position:
            applied += _apply(actor, clock, writer, position, read)
    if damaged:
        raise damaged[0]
    return applied


def sweep_spool() -> None:
    """Remove segments that have been on record for a week."""
    positions = {cursor.writer: cursor.position for cursor in Cursor.objects.all()}
    remove_applied(spool_folder(), positions, kept_for_s=KEPT_S)


@transaction.atomic
def _apply(actor: Actor, clock: Clock, writer: str, before: Position, read: Read) -> Applied:
    at = clock.now()
    cursor = _advance(writer, before, read.position, at)
    if cursor is None or not read.records:
        return Applied()
    rows = _rows_of(read.records, before.records, cursor)
    key = key_of(writer, before.records)
    try:
        # Hardly ever is anything here already: it is not asked for, it shows.
        with transaction.atomic():
            return _insert(actor, at, key, rows, ())
    except IntegrityError:
        return _insert(actor, at, key, *_leave_out_known(rows), read=len(rows))


def _insert(
    actor: Actor,
    at: datetime,
    key: str,
    rows: list[dict[str, Any]],
    differing: Collection[UUID],
    read: int | None = None,
) -> Applied:
    applied = Applied(len(rows), (len(rows) if read is None else read) - len(rows))
    told = {
        "read": applied.records + applied.duplicates,
        "accepted": applied.records,
        "duplicate": applied.duplicates,
        "differing": sorted(str(one) for one in differing),
    }
    covers = (
        {"registration": {key_of(key.partition(":")[0], rows[0]["number"]): mark_rows(rows)}}
        if rows
        else None
    )
    entry = record(actor, "applied", "registrations", key, at=at, after=told, covers=covers)
    insert_values(Registration, ({**row, "entry_id": entry.id} for row in rows))
    note_pending(rows)
    return applied


def _advance(writer: str, before: Position, after: Position, at: datetime) -> Cursor | None:
    """Move the cursor on from where it was read; None if somebody else moved it meanwhile."""
    Cursor.objects.get_or_create(writer=writer)
    where = {"segment": before.segment, "offset": before.offset}
    moved = Cursor.objects.filter(writer=writer, **where).update(
        segment=after.segment, offset=after.offset, records=after.records, applied_at=at
    )
    return Cursor.objects.get(writer=writer) if moved else None


def _rows_of(records: Iterable[Record], first: int, cursor: Cursor) -> list[dict[str, Any]]:
    return [_row_of(one, number, cursor) for number, one in enumerate(records, first)]


def _row_of(one: Record, number: int, cursor: Cursor) -> dict[str, Any]:
    spooled = Spooled.model_validate_json(one.payload)
    given = spooled.given
    return {
        "id": one.key,
        "kind": KINDS[one.kind],
        "outbreak_id": given.outbreak_id,
        "place_id": given.place_id,
        "person_key": given.person_key,
        "household_key": given.household_key,
        "event_at": given.event_at.astimezone(UTC),
        "device_at": given.device_at.astimezone(UTC) if given.device_at else None,
        "recorded_at": one.recorded_at,
        "user_id": spooled.user_id,
        "office_id": spooled.office_id,
        "payload": given.payload,
        "cursor_id": cursor.pk,
        "number": number,
    }


def _leave_out_known(rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], set[UUID]]:
    """Return the rows whose key is new, and the keys of those of the others that said something else before.

    The first to come is kept; that another content came under its key is told in the journal.
    """
    known: dict[UUID, dict[str, Any]] = {}
    for some in in_chunks([row["id"] for row in rows]):
        known |= {row["id"]: dict(row) for row in Registration.objects.filter(id__in=some).values()}
    fresh, differing = [], set()
    for row in rows:
        before = known.setdefault(row["id"], row)
        if before is row:
            fresh.append(row)
        elif any(before[name] != row[name] for name in row if name not in _NEVER_WRITTEN):
            differing.add(row["id"])
    return fresh, differing
