"""What takes effect, is kept true and is released: the same three acts for areas, measures and restrictions.

Each act writes thousands of version rows and one journal entry per decision (or per act) that names them all.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.bulk import insert_rows
from fangxian.operations.chunks import in_chunks
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.journal.canonical import encode
from fangxian.operations.journal.services import record
from fangxian.operations.versions import ALREADY_CORRECTED, Version

Rows = Sequence[Mapping[str, Any]]
_TOLD_IN_FULL = 50


@dataclass(frozen=True)
class Noun:
    """What is written: the model, and its word in the journal."""

    model: Any
    word: str


def put(actor: Actor, clock: Clock, noun: Noun, verb: str, rows: Rows) -> None:
    """Put rows in force, inside the caller's transaction. A row that stands already is changed from now on."""
    at, standing = clock.now(), find_standing(noun, [row["id"] for row in rows])
    by_decision: dict[Any, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        by_decision[row["decision_id"]].append(row)
    for decision_id, found in by_decision.items():
        before = {row["id"]: _image(standing[row["id"]], row) for row in found if row["id"] in standing}
        seen, became = _told(before), _told(list(found))
        entry = record(actor, verb, f"{noun.word}s", decision_id, at=at, before=seen, after=became)
        _change([(standing[row["id"]], row) for row in found if row["id"] in standing], entry, at)
        fresh = [row for row in found if row["id"] not in standing]
        insert_rows(noun.model(known_from=at, valid_from=at, entry=entry, **row) for row in fresh)


def keep_true(actor: Actor, clock: Clock, noun: Noun, rows: Rows) -> int:
    """Store what a response found of rows that stand, where it differs; return how many did."""
    at, standing = clock.now(), find_standing(noun, [row["id"] for row in rows])
    differing = [
        (standing[row["id"]], row)
        for row in rows
        if row["id"] in standing
        and any(getattr(standing[row["id"]], name) != value for name, value in row.items())
    ]
    if differing:
        before = _told({row["id"]: _image(stands, row) for stands, row in differing})
        after = _told([row for _, row in differing])
        entry = record(actor, "reviewed", f"{noun.word}s", new_id(), at=at, before=before, after=after)
        _correct(differing, entry, at)
    return len(differing)


def release(actor: Actor, clock: Clock, noun: Noun, keys: Iterable[str], reason: str, **marks: Any) -> int:
    """End what stands now, inside the caller's transaction, with `marks` on each row; return how many stood."""
    at, rows = clock.now(), list(find_standing(noun, list(keys)).values())
    if rows:
        after = {"keys": sorted(row.id for row in rows), "valid_to": at}
        entry = record(actor, "released", f"{noun.word}s", new_id(), at=at, after=after, reason=reason)
        _correct([(row, {**marks, "valid_to": max(at, row.valid_from)}) for row in rows], entry, at)
    return len(rows)


def find_standing(noun: Noun, keys: Sequence[str]) -> dict[str, Any]:
    """Return the rows that stand among these keys, by key."""
    found: dict[str, Any] = {}
    for some in in_chunks(keys):
        rows = noun.model.objects.open().filter(valid_to=None, id__in=some)
        found |= {row.id: row for row in rows}
    return found


def _told(images: Any) -> dict[str, Any]:
    """What the journal keeps of many rows: a few as they are, of thousands the number and their digest."""
    if len(images) <= _TOLD_IN_FULL:
        return {"rows": images}
    return {"count": len(images), "sha256": sha256(encode({"rows": images})).hexdigest()}


def _change(pairs: list[tuple[Any, Mapping[str, Any]]], entry: Any, at: datetime) -> None:
    """The fact itself becomes different now: the period until now is kept beside the one from now on."""
    _close([row for row, _ in pairs], at)
    past = [
        _like(row, entry, at, {"valid_to": max(at, row.valid_from)})
        for row, _ in pairs
        if row.valid_from < at
    ]
    insert_rows(past)
    insert_rows(
        _like(row, entry, at, {**changes, "valid_from": max(at, row.valid_from)}) for row, changes in pairs
    )


def _correct(pairs: list[tuple[Any, Mapping[str, Any]]], entry: Any, at: datetime) -> None:
    _close([row for row, _ in pairs], at)
    insert_rows(_like(row, entry, at, changes) for row, changes in pairs)


def _close(rows: list[Any], at: datetime) -> None:
    for some in in_chunks(rows):
        standing = type(some[0]).objects.filter(version__in=[row.version for row in some], known_to=None)
        if standing.update(known_to=at) != len(some):
            raise ALREADY_CORRECTED()


def _like(row: Version, entry: Any, at: datetime, changes: Mapping[str, Any]) -> Version:
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    kept |= {"version": new_id(), "known_from": at, "known_to": None, "entry_id": entry.id}
    return type(row)(**{**kept, **changes})


def _image(row: Any, like: Mapping[str, Any]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in like}
