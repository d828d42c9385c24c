"""Reading what is proposed, what was decided, who signed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.chunks import in_chunks
from fangxian.operations.decisions.known import (
    Known,
    decided_by,
    decisions_known,
    made_by,
    rows_at,
    waiting_at,
)
from fangxian.operations.decisions.models import Proposal, ProposalRow, Signature
from fangxian.operations.decisions.payloads import from_payload
from fangxian.operations.decisions.rows import ProposalItem, ProposalView, SignatureRow
from fangxian.operations.decisions.summaries import RowsOf, summarise_rows
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND

ABOUT_PERSONS = ("restriction", "release")
"""Kinds of proposals whose rows name persons."""

STRUCK = "struck"
"""The edit that leaves a row out of what is signed."""

EDITABLE = {
    "area": ("level", "starts_at", "extent"),
    "measure": ("starts_at", "ends_at", "deadline_at"),
    "restriction": ("starts_at", "ends_at"),
}
"""Kind of proposal -> the columns a signer may change. Any row may be struck out besides (`STRUCK`: true)."""


def list_waiting(
    actor: Actor, outbreak_id: str, known_at: datetime | None = None
) -> tuple[ProposalView, ...]:
    """Return what waits for a signature (at `known_at`: what waited then): releases first, then by clock."""
    rows = made_by(_proposals(actor.reach), known_at).filter(waiting_at(known_at), outbreak_id=outbreak_id)
    order = {"release": 0, "restriction": 1, "area": 2, "measure": 3, "ending": 4}
    found = sorted(rows, key=lambda p: (order[p.kind], p.due_at or p.created_at, str(p.id)))
    return _views(found, actor, known_at)


def count_waiting(reach: Reach, outbreak_id: str, known_at: datetime | None = None) -> int:
    """Return how many proposals wait, or waited at `known_at`."""
    rows = made_by(_visible(reach), known_at)
    return rows.filter(waiting_at(known_at), outbreak_id=outbreak_id).count()


def list_decided(
    actor: Actor, outbreak_id: str, limit: int = 200, known_at: datetime | None = None
) -> tuple[ProposalView, ...]:
    """Return what was decided (by `known_at`), the latest first."""
    rows = _proposals(actor.reach).filter(decided_by(known_at), outbreak_id=outbreak_id)
    known = decisions_known(found := list(rows), known_at)
    found.sort(key=lambda row: (known[row.id].decided_at, row.id), reverse=True)
    return _views(found[:limit], actor, known_at)


def get_proposal(
    actor: Actor, proposal_id: UUID, known_at: datetime | None = None
) -> tuple[ProposalView, tuple[ProposalItem, ...]]:
    """Return a proposal and its rows, as known at `known_at` (None: as they stand).

    Raises:
        Problem: `not-found`, also for one outside the reach or made later.
    """
    found = list(made_by(_proposals(actor.reach), known_at).filter(id=proposal_id))
    if not found:
        raise NOT_FOUND(what="proposal", what_zh="建议", key=proposal_id)
    known = decisions_known(found, known_at)[found[0].id]
    return _views(found, actor, known_at)[0], _items(found[0], known, known_at)


def find_views(actor: Actor, proposal_ids: Iterable[UUID]) -> tuple[ProposalView, ...]:
    """Return these proposals in the order given. Raises `not-found` if one is unknown or outside the reach."""
    wanted = [UUID(str(proposal_id)) for proposal_id in proposal_ids]
    found = {proposal.id: proposal for proposal in _proposals(actor.reach).filter(id__in=wanted)}
    for proposal_id in wanted:
        if proposal_id not in found:
            raise NOT_FOUND(what="proposal", what_zh="建议", key=proposal_id)
    return _views([found[proposal_id] for proposal_id in wanted], actor)


def signed_rows(proposal_id: UUID) -> list[tuple[str, dict[str, Any]]]:
    """Return the rows of a proposal as they were signed (table, row with edits), without those struck out."""
    proposal = Proposal.objects.select_related("decision").get(id=proposal_id)
    edits = proposal.decision.edits
    rows = proposal.rows.filter(withdrawn_at=None).order_by("id")
    return [
        (row.table, from_payload(row.table, row.payload, edits.get(row.key)))
        for row in rows
        if not edits.get(row.key, {}).get(STRUCK)
    ]


def rows_to_bind(proposal_id: UUID, edits: Mapping[str, Mapping[str, Any]] | None) -> list[dict[str, Any]]:
    """Return the rows of a proposal that would bind persons, without those struck out: by the edits of its decision,
    or where there is none yet by `edits`. A release binds nobody.
    """
    proposal = Proposal.objects.select_related("decision").get(id=proposal_id)
    if proposal.kind == Proposal.Kind.RELEASE:
        return []
    decision = getattr(proposal, "decision", None)
    told = decision.edits if decision else edits or {}
    rows = proposal.rows.filter(withdrawn_at=None, table="restrictions").order_by("id")
    return [
        from_payload(row.table, row.payload, told.get(row.key))
        for row in rows
        if not told.get(row.key, {}).get(STRUCK)
    ]


def waiting_rows(reach: Reach, outbreak_id: str, known_at: datetime) -> dict[str, list[dict[str, Any]]]:
    """Return by table the rows that waited for a signature at `known_at`, with edits signed by then."""
    waiting = Q(proposal__closed_at=None) | Q(proposal__closed_at__gt=known_at)
    standing = Q(withdrawn_at=None) | Q(withdrawn_at__gt=known_at)
    rows = ProposalRow.objects.filter(
        waiting, standing, proposal__outbreak_id=outbreak_id, added_at__lte=known_at
    )
    rows = reach.filter(rows.exclude(proposal__kind__in=["release", "ending"]), "proposal__place_id")
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows.select_related("proposal__decision").order_by("-id"):
        found[row.table].append(from_payload(row.table, row.payload, _edits(row, known_at)))
    return found


def measure_rows(proposal_ids: Collection[UUID]) -> list[tuple[UUID, dict[str, Any]]]:
    """Return the measures these proposals hold as they were proposed: (proposal, row), one row per place."""
    found: list[tuple[UUID, dict[str, Any]]] = []
    for some in in_chunks(proposal_ids):
        rows = ProposalRow.objects.filter(proposal_id__in=some, withdrawn_at=None, table="measures")
        found += rows.order_by("id").values_list("proposal_id", "payload")
    return [(proposal_id, from_payload("measures", payload)) for proposal_id, payload in found]


def find_waiting(
    outbreak_id: str, table: str, keys: Collection[str], *, releases: bool = False
) -> dict[str, UUID]:
    """Return key -> the proposal (`releases`: the release) it waits in, for those that wait for a signature."""
    found: dict[str, UUID] = {}
    for some in in_chunks(keys):
        rows = ProposalRow.objects.filter(
            proposal__outbreak_id=outbreak_id, proposal__closed_at=None, withdrawn_at=None, table=table
        )
        rows = rows.filter(proposal__kind="release") if releases else rows.exclude(proposal__kind="release")
        found |= dict(rows.filter(key__in=some).values_list("key", "proposal_id"))
    return found


def waits_about(reach: Reach, person_id: str, case_id: str = "") -> bool:
    """Tell whether a proposal waits within reach that names this person, or that rests on this case."""
    waiting = ProposalRow.objects.filter(proposal__closed_at=None, withdrawn_at=None)
    rows = waiting.filter(proposal__in=_visible(reach).values("id"))
    if rows.filter(person_id=person_id).exists():
        return True
    # Only the database's first guess: one case's id may begin another's.
    resting = rows.filter(evidence__contains=case_id) if case_id else rows.none()
    named = resting.order_by().values_list("evidence", flat=True).distinct()
    return any(case_id in evidence.split(";") for evidence in named)


def rejected_digests(outbreak_id: str) -> set[tuple[str, str, str]]:
    """Return (table, key, digest) of what people decided against, or struck out: on the same facts it does not
    come back.
    """
    rows = ProposalRow.objects.filter(proposal__outbreak_id=outbreak_id, withdrawn_at=None)
    against = set(rows.filter(proposal__decision__outcome="rejected").values_list("table", "key", "digest"))
    edited = rows.filter(proposal__decision__outcome="edited", proposal__closed_at__isnull=False)
    return against | {
        (row.table, row.key, row.digest)
        for row in edited.select_related("proposal__decision").defer("payload")
        if row.proposal.decision.edits.get(row.key, {}).get(STRUCK)
    }


def find_ending(reach: Reach, outbreak_id: str) -> UUID | None:
    """Return the proposal to end the outbreak that waits, or None."""
    waiting = reach.filter(Proposal.objects.filter(outbreak_id=outbreak_id, kind="ending", closed_at=None))
    return waiting.values_list("id", flat=True).first()


def signers_of(decision_id: UUID, known_at: datetime | None = None) -> tuple[SignatureRow, ...]:
    """Return who signed a decision (by `known_at`).

    Whoever may read what was decided may know who signed it: no reach is asked.
    """
    rows = Signature.objects.filter(decision_id=decision_id).select_related("user", "office")
    if known_at is not None:
        rows = rows.filter(signed_at__lte=known_at)
    return tuple(_signature(row) for row in rows.order_by("signed_at"))


def plans_of(decision_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return decision -> the plan it was proposed under ("id@version")."""
    rows = Proposal.objects.filter(decision__in=list(decision_ids))
    return dict(rows.values_list("decision", "plan"))


