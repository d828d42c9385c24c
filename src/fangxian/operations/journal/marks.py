"""Marks: what an entry vouches for in a table, a digest a key, so that a row changed behind the journal shows."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import Any
from uuid import UUID

from fangxian.operations.chunks import in_chunks
from fangxian.operations.journal.canonical import encode
from fangxian.operations.versions import Version

Covers = Mapping[str, Mapping[str, str]]
"""What is written of (area, order ...) -> its key -> the mark of what stands under it by this act."""

_UNMARKED = frozenset({"known_to", "entry_id"})
_DIGITS = 32


@dataclass(frozen=True)
class Lying:
    """What lies in a table under one key: the entry it says it came by (None: it does not say), and its mark."""

    key: str
    entry_id: UUID | None
    mark: str


Lie = Callable[[Collection[str] | None], Iterable[Lying]]
"""Yields what lies in a table, of these keys or of all."""


def mark(*images: Mapping[str, Any]) -> str:
    """Return the mark of rows: 128 bits of their digest.

    A column without a value is left out, so that one added later changes no mark that was given before.

    >>> mark({"level": "high", "reason": ""}) == mark({"level": "high", "population": None})
    True
    >>> mark({"level": "high"}) == mark({"level": "low"})
    False
    """
    told = [{name: image[name] for name in image if image[name] not in (None, "")} for image in images]
    return sha256(encode({"rows": told})).hexdigest()[:_DIGITS]


def image_of(row: Any) -> dict[str, Any]:
    """Return the columns of a row of any model, by the names of their attributes."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def mark_rows(word: str, rows: Iterable[Any]) -> Covers:
    """Return the marks of rows, each written once, that are about to be inserted by one act."""
    return {word: {str(row.pk): _mark_row(row) for row in rows}}


def rows_lying(model: type[Any]) -> Lie:
    """Return what yields rows that are written once, as they lie in the table; each says which entry it came by."""

    def lie(keys: Collection[str] | None) -> Iterator[Lying]:
        rows = model._default_manager.order_by("pk")
        for some in [None] if keys is None else in_chunks(sorted(keys)):
            found = rows if some is None else rows.filter(pk__in=some)
            for row in found.iterator(chunk_size=2_000):
                yield Lying(str(row.pk), row.entry_id, _mark_row(row))

    return lie


def _mark_row(row: Any) -> str:
    return mark({name: value for name, value in image_of(row).items() if name != "entry_id"})


def mark_versions(rows: Iterable[Version]) -> dict[str, str]:
    """Return key -> mark of version rows that are about to be inserted by one act."""
    by_key: dict[str, list[Version]] = {}
    for row in rows:
        by_key.setdefault(str(row.id), []).append(row)
    return {key: _mark_of(found) for key, found in by_key.items()}


def versions_lying(model: type[Version]) -> Lie:
    """Return what yields the version rows of a model as they lie, one mark for each act that wrote of a key.

    When a row ceased to stand is in no mark, for it is not known when the row is written. It follows from the
    rest: an act closes what stood before it, and nothing else is ever closed. Where it does not, the mark differs.
    """

    def lie(keys: Collection[str] | None) -> Iterator[Lying]:
        for rows in _by_key(model, keys):
            acts = [list(found) for _, found in groupby(rows, key=lambda row: row.entry_id)]
            acts.sort(key=lambda found: (found[0].known_from, max(row.version for row in found)))
            for act, closed_at in zip(acts, _closings(acts), strict=True):
                wrong = [row.known_to for row, due in zip(act, closed_at, strict=True) if row.known_to != due]
                yield Lying(str(act[0].id), act[0].entry_id, _mark_of(act, *wrong))

    return lie


def _by_key(model: type[Version], keys: Collection[str] | None) -> Iterator[list[Any]]:
    for some in [None] if keys is None else in_chunks(sorted(keys)):
        rows = model.objects.order_by("id", "entry_id", "valid_from", "version")
        found = rows if some is None else rows.filter(id__in=some)
        for _, alike in groupby(found.iterator(chunk_size=2_000), key=lambda row: row.id):
            yield list(alike)


def _closings(acts: list[list[Any]]) -> Iterator[list[Any]]:
    """For every act the instant at which each of its rows must have ceased to stand; None: it still does.

    Only the latest period is ever closed, and only while it has no end of its own.
    """
    for number, act in enumerate(acts):
        later = acts[number + 1][0].known_from if number + 1 < len(acts) else None
        last = max(act, key=lambda row: (row.valid_from, row.version))
        yield [later if row is last and row.valid_to is None else None for row in act]


def _mark_of(rows: Iterable[Version], *wrong: Any) -> str:
    images = [
        {name: value for name, value in image_of(row).items() if name not in _UNMARKED}
        for row in sorted(rows, key=lambda row: (row.valid_from, row.version))
    ]
    return mark(*images, *({"closed": str(at)} for at in wrong))
