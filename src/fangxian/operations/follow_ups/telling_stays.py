"""A stay somebody tells a worker of: a candidate, until the CDC confirms it like any “I was there”."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.follow_ups.models import Attendance
from fangxian.operations.journal.services import record
from fangxian.operations.people.rows import NewPerson, NewStake
from fangxian.operations.people.services import add_stakes, register_persons

_WHY = "said at the door to have been there"


@dataclass(frozen=True)
class StayHeard:
    """Who was at which venue when, by their own word. `id` makes a repeated send harmless; `home`: where they live."""

    id: UUID
    person_id: str
    home: str
    place_id: str
    arrive_at: datetime
    leave_at: datetime
    precision: str


@transaction.atomic
def hear_stays(actor: Actor, clock: Clock, *, outbreak_id: str, stays: Sequence[StayHeard]) -> int:
    """Keep stays that people told a worker of; return how many are new. They wait beside the self-reports.

    Whoever hears them has seen that the venue is asked about. Raises `not-your-role`.
    """
    actor.require("report_case")
    known = set(Attendance.objects.filter(id__in=[one.id for one in stays]).values_list("id", flat=True))
    fresh = [one for one in stays if one.id not in known]
    if not fresh:
        return 0
    at = clock.now()
    people = [NewPerson(key=one.person_id, residence_place_id=one.home) for one in fresh]
    register_persons(actor, clock, people, reason=_WHY)
    stakes = [NewStake(one.person_id, one.place_id, "handover", at) for one in fresh]
    add_stakes(actor, clock, stakes, reason=_WHY)
    for one in fresh:
        row = Attendance.objects.create(
            id=one.id,
            outbreak_id=outbreak_id,
            place_id=one.place_id,
            person_id=one.person_id,
            arrive_at=one.arrive_at,
            leave_at=one.leave_at,
            precision=one.precision,
            reported_at=at,
        )
        after = {
            "person_id": one.person_id,
            "place_id": one.place_id,
            "arrive_at": row.arrive_at,
            "leave_at": row.leave_at,
        }
        record(actor, "reported", "attendance", row.id, at=at, after=after)
    return len(fresh)
