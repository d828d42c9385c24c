"""What happens in a room: samples on their days, results, symptoms for a doctor; and the release with its evidence."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.follow_ups.owners import find_clinic
from fangxian.operations.follow_ups.sampled import write_result
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.problems import NOT_FOUND, REASON_NEEDED
from fangxian.operations.quarantine_sites.consents import let_go_of
from fangxian.operations.quarantine_sites.models import StayFlag, StayFlagAct, StayResult, StaySample
from fangxian.operations.quarantine_sites.problems import (
    NOT_A_DOCTOR,
    NOT_A_DUE_DAY,
    NOT_A_FLAG_ENDING,
    NOT_A_STAY_RESULT,
    NOTHING_SEEN,
    RELEASE_LACKS,
)
from fangxian.operations.quarantine_sites.queries import rows_of
from fangxian.operations.quarantine_sites.rows import ENDINGS, RELEASED, RESULTS
from fangxian.operations.quarantine_sites.rules import rule_of
from fangxian.operations.quarantine_sites.stays import end_stay, get_stay, seen_by
from fangxian.operations.restrictions.services import release

CLINICAL = frozenset({"hospital", "health"})
_COLDEST_C, _HOTTEST_C = 30.0, 45.0


@transaction.atomic
def take_sample(actor: Actor, clock: Clock, *, stay_id: UUID, due_on: date) -> None:
    """Say that the sample of a due day was taken now. Raises `not-found`, `not-a-due-day`."""
    row, at = get_stay(actor, stay_id), clock.now()
    told = rows_of(actor.reach, [row], at)[0]
    waiting = [day.on for day in told.days if day.taken_at is None]
    if due_on not in waiting:
        raise NOT_A_DUE_DAY(on=due_on, days=", ".join(str(on) for on in waiting) or "-")
    sample = StaySample(stay=row, due_on=due_on, taken_at=at)
    write_rows(actor, at, "sampled", "stay-sample", row.pk, [sample], {"due_on": due_on})


@transaction.atomic
def note_result(actor: Actor, clock: Clock, *, stay_id: UUID, due_on: date, result: str) -> None:
    """Say what the sample of a due day showed; said anew, the last stands. The person's follow-ups have it too, once.

    Raises:
        Problem: `not-found`, `not-a-stay-result`.
    """
    row, at = get_stay(actor, stay_id), clock.now()
    sample = row.samples.filter(due_on=due_on).first()
    if sample is None or result not in RESULTS:
        raise NOT_A_STAY_RESULT(result=result)
    made = StayResult(sample=sample, result=result)
    told = {"due_on": due_on, "result": result}
    write_rows(actor, at, "found", "stay-result", row.pk, [made], told)
    whose = {"outbreak_id": row.outbreak_id, "person_id": row.person_id}
    write_result(actor, at, **whose, sample_id=sample.pk, result=result, taken_at=sample.taken_at)


@transaction.atomic
def raise_flag(
    actor: Actor,
    clock: Clock,
    *,
    stay_id: UUID,
    symptoms: Sequence[str] = (),
    temperature_c: float | None = None,
) -> UUID:
    """Tell a doctor of symptoms in a room. Raises `not-found`, `nothing-seen`."""
    row, at = get_stay(actor, stay_id), clock.now()
    hot = temperature_c is not None
    if not (symptoms or hot) or (hot and not _COLDEST_C <= float(temperature_c or 0) <= _HOTTEST_C):
        raise NOTHING_SEEN()
    rule = rule_of(get_outbreak(actor.reach, row.outbreak_id), at)
    flag = StayFlag(
        stay=row,
        symptoms=sorted(set(symptoms)),
        temperature_c=temperature_c,
        answering_id=UUID(find_clinic(actor, clock, row.place_id)),
        raised_at=at,
        due_at=at + timedelta(hours=rule.flag_hours),
    )
    write_rows(actor, at, "raised", "stay-flag", row.pk, [flag], {"due_at": flag.due_at})
    return flag.pk


@transaction.atomic
def see_flag(actor: Actor, clock: Clock, *, flag_id: UUID) -> None:
    """Say that a doctor has seen it; a second time changes nothing. Raises `not-found`, `not-a-doctor`."""
    flag = _flag(actor, flag_id)
    if not flag.acts.filter(ending="").exists():
        _act(actor, clock.now(), flag, "")


@transaction.atomic
def settle_flag(actor: Actor, clock: Clock, *, flag_id: UUID, ending: str) -> None:
    """Say what came of it. Raises `not-found`, `not-a-doctor`, `not-a-flag-ending`."""
    flag = _flag(actor, flag_id)
    if ending not in ENDINGS or flag.acts.exclude(ending="").exists():
        raise NOT_A_FLAG_ENDING(ending=ending, endings=", ".join(ENDINGS))
    _act(actor, clock.now(), flag, ending)


@transaction.atomic
def release_stay(actor: Actor, clock: Clock, *, stay_id: UUID, reason: str, early: bool = False) -> None:
    """Let a person go, with the evidence: the days served and every result known.

    Where what binds them is over, they go whatever is lacking, and what was lacking is kept: no sample holds anybody. So
    does who is there of their own accord; their consent ends with it.
    `early`: before that and without the evidence, by somebody who may sign; what binds them ends with it.

    Raises:
        Problem: `not-your-role`, `not-found`, `reason-needed`, `release-lacks`, `step-out-of-turn`.
    """
    if not reason.strip():
        raise REASON_NEEDED()
    row, at = get_stay(actor, stay_id), clock.now()
    told = rows_of(actor.reach, [row], at)[0]
    if told.bound and told.lacking and not early:
        raise RELEASE_LACKS(
            lacking_zh="、".join(one.zh for one in told.lacking),
            lacking=", ".join(one.en for one in told.lacking),
        )
    if told.bound:
        release(actor, clock, key=row.restriction_key, reason=reason)
    if row.consent_id is not None:
        let_go_of(actor, clock, row.consent_id)
    end_stay(actor, clock, row, RELEASED, [(one.zh, one.en) for one in told.lacking])


def _flag(actor: Actor, flag_id: UUID) -> StayFlag:
    actor.require("work")
    # Whoever may decide stands in where no doctor is reachable.
    if actor.department not in CLINICAL and not actor.may("decide"):
        raise NOT_A_DOCTOR()
    flag = StayFlag.objects.select_for_update(of=("self",)).filter(id=flag_id).first()
    stays = type(flag.stay).objects.filter(id=flag.stay_id) if flag else None
    if flag is None or stays is None or not seen_by(actor.reach, stays).exists():
        raise NOT_FOUND(what="red flag", what_zh="预警", key=flag_id)
    return flag


def _act(actor: Actor, at: datetime, flag: StayFlag, ending: str) -> None:
    told = {"ending": ending}
    verb = "settled" if ending else "saw"
    write_rows(actor, at, verb, "stay-flag-act", flag.pk, [StayFlagAct(flag=flag, ending=ending)], told)
