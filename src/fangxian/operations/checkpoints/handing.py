"""Hand-overs from a gate to a community: who waits, who is late, who was taken; and what is forgotten in time."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.checkpoints.models import HandedAnswer, HandedKey, HandedOn
from fangxian.operations.checkpoints.problems import ALREADY_HANDED
from fangxian.operations.checkpoints.rows import HandedRow
from fangxian.operations.chunks import in_chunks
from fangxian.operations.clock import Clock
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.people.vault import open_vault
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND

_STATES = ("late", "waiting", "acknowledged")
_NOWHERE = Text("", "")


def list_handed(reach: Reach, outbreak_id: str, at: datetime) -> tuple[HandedRow, ...]:
    """Return who was handed to communities within reach as known at `at`: late ones first, then the longest waiting.

    Each row is about a person: nobody, for who reads no registers.
    """
    rows = list(reach.filter_persons(_told(outbreak_id, at), "to_place_id"))
    places = titles_of({row.to_place_id for row in rows})
    names = _names(rows) if reach.identities else {}
    found = [_row(row, places, names.get(row.id, ("", "")), at) for row in rows]
    return tuple(sorted(found, key=lambda one: (_STATES.index(one.state), one.due_at, one.id)))


@transaction.atomic
def acknowledge_handed(actor: Actor, clock: Clock, *, handed_id: UUID) -> None:
    """Say for the community that it has whoever was handed to it.

    Raises:
        Problem: `not-your-role`, `not-found`, `already-taken-over`.
    """
    actor.require("report_case")
    rows = actor.reach.filter_persons(HandedOn.objects.filter(id=handed_id), "to_place_id")
    row = rows.select_related("answer").first()
    if row is None:
        raise NOT_FOUND(what="hand-over", what_zh="移交", key=handed_id)
    if hasattr(row, "answer"):
        raise ALREADY_HANDED()
    answer = HandedAnswer(handed=row)
    write_rows(actor, clock.now(), "acknowledged", "handed-on-answer", row.id, [answer], {"handed": row.id})


def count_keys_due(day: date) -> int:
    """Return of how many hand-overs name and telephone were to be kept until `day` or an earlier one."""
    return HandedKey.objects.filter(kept_until__lte=day).count()


def drop_keys_due(day: date) -> int:
    """Destroy their keys: nobody reads them any more; return of how many."""
    return HandedKey.objects.filter(kept_until__lte=day).delete()[0]


def _told(outbreak_id: str, at: datetime) -> QuerySet[HandedOn]:
    rows = HandedOn.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at)
    return rows.select_related("passage", "answer")


def _names(rows: Sequence[HandedOn]) -> dict[UUID, tuple[str, str]]:
    vault, keys = open_vault(), dict[UUID, bytes]()
    for some in in_chunks([row.id for row in rows]):
        found = HandedKey.objects.filter(handed_id__in=some).values_list("handed_id", "wrapped")
        keys |= {handed: bytes(wrapped) for handed, wrapped in found}
    return {
        row.id: (vault.decrypt(keys[row.id], row.full_name), vault.decrypt(keys[row.id], row.phone))
        for row in rows
        if row.id in keys
    }


def _row(row: HandedOn, places: dict[str | None, Text], named: tuple[str, str], at: datetime) -> HandedRow:
    answer = getattr(row, "answer", None)
    acknowledged = answer.recorded_at if answer is not None and answer.recorded_at <= at else None
    state = "acknowledged" if acknowledged else "late" if row.due_at < at else "waiting"
    return HandedRow(
        id=row.id,
        checkpoint_id=row.passage.checkpoint_id,
        to_place_id=row.to_place_id,
        to_place=places.get(row.to_place_id, _NOWHERE),
        origin_risk=row.passage.origin_risk,
        people=row.passage.people,
        passed_at=row.passage.passed_at,
        due_at=row.due_at,
        acknowledged_at=acknowledged,
        state=state,
        name=named[0],
        phone=named[1],
    )
