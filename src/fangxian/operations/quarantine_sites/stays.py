"""Rooms ordered for people who are bound, and the steps of the transfer: picked up, arrived, left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.clock import Clock
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.people.services import NewStake, add_stakes, end_stakes
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.quarantine_sites.grounds import Ground, find_grounds, list_grounds
from fangxian.operations.quarantine_sites.models import Stay, StayStep
from fangxian.operations.quarantine_sites.problems import (
    NO_STANDING_RESTRICTION,
    NO_SUCH_ROOM,
    NOT_A_LEAVING,
    ROOM_TAKEN,
    STAYS_ALREADY,
    STEP_OUT_OF_TURN,
)
from fangxian.operations.quarantine_sites.rows import ARRIVED, ENDED_BY_ITSELF, LEAVINGS, LEFT, PICKED_UP
from fangxian.operations.quarantine_sites.rules import rule_of
from fangxian.operations.quarantine_sites.sites import get_site, rooms_of

_WHY = "quarantine"


@dataclass(frozen=True)
class RoomAsked:
    """A room for whoever a restriction binds, or for whoever has signed `consent_id`. `party_id`: those who share it."""

    restriction_key: str
    site_id: str
    room: str
    party_id: str = ""
    consent_id: UUID | None = None


@transaction.atomic
def order_stays(
    actor: Actor, clock: Clock, *, outbreak_id: str, asked: Sequence[RoomAsked]
) -> tuple[UUID, ...]:
    """Order rooms and their transfers, all of them or none; the clock of each transfer runs from now.

    A stay is made only on a restriction that stands and takes a room, which is carried out by this, never imposed; or on
    a consent that stands.

    Raises:
        Problem: `not-your-role`, `not-found` (site, outbreak), `no-standing-restriction` (also out of reach),
            `no-such-room`, `room-taken`, `stays-already`, `no-quarantine-rule`.
    """
    actor.require("report_case")
    outbreak, at = get_outbreak(actor.reach, outbreak_id), clock.now()
    due_at = at + timedelta(hours=rule_of(outbreak, at).transfer_hours)
    grounds = _ground_all(actor, outbreak, asked, at)
    rows = [_row(outbreak, ground, one, at, due_at) for one, ground in zip(asked, grounds, strict=True)]
    _refuse_doubles(outbreak_id, rows)
    made = [[row.restriction_key or str(row.consent_id), row.site_id, row.room] for row in rows]
    told = {"stays": made, "due_at": due_at}
    if rows:
        write_rows(actor, at, "ordered", "stay", outbreak_id, rows, told)
    return tuple(row.pk for row in rows)


@transaction.atomic
def note_pick_up(actor: Actor, clock: Clock, *, stay_id: UUID) -> None:
    """Say that the person was picked up. Raises `not-found`, `step-out-of-turn`, `no-standing-restriction`."""
    row = get_stay(actor, stay_id)
    _refuse_unbound(row, clock.now())
    _step(actor, clock, row, PICKED_UP, after=())


@transaction.atomic
def note_arrival(actor: Actor, clock: Clock, *, stay_id: UUID) -> None:
    """Say that the person is in the room: whoever serves there may see who it is from now on, until they leave.

    Raises:
        Problem: as `note_pick_up`. Somebody who came by themselves was not picked up.
    """
    row = get_stay(actor, stay_id)
    _refuse_unbound(row, clock.now())
    _step(actor, clock, row, ARRIVED, after=(PICKED_UP,))
    stake = NewStake(row.person_id, row.place_id, "isolation", clock.now())
    add_stakes(actor, clock, [stake], reason=_WHY)


@transaction.atomic
def note_leaving(actor: Actor, clock: Clock, *, stay_id: UUID, why: str) -> None:
    """Say that the person went to hospital, moved to another room, or never came. A release is `release_stay`.

    Raises:
        Problem: `not-found`, `not-a-leaving`, `step-out-of-turn`.
    """
    row = get_stay(actor, stay_id)
    said = [one for one in LEAVINGS if one not in ENDED_BY_ITSELF]
    if why not in said:
        raise NOT_A_LEAVING(why=why, leavings=", ".join(said))
    end_stay(actor, clock, row, why)


def end_stay(actor: Actor, clock: Clock, row: Stay, why: str, lacking: Sequence[Sequence[str]] = ()) -> None:
    """End a stay and the tie to the place it made, inside the caller's transaction."""
    _step(
        actor, clock, row, LEFT, after=(PICKED_UP, ARRIVED), why=why, lacking=[list(one) for one in lacking]
    )
    tie = {"person_key": row.person_id, "kind": "isolation", "place_id": row.place_id}
    end_stakes(actor, clock, **tie, ended_at=clock.now(), reason=_WHY)


