"""Letters as pages see them: frozen rows, never models."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fangxian.engines.problems import Text


@dataclass(frozen=True)
class LetterRow:
    """One letter. `state`: sent, late, acknowledged, answered or withdrawn; `received`: it came to the reader."""

    id: UUID
    outbreak_id: str
    number: int
    state: str
    received: bool
    from_office: Text
    to: Text
    outside: bool
    asks: str
    people: int
    found: int
    not_found: int
    sent_at: datetime
    due_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: str
    answered_at: datetime | None
    answer: str
    withdrawn_at: datetime | None
    withdraw_reason: str


@dataclass(frozen=True)
class LetterState:
    """How far a letter is; nobody in it."""

    id: UUID
    number: int
    state: str
    due_at: datetime


@dataclass(frozen=True)
class HandedRow:
    """One person of a letter; name and telephone only for who may see identities."""

    person_id: str
    name: str
    phone: str
    outcome: str
    outcome_at: datetime | None


@dataclass(frozen=True)
class Outside:
    """What the authority outside sees when it enters its code: no person."""

    number: int
    from_office: Text
    people: int
    sent_at: datetime
    acknowledged_at: datetime | None
    timezone: str
