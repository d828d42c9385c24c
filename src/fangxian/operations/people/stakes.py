"""Ties between persons and places: recorded, ended, moved. What one may see derives from them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.bulk import insert_values
from fangxian.operations.chunks import in_chunks
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.journal.services import record
from fangxian.operations.people.models import Stake
from fangxian.operations.people.queries import get_person
from fangxian.operations.people.rows import NewStake
from fangxian.operations.places.queries import get_place
from fangxian.operations.problems import REASON_NEEDED
from fangxian.operations.versions import end


@transaction.atomic
def add_stakes(actor: Actor, clock: Clock, stakes: Sequence[NewStake], *, reason: str = "") -> int:
    """Record ties; return how many were new. One that stands (same person, place, kind) is not doubled."""
    actor.require("report_case")
    wanted = {(stake.person_key, stake.place_id, stake.kind): stake for stake in stakes}
    for persons in in_chunks({person for person, _, _ in wanted}):
        standing = Stake.objects.open().filter(person__in=persons, valid_to=None)
        for known in standing.values_list("person_id", "place_id", "kind"):
            wanted.pop(known, None)
    if not wanted:
        return 0
    at = clock.now()
    entry = record(
        actor,
        "tied",
        "stakes",
        new_id(),
        at=at,
        after={"stakes": [[*key, stake.from_at, stake.to_at] for key, stake in sorted(wanted.items())]},
        reason=reason,
    )
    return insert_values(
        Stake,
        (
            {
                "person_id": stake.person_key,
                "place_id": stake.place_id,
                "kind": stake.kind,
                "known_from": at,
                "valid_from": stake.from_at,
                "valid_to": stake.to_at,
                "entry_id": entry.id,
            }
            for stake in wanted.values()
        ),
    )


@transaction.atomic
def end_stakes(
    actor: Actor,
    clock: Clock,
    *,
    person_key: str,
    kind: str,
    ended_at: datetime,
    reason: str,
    place_id: str | None = None,
) -> int:
    """End a person's ties of one kind (at `place_id` alone, if given); return how many ended."""
    actor.require("report_case")
    rows = Stake.objects.open().filter(person=person_key, kind=kind, valid_to=None)
    standing = list(rows if place_id is None else rows.filter(place=place_id))
    if not standing:
        return 0
    at = clock.now()
    image = {"kind": kind, "places": sorted(row.place_id for row in standing), "ended_at": ended_at}
    entry = record(
        actor, "untied", "stakes", person_key, at=at, after=image, reason=reason, event_at=ended_at
    )
    for row in standing:
        end(row, entry, at, ended_at)
    return len(standing)


@transaction.atomic
def move_person(
    actor: Actor, clock: Clock, *, key: str, to_place_id: str, moved_at: datetime, reason: str
) -> None:
    """Record that a person lives elsewhere from `moved_at` on: who sees them changes with it.

    Raises:
        Problem: `not-found` (person out of reach, unknown place), `reason-needed`.
    """
    if not reason.strip():
        raise REASON_NEEDED()
    get_person(actor.reach, key, clock.now())
    get_place(to_place_id)
    end_stakes(actor, clock, person_key=key, kind="residence", ended_at=moved_at, reason=reason)
    add_stakes(actor, clock, [NewStake(key, to_place_id, "residence", moved_at)], reason=reason)