def get_stay(actor: Actor, stay_id: UUID) -> Stay:
    """Return a stay to act on, locked. Raises `not-your-role`, `not-found`, also outside the reach."""
    actor.require("report_case")
    row = seen_by(actor.reach, Stay.objects.select_for_update(of=("self",))).filter(id=stay_id).first()
    if row is None:
        raise NOT_FOUND(what="stay", what_zh="住宿", key=stay_id)
    return row


def seen_by(reach: Reach, rows: QuerySet[Stay]) -> QuerySet[Stay]:
    """Keep the stays somebody may see: of whom they answer for, or at a site where they serve."""
    if not (reach.places and reach.registers):
        return rows.none()
    inside = reach.within()
    return rows.filter(Q(place_id__in=inside) | Q(seat_id__in=inside))


def open_stays(outbreak_id: str, at: datetime) -> QuerySet[Stay]:
    """Return the stays nobody has left by `at`, as known then."""
    left = StayStep.objects.filter(step=LEFT, recorded_at__lte=at).values("stay_id")
    return Stay.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at).exclude(id__in=left)


def _ground_all(
    actor: Actor, outbreak: OutbreakRow, asked: Sequence[RoomAsked], at: datetime
) -> list[Ground]:
    """Return what gives each their room; whoever has nothing that does, or is out of reach, is answered alike."""
    standing = {(one.key, one.consent_id): one for one in list_grounds(outbreak, at)}
    found = [standing.get(("" if one.consent_id else one.restriction_key, one.consent_id)) for one in asked]
    seats = {one.seat for one in found if one is not None}
    inside = actor.reach.keep(seats) if actor.reach.registers else set()
    seen = [one for one in found if one is not None and one.seat in inside]
    if len(seen) < len(asked):
        raise NO_STANDING_RESTRICTION()
    return seen


def _row(outbreak: OutbreakRow, ground: Ground, asked: RoomAsked, at: datetime, due_at: datetime) -> Stay:
    # A site may lie in another district: who is sent there is the business of both.
    everywhere = Reach(frozenset({outbreak.place_id}))
    site = get_site(everywhere, outbreak.id, asked.site_id, at)
    floor = rooms_of(site).get(asked.room)
    if floor is None or site.closed_at is not None:
        raise NO_SUCH_ROOM(site=asked.site_id, room=asked.room)
    return Stay(
        outbreak_id=outbreak.id,
        person_id=ground.person_id,
        restriction_key=ground.key,
        consent_id=ground.consent_id,
        contact=ground.contact,
        seat_id=ground.seat,
        place_id=site.place_id,
        site_id=asked.site_id,
        floor=floor.floor,
        room=asked.room,
        party_id=asked.party_id or ground.person_id,
        ordered_at=at,
        due_at=due_at,
    )


def _refuse_doubles(outbreak_id: str, rows: Sequence[Stay]) -> None:
    """One room a person, one party a room; those of this order are held against each other too."""
    if not rows:
        return
    standing = open_stays(outbreak_id, rows[0].ordered_at).select_for_update(of=("self",))
    by_person = {row.person_id: row for row in standing.filter(person__in=[row.person_id for row in rows])}
    at_sites = standing.filter(site_id__in={row.site_id for row in rows})
    owner = {(row.site_id, row.room): row.party_id for row in at_sites}
    for row in rows:
        if (there := by_person.get(row.person_id)) is not None:
            raise STAYS_ALREADY(site=there.site_id, room=there.room)
        if owner.setdefault((row.site_id, row.room), row.party_id) != row.party_id:
            raise ROOM_TAKEN(site=row.site_id, room=row.room)
        by_person[row.person_id] = row


def _refuse_unbound(row: Stay, at: datetime) -> None:
    if not find_grounds([row], at)[row.pk].stands:
        raise NO_STANDING_RESTRICTION()


def _step(
    actor: Actor,
    clock: Clock,
    row: Stay,
    step: str,
    *,
    after: Sequence[str],
    why: str = "",
    lacking: Sequence[Sequence[str]] = (),
) -> None:
    """Write a step; those in `after` may come before it, no other."""
    done = set(row.steps.values_list("step", flat=True))
    if step in done or not done <= set(after):
        raise STEP_OUT_OF_TURN(step=step)
    at = clock.now()
    made = StayStep(stay=row, step=step, why=why, event_at=at, lacking=list(lacking))
    told = {"step": step, "why": why, "lacking": list(lacking)}
    write_rows(actor, at, "noted", "stay-step", row.pk, [made], told)
