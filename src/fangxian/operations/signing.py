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
from fangxian.operations.decisions.problems import ENDING_NOT_PROPOSED, NOT_AN_EDIT
from fangxian.operations.decisions.queries import find_ending, find_views, get_proposal, rows_to_bind
from fangxian.operations.decisions.rows import ProposalView
from fangxian.operations.decisions.services import Signed, reject_proposal, sign_proposal
from fangxian.operations.effects import retract, take_effect
from fangxian.operations.ground import columns_of
from fangxian.operations.orders.issuing import Issued
from fangxian.operations.restrictions.blocking import kept_for_the_auditor, refuse_unsupported
from fangxian.operations.restrictions.problems import NOT_ASKED_FIRST
from fangxian.operations.restrictions.weighing import find_not_asked_first
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


def sign(
    actor: Actor,
    clock: Clock,
    *,
    proposal_ids: Sequence[UUID],
    reason: str = "",
    edits: Edits | None = None,
    alone: bool = False,
    unasked: str = "",
) -> SignedBatch:
    """Sign proposals of one outbreak; all or nothing. What has its signatures takes effect at once.

    `alone`: no second office can be reached; what restricts then holds for four hours at most. `unasked`: why some of
    those it binds were not asked first whether they would stay of their own accord.

    Raises:
        Problem: `not-found`, `not-an-edit`, `list-blocked` (the auditor is told), `not-asked-first`, and those of
            `decisions.services.sign_proposal`.
    """
    with kept_for_the_auditor(actor, clock):
        views = find_views(actor, dict.fromkeys(proposal_ids))
        checked = [_check(actor, view, edits) if edits else None for view in views]
        _refuse_strange(actor, views, edits or {})
        _check_bound(actor, clock, views, checked, reason, unasked)
        signed = [
            sign_proposal(
                actor,
                clock,
                proposal_id=view.id,
                reason=reason,
                edits=own,
                alone=alone,
                unasked=unasked,
            )
            for view, own in zip(views, checked, strict=True)
        ]
        return _take_effect(actor, clock, views, signed, reason)


def _take_effect(
    actor: Actor, clock: Clock, views: Sequence[ProposalView], signed: Sequence[Signed], reason: str
) -> SignedBatch:
    issued = Issued(0, 0)
    for outbreak_id in dict.fromkeys(view.outbreak_id for view in views):
        of_it = [one for one, view in zip(signed, views, strict=True) if view.outbreak_id == outbreak_id]
        issued = issued + _effect(actor, clock, outbreak_id, of_it, reason)
    return SignedBatch(tuple(_result(one) for one in signed), issued.orders, issued.dispatches)


def _check_bound(
    actor: Actor,
    clock: Clock,
    views: Sequence[ProposalView],
    edits: Sequence[Mapping[str, Mapping[str, Any]] | None],
    reason: str,
    unasked: str,
) -> None:
    """Hold everybody a signature helps to bind against the record, at the first signature as at the last."""
    at = clock.now()
    for view, own in zip(views, edits, strict=True):
        rows = rows_to_bind(view.id, own)
        if not rows:
            continue
        # Who may not sign learns nothing of the people, not even how many have evidence or were asked.
        actor.require("sign" if view.signatures else "decide")
        outbreak = get_outbreak(actor.reach, view.outbreak_id)
        refuse_unsupported(outbreak, rows, at, door="signature", reason=reason, proposal_id=view.id)
        if not (unasked.strip() or view.unasked) and (people := find_not_asked_first(outbreak, rows, at)):
            raise NOT_ASKED_FIRST(people=len(people))


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


def _refuse_strange(actor: Actor, views: Sequence[ProposalView], edits: Edits) -> None:
    """An edit changes rows that are there; it never adds one."""
    known = {item.key for view in views for item in get_proposal(actor, view.id)[1]} if edits else set()
    for key in sorted(edits.keys() - known):
        raise NOT_AN_EDIT(column="row", value=key, fault="no such row", fault_zh="没有这一行", allowed="-")


def _result(signed: Signed) -> SignResult:
    waits = Text("等待另一部门签署", "another office has to sign") if signed.missing else None
    return SignResult(signed.proposal_id, signed.outcome, signed.takes_effect, waits)
