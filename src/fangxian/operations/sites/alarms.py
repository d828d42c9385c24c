"""Alarms of sites: each is raised once, and answered once by somebody who saw to it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND, REASON_NEEDED
from fangxian.operations.sites.models import AlarmAnswer, SiteAlarm
from fangxian.operations.sites.problems import ALARM_ANSWERED
from fangxian.operations.sites.queries import list_sites, sees
from fangxian.operations.sites.rows import AlarmGiven, SiteAlarmRow

_LONGEST = 500


@transaction.atomic
def raise_alarms(actor: Actor, clock: Clock, *, outbreak_id: str, found: Iterable[AlarmGiven]) -> int:
    """Raise those that were not raised before; return how many. Raises `not-your-role`."""
    actor.require("command")
    raised = 0
    for one in found:
        if _is_raised(outbreak_id, one):
            continue
        row = SiteAlarm(
            outbreak_id=outbreak_id,
            site_id=one.site_id,
            kind=one.kind,
            since_at=one.since_at,
            person_id=one.person_id,
            measured=one.measured,
            allowed=one.allowed,
            days=list(one.days) or None,
        )
        after = {"site_id": one.site_id, "kind": one.kind, "since_at": one.since_at, "measured": one.measured}
        write_rows(actor, clock.now(), "raised", "site-alarm", outbreak_id, [row], after)
        raised += 1
    return raised


def list_alarms(reach: Reach, outbreak_id: str, at: datetime) -> tuple[SiteAlarmRow, ...]:
    """Return the alarms of the sites within reach as known then: unanswered first, the latest first.

    Raises:
        Problem: `not-found` (outbreak).
    """
    ours = {one.id for one in list_sites(reach, outbreak_id, at)}
    rows = SiteAlarm.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at).select_related("answer")
    seen = [_row_of(row, reach, at) for row in rows.order_by("-recorded_at", "-id") if row.site_id in ours]
    return tuple(sorted(seen, key=lambda one: one.answered_at is not None))


@transaction.atomic
def answer_alarm(actor: Actor, clock: Clock, *, alarm_id: UUID, said: str) -> None:
    """Say what was done about an alarm.

    Raises:
        Problem: `not-your-role`, `not-found`, `reason-needed`, `alarm-answered`.
    """
    actor.require("work")
    row, at = SiteAlarm.objects.select_related("answer").filter(id=alarm_id).first(), clock.now()
    if row is None or not sees(actor.reach, row.outbreak_id, row.site_id):
        raise NOT_FOUND(what="alarm", what_zh="警报", key=alarm_id)
    if not said.strip():
        raise REASON_NEEDED()
    if hasattr(row, "answer"):
        raise ALARM_ANSWERED(at=row.answer.recorded_at.isoformat())
    answer = AlarmAnswer(alarm=row, said=said.strip()[:_LONGEST])
    write_rows(actor, at, "answered", "site-alarm-answer", row.pk, [answer], {"said": answer.said})


def _is_raised(outbreak_id: str, one: AlarmGiven) -> bool:
    alike = SiteAlarm.objects.filter(
        outbreak_id=outbreak_id, site_id=one.site_id, kind=one.kind, person_id=one.person_id
    )
    if one.same_since is None:
        return alike.filter(since_at=one.since_at).exists()
    return alike.filter(since_at__gte=one.same_since).exists()


def _row_of(row: SiteAlarm, reach: Reach, at: datetime) -> SiteAlarmRow:
    answer = getattr(row, "answer", None)
    known = answer if answer is not None and answer.recorded_at <= at else None
    return SiteAlarmRow(
        id=row.pk,
        site_id=row.site_id,
        kind=row.kind,
        since_at=row.since_at,
        raised_at=row.recorded_at,
        measured=row.measured,
        allowed=row.allowed,
        person_id=(row.person_id or None) if reach.registers else None,
        days=tuple(row.days or ()),
        answered_at=known.recorded_at if known else None,
        said=known.said if known else "",
    )
