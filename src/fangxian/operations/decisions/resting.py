"""What was proposed on a piece of evidence, and what became of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from fangxian.engines.problems import Text
from fangxian.operations.decisions.known import Known, decisions_known, made_by
from fangxian.operations.decisions.models import Proposal, ProposalRow
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach

Became = Literal["waiting", "signed", "in_force", "rejected", "withdrawn"]
"""waiting: nobody signed yet. signed: a second office has to. withdrawn: no longer supported before it was decided."""


@dataclass(frozen=True)
class Rested:
    """One proposal, which of the evidence asked for it rests on, and what became of it."""

    proposal_id: UUID
    evidence: frozenset[str]
    plan: str
    rule: str
    kind: str
    what: str
    title: Text
    place_id: str
    place: Text
    proposed_at: datetime
    became: Became


def list_rested(
    reach: Reach, outbreak_id: str, evidence: Collection[str], known_at: datetime
) -> tuple[Rested, ...]:
    """Return the proposals within reach that rest, or rested, on any of this evidence, the oldest first."""
    wanted = frozenset(evidence)
    resting = _resting(outbreak_id, wanted, known_at) if wanted else {}
    made = made_by(reach.filter(Proposal.objects.all()), known_at).filter(id__in=list(resting))
    rows = list(made.select_related("decision").order_by("created_at", "id"))
    known, places = decisions_known(rows, known_at), titles_of([row.place_id for row in rows])
    return tuple(_rested(row, resting[row.id], places[row.place_id], known[row.id], known_at) for row in rows)


def _resting(outbreak_id: str, wanted: frozenset[str], known_at: datetime) -> dict[UUID, frozenset[str]]:
    """Proposal -> which of the evidence its rows name. A signal is told from a case by the colon in its name."""
    rows = ProposalRow.objects.filter(
        proposal__outbreak_id=outbreak_id, added_at__lte=known_at, evidence__contains=":"
    )
    found: dict[UUID, frozenset[str]] = {}
    for proposal_id, named in rows.order_by().values_list("proposal_id", "evidence").distinct():
        here = wanted & set(named.split(";"))
        if here:
            found[proposal_id] = found.get(proposal_id, frozenset()) | here
    return found


def _rested(row: Any, evidence: frozenset[str], place: Text, known: Known, known_at: datetime) -> Rested:
    return Rested(
        proposal_id=row.id,
        evidence=evidence,
        plan=row.plan,
        rule=row.rule,
        kind=row.kind,
        what=row.what,
        title=Text(row.title_zh, row.title_en),
        place_id=row.place_id,
        place=place,
        proposed_at=row.created_at,
        became=_became(row, known, known_at),
    )


def _became(row: Any, known: Known, known_at: datetime) -> Became:
    if known.outcome == "rejected":
        return "rejected"
    if known.effective_at is not None:
        return "in_force"
    if known.exists:
        return "signed"
    return "waiting" if row.closed_at is None or row.closed_at > known_at else "withdrawn"
