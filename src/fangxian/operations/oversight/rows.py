"""Oversight as pages, programs and commands see it: frozen rows, never models."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fangxian.engines.inspecting import Fairness, Question, Share
from fangxian.engines.problems import Text


@dataclass(frozen=True)
class FairnessRow:
    """One late dispatch, and whether that office could have been in time. `unconfirmed`: it rests on planning figures."""

    dispatch_id: UUID
    order_id: UUID
    title: Text
    place_id: str
    place: Text
    office_id: str
    department: str
    due_at: datetime
    hours_late: float
    verdict: str
    line: Text
    unconfirmed: bool
    found: Fairness


@dataclass(frozen=True)
class VisitRow:
    """One place drawn."""

    id: UUID
    inspection_id: UUID
    place_id: str
    place: Text
    position: int
    weight: float
    visited_at: datetime | None
    visited_by: Text
    answers: dict[str, str]
    findings: int


@dataclass(frozen=True)
class InspectionRow:
    """One inspection. `true_to_seed`: drawing again from the published seed and frame gives these places."""

    id: UUID
    outbreak_id: str
    place_id: str
    place: Text
    method: str
    purpose: str
    level: str
    size: int
    frame: int
    seed: str
    sealed_seq: int | None
    announced_at: datetime
    announced_by: Text
    visited: int
    findings: int
    withdrawn_at: datetime | None
    withdraw_reason: str
    true_to_seed: bool


@dataclass(frozen=True)
class QuestionShare:
    """How many of the places visited answered no. `estimates`: drawn at random, so it speaks for all of the frame."""

    question: Question
    no: Share
    estimates: bool


@dataclass(frozen=True)
class InspectionView:
    """One inspection with its places, what was asked, and what the sample says so far."""

    row: InspectionRow
    visits: tuple[VisitRow, ...]
    questions: tuple[Question, ...]
    shares: tuple[QuestionShare, ...]


@dataclass(frozen=True)
class RoundRow:
    """One round of putting a finding right."""

    number: int
    due_at: datetime
    done_at: datetime | None
    done_by: Text
    proof: str
    rechecked_at: datetime | None
    rechecked_by: Text
    passed: bool | None
    note: str


@dataclass(frozen=True)
class FindingRow:
    """One finding. `status`: open, to-recheck, closed or withdrawn; `late`: its time to be put right is over."""

    id: UUID
    outbreak_id: str
    place_id: str
    place: Text
    office_id: str
    office: Text
    source: str
    question: str
    title: Text
    evidence: str
    severity: str
    found_at: datetime
    found_by: Text
    status: str
    due_at: datetime
    late: bool
    rounds: tuple[RoundRow, ...]


@dataclass(frozen=True)
class OversightCounts:
    """What waits: findings open, late and to be looked at again; places drawn and not visited."""

    open: int = 0
    late: int = 0
    to_recheck: int = 0
    to_visit: int = 0


@dataclass(frozen=True)
class EvaluatedRow:
    """The work of one place, from facts; `verdict` compares it with the same tasks elsewhere, and ranks nobody."""

    place_id: str
    place: Text
    asked: int
    left_out: int
    acknowledged: int
    done: int
    verified: int
    held: int
    held_done: int
    expected: float | None
    low: float | None
    high: float | None
    verdict: str
    proofs: int
    proofs_true: int
    findings: int
    findings_open: int
    rectified: int


@dataclass(frozen=True)
class EvaluationView:
    """One evaluation as it was made."""

    id: UUID
    outbreak_id: str
    place_id: str
    place: Text
    made_at: datetime
    from_at: datetime
    rows: tuple[EvaluatedRow, ...]


@dataclass(frozen=True)
class FactRow:
    """One fact a sanction rests on, in words as they stood when it was opened."""

    kind: str
    key: str
    words: Text


@dataclass(frozen=True)
class SanctionRow:
    """One case against a unit. `steps` are those that count now; texts are empty for readers without identities."""

    id: UUID
    outbreak_id: str
    place_id: str
    place: Text
    office_id: str
    office: Text
    ground: str
    ground_title: Text
    stage: str
    facts: tuple[FactRow, ...]
    persons: int
    what: str
    opened_at: datetime
    opened_by: Text
    answer_by_at: datetime
    answered_at: datetime | None
    silent: bool
    answer: str
    decided_at: datetime | None
    decided_by: Text
    steps: dict[str, int]
    officials: int
    reason: str
    appeal_by_at: datetime | None
    appealed_at: datetime | None
    appeal: str
    heard_at: datetime | None
    heard_by: Text
    outcome: str
    heard_reason: str
    announcement_id: UUID | None
    withdrawn_at: datetime | None
    withdraw_reason: str
    mine: bool
    """The reader is the one concerned."""


@dataclass(frozen=True)
class AnnouncementRow:
    """Sanctions as published. `corrected_by`: the later version that says what an appeal changed."""

    id: UUID
    outbreak_id: str
    place_id: str
    version: int
    text: Text
    published_at: datetime
    corrected_by: UUID | None
    sanctions: int
