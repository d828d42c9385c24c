"""What happened to accounts, and who was found on no list. Ids are born at the door: sent again, nothing changes."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from fangxian.engines.tables.ledger import EVENT_KINDS
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.bulk import insert_rows
from fangxian.operations.clock import Clock
from fangxian.operations.journal.marks import mark_rows
from fangxian.operations.journal.services import record
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.rounds.accounts import register_of
from fangxian.operations.rounds.models import ADDED, EVENT, AccountEvent, Addition, Tally
from fangxian.operations.rounds.problems import (
    ALREADY_IN_THE_REGISTER,
    EVENT_ID_TAKEN,
    EVENT_OUTSIDE_THE_ROUND,
    NOT_AN_EVENT,
    NOT_IN_THE_REGISTER,
    ROUND_CLOSED,
)
from fangxian.operations.rounds.queries import get_round
from fangxian.operations.rounds.rows import EventGiven, PersonFound, RoundRow, Taken

_CLOCK_MAY_BE_FAST = timedelta(minutes=10)
_TOLD = ("round_id", "place_id", "person_id", "household_id", "kind", "voids", "event_at")
"""What makes two records with one id the same record."""


@transaction.atomic
def record_events(actor: Actor, clock: Clock, *, round_id: UUID, events: Sequence[EventGiven]) -> Taken:
    """Record what happened; all of it or, where one event cannot be, none.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-an-account-event`, `event-outside-the-round`, `round-closed`,
            `not-in-the-register`, `account-event-id-taken`.
    """
    actor.require("work")
    row, at = get_round(actor.reach, round_id), clock.now()
    _require_reach(actor, {event.place_id for event in events})
    for event in events:
        _examine(event, row, at)
    _require_known(row, events)
    fresh = _fresh(
        [_row_of(actor, row, event, at) for event in {event.id: event for event in events}.values()]
    )
    if fresh:
        covers, places = mark_rows(EVENT, fresh), sorted({one.place_id for one in fresh})
        after = {"events": len(fresh), "places": places}
        entry = record(actor, "recorded", EVENT, row.id, at=at, after=after, covers=covers)
        for one in fresh:
            one.entry = entry
        insert_rows(fresh)
        _tell_tallies(row, places)
    return Taken(len(fresh), len(events) - len(fresh))


@transaction.atomic
def add_person(actor: Actor, clock: Clock, *, round_id: UUID, found: PersonFound) -> Taken:
    """Add somebody who is on no list to the register of a round.

    Raises:
        Problem: `not-your-role`, `not-found`, `event-outside-the-round`, `round-closed`, `already-in-the-register`.
    """
    actor.require("work")
    row, at = get_round(actor.reach, round_id), clock.now()
    _require_reach(actor, {found.place_id})
    _require_inside(row, found.added_at, at)
    fresh = Addition(
        id=found.id,
        round_id=row.id,
        place_id=found.place_id,
        person_id=found.person_id,
        household_id=found.household_id,
        added_at=found.added_at,
        recorded_at=at,
        user_id=actor.user_id,
    )
    if Addition.objects.filter(id=found.id, round_id=row.id, person_id=found.person_id).exists():
        return Taken(0, 1)
    if found.person_id in set(register_of(row.id, row.sha256, [found.place_id])["person_id"]):
        raise ALREADY_IN_THE_REGISTER(key=found.person_id)
    after = {"place_id": found.place_id}
    fresh.entry = record(actor, "added", ADDED, row.id, at=at, after=after, covers=mark_rows(ADDED, [fresh]))
    fresh.save(force_insert=True)
    _tell_tallies(row, [found.place_id])
    return Taken(1, 0)


def _require_reach(actor: Actor, places: set[str]) -> None:
    for place_id in sorted(places - actor.reach.keep(places)):
        raise NOT_FOUND(what="place", what_zh="地点", key=place_id)


def _examine(event: EventGiven, row: RoundRow, at: datetime) -> None:
    if event.kind not in EVENT_KINDS:
        raise NOT_AN_EVENT(kind=event.kind, kinds=", ".join(EVENT_KINDS))
    _require_inside(row, event.event_at, at)


def _require_inside(row: RoundRow, event_at: datetime, at: datetime) -> None:
    if not row.opened_at <= event_at <= at + _CLOCK_MAY_BE_FAST:
        raise EVENT_OUTSIDE_THE_ROUND(at=event_at.isoformat())
    if row.closed_at is not None and event_at > row.closed_at:
        raise ROUND_CLOSED(at=row.closed_at.isoformat())


def _require_known(row: RoundRow, events: Iterable[EventGiven]) -> None:
    """Whoever is on no list is added first: a name that fits nobody is a slip, and would be lost among strays."""
    for place_id in sorted({event.place_id for event in events}):
        register = register_of(row.id, row.sha256, [place_id])
        people, doors = set(register["person_id"]), set(register["household_id"])
        for event in events:
            if event.place_id != place_id or event.kind == "void":
                continue
            if event.person_id is not None and event.person_id not in people:
                raise NOT_IN_THE_REGISTER(key=event.person_id)
            if event.person_id is None and event.household_id not in doors | people:
                raise NOT_IN_THE_REGISTER(key=event.household_id or "-")


def _row_of(actor: Actor, row: RoundRow, event: EventGiven, at: datetime) -> AccountEvent:
    return AccountEvent(
        id=event.id,
        round_id=row.id,
        place_id=event.place_id,
        person_id=event.person_id,
        household_id=event.household_id,
        kind=event.kind,
        voids=event.voids,
        event_at=event.event_at,
        device_at=event.device_at,
        recorded_at=at,
        user_id=actor.user_id,
        office_id=actor.office_id,
    )


def _fresh(rows: Sequence[AccountEvent]) -> list[AccountEvent]:
    """Return those that are not on record. Raises `account-event-id-taken` where an id says something else there."""
    known = AccountEvent.objects.in_bulk([row.id for row in rows])
    for row in rows:
        there = known.get(row.id)
        if there is not None and any(getattr(there, name) != getattr(row, name) for name in _TOLD):
            raise EVENT_ID_TAKEN(key=row.id)
    return [row for row in rows if row.id not in known]


def _tell_tallies(row: RoundRow, places: Sequence[str]) -> None:
    """Say that these places have to be counted again. Whoever counts them waits until this act is whole."""
    for place_id in places:
        tally = Tally.objects.filter(round_id=row.id, place_id=place_id)
        if not tally.update(waiting=F("waiting") + 1):
            Tally.objects.create(round_id=row.id, place_id=place_id, counts={}, waiting=1)
