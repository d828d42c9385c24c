"""Putting a finding right: the office reports it, another person looks again; a failed re-check opens the next round."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.journal.services import record
from fangxian.operations.oversight.models import Finding, Rectification
from fangxian.operations.oversight.problems import (
    ALREADY_RECTIFIED,
    ANOTHER_PERSON_RECHECKS,
    FINDING_CLOSED,
    NOT_RECTIFIED_YET,
)
from fangxian.operations.oversight.rules import rule_of
from fangxian.operations.oversight.sealing import digest, plain, refuse_numbers
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND


@transaction.atomic
def rectify(actor: Actor, clock: Clock, *, finding_id: UUID, proof: str) -> None:
    """Report a finding put right, with what shows it, in words.

    Raises:
        Problem: `not-your-role`, `not-found`, `finding-closed`, `already-rectified`, `words-needed`,
            `personal-number`.
    """
    actor.require("work")
    finding = get_open_finding(actor.reach, finding_id)
    last, at = _last_round(finding), clock.now()
    if last.done_at is not None:
        raise ALREADY_RECTIFIED()
    last.done_at, last.done_by, last.proof = at, actor.user_id, plain(proof)
    last.save(update_fields=["done_at", "done_by", "proof"])
    after = {"round": last.number, "proof": digest(last.proof)}
    record(actor, "rectified", "finding", finding.id, at=at, after=after)


@transaction.atomic
def recheck(actor: Actor, clock: Clock, *, finding_id: UUID, passed: bool, note: str = "") -> None:
    """Look again as another person: it is right now, or the next round begins with a new deadline.

    Raises:
        Problem: `not-your-role`, `not-found`, `finding-closed`, `not-rectified-yet`, `another-person-rechecks`,
            `words-needed` (what is still wrong has to be said).
    """
    actor.require("inspect")
    finding = get_open_finding(actor.reach, finding_id)
    last, at = _last_round(finding), clock.now()
    if last.done_at is None:
        raise NOT_RECTIFIED_YET()
    if last.done_by == actor.user_id:
        raise ANOTHER_PERSON_RECHECKS()
    last.rechecked_at, last.rechecked_by, last.passed = at, actor.user_id, passed
    last.note = refuse_numbers(note) if passed else plain(note)
    last.save(update_fields=["rechecked_at", "rechecked_by", "passed", "note"])
    if passed:
        Finding.objects.filter(id=finding.id).update(closed_at=at)
    else:
        rule = rule_of(get_outbreak(actor.reach, finding.outbreak_id))
        due_at = at + timedelta(hours=rule.rectify_hours[finding.severity])
        Rectification.objects.create(finding=finding, number=last.number + 1, due_at=due_at)
    after = {"round": last.number, "passed": passed, "note": digest(last.note)}
    record(actor, "rechecked", "finding", finding.id, at=at, after=after)


@transaction.atomic
def withdraw_finding(actor: Actor, clock: Clock, *, finding_id: UUID, reason: str) -> None:
    """Take a finding back that should not have been made, with the reason."""
    actor.require("inspect")
    finding, why, at = get_open_finding(actor.reach, finding_id), plain(reason), clock.now()
    Finding.objects.filter(id=finding.id).update(closed_at=at, withdrawn=True)
    record(actor, "withdrawn", "finding", finding.id, at=at, reason=why)


def get_open_finding(reach: Reach, finding_id: UUID) -> Finding:
    """Return a finding that is open, for the services of this app. Raises `not-found`, `finding-closed`."""
    finding = reach.filter(Finding.objects.select_for_update().filter(id=finding_id)).first()
    if finding is None:
        raise NOT_FOUND(what="finding", what_zh="问题", key=finding_id)
    if finding.closed_at is not None:
        raise FINDING_CLOSED()
    return finding


def _last_round(finding: Finding) -> Rectification:
    return finding.rounds.order_by("-number")[0]
