"""When members cannot come, or wish to be free. What it is about is not asked."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import polars as pl
from django.db import transaction

from fangxian.engines.tables import ABSENCE_KINDS, ABSENCES
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.rosters.models import Absence
from fangxian.operations.rosters.problems import NOT_AN_ABSENCE
from fangxian.operations.teams.queries import find_member_of, get_member
from fangxian.operations.teams.rows import MemberRow

LONGEST = timedelta(days=60)
_EVER = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


@transaction.atomic
def report_absence(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    member_id: UUID,
    from_at: datetime,
    to_at: datetime,
    kind: str = "absence",
) -> UUID:
    """Say when a member cannot come, or wishes to be free: whoever it is themselves, or command.

    Nothing else changes: a roster anew, proposed to command, finds who serves instead.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-an-absence`.
    """
    at = clock.now()
    get_outbreak(actor.reach, outbreak_id)
    actor.require("work" if find_member_of(actor.user_id, at) == member_id else "command")
    member = get_member(actor.reach, member_id, at)
    if kind not in ABSENCE_KINDS or not from_at < to_at <= from_at + LONGEST:
        raise NOT_AN_ABSENCE()
    row = Absence(outbreak_id=outbreak_id, place_id=member.place_id, member_id=member_id, kind=kind)
    row.from_at, row.to_at = from_at, to_at
    write_rows(actor, at, "reported", "absence", member_id, [row], {"from_at": from_at, "to_at": to_at})
    return row.id


def absence_table(members: Iterable[MemberRow], outbreak_id: str, at: datetime) -> pl.DataFrame:
    """Return `ABSENCES`: what was reported, and the time outside which each member serves at all. For operations."""
    told = Absence.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at)
    rows = [
        {"person_id": str(row.member_id), "from_at": row.from_at, "to_at": row.to_at, "kind": row.kind}
        for row in told.order_by("recorded_at", "id")
    ]
    for member in members:
        rows += [
            {"person_id": str(member.id), "from_at": begin, "to_at": end, "kind": "absence"}
            for begin, end in ((_EVER[0], member.available_from), (member.available_to, _EVER[1]))
            if begin and end
        ]
    return ABSENCES.rows(rows)
