"""Imposing, serving, reviewing and releasing restrictions."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from fangxian.engines import tables
from fangxian.engines.response.digests import remarked
from fangxian.operations import in_force
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.clock import Clock
from fangxian.operations.decisions.queries import count_offices
from fangxian.operations.in_force import Rows, find_standing, keep_true, put
from fangxian.operations.problems import NOT_FOUND, REASON_NEEDED
from fangxian.operations.restrictions.blocking import ListAsked, ListBlocked, refuse_unsupported
from fangxian.operations.restrictions.models import Restriction
from fangxian.operations.restrictions.offers import find_agreed
from fangxian.operations.restrictions.problems import ALREADY_SERVED
from fangxian.operations.restrictions.standing import RESTRICTION, lapse_of

_OFFICES = 2


def impose(actor: Actor, clock: Clock, outbreak: OutbreakRow, rows: Rows) -> Rows:
    """Bind persons, inside the caller's transaction; return the rows that do.

    This is the last door: whatever led here, every row is held against the record once more, and against the
    signatures under it. Whoever stays of their own accord is left out. Rows hold the columns of `Restriction`; `id`
    is its own. Raises `list-blocked`.
    """
    at, agreed = clock.now(), find_agreed(outbreak.id, clock.now())
    binding = [row for row in rows if (row["person_id"], row["measure"]) not in agreed]
    _refuse_without_offices(outbreak, binding)
    refuse_unsupported(outbreak, binding, at, door="effect")
    put(actor, clock, RESTRICTION, "imposed", [_since(row, standing, at) for row, standing in _both(binding)])
    return binding


def _refuse_without_offices(outbreak: OutbreakRow, rows: Rows) -> None:
    """What rests on one signature says until when; everything else has two offices under it."""
    offices = count_offices({row["decision_id"] for row in rows})
    lacking = [
        row for row in rows if row["alone_until"] is None and offices.get(row["decision_id"], 0) < _OFFICES
    ]
    if lacking:
        people = tuple(sorted({row["person_id"] for row in rows}))
        faults = {"one-office": len({row["person_id"] for row in lacking})}
        raise ListBlocked(ListAsked(outbreak.id, lacking[0]["measure"], people, faults, "effect"))


def _both(rows: Rows) -> Iterable[tuple[Mapping[str, Any], Restriction | None]]:
    standing = find_standing(RESTRICTION, [row["id"] for row in rows])
    return [(row, standing.get(row["id"])) for row in rows]


def _since(row: Mapping[str, Any], standing: Restriction | None, at: datetime) -> dict[str, Any]:
    """Since when the person is bound without a break; what lasts longer or begins anew is served and reviewed anew."""
    if standing is None:
        return {**row, "first_bound_at": at}
    unbroken = lapse_of(standing) > at
    columns = {**row, "first_bound_at": standing.first_bound_at or standing.valid_from if unbroken else at}
    if unbroken and row["ends_at"] <= standing.ends_at:
        return columns
    return columns | {"served_at": None, "reviewed_at": None, "appealed_at": None}


def keep_restrictions_true(actor: Actor, clock: Clock, rows: Rows) -> int:
    """Store what a response found of restrictions that stand (evidence, release clock); return how many differed."""
    return keep_true(actor, clock, RESTRICTION, rows)


@transaction.atomic
def serve(actor: Actor, clock: Clock, *, key: str) -> None:
    """Record that the slip was handed to the person. Raises `already-served`."""
    actor.require("work")
    row = _get(actor, key)
    if row.served_at is not None:
        raise ALREADY_SERVED(at=row.served_at.isoformat())
    _note(actor, clock, row, "served", served_at=clock.now())


@transaction.atomic
def review(actor: Actor, clock: Clock, *, key: str, reason: str) -> None:
    """Record that somebody looked whether the reason still holds, and why it does. If it does not: `release`.

    Raises:
        Problem: `not-your-role`, `not-found`, `reason-needed`.
    """
    actor.require("sign")
    _need(reason)
    row, at = _get(actor, key), clock.now()
    told = {"after": {"reviewed_at": at}, "reason": reason}
    in_force.amend(actor, clock, RESTRICTION, row, "reviewed", told, reviewed_at=at)


@transaction.atomic
def release(actor: Actor, clock: Clock, *, key: str, reason: str) -> None:
    """Free one person now. One signature is enough to give liberty back."""
    actor.require("sign")
    _need(reason)
    release_all(actor, clock, keys=[_get(actor, key).id], reason=reason)


def release_all(actor: Actor, clock: Clock, *, keys: Iterable[str], reason: str) -> int:
    """End restrictions now, inside the caller's transaction; return how many stood."""
    return in_force.release(
        actor, clock, RESTRICTION, keys, reason, released_at=clock.now(), release_reason=reason
    )


def move_restrictions(actor: Actor, clock: Clock, person: str, seat: str, reason: str) -> int:
    """Give what binds a person into the hands of the place they moved to, inside the caller's transaction."""
    standing = Restriction.objects.open().filter(person=person, valid_to=None, released_at=None)
    rows = list(standing.exclude(seat=seat).select_for_update(of=("self",)))
    for row in rows:
        # Whoever is bound at home is bound at the new one; a room elsewhere stays that room.
        at_home = _at(row, seat) if row.place_id == row.seat_id else {}
        told = {"before": {"seat": row.seat_id}, "after": {"seat": seat}, "reason": reason}
        in_force.amend(actor, clock, RESTRICTION, row, "moved", told, seat_id=seat, **at_home)
    return len(rows)


def _at(row: Restriction, seat: str) -> dict[str, str]:
    """The same restriction at another place; the digest says so too, or the next response would ask for it anew."""
    return {"place_id": seat, "digest": remarked(row.digest, tables.RESTRICTIONS, "place_id", seat)}


def _note(actor: Actor, clock: Clock, row: Restriction, verb: str, **changes: Any) -> None:
    in_force.amend(actor, clock, RESTRICTION, row, verb, {"after": changes}, **changes)


def _get(actor: Actor, key: str) -> Restriction:
    standing = Restriction.objects.open().filter(valid_to=None).select_for_update(of=("self",))
    found = actor.reach.filter_persons(standing, "seat_id").filter(id=key).first()
    if found is None:
        raise NOT_FOUND(what="restriction", what_zh="限制措施", key=key)
    return found


def _need(words: str) -> None:
    if not words.strip():
        raise REASON_NEEDED()
