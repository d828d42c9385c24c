"""The clinician's answer to a red flag: acknowledged first, then settled with an outcome."""

from uuid import UUID

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.follow_ups.models import RedFlag
from fangxian.operations.follow_ups.problems import FLAG_SETTLED, NOT_A_CLINICIAN, NOT_A_FLAG_OUTCOME
from fangxian.operations.journal.services import record
from fangxian.operations.people.services import encrypt_for
from fangxian.operations.problems import NOT_FOUND

CLINICAL = frozenset({"hospital", "health"})
OUTCOMES = ("well", "tested", "sent-to-hospital", "not-related")


@transaction.atomic
def acknowledge_flag(actor: Actor, clock: Clock, *, flag_id: UUID) -> None:
    """Say that a clinician has seen it; a second time changes nothing. Raises `not-found`, `not-a-clinician`."""
    flag, at = _get(actor, flag_id), clock.now()
    if flag.acknowledged_at is None:
        flag.acknowledged_at, flag.acknowledged_by = at, actor.user_id
        flag.save(update_fields=["acknowledged_at", "acknowledged_by"])
        record(actor, "acknowledged", "red-flag", flag.id, at=at)


@transaction.atomic
def settle_flag(actor: Actor, clock: Clock, *, flag_id: UUID, outcome: str, note: str = "") -> None:
    """Say what came of it; that acknowledges it too.

    Raises:
        Problem: `not-found`, `not-a-clinician`, `not-a-flag-outcome`, `flag-settled`.
    """
    if outcome not in OUTCOMES:
        raise NOT_A_FLAG_OUTCOME(outcome=outcome, outcomes=", ".join(OUTCOMES))
    flag, at = _get(actor, flag_id), clock.now()
    if flag.settled_at is not None:
        raise FLAG_SETTLED()
    flag.acknowledged_at = flag.acknowledged_at or at
    flag.acknowledged_by = flag.acknowledged_by or actor.user_id
    flag.settled_at, flag.settled_by, flag.outcome = at, actor.user_id, outcome
    flag.note = encrypt_for(flag.follow_up.person_id, note) if note else ""
    flag.save()
    record(actor, "settled", "red-flag", flag.id, at=at, after={"outcome": outcome})


def _get(actor: Actor, flag_id: UUID) -> RedFlag:
    actor.require("work")
    # Whoever may decide stands in where no clinician is reachable.
    if actor.department not in CLINICAL and not actor.may("decide"):
        raise NOT_A_CLINICIAN(department=actor.department)
    rows = RedFlag.objects.select_for_update(of=("self",)).select_related("follow_up")
    flag = actor.reach.filter_persons(rows, "place_id").filter(id=flag_id).first()
    if flag is None:
        raise NOT_FOUND(what="red flag", what_zh="预警", key=flag_id)
    return flag
