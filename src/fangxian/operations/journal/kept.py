"""Rows that are written once: who wrote each, when, and the entry that vouches for it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from fangxian.operations.bulk import insert_rows
from fangxian.operations.journal.marks import mark_rows
from fangxian.operations.journal.services import Author, record


class Kept(models.Model):
    """A row of the record."""

    recorded_at = models.DateTimeField()
    user_id = models.CharField(max_length=64)
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def sign(self, actor: Author, at: datetime) -> None:
        """Say who writes the row, and when."""
        self.recorded_at, self.user_id = at, actor.user_id


def write_rows(
    actor: Author,
    at: datetime,
    verb: str,
    word: str,
    about: UUID | str,
    rows: Sequence[Kept],
    after: dict[str, Any],
    event_at: datetime | None = None,
) -> None:
    """Insert rows that one act made, inside the caller's transaction, with one entry that vouches for all of them."""
    for row in rows:
        row.sign(actor, at)
    covers = mark_rows(word, rows)
    entry = record(actor, verb, word, about, at=at, after=after, covers=covers, event_at=event_at)
    for row in rows:
        row.entry = entry
    insert_rows(rows)
