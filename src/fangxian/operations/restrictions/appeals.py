"""Appeals: the person says no, an office outside the signing line decides, the person is told."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.decisions.queries import signing_line
from fangxian.operations.in_force import amend
from fangxian.operations.journal.services import record
from fangxian.operations.people.services import encrypt_for
from fangxian.operations.problems import NOT_FOUND, REASON_NEEDED
from fangxian.operations.restrictions.hours import hours_of
from fangxian.operations.restrictions.models import Appeal, Restriction
from fangxian.operations.restrictions.problems import (
    APPEAL_DECIDED,
    APPEAL_WAITS,
    NOT_AN_OUTCOME,
    NOT_RESTRICTED,
    OF_THE_SIGNING_LINE,
)
from fangxian.operations.restrictions.services import release_all
from fangxian.operations.restrictions.standing import RESTRICTION, in_force


@transaction.atomic
def appeal(actor: Actor, clock: Clock, *, key: str, text: str, channel: str = "worker") -> UUID:
    """Record the person's appeal in their own words; return its id. The clock of the legal pack starts.

    Raises:
        Problem: `not-your-role`, `not-found`, `reason-needed` (no words), `not-restricted`, `appeal-waits`.
    """
    actor.require("work")
    if not text.strip():
        raise REASON_NEEDED()
    row, at = _get_restriction(actor, key), clock.now()
    if not in_force(Restriction.objects.filter(version=row.version), at).exists():
        raise NOT_RESTRICTED()
    if Appeal.objects.filter(restriction=key, outcome="").exists():
        raise APPEAL_WAITS()
    made = Appeal.objects.create(
        restriction=row.id,
        outbreak_id=row.outbreak_id,
        person_id=row.person_id,
        seat_id=row.seat_id,
        decision_id=row.decision_id,
        words=encrypt_for(row.person_id, text.strip()),
        channel=channel,
        made_at=at,
        made_by=actor.user_id,
        due_at=at + timedelta(hours=hours_of(row.decision.proposal.plan).appeal_hours),
    )
    told = {"appeal": made.id, "due_at": made.due_at, "channel": channel}
    amend(actor, clock, RESTRICTION, row, "appealed", {"after": told}, appealed_at=at)
    return made.id


@transaction.atomic
def hear(actor: Actor, clock: Clock, *, appeal_id: UUID, outcome: str, reason: str) -> None:
    """Decide an appeal. Upheld, the person is free in the same transaction. The reason is for the person to read.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-an-appeal-outcome`, `reason-needed`, `appeal-decided`,
            `of-the-signing-line` (the actor or their office asked for the restriction or signed it).
    """
    actor.require("hear")
    if outcome not in Appeal.Outcome.values:
        raise NOT_AN_OUTCOME(outcome=outcome)
    if not reason.strip():
        raise REASON_NEEDED()
    found, at = _get_appeal(actor, appeal_id), clock.now()
    if found.outcome:
        raise APPEAL_DECIDED()
    if may_not_hear(actor, found.decision_id):
        raise OF_THE_SIGNING_LINE()
    found.outcome, found.heard_at, found.heard_by = outcome, at, actor.user_id
    found.office, found.reason = actor.office_id, encrypt_for(found.person_id, reason.strip())
    found.save(update_fields=["outcome", "heard_at", "heard_by", "office", "reason"])
    told = {"outcome": outcome, "restriction": found.restriction, "late": at > found.due_at}
    record(actor, "decided", "appeal", found.id, at=at, after=told)
    if outcome == Appeal.Outcome.UPHELD:
        release_all(actor, clock, keys=[found.restriction], reason="the appeal was upheld")


@transaction.atomic
def tell(actor: Actor, clock: Clock, *, appeal_id: UUID) -> None:
    """Record that the person was told how their appeal was decided. Raises `not-your-role`, `not-found`."""
    actor.require("work")
    found = _get_appeal(actor, appeal_id)
    if not found.outcome:
        raise NOT_FOUND(what="decided appeal", what_zh="已决定的申诉", key=appeal_id)
    if found.told_at is None:
        found.told_at, found.told_by = clock.now(), actor.user_id
        found.save(update_fields=["told_at", "told_by"])
        record(actor, "told", "appeal", found.id, at=clock.now())


def may_not_hear(actor: Actor, decision_id: UUID) -> bool:
    """Tell whether the actor or their office asked for or signed what was decided."""
    users, offices = signing_line(decision_id)
    return actor.user_id in users or (bool(actor.office_id) and actor.office_id in offices)


def _get_restriction(actor: Actor, key: str) -> Restriction:
    rows = actor.reach.filter_persons(Restriction.objects.open().filter(valid_to=None, id=key), "seat_id")
    found = rows.select_related("decision__proposal").first()
    if found is None:
        raise NOT_FOUND(what="restriction", what_zh="限制措施", key=key)
    return found


def _get_appeal(actor: Actor, appeal_id: UUID) -> Appeal:
    found = actor.reach.filter(Appeal.objects.select_for_update(), "seat_id").filter(id=appeal_id).first()
    if found is None:
        raise NOT_FOUND(what="appeal", what_zh="申诉", key=appeal_id)
    return found
