"""What the journal vouches for in screening: every row as it was written."""

from collections.abc import Callable, Collection, Iterable, Iterator

from django.db import models

from fangxian.operations.chunks import in_chunks
from fangxian.operations.journal.marks import Covers, Lying, image_of, mark
from fangxian.operations.screening.models import DoorItem, DoorMark, ItemAct, Kept, KeyPerson, Screening, Trip

MODELS: dict[str, type[Kept]] = {
    "screening": Screening,
    "door-item": DoorItem,
    "door-item-act": ItemAct,
    "door-mark": DoorMark,
    "key-person": KeyPerson,
    "trip": Trip,
}
"""Word in the journal -> what it vouches for."""


def mark_rows(word: str, rows: Iterable[Kept]) -> Covers:
    """Return the marks of rows that are about to be inserted by one act."""
    return {word: {str(row.pk): _mark(row) for row in rows}}


def lying(word: str) -> Callable[[Collection[str] | None], Iterator[Lying]]:
    """Return what yields the rows of one word as they lie in the table."""

    def lie(keys: Collection[str] | None) -> Iterator[Lying]:
        rows = MODELS[word]._default_manager.all()
        for some in [None] if keys is None else in_chunks(sorted(keys)):
            found = rows if some is None else rows.filter(pk__in=some)
            for row in found.order_by("pk").iterator(chunk_size=2_000):
                yield Lying(str(row.pk), row.entry_id, _mark(row))

    return lie


def _mark(row: models.Model) -> str:
    return mark({name: value for name, value in image_of(row).items() if name != "entry_id"})
