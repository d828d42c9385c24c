"""What takes effect, is kept true and is released: the same three acts for areas, measures and restrictions.

Each act writes thousands of version rows and one journal entry per decision (or per act) that names them all. The
entry vouches for them by their marks, so that a row changed behind the journal's back is found.
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
from fangxian.operations.journal.marks import mark_versions
from fangxian.operations.journal.services import record
from fangxian.operations.versions import ALREADY_CORRECTED, Version

Rows = Sequence[Mapping[str, Any]]
_TOLD_IN_FULL = 50


@dataclass(frozen=True)
class Noun:
    """What is written: the model, and its word in the journal."""

    model: Any
    word: str


@dataclass(frozen=True)
class Act:
    """What the journal is told of one act: verb, object, and what `record` takes besides (`before`, `after` ...)."""

    verb: str
    kind: str
    object_id: Any
    told: Mapping[str, Any]


def put(actor: Actor, clock: Clock, noun: Noun, verb: str, rows: Rows) -> None:
    """Put rows in force, inside the caller's transaction. A row that stands already is changed from now on."""
    at, standing = clock.now(), find_standing(noun, [row["id"] for row in rows])
    by_decision: dict[Any, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        by_decision[row["decision_id"]].append(row)
    for decision_id, found in by_decision.items():
        pairs = [(standing[row["id"]], row) for row in found if row["id"] in standing]
        fresh = [row for row in found if row["id"] not in standing]
        made = [
            *_periods(pairs, at, at),
            *(noun.model(known_from=at, valid_from=at, **row) for row in fresh),
        ]
        told = {"before": _told({row["id"]: _image(stands, row) for stands, row in pairs})}
        act = Act(verb, f"{noun.word}s", decision_id, {**told, "after": _told(list(found))})
        _write(actor, noun, act, at, [stands for stands, _ in pairs], made)


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
        told = {
            "before": _told({row["id"]: _image(stands, row) for stands, row in differing}),
            "after": _told([row for _, row in differing]),
        }
        act = Act("reviewed", f"{noun.word}s", new_id(), told)
        _write(actor, noun, act, at, *_corrected(differing, at))
    return len(differing)


def release(actor: Actor, clock: Clock, noun: Noun, keys: Iterable[str], reason: str, **marks: Any) -> int:
    """End what stands now, inside the caller's transaction, with `marks` on each row; return how many stood."""
    at, rows = clock.now(), list(find_standing(noun, list(keys)).values())
    if rows:
        after = {"keys": sorted(row.id for row in rows), "valid_to": at}
        act = Act("released", f"{noun.word}s", new_id(), {"after": after, "reason": reason})
        pairs = [(row, {**marks, "valid_to": max(at, row.valid_from)}) for row in rows]
        _write(actor, noun, act, at, *_corrected(pairs, at))
    return len(rows)


def take_over(
    actor: Actor, clock: Clock, noun: Noun, columns: Mapping[str, Any], effective_at: datetime
) -> None:
    """Put one row in force that was decided outside this system, from `effective_at` on."""
    at = clock.now()
    act = Act("took over", noun.word, columns["id"], {"after": columns, "event_at": effective_at})
    _write(actor, noun, act, at, [], [noun.model(known_from=at, valid_from=effective_at, **columns)])


def amend(
    actor: Actor, clock: Clock, noun: Noun, row: Any, verb: str, told: Mapping[str, Any], **changes: Any
) -> None:
    """Correct one row that stands, inside the caller's transaction. `told`: what the entry says (`after`, `reason` ...).

    With `valid_from` among the changes the fact itself became different then, and the period before it is kept.
    """
    at, from_at = clock.now(), changes.pop("valid_from", None)
    if from_at is None or from_at <= row.valid_from:
        closed, made = _corrected([(row, changes)], at)
    else:
        closed, made = [row], _periods([(row, changes)], at, from_at)
    _write(actor, noun, Act(verb, noun.word, row.id, told), at, closed, made)


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


def _write(actor: Actor, noun: Noun, act: Act, at: datetime, closed: list[Any], made: list[Version]) -> None:
    """Write the entry, take out what no longer stands, insert what does now."""
    covers = {noun.word: mark_versions(made)}
    entry = record(actor, act.verb, act.kind, act.object_id, at=at, covers=covers, **act.told)
    _close(closed, at)
    for row in made:
        row.entry_id = entry.id
    insert_rows(made)


def _periods(
    pairs: Sequence[tuple[Any, Mapping[str, Any]]], at: datetime, from_at: datetime
) -> list[Version]:
    """The fact itself becomes different: the period until then is kept beside the one from then on."""
    past = [
        _like(row, at, {"valid_to": max(from_at, row.valid_from)})
        for row, _ in pairs
        if row.valid_from < from_at
    ]
    later = [_like(row, at, {**new, "valid_from": max(from_at, row.valid_from)}) for row, new in pairs]
    return [*past, *later]


def _corrected(
    pairs: Sequence[tuple[Any, Mapping[str, Any]]], at: datetime
) -> tuple[list[Any], list[Version]]:
    """The rows taken out, and those that stand in their place."""
    return [row for row, _ in pairs], [_like(row, at, changes) for row, changes in pairs]


def _close(rows: list[Any], at: datetime) -> None:
    for some in in_chunks(rows):
        standing = type(some[0]).objects.filter(version__in=[row.version for row in some], known_to=None)
        if standing.update(known_to=at) != len(some):
            raise ALREADY_CORRECTED()


def _like(row: Version, at: datetime, changes: Mapping[str, Any]) -> Version:
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    kept |= {"version": new_id(), "known_from": at, "known_to": None, "entry_id": None}
    return type(row)(**{**kept, **changes})


def _image(row: Any, like: Mapping[str, Any]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in like}
