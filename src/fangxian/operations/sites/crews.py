"""Who is on duty at a site, from when to when: they meet everybody who comes."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.queries import find_user
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.sites.models import Shift
from fangxian.operations.sites.problems import NOBODY_ON_DUTY, SHIFT_HOURS_UNCLEAR, SITE_CLOSED
from fangxian.operations.sites.queries import get_site
from fangxian.operations.sites.rows import LONGEST_SHIFT, ShiftRow, shift_row

_LONGEST_ID = 64


@transaction.atomic
def go_on_duty(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    site_id: str,
    person_id: str = "",
    staff_id: str = "",
    from_at: datetime | None = None,
    to_at: datetime | None = None,
    shift_id: UUID | None = None,
) -> ShiftRow:
    """Say that somebody is on duty at a site: a person by their number, one of the staff by their handle, or both.

    Only whom a person's number names is found when a case was there. Sent again under the same `shift_id`, or for
    somebody who is there already, nothing changes.

    Raises:
        Problem: `not-your-role`, `not-found`, `no-such-site`, `nobody-on-duty`, `shift-hours-unclear`, `site-closed`.
    """
    actor.require("work")
    site, at = get_site(actor.reach, outbreak_id, site_id), clock.now()
    begins = from_at or at
    _require_hours(begins, to_at, at)
    if not site.is_open(begins):
        raise SITE_CLOSED(key=site_id)
    who = _who(person_id, staff_id)
    row = Shift(outbreak_id=outbreak_id, site_id=site_id, shift_id=shift_id or new_id(), **who)
    row.from_at, row.to_at = begins, to_at
    there = _find_there(row)
    if there is not None:
        return shift_row(there, registers=actor.reach.registers)
    after = {"site_id": site_id, "shift_id": row.shift_id, "from_at": begins}
    write_rows(actor, at, "began", "site-shift", outbreak_id, [row], after)
    return shift_row(row, registers=actor.reach.registers)


@transaction.atomic
def go_off_duty(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    site_id: str,
    shift_id: UUID,
    to_at: datetime | None = None,
) -> ShiftRow:
    """Say when a shift ended; said again, the last word stands.

    Raises:
        Problem: `not-your-role`, `not-found`, `no-such-site`, `shift-hours-unclear`.
    """
    actor.require("work")
    get_site(actor.reach, outbreak_id, site_id)
    told = Shift.objects.filter(outbreak_id=outbreak_id, site_id=site_id, shift_id=shift_id)
    row, at = told.order_by("recorded_at", "id").last(), clock.now()
    if row is None:
        raise NOT_FOUND(what="shift", what_zh="班次", key=shift_id)
    ends = to_at or at
    _require_hours(row.from_at, ends, at)
    said = _ended(row, ends)
    after = {"site_id": site_id, "shift_id": shift_id, "to_at": ends}
    write_rows(actor, at, "ended", "site-shift", outbreak_id, [said], after)
    return shift_row(said, registers=actor.reach.registers)


def end_shifts(actor: Actor, at: datetime, outbreak_id: str, site_id: str) -> None:
    """End every shift that goes on at a site that closes."""
    told = Shift.objects.filter(outbreak_id=outbreak_id, site_id=site_id).order_by("recorded_at", "id")
    last = {row.shift_id: row for row in told}
    ended = [_ended(row, at) for row in last.values() if row.to_at is None]
    if ended:
        after = {"site_id": site_id, "shifts": len(ended), "to_at": at}
        write_rows(actor, at, "ended", "site-shift", outbreak_id, ended, after)


def _ended(row: Shift, at: datetime) -> Shift:
    return Shift(
        outbreak_id=row.outbreak_id,
        site_id=row.site_id,
        shift_id=row.shift_id,
        person_id=row.person_id,
        staff_id=row.staff_id,
        from_at=row.from_at,
        to_at=min(at, row.from_at + LONGEST_SHIFT),
    )


def _who(person_id: str, staff_id: str) -> dict[str, str | None]:
    person, staff = person_id.strip(), staff_id.strip()
    if not (person or staff) or len(person) > _LONGEST_ID or (staff and find_user(staff) is None):
        raise NOBODY_ON_DUTY()
    return {"person_id": person or None, "staff_id": staff or None}


def _require_hours(begins: datetime, ends: datetime | None, at: datetime) -> None:
    until = ends or at
    if not begins <= until <= at or (ends is not None and ends - begins > LONGEST_SHIFT):
        raise SHIFT_HOURS_UNCLEAR(hours=int(LONGEST_SHIFT.total_seconds() // 3600))


def _find_there(new: Shift) -> Shift | None:
    """The same shift told before, or one of the same person that goes on."""
    told = Shift.objects.filter(outbreak_id=new.outbreak_id, site_id=new.site_id)
    last = {row.shift_id: row for row in told.order_by("recorded_at", "id")}
    if new.shift_id in last:
        return last[new.shift_id]
    who = (new.person_id, new.staff_id)
    goes_on = (
        row for row in last.values() if row.to_at is None and new.from_at - row.from_at < LONGEST_SHIFT
    )
    return next((row for row in goes_on if (row.person_id, row.staff_id) == who), None)
