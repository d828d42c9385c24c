"""Which lists feed a register: each switched on by itself, with its ground, its approver and its end."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.journal.services import record
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.rounds.models import ListSwitch
from fangxian.operations.rounds.problems import LIST_NEEDS_ITS_GROUND, NOT_A_LIST
from fangxian.operations.rounds.rows import ListRow
from fangxian.stores.list_sources import SOURCES

_GROUND = {
    "legal_basis": Text("法律依据", "legal basis"),
    "approver": Text("批准人", "approver"),
    "expires_at": Text("到期时间", "end"),
}


@transaction.atomic
def switch_list(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    list_id: str,
    on: bool,
    legal_basis: str = "",
    approver: str = "",
    expires_at: datetime | None = None,
    reason: str = "",
) -> ListRow:
    """Switch a list on or off for an outbreak. Registers frozen before keep whom they have.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-a-list`, `list-needs-its-ground`.
    """
    actor.require("command")
    outbreak, at = get_outbreak(actor.reach, outbreak_id), clock.now()
    if not actor.reach.covers(outbreak.place_id):
        raise NOT_FOUND(what="outbreak", what_zh="疫情", key=outbreak_id)
    _require_list(list_id)
    ground = {"legal_basis": legal_basis.strip(), "approver": approver.strip(), "expires_at": expires_at}
    if on:
        _require_ground(ground, at)
    facts = {"list_id": list_id, "on": on, **(ground if on else {})}
    entry = record(actor, "switched", "list", f"{outbreak_id}:{list_id}", at=at, after=facts, reason=reason)
    row = ListSwitch.objects.create(outbreak_id=outbreak_id, recorded_at=at, entry=entry, **facts)
    return _row(list_id, row, at)


def list_lists(reach: Reach, outbreak_id: str, at: datetime) -> tuple[ListRow, ...]:
    """Return every list and how it stands, or stood, at `at`. Raises `not-found`."""
    get_outbreak(reach, outbreak_id)
    last = {
        row.list_id: row
        for row in ListSwitch.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at).order_by(
            "recorded_at", "id"
        )
    }
    return tuple(_row(source.list_id, last.get(source.list_id), at) for source in SOURCES)


def _row(list_id: str, row: ListSwitch | None, at: datetime) -> ListRow:
    if row is None:
        return ListRow(list_id, _default(list_id), "", "", None)
    holds = row.on and (row.expires_at is None or row.expires_at > at)
    return ListRow(list_id, holds, row.legal_basis, row.approver, row.expires_at)


def _default(list_id: str) -> bool:
    return next(source.on for source in SOURCES if source.list_id == list_id)


def _require_list(list_id: str) -> None:
    known = [source.list_id for source in SOURCES]
    if list_id not in known:
        raise NOT_A_LIST(list_id=list_id, known=", ".join(known))


def _require_ground(ground: Mapping[str, object], at: datetime) -> None:
    expires_at = ground["expires_at"]
    past = isinstance(expires_at, datetime) and expires_at <= at
    missing = [
        words for name, words in _GROUND.items() if not ground[name] or (past and name == "expires_at")
    ]
    if missing:
        raise LIST_NEEDS_ITS_GROUND(
            missing_zh="、".join(words.zh for words in missing),
            missing=", ".join(words.en for words in missing),
        )
