"""Restrictions as pages see them: frozen rows, never models."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

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
    bound_at: datetime
    reviewed_at: datetime | None
    serve_by: datetime
    serve_late: bool
    review_by: datetime | None
    review_late: bool


@dataclass(frozen=True)
class Weight:
    """What signatures would do to people, each counted once: `people` = `already` + `fresh`.

    `already`: bound by whatever else at this hour. `agreed`: not among them, they stay of their own accord. `unasked`:
    not asked first. `unsupported`: with nothing on record that carries it; one of them blocks the whole list.
    """

    people: int
    already: int
    fresh: int
    agreed: int
    unasked: int
    unsupported: int


@dataclass(frozen=True)
class Step:
    """One step in the life of a restriction. `office` is empty where a person or time itself did it."""

    at: datetime
    what: str
    office: Text
    by: Text
    late: bool = False


@dataclass(frozen=True)
class OfferRow:
    """Somebody asked to stay of their own accord. `name`: empty where identities are hidden."""

    person_id: str
    name: str
    measure: str
    title: Text
    channel: str
    until: datetime
    offered_at: datetime
    answer: str
    answered_at: datetime | None
    words: str


@dataclass(frozen=True)
class OfferCount:
    """How many were asked to keep a measure of their own accord, and where they stand now."""

    measure: str
    title: Text
    asked: int
    waiting: int
    agreed: int
    refused: int
    no_answer: int


@dataclass(frozen=True)
class AppealRow:
    """An appeal as an office that hears it needs it: what binds, why in words, what the person says. No register."""

    id: UUID
    restriction: str
    outbreak_id: str
    title: Text
    binds: Text
    reason: Text
    legal: Text
    starts_at: datetime
    ends_at: datetime
    signers: tuple[SignatureRow, ...]
    words: str
    channel: str
    made_at: datetime
    due_at: datetime
    late: bool
    outcome: str
    decided_because: str
    heard_at: datetime | None
    office: Text
    told_at: datetime | None
    can_hear: bool


@dataclass(frozen=True)
class AskingRow:
    """Who tried to have a list bound: for which office, through which door, with which words, why it was refused."""

    at: datetime
    by: Text
    role: str
    office: Text
    door: str
    supported: int
    faults: tuple[tuple[str, int], ...]
    told: Text
    reason: str
    proposal_id: UUID | None


@dataclass(frozen=True)
class BlockedRow:
    """A blocked list as the auditor sees it: how many, who asked, why not. It has no names to show."""

    id: UUID
    outbreak_id: str
    measure: str
    title: Text
    persons: int
    digest: str
    first_at: datetime
    askings: tuple[AskingRow, ...]
    settled_at: datetime | None
    settled_by: Text
    finding: str


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
