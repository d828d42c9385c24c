"""What the journal vouches for in rounds: every event and every addition, as it was written."""

from collections.abc import Collection, Iterable, Iterator

from django.db.models import QuerySet

from fangxian.operations.chunks import in_chunks
from fangxian.operations.journal.marks import Covers, Lying, image_of, mark
from fangxian.operations.rounds.models import AccountEvent, Addition

EVENT, ADDED = "account-event", "account-added"


def mark_rows(word: str, rows: Iterable[AccountEvent | Addition]) -> Covers:
    """Return the marks of rows that are about to be inserted by one act."""
    return {word: {str(row.id): _mark(row) for row in rows}}


def events_lying(keys: Collection[str] | None) -> Iterator[Lying]:
    """Yield the events as they lie in the table."""
    yield from _lying(AccountEvent.objects.all(), keys)


def additions_lying(keys: Collection[str] | None) -> Iterator[Lying]:
    """Yield the additions as they lie in the table."""
    yield from _lying(Addition.objects.all(), keys)


def _lying(rows: QuerySet, keys: Collection[str] | None) -> Iterator[Lying]:
    for some in [None] if keys is None else in_chunks(sorted(keys)):
        found = rows if some is None else rows.filter(id__in=some)
        for row in found.order_by("id").iterator(chunk_size=2_000):
            yield Lying(str(row.id), row.entry_id, _mark(row))


def _mark(row: AccountEvent | Addition) -> str:
    return mark({name: value for name, value in image_of(row).items() if name != "entry_id"})
