"""Reading the journal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, Protocol
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from fangxian.operations.journal.anchoring import Anchoring, find_anchoring
from fangxian.operations.journal.canonical import decode
from fangxian.operations.journal.heads import SignedHead, parse_head, read_head
from fangxian.operations.journal.models import Entry, Seal
from fangxian.operations.journal.verification import Finding, VerifyReport, verify

__all__ = [
    "Anchoring",
    "EntryRow",
    "Finding",
    "SignedHead",
    "VerifyReport",
    "count_sealed",
    "find_anchoring",
    "has_acted",
    "list_entries",
    "list_history",
    "parse_head",
    "read_head",
    "verify",
]


class Auditor(Protocol):
    """Whoever may read the journal."""

    def require(self, act: str) -> None:
        """Raise unless this role may do `act`."""
        ...


@dataclass(frozen=True)
class EntryRow:
    """One entry as a reader sees it; `seq` is None until it is sealed."""

    seq: int | None
    id: UUID
    who: str
    role: str
    office: str
    verb: str
    object_kind: str
    object_id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    reason: str
    event_at: datetime
    recorded_at: datetime


def has_acted(office_id: str, objects: Iterable[tuple[str, str]]) -> bool:
    """Tell whether somebody of this office acted on one of these (kind, id). Says nothing else of the entry."""
    about = [Q(object_kind=kind, object_id=key) for kind, key in objects]
    return bool(about) and Entry.objects.filter(reduce(or_, about), office=office_id).exists()


def list_entries(
    actor: Auditor,
    *,
    since_seq: int = 0,
    object_kind: str | None = None,
    object_id: str | None = None,
    limit: int = 200,
) -> list[EntryRow]:
    """Return sealed entries after `since_seq` in order. Only for who may audit."""
    actor.require("audit")
    seq = Subquery(Seal.objects.filter(entry_id=OuterRef("id")).values("seq")[:1])
    found = Entry.objects.annotate(seq=seq).filter(seq__gt=since_seq)
    if object_kind is not None:
        found = found.filter(object_kind=object_kind)
    if object_id is not None:
        found = found.filter(object_id=object_id)
    return [_row(entry) for entry in found.order_by("seq")[:limit]]


def list_history(object_kind: str, object_ids: Sequence[str]) -> list[EntryRow]:
    """Return what was done to objects the caller has already shown within its reach, oldest first."""
    seq = Subquery(Seal.objects.filter(entry_id=OuterRef("id")).values("seq")[:1])
    found = Entry.objects.annotate(seq=seq).filter(object_kind=object_kind, object_id__in=object_ids)
    return [_row(entry) for entry in found.order_by("id")]


def find_reason(entry_id: UUID) -> str:
    """Return the reason an entry gives; the caller has shown its object to be within its reach."""
    written = Entry.objects.filter(id=entry_id).values_list("canonical", flat=True).first()
    return str(decode(bytes(written))["reason"]) if written is not None else ""


def count_sealed() -> int:
    """Return the highest seq, 0 if nothing is sealed: the cursor a reader may poll from."""
    return Seal.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


def _row(entry: Any) -> EntryRow:
    written = decode(bytes(entry.canonical))
    return EntryRow(
        seq=entry.seq,
        id=entry.id,
        who=entry.who,
        role=entry.role,
        office=entry.office,
        verb=entry.verb,
        object_kind=entry.object_kind,
        object_id=entry.object_id,
        before=written["before"],
        after=written["after"],
        reason=written["reason"],
        event_at=entry.event_at,
        recorded_at=entry.recorded_at,
    )
