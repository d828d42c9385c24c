"""What was known of a proposal and its decision at an hour: the rows are dated, a rejection's past is in the journal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from fangxian.operations.decisions.models import Decision, Proposal, ProposalRow, Signature
from fangxian.operations.journal.queries import list_history

ALONE_FOR = timedelta(hours=4)
"""How long what restricts may rest on one signature, when no second signer can be reached."""


@dataclass(frozen=True)
class Known:
    """A decision as it was known; the empty one where none was."""

    exists: bool = False
    outcome: str = ""
    reason: str = ""
    edits: Mapping[str, Any] = field(default_factory=dict)
    decided_at: datetime | None = None
    effective_at: datetime | None = None
    alone_until: datetime | None = None
    signatures: tuple[Signature, ...] = ()


def made_by(rows: QuerySet, at: datetime | None) -> QuerySet:
    """Keep the proposals made by `at` (None: all)."""
    return rows if at is None else rows.filter(created_at__lte=at)


def waiting_at(at: datetime | None, path: str = "") -> Q:
    """Tell, of a proposal at `path`, that it waited for a signature at `at` (None: that it waits)."""
    open_now = Q(**{f"{path}closed_at": None})
    return open_now if at is None else open_now | Q(**{f"{path}closed_at__gt": at})


def decided_by(at: datetime | None) -> Q:
    """Tell of a proposal that somebody had signed or rejected it by `at`."""
    if at is None:
        return Q(decision__isnull=False)
    signed = Signature.objects.filter(signed_at__lte=at).values("decision_id")
    return Q(decision__decided_at__lte=at) | Q(decision__in=signed)


def rows_at(rows: QuerySet[ProposalRow], at: datetime | None) -> QuerySet[ProposalRow]:
    """Keep the rows that stood in their proposal at `at` (None: that stand)."""
    if at is None:
        return rows.filter(withdrawn_at=None)
    return rows.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=at), added_at__lte=at)


def decisions_known(proposals: Iterable[Proposal], at: datetime | None) -> dict[UUID, Known]:
    """Return proposal -> its decision as known at `at` (None: as it stands)."""
    found = {proposal.id: getattr(proposal, "decision", None) for proposal in proposals}
    rewritten = [key for key, decision in found.items() if decision and _was_rewritten(decision, at)]
    before = _first_signed(rewritten)
    return {key: _known(decision, at, before.get(key)) for key, decision in found.items()}


def _was_rewritten(decision: Decision, at: datetime | None) -> bool:
    """A rejection writes over what the first office had signed."""
    return at is not None and decision.decided_at > at and bool(_signatures(decision, at))


def _first_signed(proposal_ids: Iterable[UUID]) -> dict[UUID, Any]:
    keys = [str(key) for key in proposal_ids]
    signed = [row for row in list_history("proposal", keys) if row.verb == "signed"] if keys else []
    return {UUID(row.object_id): row for row in reversed(signed)}


def _known(decision: Decision | None, at: datetime | None, first: Any) -> Known:
    if decision is None:
        return Known()
    signatures = _signatures(decision, at)
    if first is None and at is not None and decision.decided_at > at:
        return Known()
    alone = decision.alone_until
    if at is not None and alone is not None and alone - ALONE_FOR > at:
        alone = None
    effective = decision.effective_at if at is None or (decision.effective_at or at) <= at else None
    return Known(
        exists=True,
        outcome=first.after["outcome"] if first else decision.outcome,
        reason=first.reason if first else decision.reason,
        edits=decision.edits,
        decided_at=first.recorded_at if first else decision.decided_at,
        effective_at=effective,
        alone_until=alone,
        signatures=signatures,
    )


def _signatures(decision: Any, at: datetime | None) -> tuple[Signature, ...]:
    rows = sorted(decision.signatures.all(), key=lambda row: row.signed_at)
    return tuple(row for row in rows if at is None or row.signed_at <= at)
