"""Opening the record of somebody outside one's tasks: the reason first, then the record."""

from datetime import timedelta

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.journal.services import record as journal
from fangxian.operations.lookups.models import Lookup
from fangxian.operations.lookups.problems import NOT_A_WHY, REASON_NEEDED_TO_LOOK
from fangxian.operations.lookups.queries import may_open
from fangxian.operations.lookups.reasons import WHYS
from fangxian.operations.lookups.subjects import find_subject
from fangxian.operations.problems import REASON_NEEDED

STANDS = timedelta(hours=8)
"""A shift: so long one reason opens the records of one person."""


@transaction.atomic
def look(actor: Actor, clock: Clock, *, record: str, record_id: str, why: str, reason: str) -> Lookup:
    """Write down why the actor opens this record; for a shift the person's records open for them.

    Raises:
        Problem: `not-found` (also outside the reach), `lookup-reason-unknown`, `reason-needed`.
    """
    at = clock.now()
    subject = find_subject(actor.reach, record, record_id, at)
    if why not in WHYS:
        raise NOT_A_WHY(why=why, whys=", ".join(WHYS))
    if not reason.strip():
        raise REASON_NEEDED()
    made = Lookup.objects.create(
        id=new_id(),
        person_id=subject.person_id,
        outbreak_id=subject.outbreak_id,
        record=record,
        record_id=record_id,
        user_id=actor.user_id,
        office_id=actor.office_id,
        role=actor.role,
        why=why,
        reason=reason.strip(),
        looked_at=at,
        until_at=at + STANDS,
    )
    told = {"person_id": subject.person_id, "record": record, "record_id": record_id, "why": why}
    journal(actor, "looked up", "lookup", made.id, at=at, after=told, reason=reason.strip())
    return made


def require_open(actor: Actor, clock: Clock, *, record: str, record_id: str) -> None:
    """Let the actor read this record, or raise `reason-needed-to-look`; `not-found` outside the reach."""
    if not may_open(actor, record, record_id, clock.now()):
        raise REASON_NEEDED_TO_LOOK(hours=int(STANDS / timedelta(hours=1)))
