"""Results a follow-up was told of, written into the room the person has: one sample, one result, whoever was told first."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.places.reach import Reach
from fangxian.operations.quarantine_sites.models import Stay, StayResult, StaySample
from fangxian.operations.quarantine_sites.queries import rows_of
from fangxian.operations.quarantine_sites.rows import DueDay
from fangxian.operations.quarantine_sites.stays import open_stays


def write_told(
    actor: Actor,
    at: datetime,
    *,
    outbreak_id: str,
    person_id: str,
    finding_id: UUID,
    result: str,
    taken_at: datetime,
) -> bool:
    """Write a result into the room of a person, inside the caller's transaction; return whether there was one to write it to.

    It is of the last due day until the sample was taken that has no result, else of the day it was taken. A result that
    the room has of that day already is not written again.
    """
    stay = open_stays(outbreak_id, at).filter(person=person_id).first()
    outbreak = get_outbreak(actor.reach, outbreak_id)
    if stay is None:
        return False
    told = rows_of(Reach(frozenset({outbreak.place_id})), [stay], at)[0]
    if told.arrived_at is None or taken_at < told.arrived_at:
        return False
    on = taken_at.astimezone(ZoneInfo(outbreak.timezone)).date()
    if any(day.taken_at is not None and day.on == on and day.result == result for day in told.days):
        return False
    waiting = [day for day in told.days if day.on <= on and not day.result]
    day = waiting[-1] if waiting else DueDay(on, None, "")
    sample = stay.samples.filter(due_on=day.on).first() or _sample(actor, at, stay, finding_id, day, taken_at)
    made = StayResult(sample=sample, result=result)
    write_rows(actor, at, "found", "stay-result", stay.pk, [made], {"due_on": day.on, "result": result})
    return True


def _sample(
    actor: Actor, at: datetime, stay: Stay, finding_id: UUID, day: DueDay, taken_at: datetime
) -> StaySample:
    sample = StaySample(stay=stay, due_on=day.on, taken_at=taken_at)
    told = {"due_on": day.on, "finding": finding_id}
    write_rows(actor, at, "sampled", "stay-sample", stay.pk, [sample], told)
    return sample
