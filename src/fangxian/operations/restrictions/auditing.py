"""What the auditor reads: who wanted whom bound without what that takes. Numbers and askers, never the people."""

from collections.abc import Iterable

from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.queries import name_offices, name_users
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.restrictions.models import Asking, BlockedList
from fangxian.operations.restrictions.rows import AskingRow, BlockedRow
from fangxian.operations.restrictions.words import tell_faults
from fangxian.stores.packs import read_plan

_NOBODY = Text("", "")


def list_blocked(actor: Actor, outbreak_id: str, limit: int = 200) -> tuple[BlockedRow, ...]:
    """Return the blocked lists, those nobody has looked into first. Raises `not-your-role`, `not-found`."""
    actor.require("audit")
    plan = read_plan(get_outbreak(actor.reach, outbreak_id).plan)
    rows = list(BlockedList.objects.filter(outbreak_id=outbreak_id).order_by("-first_at")[:limit])
    askings = list(Asking.objects.filter(blocked__in=rows).order_by("at", "id"))
    users = name_users({row.by for row in askings} | {row.settled_by for row in rows})
    offices = name_offices({row.office for row in askings})
    found = [
        BlockedRow(
            id=row.id,
            outbreak_id=row.outbreak_id,
            measure=row.measure,
            title=plan.measures[row.measure].title
            if row.measure in plan.measures
            else Text(row.measure, row.measure),
            persons=row.persons,
            digest=row.digest,
            first_at=row.first_at,
            askings=tuple(_asking(one, users, offices) for one in askings if one.blocked_id == row.id),
            settled_at=row.settled_at,
            settled_by=users.get(row.settled_by, _NOBODY),
            finding=row.finding,
        )
        for row in rows
    ]
    return tuple(_open_first(found))


def count_blocked(actor: Actor, outbreak_id: str) -> int:
    """Return how many blocked lists nobody has looked into. Raises `not-your-role`, `not-found`."""
    actor.require("audit")
    get_outbreak(actor.reach, outbreak_id)
    return BlockedList.objects.filter(outbreak_id=outbreak_id, settled_at=None).count()


def _open_first(rows: Iterable[BlockedRow]) -> list[BlockedRow]:
    return sorted(rows, key=lambda row: row.settled_at is not None)


def _asking(row: Asking, users: dict[str, Text], offices: dict[str, Text]) -> AskingRow:
    return AskingRow(
        at=row.at,
        by=users.get(row.by, Text(row.by, row.by)),
        role=row.role,
        office=offices.get(row.office, _NOBODY),
        door=row.door,
        supported=row.supported,
        faults=tuple(row.faults.items()),
        told=tell_faults(row.faults),
        reason=row.reason,
        proposal_id=row.proposal,
    )
