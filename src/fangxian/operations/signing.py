"""Signing, rejecting, ending: a decision and what it does stand or fall together."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.decisions.edits import check_edits
from fangxian.operations.decisions.problems import ENDING_NOT_PROPOSED
from fangxian.operations.decisions.queries import find_ending, find_views, get_proposal
from fangxian.operations.decisions.rows import ProposalView
from fangxian.operations.decisions.services import Signed, reject_proposal, sign_proposal
from fangxian.operations.effects import retract, take_effect
from fangxian.operations.ground import columns_of
from fangxian.operations.orders.issuing import Issued
from fangxian.stores.packs import read_plan

Edits = Mapping[str, Mapping[str, Any]]
"""Row key -> column -> value."""


@dataclass(frozen=True)
class SignResult:
    """What one signature did. `waits_for` is None once it has taken effect in full."""

    proposal_id: UUID
    outcome: str
    takes_effect: bool
    waits_for: Text | None


@dataclass(frozen=True)
class SignedBatch:
    """What a batch of signatures did, and the orders and dispatches that went out."""

    results: tuple[SignResult, ...]
    orders: int
    dispatches: int


@transaction.atomic
def sign(
    actor: Actor,
    clock: Clock,
    *,
    proposal_ids: Sequence[UUID],
    reason: str = "",
    edits: Edits | None = None,
    alone: bool = False,
) -> SignedBatch:
    """Sign proposals of one outbreak; all or nothing. What has its signatures takes effect at once.

    `alone`: no second office can be reached; what restricts then holds for four hours at most.

    Raises:
        Problem: `not-found`, `not-an-edit`, and those of `decisions.services.sign_proposal`.
    """
    views = find_views(actor, dict.fromkeys(proposal_ids))
    signed = [
        sign_proposal(
            actor,
            clock,
            proposal_id=view.id,
            reason=reason,
            edits=_check(actor, view, edits) if edits else None,
            alone=alone,
        )
        for view in views
    ]
    issued = Issued(0, 0)
    for outbreak_id in dict.fromkeys(view.outbreak_id for view in views):
        of_it = [one for one, view in zip(signed, views, strict=True) if view.outbreak_id == outbreak_id]
        issued = issued + _effect(actor, clock, outbreak_id, of_it, reason)
    return SignedBatch(tuple(_result(one) for one in signed), issued.orders, issued.dispatches)


@transaction.atomic
def reject(actor: Actor, clock: Clock, *, proposal_ids: Sequence[UUID], reason: str) -> None:
    """Decide against proposals, with the reason. What one office had put in force alone ends now."""
    for view in find_views(actor, dict.fromkeys(proposal_ids)):
        reject_proposal(actor, clock, proposal_id=view.id, reason=reason)
        if view.alone_until is not None:
            retract(actor, clock, outbreak_id=view.outbreak_id, proposal_id=view.id, reason=reason)


def end_outbreak(actor: Actor, clock: Clock, *, outbreak_id: str, reason: str) -> SignedBatch:
    """Sign the end of an outbreak. With the last signature everything that still restricts ends.

    Raises:
        Problem: `ending-not-proposed` while the evidence does not carry it, and those of `sign`.
    """
    get_outbreak(actor.reach, outbreak_id)
    proposal_id = find_ending(actor.reach, outbreak_id)
    if proposal_id is None:
        raise ENDING_NOT_PROPOSED()
    return sign(actor, clock, proposal_ids=[proposal_id], reason=reason)


def _effect(actor: Actor, clock: Clock, outbreak_id: str, signed: list[Signed], reason: str) -> Issued:
    effective = [one for one in signed if one.takes_effect]
    if not effective:
        return Issued(0, 0)
    outbreak = get_outbreak(actor.reach, outbreak_id)
    plan = read_plan(outbreak.plan)
    return take_effect(actor, clock, outbreak=outbreak, plan=plan, signed=effective, reason=reason)


def _check(actor: Actor, view: ProposalView, edits: Edits) -> Mapping[str, Mapping[str, Any]]:
    _, items = get_proposal(actor, view.id)
    own = {item.key: edits[item.key] for item in items if item.key in edits}
    outbreak = get_outbreak(actor.reach, view.outbreak_id)
    checked = check_edits(view.kind, items, own, read_plan(outbreak.plan))
    return {key: _follow_extent(actor, outbreak.place_id, columns) for key, columns in checked.items()}


def _follow_extent(actor: Actor, root: str, columns: Mapping[str, Any]) -> Mapping[str, Any]:
    """Where an area is drawn anew, its place, what it covers and its people follow."""
    if not columns.get("extent"):
        return columns
    return {**columns, **columns_of(actor.reach, root, json.loads(columns["extent"]))}


def _result(signed: Signed) -> SignResult:
    waits = Text("等待另一部门签署", "another office has to sign") if signed.missing else None
    return SignResult(signed.proposal_id, signed.outcome, signed.takes_effect, waits)
