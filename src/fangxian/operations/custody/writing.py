"""Putting rows of custody on record: one act, one entry that vouches for all of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.bulk import insert_rows
from fangxian.operations.custody.marking import mark_rows
from fangxian.operations.custody.models import Kept
from fangxian.operations.journal.services import record
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND


def write_rows(
    actor: Actor,
    at: datetime,
    verb: str,
    word: str,
    about: UUID | str,
    rows: Sequence[Kept],
    after: dict[str, Any],
) -> None:
    """Insert rows that one act made, inside the caller's transaction."""
    for row in rows:
        row.recorded_at, row.user_id = at, actor.user_id
    entry = record(actor, verb, word, about, at=at, after=after, covers=mark_rows(word, rows))
    for row in rows:
        row.entry = entry
    insert_rows(rows)


def require_place(reach: Reach, place_id: str) -> None:
    """Raise `not-found` for a place outside the reach."""
    if not reach.covers(place_id):
        raise NOT_FOUND(what="place", what_zh="地点", key=place_id)
