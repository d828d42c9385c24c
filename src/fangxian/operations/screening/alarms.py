"""The buttons at a door: danger, a child alone, the duty office is to call. At any hour, without a form, at once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fangxian.engines.visiting import ALARMS, Told
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.screening.at_door import find_door, get_screening_round
from fangxian.operations.screening.items import item_id, raise_items
from fangxian.operations.screening.models import DoorItem
from fangxian.operations.screening.problems import NOT_AN_ALARM
from fangxian.operations.screening.risks import write_mark


@dataclass(frozen=True)
class AlarmGiven:
    """A button pressed at a door. `id` is made there: pressed twice, it is one alarm."""

    id: UUID
    place_id: str
    household_id: str
    kind: str
    event_at: datetime


@transaction.atomic
def call_duty(actor: Actor, clock: Clock, *, round_id: UUID, given: AlarmGiven) -> bool:
    """Put an alarm on the duty line of the street; return whether it is new. Danger marks the door as risky.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-a-screening-round`, `not-an-alarm`.
    """
    actor.require("report_case")
    row, at = get_screening_round(actor.reach, round_id), clock.now()
    if given.kind not in ALARMS:
        raise NOT_AN_ALARM(kind=given.kind, kinds=", ".join(ALARMS))
    door = find_door(actor.reach, row, given.place_id, given.household_id)
    about = {"place_id": door.place_id, "household_id": door.door_id}
    if DoorItem.objects.filter(id=item_id(given.id, given.kind)).exists():
        return False
    raise_items(
        actor,
        clock,
        form_id=given.id,
        outbreak_id=row.outbreak_id,
        told=[Told(given.kind, None, ())],
        raised_at=min(given.event_at, at),
        **about,
    )
    if given.kind == "danger":
        write_mark(actor, at, given.id, row.outbreak_id, why="violence", **about)
    return True
