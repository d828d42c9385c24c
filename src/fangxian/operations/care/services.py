"""The verbs of care: name carers of a household, note a visit, medicines, ambulances, calls to the line."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.care.models import (
    AmbulanceRequest,
    AmbulanceStep,
    CareVisit,
    HouseholdCarers,
    LineAnswer,
    LineCall,
    MedicineSupply,
)
from fangxian.operations.care.problems import (
    NO_HOSPITAL,
    NOT_A_CARE_OUTCOME,
    NOT_A_MEDICINE,
    NOT_A_TOPIC,
    RIDE_ENDED,
    TOO_MANY_FOR_HOUSEHOLD,
)
from fangxian.operations.care.rows import AMBULANCE_STEPS, MEDICINES, OUTCOMES, TOPICS
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.clock import Clock
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.quarantine_sites.rules import care_rule_of
from fangxian.operations.screening.key_people import find_carer

LINE_HOURS = {"harm": 0.25}
"""Until somebody has seen to a call; what is not named has a day. Our own planning figures."""
_LINE_HOURS = 24.0


@dataclass(frozen=True)
class Whom:
    """A person behind a door."""

    place_id: str
    household_id: str
    person_id: str


@transaction.atomic
def name_household_carers(
    actor: Actor, clock: Clock, *, outbreak_id: str, place_id: str, household_id: str, carers: tuple[str, ...]
) -> None:
    """Say who looks after a household, by their handles; what was said before stands no more.

    Raises:
        Problem: `not-your-role`, `not-found`, `too-many-for-a-household`, `carer-not-here`.
    """
    outbreak, at = _begin(actor, outbreak_id, place_id), clock.now()
    most = care_rule_of(outbreak, at).carers
    if len(set(carers)) > most:
        raise TOO_MANY_FOR_HOUSEHOLD(most=most)
    users = [find_carer(handle, place_id, at) for handle in dict.fromkeys(carers)]
    row = HouseholdCarers(outbreak_id=outbreak_id, place_id=place_id, household_id=household_id, carers=users)
    write_rows(
        actor, at, "named", "household-carers", household_id, [row], {"place_id": place_id, "carers": users}
    )


@transaction.atomic
def note_visit(actor: Actor, clock: Clock, *, outbreak_id: str, whom: Whom, outcome: str) -> None:
    """Say that somebody went to see how a person is. Raises `not-your-role`, `not-found`, `not-a-care-outcome`."""
    _begin(actor, outbreak_id, whom.place_id)
    if outcome not in OUTCOMES:
        raise NOT_A_CARE_OUTCOME(outcome=outcome, outcomes=", ".join(OUTCOMES))
    at = clock.now()
    row = CareVisit(outbreak_id=outbreak_id, **_columns(whom), outcome=outcome, event_at=at)
    write_rows(actor, at, "visited", "care-visit", whom.person_id, [row], {"outcome": outcome})


@transaction.atomic
def note_medicine(
    actor: Actor, clock: Clock, *, outbreak_id: str, whom: Whom, kind: str, runs_out_on: date
) -> None:
    """Say until when a person has a kind of medicine. Raises `not-your-role`, `not-found`, `not-a-kind-of-medicine`."""
    _begin(actor, outbreak_id, whom.place_id)
    if kind not in MEDICINES:
        raise NOT_A_MEDICINE(kind=kind, kinds=", ".join(MEDICINES))
    row = MedicineSupply(outbreak_id=outbreak_id, **_columns(whom), kind=kind, runs_out_on=runs_out_on)
    told = {"kind": kind, "runs_out_on": runs_out_on}
    write_rows(actor, clock.now(), "noted", "medicine-supply", whom.person_id, [row], told)


@transaction.atomic
def ask_ambulance(actor: Actor, clock: Clock, *, outbreak_id: str, whom: Whom, hospital: str) -> UUID:
    """Ask for a ride to a designated hospital; its clock runs from now. Raises `not-your-role`, `not-found`, `no-hospital`."""
    outbreak, at = _begin(actor, outbreak_id, whom.place_id), clock.now()
    if not hospital.strip() or len(hospital) > 120:
        raise NO_HOSPITAL()
    due_at = at + timedelta(minutes=care_rule_of(outbreak, at).ambulance_minutes)
    row = AmbulanceRequest(
        outbreak_id=outbreak_id, **_columns(whom), hospital=hospital.strip(), due_at=due_at
    )
    write_rows(actor, at, "asked", "ambulance-request", row.pk, [row], {"due_at": due_at})
    return row.pk


@transaction.atomic
def end_ride(actor: Actor, clock: Clock, *, ride_id: UUID, step: str) -> None:
    """Say that the ambulance arrived, or was called off. Raises `not-your-role`, `not-found`, `ride-ended`."""
    actor.require("work")
    rows = actor.reach.filter_persons(AmbulanceRequest.objects.select_for_update(of=("self",)))
    row = rows.filter(id=ride_id).first()
    if row is None:
        raise NOT_FOUND(what="ride", what_zh="救护车任务", key=ride_id)
    if step not in AMBULANCE_STEPS or AmbulanceStep.objects.filter(request=row).exists():
        raise RIDE_ENDED(step=step, steps=", ".join(AMBULANCE_STEPS))
    made = AmbulanceStep(request=row, step=step)
    write_rows(actor, clock.now(), "noted", "ambulance-step", row.pk, [made], {"step": step})


@transaction.atomic
def note_call(actor: Actor, clock: Clock, *, outbreak_id: str, place_id: str, topic: str) -> UUID:
    """Note a call to the mental-health line; who called is not kept. Raises `not-your-role`, `not-found`, `not-a-topic`."""
    _begin(actor, outbreak_id, place_id)
    if topic not in TOPICS:
        raise NOT_A_TOPIC(topic=topic, topics=", ".join(TOPICS))
    at = clock.now()
    due_at = at + timedelta(hours=LINE_HOURS.get(topic, _LINE_HOURS))
    row = LineCall(outbreak_id=outbreak_id, place_id=place_id, topic=topic, due_at=due_at)
    write_rows(actor, at, "noted", "line-call", row.pk, [row], {"topic": topic, "place_id": place_id})
    return row.pk


@transaction.atomic
def answer_call(actor: Actor, clock: Clock, *, call_id: UUID) -> None:
    """Say that somebody has seen to a call; a second time changes nothing. Raises `not-your-role`, `not-found`."""
    actor.require("work")
    rows = actor.reach.filter_persons(LineCall.objects.select_for_update(of=("self",)))
    row = rows.filter(id=call_id).first()
    if row is None:
        raise NOT_FOUND(what="call", what_zh="来电", key=call_id)
    if not LineAnswer.objects.filter(call=row).exists():
        write_rows(actor, clock.now(), "settled", "line-answer", row.pk, [LineAnswer(call=row)], {})


def _begin(actor: Actor, outbreak_id: str, place_id: str) -> OutbreakRow:
    """Whoever writes about somebody serves where they live and may read rows about persons."""
    actor.require("report_case")
    outbreak = get_outbreak(actor.reach, outbreak_id)
    if not (actor.reach.registers and actor.reach.covers(place_id)):
        raise NOT_FOUND(what="place", what_zh="地点", key=place_id)
    return outbreak


def _columns(whom: Whom) -> dict[str, str]:
    return {"place_id": whom.place_id, "household_id": whom.household_id, "person_id": whom.person_id}
