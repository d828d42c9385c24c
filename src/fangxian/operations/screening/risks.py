"""Doors that are risky: marked by whoever met the danger, lifted by the street or above."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.places.queries import ancestors
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.screening.desks import street_of
from fangxian.operations.screening.models import DoorMark
from fangxian.operations.screening.problems import NOT_A_RISK, ONLY_THE_STREET_LIFTS
from fangxian.operations.screening.rows import RISKS


def find_risks(outbreak_id: str, place_ids: Collection[str], at: datetime | None = None) -> dict[str, str]:
    """Return door -> why it is risky, of the doors at these places that are (`at`: as known then)."""
    rows = DoorMark.objects.filter(outbreak_id=outbreak_id, place_id__in=list(place_ids))
    if at is not None:
        rows = rows.filter(recorded_at__lte=at)
    last = dict(rows.order_by("recorded_at", "entry_id").values_list("household_id", "why"))
    return {door: why for door, why in last.items() if why}


@transaction.atomic
def mark_door(
    actor: Actor, clock: Clock, *, outbreak_id: str, place_id: str, household_id: str, why: str
) -> None:
    """Say that two go to this door, and why (a code of `RISKS`), or with "" that nobody has to.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-a-risk`, `only-the-street-lifts`.
    """
    actor.require("work")
    get_outbreak(actor.reach, outbreak_id)
    if not (actor.reach.registers and actor.reach.covers(place_id)):
        raise NOT_FOUND(what="place", what_zh="地点", key=place_id)
    if why and why not in RISKS:
        raise NOT_A_RISK(why=why, risks=", ".join(RISKS))
    above = [place.place_id for place in ancestors(place_id)]
    if not why and not actor.reach.covers(street_of(above, place_id)):
        raise ONLY_THE_STREET_LIFTS()
    write_mark(actor, clock.now(), new_id(), outbreak_id, place_id, household_id, why)


def write_mark(
    actor: Actor, at: datetime, key: UUID, outbreak_id: str, place_id: str, household_id: str, why: str
) -> None:
    """Put a mark on record, inside the caller's transaction."""
    if find_risks(outbreak_id, [place_id]).get(household_id, "") == why:
        return
    row = DoorMark(id=key, outbreak_id=outbreak_id, place_id=place_id, household_id=household_id, why=why)
    write_rows(actor, at, "marked", "door-mark", key, [row], {"place_id": place_id, "why": why})
