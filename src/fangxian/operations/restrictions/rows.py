"""Restrictions as pages see them: frozen rows, never models."""

from dataclasses import dataclass
from datetime import datetime

from fangxian.engines.problems import Text
from fangxian.operations.decisions.rows import SignatureRow


@dataclass(frozen=True)
class RestrictionRow:
    """What binds one person. `lapses_at`: when it ends by itself. `name`: empty where identities are hidden."""

    key: str
    outbreak_id: str
    person_id: str
    name: str
    measure: str
    title: Text
    place_id: str | None
    place: Text | None
    starts_at: datetime
    ends_at: datetime
    lapses_at: datetime
    legal_basis: str
    voluntary_first: bool
    evidence: tuple[str, ...]
    decision_id: str
    served_at: datetime | None
    release_due_at: datetime | None
    released_at: datetime | None
    appealed_at: datetime | None


@dataclass(frozen=True)
class Slip:
    """What is handed to the person: what, why, until when, on what ground, signed by whom, where to get help, how to appeal."""

    person: str
    title: Text
    binds: Text
    reason: Text
    legal: Text
    starts_at: datetime
    ends_at: datetime
    signers: tuple[SignatureRow, ...]
    voluntary_first: bool
    help: Text
    appeal: Text
    confirmed: bool
    """False where the legal ground is not confirmed from its text and has to be shown so."""
