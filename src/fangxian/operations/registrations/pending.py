"""Records that say something of a round: kept beside the record until they are in its ledger, or it is told why not."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from fangxian.operations.bulk import insert_values
from fangxian.operations.registrations.models import Pending, Registration

ROUND = "round"
"""The answer of a payload that names the round a record belongs to."""


@dataclass(frozen=True)
class Waiting:
    """One record that waits to be put into a ledger."""

    id: UUID
    kind: str
    round_id: UUID
    place_id: str
    person_key: str | None
    household_key: str | None
    event_at: datetime
    device_at: datetime | None
    user_id: str
    office_id: str
    payload: dict[str, Any]


@dataclass(frozen=True)
class PendingCounts:
    """Records that wait for their ledger, and those it would not take, by problem."""

    waiting: int
    refused: dict[str, int]


def note_pending(rows: Iterable[dict[str, Any]]) -> None:
    """Note those of freshly recorded rows that belong into a ledger, in the transaction that recorded them."""
    insert_values(
        Pending,
        (
            {"registration_id": row["id"], "problem": "", "tried_at": None}
            for row in rows
            if _round_of(row["payload"]) is not None
        ),
    )


def list_waiting(most: int) -> list[Waiting]:
    """Return records that wait, in the order of their ids."""
    ids = Pending.objects.filter(problem="").order_by("registration_id")[:most]
    rows = Registration.objects.in_bulk([one.registration_id for one in ids])
    return [waiting for row in rows.values() if (waiting := _waiting(row)) is not None]


def settle(ids: Collection[UUID]) -> None:
    """Say that these are in their ledger."""
    Pending.objects.filter(registration_id__in=list(ids)).delete()


def refuse(registration_id: UUID, problem: str, at: datetime) -> None:
    """Say why one can't be put there: it stays on record and is counted."""
    Pending.objects.filter(registration_id=registration_id).update(problem=problem, tried_at=at)


def count_pending() -> PendingCounts:
    """Return how many wait, and how many were refused and why."""
    refused: dict[str, int] = {}
    for problem in Pending.objects.exclude(problem="").values_list("problem", flat=True):
        refused[problem] = refused.get(problem, 0) + 1
    return PendingCounts(Pending.objects.filter(problem="").count(), dict(sorted(refused.items())))


def _waiting(row: Registration) -> Waiting | None:
    round_id = _round_of(row.payload)
    if round_id is None:
        return None
    return Waiting(
        row.id,
        row.kind,
        round_id,
        row.place_id,
        row.person_key,
        row.household_key,
        row.event_at,
        row.device_at,
        row.user_id,
        row.office_id,
        row.payload,
    )


def _round_of(payload: dict[str, Any]) -> UUID | None:
    try:
        return UUID(str(payload.get(ROUND)))
    except ValueError:
        return None
