"""Proposing, deciding, signing. What a decision does is `operations.effects`; here it is only recorded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.bulk import insert_rows
from fangxian.operations.clock import Clock
from fangxian.operations.decisions.known import ALONE_FOR
from fangxian.operations.decisions.models import Decision, Proposal, ProposalRow, Signature
from fangxian.operations.decisions.problems import (
    ALONE_NEEDS_REASON,
    ALREADY_DECIDED,
    ALREADY_SIGNED,
    OTHER_OFFICE_NEEDED,
    SIGNED_AS_IT_STANDS,
)
from fangxian.operations.decisions.queries import ABOUT_PERSONS
from fangxian.operations.journal.services import record
from fangxian.operations.problems import NOT_FOUND, REASON_NEEDED

Edits = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class NewRow:
    """One row of a response (`table`), as it was proposed."""

    table: str
    key: str
    payload: dict[str, Any]
    digest: str
    evidence: str
    person_id: str | None = None


@dataclass(frozen=True)
class NewProposal:
    """What is put to a person: one subject, one or more rows."""

    kind: str
    key: str
    what: str
    title: Text
    place_id: str
    restricts: bool
    signatures_required: int
    plan: str
    rule: str
    rows: tuple[NewRow, ...]
    due_at: datetime | None = None
    asked_by: str = ""
    asked_office: str = ""


@dataclass(frozen=True)
class Signed:
    """What a signature did."""

    proposal_id: UUID
    kind: str
    decision_id: UUID
    outcome: str
    takes_effect: bool
    alone_until: datetime | None
    missing: int
    edits: Edits
    holds_from: datetime
    """When it first took effect, with two signatures or with one alone: deadlines of what was decided count from here."""


def propose(
    actor: Actor, clock: Clock, *, outbreak_id: str, situation_digest: str, proposals: Sequence[NewProposal]
) -> list[UUID]:
    """Store proposals, inside the caller's transaction; rows join an unsigned proposal on the same subject.

    Rows that wait already are left out, so that two responses at once propose everything once.
    """
    at, waiting, there = clock.now(), _unsigned(outbreak_id), _waiting_rows(outbreak_id)
    made, rows = [], []
    for new in proposals:
        fresh = [row for row in new.rows if (row.table, row.key, row.digest, new.kind) not in there]
        if new.rows and not fresh:
            continue
        proposal = waiting.get(new.key) or _create(outbreak_id, situation_digest, new, at)
        made.append(proposal.id)
        rows += [_row(proposal, row, at) for row in fresh]
    insert_rows(rows)
    if made:
        after = {
            "proposals": [str(found) for found in made],
            "rows": len(rows),
            "situation": situation_digest,
        }
        record(actor, "proposed", "response", outbreak_id, at=at, after=after)
    return made


def withdraw_rows(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    rows: Iterable[tuple[str, str]],
    releases: bool = False,
    reason: str = "the facts no longer give it",
) -> list[UUID]:
    """Take rows (table, key) out of what waits (`releases`: out of proposed releases), inside the caller's
    transaction. A proposal left without rows is closed; their ids are returned.
    """
    at, wanted = clock.now(), set(rows)
    waiting = ProposalRow.objects.filter(
        proposal__outbreak_id=outbreak_id, proposal__closed_at=None, withdrawn_at=None
    )
    kind = Q(proposal__kind=Proposal.Kind.RELEASE)
    found = waiting.filter(kind if releases else ~kind).values_list("id", "table", "key", "proposal_id")
    touched = [row for row in found if row[1:3] in wanted]
    if not touched:
        return []
    ProposalRow.objects.filter(id__in=[row[0] for row in touched]).update(withdrawn_at=at)
    left = ProposalRow.objects.filter(proposal_id__in={row[3] for row in touched}, withdrawn_at=None)
    closed = sorted({row[3] for row in touched} - set(left.values_list("proposal_id", flat=True)))
    Proposal.objects.filter(id__in=closed).update(closed_at=at)
    after = {"rows": sorted(row[2] for row in touched), "closed": [str(found) for found in closed]}
    record(actor, "withdrew", "response", outbreak_id, at=at, after=after, reason=reason)
    return closed


def withdraw_all(actor: Actor, clock: Clock, *, outbreak_id: str) -> None:
    """Close everything that waits, because the outbreak has ended; inside the caller's transaction."""
    waiting = Proposal.objects.filter(outbreak_id=outbreak_id, closed_at=None)
    closed = [str(found) for found in waiting.values_list("id", flat=True)]
    if closed:
        waiting.update(closed_at=clock.now())
        record(actor, "withdrew", "response", outbreak_id, at=clock.now(), after={"closed": closed})


