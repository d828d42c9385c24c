"""The laboratories of an outbreak."""

import re
from datetime import datetime

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.custody.models import Laboratory
from fangxian.operations.custody.problems import NO_SUCH_LABORATORY, NOT_A_LABORATORY
from fangxian.operations.custody.rows import LaboratoryRow
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.places.reach import Reach

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST, _NAME = 40, 120


@transaction.atomic
def register_laboratory(
    actor: Actor, clock: Clock, *, outbreak_id: str, key: str, name: str, place_id: str, tubes_a_day: int
) -> LaboratoryRow:
    """Say what a laboratory is and what it can do in a day; said again, the last word stands.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-a-laboratory`.
    """
    actor.require("command")
    outbreak = get_outbreak(actor.reach, outbreak_id)
    actor.reach.require(place_id)
    described = _KEY.fullmatch(key) and len(key) <= _LONGEST and 0 < len(name.strip()) <= _NAME
    if not described or tubes_a_day < 1:
        raise NOT_A_LABORATORY(key=key)
    facts = {"key": key, "name": name.strip(), "place_id": place_id, "tubes_a_day": tubes_a_day}
    row = Laboratory(outbreak_id=outbreak.id, **facts)
    write_rows(actor, clock.now(), "registered", "laboratory", f"{outbreak.id}:{key}", [row], facts)
    return _row_of(row)


def list_laboratories(
    reach: Reach, outbreak_id: str, known_at: datetime | None = None
) -> tuple[LaboratoryRow, ...]:
    """Return the laboratories of an outbreak, by key: everybody who sends tubes may know them. Raises `not-found`."""
    get_outbreak(reach, outbreak_id)
    rows = Laboratory.objects.filter(outbreak_id=outbreak_id).order_by("recorded_at", "id")
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    last = {row.key: _row_of(row) for row in rows}
    return tuple(last[key] for key in sorted(last))


def get_laboratory(reach: Reach, outbreak_id: str, key: str) -> LaboratoryRow:
    """Return one laboratory. Raises `not-found` (outbreak), `no-such-laboratory`."""
    found = {row.id: row for row in list_laboratories(reach, outbreak_id)}
    if key not in found:
        raise NO_SUCH_LABORATORY(key=key)
    return found[key]


def _row_of(row: Laboratory) -> LaboratoryRow:
    return LaboratoryRow(row.key, row.name, row.place_id, row.tubes_a_day)
