"""“I was there”: a stranger's own word about a published venue, and what staff make of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import polars as pl
from django.db import transaction

from fangxian.engines import tables
from fangxian.engines.problems import Text
from fangxian.engines.tables import PRECISIONS
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.queries import get_system_actor
from fangxian.operations.clock import Clock
from fangxian.operations.follow_ups.models import Attendance, Search
from fangxian.operations.follow_ups.problems import (
    ALREADY_SETTLED,
    ATTENDANCE_UNCLEAR,
    NOT_PUBLISHED,
    TOO_MANY_REPORTS,
)
from fangxian.operations.follow_ups.venue_rows import PublishedNotice
from fangxian.operations.ids import new_id
from fangxian.operations.journal.services import record
from fangxian.operations.people.queries import get_person
from fangxian.operations.people.rows import NewPerson, NewStake
from fangxian.operations.people.services import add_stakes, register_persons
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND, REASON_NEEDED

REPORTS_AN_HOUR = 5
SOURCE = "self-report"
_LONGEST = timedelta(days=14)
_NAME_AT_MOST, _PHONE_AT_MOST = 80, 40


@dataclass(frozen=True)
class AttendanceGiven:
    """What somebody says of themselves. `sender`: a digest of where it came from, for the rate only."""

    place_id: str
    arrive_at: datetime
    leave_at: datetime
    full_name: str
    phone: str
    precision: str = "window"
    residence_place_id: str | None = None
    sender: str = ""
    event_id: UUID | None = None


@transaction.atomic
def report_attendance(clock: Clock, *, outbreak_id: str, given: AttendanceGiven) -> None:
    """Take somebody's word that they were at a venue whose notice asks for it; sent twice, it stands once.

    Raises:
        Problem: `venue-not-published`, `attendance-unclear`, `too-many-reports`.
    """
    at, event_id = clock.now(), given.event_id or new_id()
    _require_published(outbreak_id, given.place_id, at)
    _examine(given, at)
    if Attendance.objects.filter(id=event_id).exists():
        return
    _slow_down(given, at)
    actor, key = get_system_actor(SOURCE), f"self-{event_id}"
    person = NewPerson(
        key=key,
        full_name=given.full_name.strip(),
        phone=given.phone.strip(),
        residence_place_id=given.residence_place_id,
    )
    register_persons(actor, clock, [person], reason="said to have been there")
    add_stakes(
        actor, clock, [NewStake(key, given.place_id, "handover", at)], reason="said to have been there"
    )
    row = Attendance.objects.create(
        id=event_id,
        outbreak_id=outbreak_id,
        place_id=given.place_id,
        person_id=key,
        arrive_at=given.arrive_at,
        leave_at=given.leave_at,
        precision=given.precision,
        sender=given.sender,
        reported_at=at,
    )
    after = {
        "person_id": key,
        "place_id": given.place_id,
        "arrive_at": row.arrive_at,
        "leave_at": row.leave_at,
    }
    record(actor, "reported", "attendance", row.id, at=at, after=after)


def open_notice(clock: Clock, *, outbreak_id: str, place_id: str) -> PublishedNotice:
    """Return a notice that asks for those who were there. Raises `venue-not-published`, for anything else."""
    search = _require_published(outbreak_id, place_id, clock.now())
    told = search.notice
    return PublishedNotice(
        outbreak_id, place_id, search.outbreak.timezone, Text(**told["title"]), Text(**told["body"])
    )


@transaction.atomic
def confirm_attendance(actor: Actor, clock: Clock, *, attendance_id: UUID, person_id: str = "") -> str:
    """Take the word as a stay: the next response reads it. Return whose stay it is.

    `person_id`: the person on record it turns out to be, else the one made from the report.
    Raises `not-found`, `attendance-settled`.
    """
    actor.require("report_case")
    row, at = _get_waiting(actor, attendance_id), clock.now()
    if person_id:
        row.person_id = get_person(actor.reach, person_id, at).person_id
    row.confirmed_at, row.settled_by = at, actor.user_id
    row.save()
    record(actor, "confirmed", "attendance", row.id, at=at, after={"person_id": row.person_id})
    return row.person_id


@transaction.atomic
def reject_attendance(actor: Actor, clock: Clock, *, attendance_id: UUID, reason: str) -> None:
    """Set the word aside, with the reason. Raises `not-found`, `attendance-settled`, `reason-needed`."""
    actor.require("report_case")
    if not reason.strip():
        raise REASON_NEEDED()
    row, at = _get_waiting(actor, attendance_id), clock.now()
    row.rejected_at, row.settled_by, row.reason = at, actor.user_id, reason
    row.save()
    record(actor, "rejected", "attendance", row.id, at=at, reason=reason)


def attendance_table(reach: Reach, outbreak_id: str, root: str, known_at: datetime) -> pl.DataFrame:
    """Return the stays confirmed by `known_at` as `tables.PRESENCES`: whole, or empty without a reach over `root`."""
    if not reach.covers(root):
        return tables.PRESENCES.empty()
    rows = Attendance.objects.filter(outbreak_id=outbreak_id, confirmed_at__lte=known_at)
    columns = ("person_id", "place_id", "arrive_at", "leave_at", "precision")
    return tables.PRESENCES.rows(
        [{**row, "source": SOURCE} for row in rows.order_by("arrive_at", "id").values(*columns)]
    )


def _require_published(outbreak_id: str, place_id: str, at: datetime) -> Search:
    notices = Search.objects.open().filter(outbreak_id=outbreak_id, place_id=place_id)
    running = notices.filter(published_at__lte=at, outbreak__ended_at=None).select_related("outbreak")
    found = running.first()
    if found is None:
        raise NOT_PUBLISHED()
    return found


def _examine(given: AttendanceGiven, at: datetime) -> None:
    faults = (
        (not given.full_name.strip() or len(given.full_name) > _NAME_AT_MOST, "the name", "姓名"),
        (not given.phone.strip() or len(given.phone) > _PHONE_AT_MOST, "the telephone number", "电话"),
        (given.precision not in PRECISIONS, "the precision", "精度"),
        (given.leave_at < given.arrive_at, "it ends before it begins", "离开早于到达"),
        (given.arrive_at > at, "it lies in the future", "时间晚于现在"),
        (given.leave_at - given.arrive_at > _LONGEST, "it lasts too long", "时间过长"),
    )
    for wrong, fault, fault_zh in faults:
        if wrong:
            raise ATTENDANCE_UNCLEAR(fault=fault, fault_zh=fault_zh)


def _slow_down(given: AttendanceGiven, at: datetime) -> None:
    if not given.sender:
        return
    recent = Attendance.objects.filter(sender=given.sender, reported_at__gt=at - timedelta(hours=1))
    if recent.count() >= REPORTS_AN_HOUR:
        raise TOO_MANY_REPORTS(most=REPORTS_AN_HOUR)


def _get_waiting(actor: Actor, attendance_id: UUID) -> Attendance:
    rows = actor.reach.filter_persons(Attendance.objects.select_for_update(), "place_id")
    row = rows.filter(id=attendance_id).first()
    if row is None:
        raise NOT_FOUND(what="report", what_zh="自报", key=attendance_id)
    if row.confirmed_at or row.rejected_at:
        raise ALREADY_SETTLED()
    return row