@transaction.atomic
def sign_proposal(
    actor: Actor,
    clock: Clock,
    *,
    proposal_id: UUID,
    reason: str = "",
    edits: Edits | None = None,
    alone: bool = False,
    unasked: str = "",
) -> Signed:
    """Put the actor's name under a proposal. The last signature that is needed makes it take effect.

    `unasked`: why some of those it binds were not asked first; the first signer says it.

    Raises:
        Problem: `not-found`, `not-your-role`, `already-decided`, `already-signed`, `other-office-needed`,
            `signed-as-it-stands`, `reason-needed`, `alone-needs-reason`.
    """
    proposal = _get_waiting(actor, proposal_id)
    decision = Decision.objects.filter(proposal=proposal).first()
    actor.require("sign" if decision else "decide")
    at = clock.now()
    if decision is None:
        decision = _decide(proposal, reason, edits or {}, at, unasked)
    else:
        _check_second(proposal, decision, actor, edits, alone)
    Signature.objects.get_or_create(
        decision=decision, user_id=actor.user_id, office_id=actor.office_id, defaults={"signed_at": at}
    )
    missing = proposal.signatures_required - decision.signatures.count()
    _settle(proposal, decision, reason, at, missing=missing, alone=alone)
    after = {
        "outcome": decision.outcome,
        "edits": decision.edits,
        "missing": missing,
        "alone": alone and missing > 0,
        "unasked": decision.unasked,
    }
    record(actor, "signed", "proposal", proposal.id, at=at, after=after, reason=reason)
    return Signed(
        proposal.id,
        proposal.kind,
        decision.id,
        decision.outcome,
        decision.effective_at is not None or (alone and missing > 0),
        None if missing <= 0 else decision.alone_until,
        max(missing, 0),
        decision.edits,
        decision.alone_until - ALONE_FOR if decision.alone_until else at,
    )


@transaction.atomic
def reject_proposal(actor: Actor, clock: Clock, *, proposal_id: UUID, reason: str) -> None:
    """Decide against a proposal, with the reason. It comes back only when its facts change."""
    if not reason.strip():
        raise REASON_NEEDED()
    actor.require("sign")
    proposal, at = _get_waiting(actor, proposal_id), clock.now()
    Decision.objects.update_or_create(
        proposal=proposal, defaults={"outcome": Decision.Outcome.REJECTED, "reason": reason, "decided_at": at}
    )
    Proposal.objects.filter(id=proposal.id).update(closed_at=at)
    record(actor, "rejected", "proposal", proposal.id, at=at, after={"outcome": "rejected"}, reason=reason)


def _unsigned(outbreak_id: str) -> dict[str, Proposal]:
    waiting = Proposal.objects.filter(outbreak_id=outbreak_id, closed_at=None, decision=None)
    return {proposal.key: proposal for proposal in waiting}


def _waiting_rows(outbreak_id: str) -> set[tuple[str, str, str, str]]:
    rows = ProposalRow.objects.filter(
        proposal__outbreak_id=outbreak_id, proposal__closed_at=None, withdrawn_at=None
    )
    return set(rows.values_list("table", "key", "digest", "proposal__kind"))


def _create(outbreak_id: str, situation_digest: str, new: NewProposal, at: datetime) -> Proposal:
    return Proposal.objects.create(
        outbreak_id=outbreak_id,
        place_id=new.place_id,
        kind=new.kind,
        key=new.key,
        what=new.what,
        title_zh=new.title.zh,
        title_en=new.title.en,
        restricts=new.restricts,
        signatures_required=new.signatures_required,
        plan=new.plan,
        rule=new.rule,
        asked_by=new.asked_by,
        asked_office=new.asked_office,
        situation_digest=situation_digest,
        due_at=new.due_at,
        created_at=at,
    )


def _row(proposal: Proposal, row: NewRow, at: datetime) -> ProposalRow:
    return ProposalRow(
        proposal=proposal,
        table=row.table,
        key=row.key,
        person_id=row.person_id,
        people=row.payload.get("people", row.payload.get("population")),
        payload=row.payload,
        digest=row.digest,
        evidence=row.evidence,
        added_at=at,
    )


def _get_waiting(actor: Actor, proposal_id: UUID) -> Proposal:
    rows = actor.reach.filter(Proposal.objects.select_for_update(), "place_id").filter(id=proposal_id)
    if not actor.reach.registers:
        rows = rows.exclude(kind__in=ABOUT_PERSONS)
    found = rows.first()
    if found is None:
        raise NOT_FOUND(what="proposal", what_zh="建议", key=proposal_id)
    if found.closed_at is not None:
        raise ALREADY_DECIDED(title=found.title_en, title_zh=found.title_zh)
    return found


def _decide(proposal: Proposal, reason: str, edits: Edits, at: datetime, unasked: str) -> Decision:
    outcome = Decision.Outcome.EDITED if edits else Decision.Outcome.ACCEPTED
    if edits and not reason.strip():
        raise REASON_NEEDED()
    return Decision.objects.create(
        proposal=proposal,
        outcome=outcome,
        reason=reason,
        edits={k: dict(v) for k, v in edits.items()},
        unasked=unasked.strip(),
        decided_at=at,
    )


def _check_second(
    proposal: Proposal, decision: Decision, actor: Actor, edits: Edits | None, alone: bool
) -> None:
    words = {"title": proposal.title_en, "title_zh": proposal.title_zh}
    if edits:
        raise SIGNED_AS_IT_STANDS(**words)
    if decision.signatures.filter(user_id=actor.user_id).exists():
        # Who waits for a second office in vain may still let the own signature hold for a few hours, once.
        if alone and decision.alone_until is None:
            return
        raise ALREADY_SIGNED(**words)
    if decision.signatures.filter(office_id=actor.office_id).exists():
        raise OTHER_OFFICE_NEEDED(**words)


def _settle(
    proposal: Proposal, decision: Decision, reason: str, at: datetime, *, missing: int, alone: bool
) -> None:
    if missing <= 0:
        decision.effective_at = proposal.closed_at = at
    elif alone:
        if not reason.strip():
            raise ALONE_NEEDS_REASON(hours=round(ALONE_FOR / timedelta(hours=1)))
        decision.alone_until = at + ALONE_FOR
    decision.save(update_fields=["effective_at", "alone_until"])
    proposal.save(update_fields=["closed_at"])
