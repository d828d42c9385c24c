"""Imposing, serving, appealing against and releasing restrictions."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.journal.services import record
from fangxian.operations.problems import NOT_FOUND, REASON_NEEDED
from fangxian.operations.restrictions.models import Restriction
from fangxian.operations.restrictions.problems import ALREADY_SERVED
from fangxian.operations.versions import change, correct

WHERE = "decision__proposal__place_id"
"""The place in charge of a restriction: the one it was decided for (a person may have no known home)."""

Rows = Sequence[Mapping[str, Any]]


def impose(actor: Actor, clock: Clock, rows: Rows) -> None:
    """Bind persons, inside the caller's transaction. Rows hold the columns of `Restriction`; `id` is its own."""
    at, standing = clock.now(), _standing([row["id"] for row in rows])
    fresh = []
    for row in rows:
        found = standing.get(row["id"])
        before = {name: getattr(found, name) for name in row} if found else None
        entry = record(actor, "imposed", "restriction", row["id"], at=at, before=before, after=row)
        if found:
            change(found, entry, at, at, **{name: value for name, value in row.items() if name != "id"})
        else:
            fresh.append(Restriction(known_from=at, valid_from=at, entry=entry, **row))
    Restriction.objects.bulk_create(fresh)


def keep_restrictions_true(actor: Actor, clock: Clock, rows: Rows) -> int:
    """Store what a response found of restrictions that stand (evidence, release clock); return how many differed."""
    at, found, differing = clock.now(), _standing([row["id"] for row in rows]), 0
    for row in rows:
        standing = found.get(row["id"])
        if standing is None or all(getattr(standing, name) == value for name, value in row.items()):
            continue
        before = {name: getattr(standing, name) for name in row}
        entry = record(actor, "reviewed", "restriction", row["id"], at=at, before=before, after=row)
        correct(standing, entry, at, **row)
        differing += 1
    return differing


@transaction.atomic
def serve(actor: Actor, clock: Clock, *, key: str) -> None:
    """Record that the slip was handed to the person. Raises `already-served`."""
    actor.require("work")
    row = _get(actor, key)
    if row.served_at is not None:
        raise ALREADY_SERVED(at=row.served_at.isoformat())
    _note(actor, clock, row, "served", served_at=clock.now())


@transaction.atomic
def appeal(actor: Actor, clock: Clock, *, key: str, text: str) -> None:
    """Record the person's appeal. It is decided outside the line of those who signed."""
    actor.require("work")
    _need(text)
    _note(actor, clock, _get(actor, key), "appealed", appealed_at=clock.now(), appeal=text)


@transaction.atomic
def release(actor: Actor, clock: Clock, *, key: str, reason: str) -> None:
    """Free one person now. One signature is enough to give liberty back."""
    actor.require("sign")
    _need(reason)
    release_all(actor, clock, keys=[_get(actor, key).id], reason=reason)


def release_all(actor: Actor, clock: Clock, *, keys: Iterable[str], reason: str) -> int:
    """End restrictions now, inside the caller's transaction; return how many stood."""
    at, rows = clock.now(), _standing(list(keys)).values()
    for row in rows:
        after = {"released_at": at, "release_reason": reason}
        entry = record(actor, "released", "restriction", row.id, at=at, after=after, reason=reason)
        correct(row, entry, at, valid_to=max(at, row.valid_from), **after)
    return len(rows)


def _note(actor: Actor, clock: Clock, row: Restriction, verb: str, **changes: Any) -> None:
    at = clock.now()
    entry = record(actor, verb, "restriction", row.id, at=at, after=changes)
    correct(row, entry, at, **changes)


def _get(actor: Actor, key: str) -> Restriction:
    rows = actor.reach.filter(Restriction.objects.open().filter(valid_to=None), WHERE)
    found = rows.filter(id=key).first()
    if found is None:
        raise NOT_FOUND(what="restriction", what_zh="限制措施", key=key)
    return found


def _need(words: str) -> None:
    if not words.strip():
        raise REASON_NEEDED()


def _standing(keys: list[str]) -> dict[str, Restriction]:
    return {row.id: row for row in Restriction.objects.open().filter(valid_to=None, id__in=keys)}
