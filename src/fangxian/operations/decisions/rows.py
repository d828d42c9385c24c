"""Proposals and decisions as pages see them: frozen rows, never models."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from fangxian.engines.problems import Text


@dataclass(frozen=True)
class SignatureRow:
    """One name under a decision."""

    user: Text
    office: Text
    office_id: str
    signed_at: datetime


@dataclass(frozen=True)
class ProposalItem:
    """One row of a proposal: what the rule proposed, and what a signer wrote instead."""

    key: str
    table: str
    person_id: str | None
    fields: dict[str, Any]
    edited: dict[str, Any]


@dataclass(frozen=True)
class ProposalView:
    """What waits for a decision, or was decided. `people`: how many it would bind or reach."""

    id: UUID
    outbreak_id: str
    kind: str
    what: str
    title: Text
    place_id: str
    place: Text
    rule: str
    plan: str
    people: int | None
    rows: int
    change: str
    reason: Text
    evidence: tuple[str, ...]
    legal_basis: str
    starts_at: datetime | None
    ends_at: datetime | None
    due_at: datetime | None
    created_at: datetime
    restricts: bool
    signatures: tuple[SignatureRow, ...]
    signatures_required: int
    alone_until: datetime | None
    waits_for: Text
    can_sign: bool
    editable: tuple[str, ...]
    outcome: str
    decided_at: datetime | None
    effective_at: datetime | None
    decision_reason: str
    unasked: str = ""
    """Why some of those it binds were not asked first."""