def signing_line(decision_id: UUID) -> tuple[frozenset[str], frozenset[str]]:
    """Return the users and the offices that asked for what was decided or signed it."""
    rows = Signature.objects.filter(decision_id=decision_id).values_list("user_id", "office_id")
    asked = Proposal.objects.filter(decision=decision_id).values_list("asked_by", "asked_office")
    pairs = [*rows, *asked]
    users, offices = ({str(pair[at]) for pair in pairs} - {""} for at in (0, 1))
    return frozenset(users), frozenset(offices)


def count_offices(decision_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return decision -> how many offices signed it."""
    rows = Signature.objects.filter(decision_id__in=list(decision_ids)).order_by().values("decision_id")
    return {
        row["decision_id"]: row["offices"] for row in rows.annotate(offices=Count("office", distinct=True))
    }


def _edits(row: ProposalRow, known_at: datetime) -> dict[str, Any] | None:
    decision = getattr(row.proposal, "decision", None)
    if decision is None or decision.decided_at > known_at:
        return None
    return decision.edits.get(row.key)


def _proposals(reach: Reach) -> QuerySet:
    rows = _visible(reach).select_related("decision")
    return rows.prefetch_related("decision__signatures__user", "decision__signatures__office")


def _visible(reach: Reach) -> QuerySet:
    """Proposals inside; without registers none that names persons."""
    rows = reach.filter(Proposal.objects.all())
    return rows if reach.registers else rows.exclude(kind__in=ABOUT_PERSONS)


def _items(proposal: Any, known: Known, known_at: datetime | None) -> tuple[ProposalItem, ...]:
    return tuple(
        ProposalItem(
            row.key,
            row.table,
            row.person_id,
            from_payload(row.table, row.payload),
            dict(known.edits.get(row.key, {})),
        )
        for row in rows_at(proposal.rows, known_at).order_by("id")
    )


def _signature(row: Signature) -> SignatureRow:
    return SignatureRow(
        Text(row.user.name_zh, row.user.name_en),
        Text(row.office.name_zh, row.office.name_en),
        str(row.office_id),
        row.signed_at,
    )


def _views(proposals: list[Any], actor: Actor, known_at: datetime | None = None) -> tuple[ProposalView, ...]:
    places = titles_of([p.place_id for p in proposals])
    rows = summarise_rows([proposal.id for proposal in proposals], known_at)
    known = decisions_known(proposals, known_at)
    return tuple(
        _view(
            p,
            rows.get(p.id, RowsOf()),
            places[p.place_id],
            actor,
            known[p.id],
            p.closed_at is None or (known_at is not None and p.closed_at > known_at),
        )
        for p in proposals
    )


def _view(
    proposal: Any, rows: RowsOf, place: Text, actor: Actor, known: Known, waiting: bool
) -> ProposalView:
    signatures = tuple(_signature(row) for row in known.signatures)
    first = rows.first
    return ProposalView(
        id=proposal.id,
        outbreak_id=proposal.outbreak_id,
        kind=proposal.kind,
        what=proposal.what,
        title=Text(proposal.title_zh, proposal.title_en),
        place_id=proposal.place_id,
        place=place,
        rule=proposal.rule,
        plan=proposal.plan,
        people=rows.people,
        rows=rows.rows,
        change=first.get("change", ""),
        reason=Text(first.get("reason_zh", ""), first.get("reason_en", "")),
        evidence=rows.evidence,
        legal_basis=first.get("legal_basis", ""),
        starts_at=first.get("starts_at"),
        ends_at=first.get("ends_at"),
        due_at=proposal.due_at,
        created_at=proposal.created_at,
        restricts=proposal.restricts,
        signatures=signatures,
        signatures_required=proposal.signatures_required,
        alone_until=known.alone_until,
        waits_for=_waits_for(proposal, signatures) if waiting else Text("", ""),
        can_sign=waiting and _can_sign(actor, known),
        editable=EDITABLE.get(proposal.kind, ()) if waiting and not signatures else (),
        outcome=known.outcome,
        decided_at=known.decided_at,
        effective_at=known.effective_at,
        decision_reason=known.reason,
        unasked=proposal.decision.unasked if known.exists else "",
    )


def _waits_for(proposal: Any, signatures: tuple[SignatureRow, ...]) -> Text:
    if not signatures and proposal.signatures_required > 1:
        return Text("等待两个部门签署", "two offices have to sign")
    if not signatures:
        return Text("等待签署", "a signature")
    return Text("等待另一部门签署", "another office has to sign")


def _can_sign(actor: Actor, known: Known) -> bool:
    if not known.exists:
        return actor.may("decide")
    users = {str(row.user_id) for row in known.signatures}
    offices = {str(row.office_id) for row in known.signatures}
    return actor.may("sign") and actor.user_id not in users and actor.office_id not in offices
