"""Opening a sanction, hearing the other side. Only a person opens one, on a ground of the closed list, with facts."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.queries import OfficeRow, get_office, list_duties
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.journal.services import record
from fangxian.operations.oversight.facts import Case, FactGiven, check_facts, get_ground
from fangxian.operations.oversight.models import Sanction
from fangxian.operations.oversight.problems import (
    A_PERSON_OPENS,
    NOT_THE_ONE_CONCERNED,
    OFFICIALS_UNKNOWN,
    STILL_TIME_TO_ANSWER,
)
from fangxian.operations.oversight.rules import rule_of
from fangxian.operations.oversight.sealing import digest, make_key, required, seal
from fangxian.operations.oversight.stages import get_sanction_model, is_concerned, require_stage
from fangxian.operations.problems import NOT_FOUND, REASON_NEEDED


@transaction.atomic
def open_sanction(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    office_id: str,
    ground: str,
    facts: Sequence[FactGiven],
    what: str,
    persons: Sequence[str] = (),
) -> UUID:
    """Open a case against a unit and tell it: from now on it has its hours to be heard. Return the case.

    `persons`: user ids of those it is about, where it is about somebody; by default about the unit alone.

    Raises:
        Problem: `not-your-role`, `a-person-opens-a-sanction`, `not-found`, `never-a-ground`, `unknown-ground`,
            `facts-needed`, `fact-of-another-office`, `fact-says-otherwise`, `not-feasible-no-ground`,
            `officials-unknown`, `words-needed`.
    """
    actor.require("sanction")
    require_person(actor)
    outbreak, at = get_outbreak(actor.reach, outbreak_id), clock.now()
    office, rule = _get_office(actor, office_id), rule_of(outbreak)
    chosen = get_ground(rule, ground)
    kept = check_facts(Case(actor.reach, outbreak, office, rule, at), chosen, facts)
    key = make_key()
    row = Sanction.objects.create(
        id=new_id(),
        outbreak_id=outbreak_id,
        place_id=office.place_id,
        office_id=office.office_id,
        ground=ground,
        facts=kept,
        persons=_check_persons(persons, office, at),
        key=key,
        what=seal(key, required(what)),
        opened_at=at,
        opened_by=actor.user_id,
        opened_office=actor.office_id,
        answer_by_at=at + timedelta(hours=rule.hearing_hours),
    )
    record(actor, "opened", "sanction", row.id, at=at, after=_image(row))
    return row.id


@transaction.atomic
def answer(actor: Actor, clock: Clock, *, sanction_id: UUID, text: str) -> None:
    """Say what the unit or the person has to say. Nothing is decided before.

    Raises:
        Problem: `not-found`, `not-the-one-concerned`, `sanction-at-another-stage`, `words-needed`.
    """
    row, at = get_sanction_model(actor, sanction_id), clock.now()
    require_concerned(actor, row)
    require_stage(row, "opened")
    row.answered_at, row.answered_by = at, actor.user_id
    row.answer = seal(row.key, required(text))
    row.save(update_fields=["answered_at", "answered_by", "answer"])
    record(actor, "answered", "sanction", row.id, at=at, after={"answer": digest(row.answer)})


@transaction.atomic
def record_silence(actor: Actor, clock: Clock, *, sanction_id: UUID, how_asked: str) -> None:
    """Record, once their time is over, that they did not answer, and how they were asked.

    Raises:
        Problem: `not-your-role`, `not-found`, `sanction-at-another-stage`, `still-time-to-answer`, `words-needed`.
    """
    actor.require("sanction")
    row, at = get_sanction_model(actor, sanction_id), clock.now()
    require_stage(row, "opened")
    if at < row.answer_by_at:
        raise STILL_TIME_TO_ANSWER(moment=_told(row.answer_by_at))
    row.answered_at, row.answered_by, row.silent = at, actor.user_id, True
    row.answer = seal(row.key, required(how_asked))
    row.save(update_fields=["answered_at", "answered_by", "silent", "answer"])
    record(
        actor, "recorded", "sanction", row.id, at=at, after={"silent": True, "how_asked": digest(row.answer)}
    )


@transaction.atomic
def withdraw_sanction(actor: Actor, clock: Clock, *, sanction_id: UUID, reason: str) -> None:
    """Take a case back before it is decided, with the reason."""
    actor.require("sanction")
    row, at = get_sanction_model(actor, sanction_id), clock.now()
    require_stage(row, "opened", "heard")
    if not reason.strip():
        raise REASON_NEEDED()
    row.withdrawn_at, row.withdraw_reason = at, seal(row.key, reason.strip())
    row.save(update_fields=["withdrawn_at", "withdraw_reason"])
    record(actor, "withdrawn", "sanction", row.id, at=at, after={"reason": digest(row.withdraw_reason)})


def require_person(actor: Actor) -> None:
    """Raise `a-person-opens-a-sanction` for the system and its jobs, whatever their role may do."""
    if actor.role == "system" or not _is_user(actor.user_id):
        raise A_PERSON_OPENS()


def require_concerned(actor: Actor, row: Sanction) -> None:
    """Raise `not-the-one-concerned` unless the actor speaks for the unit or is one of those it is about."""
    if not is_concerned(actor, row):
        raise NOT_THE_ONE_CONCERNED()


def _get_office(actor: Actor, office_id: str) -> OfficeRow:
    office = get_office(office_id)
    if not actor.reach.covers(office.place_id):
        raise NOT_FOUND(what="office", what_zh="机构", key=office_id)
    return office


def _check_persons(persons: Sequence[str], office: OfficeRow, at: datetime) -> list[str]:
    served = {
        person
        for person in persons
        if _is_user(person)
        and any(duty.office.office_id == office.office_id for duty in list_duties(person, at))
    }
    if served != set(persons):
        raise OFFICIALS_UNKNOWN()
    return sorted(served)


def _image(row: Sanction) -> dict[str, object]:
    """What the journal keeps of a new case: which facts, and digests of the words."""
    return {
        "office": row.office_id,
        "ground": row.ground,
        "facts": [{"kind": fact["kind"], "id": fact["key"]} for fact in row.facts],
        "persons": len(row.persons),
        "what": digest(row.what),
        "answer_by_at": row.answer_by_at,
    }


def _is_user(user_id: str) -> bool:
    try:
        UUID(user_id)
    except ValueError:
        return False
    return True


def _told(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}Z"
