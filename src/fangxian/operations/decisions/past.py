"""What was decided, looked up by decision: for the history of what a decision put in force."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from fangxian.engines.problems import Text
from fangxian.operations.decisions.models import Decision
from fangxian.operations.decisions.rows import SignatureRow


@dataclass(frozen=True)
class DecisionRow:
    """One decision with its proposal's hour and its signatures."""

    id: UUID
    proposal_id: UUID
    proposed_at: datetime
    kind: str
    outcome: str
    reason: str
    edits: dict[str, dict[str, Any]]
    decided_at: datetime
    effective_at: datetime | None
    signatures: tuple[SignatureRow, ...]


def list_decisions(decision_ids: Collection[UUID], known_at: datetime) -> tuple[DecisionRow, ...]:
    """Return decisions whose effect the caller has shown to be within its reach, as they were by `known_at`."""
    rows = Decision.objects.filter(id__in=list(decision_ids), decided_at__lte=known_at)
    found = rows.select_related("proposal").prefetch_related("signatures__user", "signatures__office")
    return tuple(
        DecisionRow(
            id=row.id,
            proposal_id=row.proposal_id,
            proposed_at=row.proposal.created_at,
            kind=row.proposal.kind,
            outcome=row.outcome,
            reason=row.reason,
            edits=row.edits,
            decided_at=row.decided_at,
            effective_at=row.effective_at,
            signatures=tuple(
                SignatureRow(
                    Text(one.user.name_zh, one.user.name_en),
                    Text(one.office.name_zh, one.office.name_en),
                    str(one.office_id),
                    one.signed_at,
                )
                for one in sorted(row.signatures.all(), key=lambda one: one.signed_at)
                if one.signed_at <= known_at
            ),
        )
        for row in found.order_by("decided_at")
    )
