"""Reading lookups: whether a record opens, what the auditor asks about, what a person is told of their own."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from fangxian.engines.inspecting import LOOKS, find_unusual
from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.queries import name_offices, name_users
from fangxian.operations.clock import Clock
from fangxian.operations.follow_ups.own import open_course
from fangxian.operations.lookups.models import Lookup
from fangxian.operations.lookups.reasons import WHYS
from fangxian.operations.lookups.rows import LookerRow, LookupRow, OwnLookup
from fangxian.operations.lookups.subjects import find_subject
from fangxian.operations.lookups.tasks import is_among_tasks
from fangxian.operations.places.reach import Reach

NOBODY = Text("", "")


def may_open(actor: Actor, record: str, record_id: str, at: datetime) -> bool:
    """Tell whether the record opens without asking: among the tasks, under a standing lookup, or without a name on it.

    Raises:
        Problem: `not-found`, also outside the reach.
    """
    subject = find_subject(actor.reach, record, record_id, at)
    if not actor.reach.identities or is_among_tasks(actor, subject, at):
        return True
    standing = Lookup.objects.filter(looked_at__lte=at, until_at__gt=at, user_id=actor.user_id)
    return standing.filter(person=subject.person_id).exists()


def list_lookups(actor: Actor, at: datetime, *, days: int = 30, limit: int = 500) -> tuple[LookupRow, ...]:
    """Return the lookups of the last `days`, unusual ones first, then the latest. Only for who may audit."""
    actor.require("audit")
    rows, found = _unusual(actor.reach, at, days)
    marks = dict(zip(found["look_id"], found["unusual"].to_list(), strict=True))
    first = sorted(rows, key=lambda row: not marks[str(row.id)])[:limit]
    names = _names(first)
    return tuple(_row(row, tuple(marks[str(row.id)]), names) for row in first)


def list_lookers(actor: Actor, at: datetime, *, days: int = 30) -> tuple[LookerRow, ...]:
    """Return who looked in the last `days` and how often, unusual ones first. Only for who may audit."""
    actor.require("audit")
    rows, found = _unusual(actor.reach, at, days)
    facts = {row["look_id"]: row for row in found.iter_rows(named=True)}
    by_user: dict[str, list[Lookup]] = {}
    for row in rows:
        by_user.setdefault(str(row.user_id), []).append(row)
    names = _names(rows)
    lookers = [_looker(own, [facts[str(row.id)] for row in own], names) for own in by_user.values()]
    return tuple(sorted(lookers, key=lambda row: (not row.unusual, -row.people, row.user_id)))


def list_own_lookups(clock: Clock, token: str) -> tuple[OwnLookup, ...]:
    """Return who looked at the person whose own link this is, the latest first. Raises `own-link-not-valid`."""
    person = open_course(token, clock.now()).follow_up.person_id
    rows = Lookup.objects.filter(person=person, looked_at__lte=clock.now()).order_by("-looked_at", "-id")
    offices = name_offices({str(row.office_id) for row in rows})
    return tuple(
        OwnLookup(offices.get(str(row.office_id), NOBODY), row.role, WHYS[row.why], row.looked_at)
        for row in rows
    )


def _unusual(reach: Reach, at: datetime, days: int) -> tuple[list[Lookup], pl.DataFrame]:
    made = Lookup.objects.filter(looked_at__gt=at - timedelta(days=days), looked_at__lte=at)
    within = reach.filter(made, "office__place_id").select_related("outbreak")
    rows = list(within.order_by("-looked_at", "-id"))
    frame = LOOKS.rows(
        [
            {
                "look_id": str(row.id),
                "user_id": str(row.user_id),
                "role": row.role,
                "office_id": str(row.office_id),
                "person_id": row.person_id,
                "looked_at": row.looked_at,
                "local_hour": row.looked_at.astimezone(ZoneInfo(row.outbreak.timezone)).hour,
            }
            for row in rows
        ]
    )
    return rows, find_unusual(frame)


def _names(rows: list[Lookup]) -> tuple[dict[str, Text], dict[str, Text]]:
    return name_users({str(row.user_id) for row in rows}), name_offices({str(row.office_id) for row in rows})


def _row(row: Lookup, unusual: tuple[str, ...], names: tuple[dict[str, Text], dict[str, Text]]) -> LookupRow:
    users, offices = names
    return LookupRow(
        id=row.id,
        person_id=row.person_id,
        record=row.record,
        who=users.get(str(row.user_id), NOBODY),
        role=row.role,
        office=offices.get(str(row.office_id), NOBODY),
        why=WHYS[row.why],
        reason=row.reason,
        looked_at=row.looked_at,
        until_at=row.until_at,
        unusual=unusual,
    )


def _looker(
    rows: list[Lookup], facts: list[dict[str, Any]], names: tuple[dict[str, Text], dict[str, Text]]
) -> LookerRow:
    latest, users, offices = rows[0], *names
    return LookerRow(
        user_id=str(latest.user_id),
        who=users.get(str(latest.user_id), NOBODY),
        role=latest.role,
        office=offices.get(str(latest.office_id), NOBODY),
        lookups=len(rows),
        people=facts[0]["people"],
        usual=facts[0]["usual"],
        unusual=tuple(sorted({mark for fact in facts for mark in fact["unusual"]})),
    )
