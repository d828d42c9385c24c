"""One follow-up with everything on its days."""

from datetime import datetime
from typing import Any

from fangxian.engines.problems import Text
from fangxian.operations.accounts.queries import name_users
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.follow_ups.closing import missing_of
from fangxian.operations.follow_ups.days import by
from fangxian.operations.follow_ups.inbox import flag_rows
from fangxian.operations.follow_ups.lists import rows_of
from fangxian.operations.follow_ups.models import Check, Course, Finding, OwnLink, RedFlag
from fangxian.operations.follow_ups.rows import CheckRow, FindingRow, FollowUpView, Keepers, LinkRow
from fangxian.operations.people.queries import decrypt_for
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND

_NOBODY = Text("本人或系统", "the person themselves, or the system")


def get_follow_up(reach: Reach, key: str, at: datetime) -> FollowUpView:
    """Return a follow-up as known at `at`. Raises `not-found`, also for one outside the reach."""
    rows = Course.objects.as_known(at).filter(id=key).select_related("follow_up")
    course = reach.filter_persons(rows, "seat_id").first()
    if course is None:
        raise NOT_FOUND(what="follow-up", what_zh="随访", key=key)
    outbreak, owner = get_outbreak(reach, course.outbreak_id), course.follow_up
    findings = Finding.objects.filter(follow_up_id=key, recorded_at__lte=at).order_by("taken_at", "id")
    links = OwnLink.objects.filter(follow_up_id=key, made_at__lte=at).order_by("-made_at")
    flags = RedFlag.objects.filter(follow_up_id=key, recorded_at__lte=at)
    return FollowUpView(
        row=rows_of(reach, outbreak, [course], at)[0],
        checks=_checks(reach, owner, at),
        findings=tuple(FindingRow(row.id, row.result, row.taken_at, row.recorded_at) for row in findings),
        flags=flag_rows(reach, flags, at),
        links=tuple(LinkRow(row.id, row.made_at, row.expires_at, by(row.revoked_at, at)) for row in links),
        missing=missing_of(course, outbreak, at) if course.closed_at is None else (),
        reason=owner.reason,
        close_reason=course.close_reason,
        decided_by=name_users({owner.decided_by}).get(owner.decided_by, _NOBODY),
        decided_at=owner.decided_at,
    )


def get_keepers(reach: Reach, key: str, at: datetime) -> Keepers:
    """Return who a follow-up is about and who keeps it, as known at `at`; no name is read. Raises `not-found`."""
    rows = Course.objects.as_known(at).filter(id=key).select_related("follow_up")
    course = reach.filter_persons(rows, "seat_id").first()
    if course is None:
        raise NOT_FOUND(what="follow-up", what_zh="随访", key=key)
    owner = course.follow_up
    return Keepers(
        owner.person_id, course.outbreak_id, str(course.office_id), owner.decided_by, course.closed_at
    )


def _checks(reach: Reach, owner: Any, at: datetime) -> tuple[CheckRow, ...]:
    rows = list(
        Check.objects.filter(follow_up_id=owner.id, recorded_at__lte=at).order_by("-checked_at", "id")
    )
    users = name_users({row.by for row in rows})
    return tuple(
        CheckRow(
            id=row.id,
            channel=row.channel,
            result=row.result,
            symptoms=tuple(row.symptoms),
            temperature_c=row.temperature_c,
            note=(decrypt_for(reach, owner.person_id, row.note, at) or "") if row.note else "",
            checked_at=row.checked_at,
            device_at=row.device_at,
            recorded_at=row.recorded_at,
            who=users.get(row.by, _NOBODY),
            red=row.red,
        )
        for row in rows
    )
