"""Proposals: what waits for a signature, and signing it."""

from dataclasses import dataclass, field
from typing import Any

from ninja import Body, Router

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.operations import signing
from fangxian.operations.decisions import queries

router = Router()


@dataclass(frozen=True)
class ToSign:
    """Which proposals to sign; `edits` by row key and column; `alone`: no second signer can be reached."""

    proposal_ids: list[str]
    reason: str = ""
    edits: dict[str, dict[str, Any]] = field(default_factory=dict)
    alone: bool = False


@dataclass(frozen=True)
class ToReject:
    """Which proposals to reject, and why."""

    proposal_ids: list[str]
    reason: str


@router.get("/outbreaks/{outbreak_id}/proposals", response=list[queries.ProposalRow])
def list_waiting(request: Asked, outbreak_id: str) -> tuple[queries.ProposalRow, ...]:
    """List the proposals of an outbreak that wait for a signature."""
    return queries.list_waiting(request.auth.reach, outbreak_id)


@router.post("/proposals/sign", response=list[signing.SignResult])
def sign(request: Asked, signed: Body[ToSign]) -> tuple[signing.SignResult, ...]:
    """Sign for your office, all or nothing. What restricts waits for a second office."""
    return signing.sign(
        request.auth,
        signed.proposal_ids,
        clock_of_the_world(),
        reason=signed.reason,
        edits=signed.edits,
        alone=signed.alone,
    )


@router.post("/proposals/reject", response={204: None})
def reject(request: Asked, rejected: Body[ToReject]) -> tuple[int, None]:
    """Reject proposals; the reason is kept."""
    signing.reject(request.auth, rejected.proposal_ids, rejected.reason, clock_of_the_world())
    return 204, None
