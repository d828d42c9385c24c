"""What an inspector finds at a place: the answers of the visit, findings, and proofs looked at again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from fangxian.engines.inspecting import SEVERITIES
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.services import ensure_offices
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.journal.services import record
from fangxian.operations.orders.workload import list_work
from fangxian.operations.oversight.models import Finding, ProofCheck, Rectification, Visit
from fangxian.operations.oversight.problems import (
    ANSWERS_MISSING,
    INSPECTION_WITHDRAWN,
    NOT_A_SEVERITY,
    VISIT_RECORDED,
)
from fangxian.operations.oversight.rules import rule_of
from fangxian.operations.oversight.sealing import digest, plain, refuse_numbers
from fangxian.operations.problems import NOT_FOUND

ANSWERS = ("yes", "no", "not-asked")
INSPECTED, SELF_REPORTED, PROOF = "inspection", "self-report", "proof"
COMMAND_OFFICE = "command_office"


@dataclass(frozen=True)
class FindingGiven:
    """Something wrong at an office. `what`: in words, about the office; never a person, never a photograph of one."""

    place_id: str
    what: str
    severity: str
    evidence: str = ""
    department: str = COMMAND_OFFICE
    question: str = ""
    what_en: str = ""


@transaction.atomic
def record_visit(
    actor: Actor, clock: Clock, *, visit_id: UUID, answers: Mapping[str, str], evidence: Mapping[str, str]
) -> tuple[UUID, ...]:
    """Record what was answered at a place drawn; every no becomes a finding. Return the findings.

    `evidence`: question -> what was seen, in words.

    Raises:
        Problem: `not-your-role`, `not-found`, `inspection-withdrawn`, `visit-recorded`, `answers-missing`.
    """
    actor.require("inspect")
    visit, at = _get_visit(actor, visit_id), clock.now()
    asked = {question["key"]: question for question in visit.inspection.questions}
    missing = [key for key in asked if answers.get(key) not in ANSWERS]
    if missing:
        raise ANSWERS_MISSING(missing=", ".join(missing))
    visit.visited_at, visit.visited_by = at, actor.user_id
    visit.answers = {key: answers[key] for key in asked}
    visit.save(update_fields=["visited_at", "visited_by", "answers"])
    record(
        actor,
        "inspected",
        "visit",
        visit.id,
        at=at,
        after={"place_id": visit.place_id, "answers": visit.answers},
    )
    wrong = [question for key, question in asked.items() if answers[key] == "no"]
    return tuple(_of_question(actor, clock, visit, question, evidence) for question in wrong)


@transaction.atomic
def record_finding(actor: Actor, clock: Clock, *, outbreak_id: str, given: FindingGiven) -> UUID:
    """Record a finding. By an inspector it counts; told by the office's own side it never becomes a ground.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-a-severity`, `words-needed`, `personal-number`.
    """
    actor.require("work")
    source = INSPECTED if actor.may("inspect") and actor.role != "system" else SELF_REPORTED
    return write_finding(actor, clock, outbreak_id=outbreak_id, given=given, source=source)


@transaction.atomic
def check_proof_again(
    actor: Actor, clock: Clock, *, dispatch_id: UUID, holds: bool, evidence: str = ""
) -> UUID:
    """Record that a proof was looked at again on the spot. One that does not hold is a finding as well.

    Raises:
        Problem: `not-your-role`, `not-found`, `words-needed` (what does not hold has to be said).
    """
    actor.require("inspect")
    work, at = list_work(actor.reach, [dispatch_id]), clock.now()
    if not work or work[0].done_at is None:
        raise NOT_FOUND(what="finished dispatch", what_zh="已完成的下达件", key=dispatch_id)
    seen = refuse_numbers(evidence) if holds else plain(evidence)
    row = ProofCheck.objects.create(
        outbreak_id=work[0].outbreak_id,
        place_id=work[0].place_id,
        office_id=work[0].office_id,
        dispatch_id=dispatch_id,
        holds=holds,
        evidence=seen,
        checked_at=at,
        checked_by=actor.user_id,
    )
    record(actor, "rechecked", "proof", row.id, at=at, after={"dispatch_id": dispatch_id, "holds": holds})
    if not holds:
        title = work[0].title
        given = FindingGiven(
            place_id=row.place_id,
            what=f"{title.zh}：完成凭证不实",
            what_en=f"{title.en}: the proof is not true",
            severity="serious",
            evidence=seen,
            department=work[0].department,
        )
        write_finding(actor, clock, outbreak_id=row.outbreak_id, given=given, source=PROOF)
    return row.id


def write_finding(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    given: FindingGiven,
    source: str,
    visit: Visit | None = None,
) -> UUID:
    """Record a finding with its first round of rectification, inside the caller's transaction."""
    outbreak, at = get_outbreak(actor.reach, outbreak_id), clock.now()
    actor.reach.require(given.place_id)
    if given.severity not in SEVERITIES:
        raise NOT_A_SEVERITY(severity=given.severity)
    pair = (given.place_id, given.department)
    office_id = ensure_offices(actor, clock, [pair])[pair]
    due_at = at + timedelta(hours=rule_of(outbreak).rectify_hours[given.severity])
    row = Finding.objects.create(
        id=new_id(),
        outbreak_id=outbreak_id,
        place_id=given.place_id,
        office_id=office_id,
        visit=visit,
        source=source,
        question=given.question,
        what=plain(given.what),
        what_en=refuse_numbers(given.what_en),
        evidence=refuse_numbers(given.evidence),
        severity=given.severity,
        found_at=at,
        found_by=actor.user_id,
    )
    Rectification.objects.create(finding=row, number=1, due_at=due_at)
    record(actor, "recorded", "finding", row.id, at=at, after=_image(row, due_at))
    return row.id


def _of_question(
    actor: Actor, clock: Clock, visit: Visit, question: dict[str, str], evidence: Mapping[str, str]
) -> UUID:
    given = FindingGiven(
        place_id=visit.place_id,
        what=f"{question['zh']}：否",
        what_en=f"No: {question['en']}",
        severity=question["severity"],
        evidence=evidence.get(question["key"], ""),
        question=question["key"],
    )
    outbreak_id = visit.inspection.outbreak_id
    return write_finding(actor, clock, outbreak_id=outbreak_id, given=given, source=INSPECTED, visit=visit)


def _get_visit(actor: Actor, visit_id: UUID) -> Visit:
    rows = Visit.objects.select_for_update(of=("self",)).select_related("inspection")
    visit = actor.reach.filter(rows).filter(id=visit_id).first()
    if visit is None:
        raise NOT_FOUND(what="visit", what_zh="督查地点", key=visit_id)
    if visit.inspection.withdrawn_at is not None:
        raise INSPECTION_WITHDRAWN()
    if visit.visited_at is not None:
        raise VISIT_RECORDED()
    return visit


def _image(row: Finding, due_at: datetime) -> dict[str, object]:
    return {
        "place_id": row.place_id,
        "office": row.office_id,
        "source": row.source,
        "question": row.question,
        "severity": row.severity,
        "what": digest(row.what),
        "evidence": digest(row.evidence),
        "due_at": due_at,
    }
