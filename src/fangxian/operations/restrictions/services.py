"""Imposing, serving, appealing against and releasing restrictions."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from fangxian.operations import in_force
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.in_force import Noun, Rows, keep_true, put
from fangxian.operations.journal.services import record
from fangxian.operations.problems import NOT_FOUND, REASON_NEEDED
from fangxian.operations.restrictions.models import Restriction
from fangxian.operations.restrictions.problems import ALREADY_SERVED
from fangxian.operations.versions import correct

_RESTRICTION = Noun(Restriction, "restriction")


def impose(actor: Actor, clock: Clock, rows: Rows) -> None:
    """Bind persons, inside the caller's transaction. Rows hold the columns of `Restriction`; `id` is its own."""
    put(actor, clock, _RESTRICTION, "imposed", rows)


def keep_restrictions_true(actor: Actor, clock: Clock, rows: Rows) -> int:
    """Store what a response found of restrictions that stand (evidence, release clock); return how many differed."""
    return keep_true(actor, clock, _RESTRICTION, rows)


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
    return in_force.release(
        actor, clock, _RESTRICTION, keys, reason, released_at=clock.now(), release_reason=reason
    )


def _note(actor: Actor, clock: Clock, row: Restriction, verb: str, **changes: Any) -> None:
    at = clock.now()
    entry = record(actor, verb, "restriction", row.id, at=at, after=changes)
    correct(row, entry, at, **changes)


def _get(actor: Actor, key: str) -> Restriction:
    rows = actor.reach.filter_persons(Restriction.objects.open().filter(valid_to=None), "seat_id")
    found = rows.filter(id=key).first()
    if found is None:
        raise NOT_FOUND(what="restriction", what_zh="限制措施", key=key)
    return found


def _need(words: str) -> None:
    if not words.strip():
        raise REASON_NEEDED()
