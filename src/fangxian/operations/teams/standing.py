"""Writing version rows many at a time: one entry vouches for all that one act closed and made."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.bulk import insert_rows
from fangxian.operations.chunks import in_chunks
from fangxian.operations.ids import new_id
from fangxian.operations.journal.marks import mark_versions
from fangxian.operations.journal.services import record
from fangxian.operations.versions import ALREADY_CORRECTED, Version


def write_versions(
    actor: Actor,
    at: datetime,
    verb: str,
    word: str,
    about: UUID | str,
    made: Sequence[Version],
    after: Mapping[str, Any],
    closed: Sequence[Version] = (),
    reason: str = "",
) -> None:
    """Close rows and insert others, inside the caller's transaction, with one entry. Raises `already-corrected`."""
    covers = {word: mark_versions(made)}
    kind = word if len(made) == 1 else f"{word}s"
    entry = record(actor, verb, kind, about, at=at, after=after, covers=covers, reason=reason)
    _close(closed, at)
    for row in made:
        row.entry_id = entry.id  # type: ignore[attr-defined]
    insert_rows(made)


def like(row: Any, at: datetime, **changes: Any) -> Any:
    """Return what stands in place of a row from `at` on."""
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    fresh = {"version": new_id(), "known_from": max(at, row.known_from), "known_to": None, "entry_id": None}
    return type(row)(**{**kept, **fresh, **changes})


def _close(rows: Sequence[Version], at: datetime) -> None:
    for some in in_chunks(list(rows)):
        model = type(some[0])
        standing = model.objects.filter(version__in=[row.version for row in some], known_to=None)
        if standing.update(known_to=at) != len(some):
            raise ALREADY_CORRECTED()
