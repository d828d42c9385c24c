"""Putting rows of screening on record: one act, one entry that vouches for all of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.bulk import insert_rows
from fangxian.operations.journal.services import record
from fangxian.operations.screening.marking import mark_rows
from fangxian.operations.screening.models import Kept


def write_rows(
    actor: Actor,
    at: datetime,
    verb: str,
    word: str,
    about: UUID | str,
    rows: Sequence[Kept],
    after: dict[str, Any],
    event_at: datetime | None = None,
) -> None:
    """Insert rows that one act made, inside the caller's transaction."""
    for row in rows:
        row.recorded_at, row.user_id, row.office_id = at, actor.user_id, actor.office_id
    covers = mark_rows(word, rows)
    entry = record(actor, verb, word, about, at=at, after=after, covers=covers, event_at=event_at)
    for row in rows:
        row.entry = entry
    insert_rows(rows)
