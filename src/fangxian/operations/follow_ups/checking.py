"""The daily check, samples and doses. The id is born with the act: sent again, nothing changes, in any order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction

from fangxian.engines.following import RESULTS, is_red, state_of_day
from fangxian.engines.tables import CHECK_CHANNELS
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.clock import Clock
from fangxian.operations.follow_ups.finding import get_course, rule_of
from fangxian.operations.follow_ups.models import Check, Course, Finding, RedFlag
from fangxian.operations.follow_ups.owners import find_clinic
from fangxian.operations.follow_ups.problems import (
    CHECK_ID_TAKEN,
    CHECK_IN_THE_FUTURE,
    FOLLOW_UP_CLOSED,
    NOT_A_CHANNEL,
    NOT_A_FINDING,
    SYMPTOMS_TOLD_WELL,
    TEMPERATURE_UNLIKELY,
)
from fangxian.operations.follow_ups.rows import Checked
from fangxian.operations.ids import new_id
from fangxian.operations.journal.services import record
from fangxian.operations.people.services import encrypt_for

CHANNELS = CHECK_CHANNELS
FINDINGS = ("negative", "positive", "given", "declined")
"""What becomes of a sample (the first two) or of a dose (the others)."""

_CLOCK_MAY_BE_FAST = timedelta(minutes=10)
_COLDEST_C, _HOTTEST_C = 30.0, 45.0


@dataclass(frozen=True)
class CheckGiven:
    """What somebody found, as a form, a file or a phone gives it.

    `device_at`: when it was found, by the device's clock; None: as it is recorded. `event_id`: made where the check
    was born, so that a repeated send adds nothing.
    """

    channel: str
    result: str
    symptoms: Sequence[str] = ()
    temperature_c: float | None = None
    note: str = ""
    device_at: datetime | None = None
    event_id: UUID | None = None


@transaction.atomic
def check(actor: Actor, clock: Clock, *, follow_up: str, given: CheckGiven) -> Checked:
    """Record one check. Symptoms, or fever from the pack's figure, raise a red flag at the hospital's office.

    A check found before the follow-up was closed is taken after it too: it arrived late.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-a-check-result`, `not-a-channel`, `temperature-unlikely`,
            `symptoms-told-well`, `check-in-the-future`, `follow-up-closed`, `check-id-taken`.
    """
    actor.require("work")
    course = get_course(actor, follow_up)
    outbreak = get_outbreak(actor.reach, course.outbreak_id)
    return write_check(actor, clock, course=course, outbreak=outbreak, given=given)


def write_check(
    actor: Actor, clock: Clock, *, course: Course, outbreak: OutbreakRow, given: CheckGiven
) -> Checked:
    """Record one check of a course, inside the caller's transaction, which has found that it may.

    It serves every open follow-up of the person in the outbreak: nobody is asked twice a day the same.
    """
    _examine(given)
    repeated = _find_repeated(course, given)
    if repeated is not None:
        return Checked(_state(repeated), repeated.red, True)
    row = _row(actor, course, outbreak, given, clock.now())
    shared = _siblings(course)
    Check.objects.bulk_create([row, *(_for_sibling(row, key) for key in shared)])
    after = {"check": row.id, "channel": row.channel, "result": row.result, "red": row.red, "shared": shared}
    record(actor, "checked", "follow-up", course.id, at=row.recorded_at, after=after, event_at=row.checked_at)
    if row.red:
        _raise_flag(actor, clock, course, row, outbreak)
    return Checked(_state(row), row.red, False)


@transaction.atomic
def record_finding(
    actor: Actor,
    clock: Clock,
    *,
    follow_up: str,
    result: str,
    taken_at: datetime | None = None,
    event_id: UUID | None = None,
) -> bool:
    """Record a sample's result (negative, positive) or what became of a dose (given, declined); return whether it is new.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-a-finding`, `check-in-the-future`, `check-id-taken`.
    """
    actor.require("work")
    course, at = get_course(actor, follow_up), clock.now()
    if result not in FINDINGS:
        raise NOT_A_FINDING(result=result, results=", ".join(FINDINGS))
    taken = taken_at or at
    if taken > at + _CLOCK_MAY_BE_FAST:
        raise CHECK_IN_THE_FUTURE(at=taken.isoformat())
    row, fresh = Finding.objects.get_or_create(
        id=event_id or new_id(),
        defaults={
            "follow_up_id": course.id,
            "result": result,
            "taken_at": taken,
            "recorded_at": at,
            "by": actor.user_id,
        },
    )
    if row.follow_up_id != course.id:
        raise CHECK_ID_TAKEN(key=event_id)
    if fresh:
        after = {"finding": row.id, "result": result}
        record(actor, "found", "follow-up", course.id, at=at, after=after, event_at=taken)
    return fresh


def _examine(given: CheckGiven) -> None:
    state_of_day([given.result])
    if given.channel not in CHANNELS:
        raise NOT_A_CHANNEL(channel=given.channel, channels=", ".join(CHANNELS))
    heat = given.temperature_c
    if heat is not None and not _COLDEST_C <= heat <= _HOTTEST_C:
        raise TEMPERATURE_UNLIKELY(value=heat)
    if given.symptoms and given.result != RESULTS[1]:
        raise SYMPTOMS_TOLD_WELL()


def _row(actor: Actor, course: Course, outbreak: OutbreakRow, given: CheckGiven, at: datetime) -> Check:
    checked_at = _when(course, given, at)
    return Check(
        id=given.event_id or new_id(),
        follow_up_id=course.id,
        channel=given.channel,
        result=given.result,
        symptoms=sorted(set(given.symptoms)),
        temperature_c=given.temperature_c,
        note=encrypt_for(course.follow_up.person_id, given.note) if given.note else "",
        checked_at=checked_at,
        checked_on=checked_at.astimezone(ZoneInfo(outbreak.timezone)).date(),
        device_at=given.device_at,
        recorded_at=at,
        by=actor.user_id,
        office=actor.office_id,
        red=is_red(given.symptoms, given.temperature_c, rule_of(outbreak.plan)),
    )


def _siblings(course: Course) -> list[str]:
    """The other open follow-ups of the same person in the same outbreak."""
    rows = Course.objects.open().filter(
        outbreak_id=course.outbreak_id, follow_up__person_id=course.follow_up.person_id, closed_at=None
    )
    return list(rows.exclude(id=course.id).order_by("id").values_list("id", flat=True))


def _for_sibling(row: Check, follow_up: str) -> Check:
    """The same check in another follow-up; its id follows from the first, so that it too stands once."""
    columns = {field.attname: getattr(row, field.attname) for field in Check._meta.concrete_fields}
    return Check(**{**columns, "id": uuid5(row.id, follow_up), "follow_up_id": follow_up})


def _find_repeated(course: Course, given: CheckGiven) -> Check | None:
    row = Check.objects.filter(id=given.event_id).first() if given.event_id else None
    if row is not None and row.follow_up_id != course.id:
        raise CHECK_ID_TAKEN(key=given.event_id)
    return row


def _when(course: Course, given: CheckGiven, at: datetime) -> datetime:
    """When it was found: by the device, never later than it was recorded."""
    found = given.device_at or at
    if found > at + _CLOCK_MAY_BE_FAST:
        raise CHECK_IN_THE_FUTURE(at=found.isoformat())
    if course.closed_at is not None and found > course.closed_at:
        raise FOLLOW_UP_CLOSED(at=course.closed_at.isoformat())
    return min(found, at)


def _state(row: Check) -> str:
    """What its day counts as, with every other check of that day."""
    same_day = Check.objects.filter(follow_up_id=row.follow_up_id, checked_on=row.checked_on)
    return state_of_day(same_day.values_list("result", flat=True))


def _raise_flag(actor: Actor, clock: Clock, course: Course, row: Check, outbreak: OutbreakRow) -> None:
    hours = rule_of(outbreak.plan).red_flag_hours
    flag = RedFlag.objects.create(
        check_event=row,
        follow_up_id=course.id,
        office_id=find_clinic(actor, clock, course.seat_id),
        place_id=course.seat_id,
        raised_at=row.checked_at,
        due_at=row.checked_at + timedelta(hours=hours),
        recorded_at=clock.now(),
    )
    after = {"flag": flag.id, "check": row.id, "due_at": flag.due_at}
    record(actor, "raised", "red-flag", flag.id, at=clock.now(), after=after, event_at=row.checked_at)
