"""Proposals: what waits for a signature, and signing it."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from ninja import Body, Router, Status

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.doors.api.hours import KnownAt, known
from fangxian.operations import signing
from fangxian.operations.decisions import queries
from fangxian.operations.decisions.rows import ProposalItem, ProposalView
from fangxian.operations.restraining import weigh_proposals
from fangxian.operations.restrictions.rows import Weight

router = Router()


@dataclass(frozen=True)
class ToSign:
    """Which proposals to sign; `edits` by row key and column; `alone`: no second signer can be reached;
    `unasked`: why some of those it binds were not asked first whether they would stay of their own accord.
    """

    proposal_ids: list[UUID]
    reason: str = ""
    edits: dict[str, dict[str, Any]] = field(default_factory=dict)
    alone: bool = False
    unasked: str = ""


@dataclass(frozen=True)
class ProposalInFull:
    """A proposal and its rows."""

    proposal: ProposalView
    items: tuple[ProposalItem, ...]


@dataclass(frozen=True)
class ToReject:
    """Which proposals to reject, and why."""

    proposal_ids: list[UUID]
    reason: str


@router.get("/outbreaks/{outbreak_id}/proposals", response=list[ProposalView])
def list_waiting(
    request: Asked, outbreak_id: str, limit: int = 200, offset: int = 0, known_at: KnownAt = None
) -> list[ProposalView]:
    """List the proposals of an outbreak that wait for a signature, releases first, then by clock."""
    rows = queries.list_waiting(request.auth, outbreak_id, known(known_at))
    return list(rows)[offset : offset + limit]


@router.get("/outbreaks/{outbreak_id}/decided", response=list[ProposalView])
def list_decided(
    request: Asked, outbreak_id: str, limit: int = 200, known_at: KnownAt = None
) -> list[ProposalView]:
    """List the proposals of an outbreak that somebody signed or rejected, the latest first."""
    return list(queries.list_decided(request.auth, outbreak_id, limit, known(known_at)))


@router.post("/proposals/sign", response=signing.SignedBatch)
def sign(request: Asked, signed: Body[ToSign]) -> signing.SignedBatch:
    """Sign for your office, all or nothing. What restricts waits for a second office."""
    return signing.sign(
        request.auth,
        clock_of_the_world(),
        proposal_ids=signed.proposal_ids,
        reason=signed.reason,
        edits=signed.edits,
        alone=signed.alone,
        unasked=signed.unasked,
    )


@router.post("/proposals/weigh", response=Weight)
def weigh(request: Asked, proposal_ids: Body[list[UUID]]) -> Weight:
    """Count what signing these proposals would do to people, each once: bound, bound already, agreed, not asked."""
    return weigh_proposals(request.auth, clock_of_the_world(), proposal_ids)


@router.post("/proposals/reject", response={204: None})
def reject(request: Asked, rejected: Body[ToReject]) -> Status[None]:
    """Reject proposals; the reason is kept."""
    signing.reject(
        request.auth, clock_of_the_world(), proposal_ids=rejected.proposal_ids, reason=rejected.reason
    )
    return Status(204, None)


@router.get("/proposals/{proposal_id}", response=ProposalInFull)
def get_proposal(request: Asked, proposal_id: UUID, known_at: KnownAt = None) -> ProposalInFull:
    """Get one proposal with its rows: what the rule proposed and what people changed."""
    return ProposalInFull(*queries.get_proposal(request.auth, proposal_id, known(known_at)))
