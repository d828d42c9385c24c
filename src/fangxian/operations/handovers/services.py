"""Sending a letter, acknowledging it, answering it person by person, taking it back."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.handovers.models import EarlierAnswer, Handed, Letter
from fangxian.operations.handovers.problems import (
    ALREADY_ACKNOWLEDGED,
    CODE_NOT_VALID,
    LETTER_WITHDRAWN,
    NOBODY_HANDED,
    NOT_AN_OUTCOME,
    NOWHERE_TO_SEND,
)
from fangxian.operations.journal.services import record
from fangxian.operations.people.queries import visible_keys
from fangxian.operations.people.rows import NewStake
from fangxian.operations.people.stakes import add_stakes, end_stakes
from fangxian.operations.places.queries import get_place
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND, REASON_NEEDED

ACKNOWLEDGED_WITHIN = timedelta(hours=2)
"""How long a neighbour has to say that the letter came, unless the sender says otherwise: our own clock."""


@dataclass(frozen=True)
class Sent:
    """A letter that went out. `code` lets an authority outside acknowledge it; it is shown now and kept nowhere."""

    letter_id: UUID
    number: int
    code: str


@transaction.atomic
def send_letter(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    people: Sequence[str],
    asks: str,
    to_place_id: str = "",
    to_name: str = "",
    due_at: datetime | None = None,
) -> Sent:
    """Hand people to the office of another place, or to an authority outside.

    From now on the office at `to_place_id` sees them; ours does as before.

    Raises:
        Problem: `not-found` (a person out of reach, an unknown place), `nobody-handed`, `nowhere-to-send`,
            `reason-needed` (nothing is asked).
    """
    actor.require("respond")
    outbreak, wanted = get_outbreak(actor.reach, outbreak_id), list(dict.fromkeys(people))
    _check(actor, clock, wanted, asks, to_place_id, to_name, outbreak.place_id)
    at, code = clock.now(), "" if to_place_id else secrets.token_hex(8)
    last = Letter.objects.filter(outbreak_id=outbreak_id).aggregate(last=Max("number"))["last"] or 0
    letter = Letter.objects.create(
        outbreak_id=outbreak_id,
        number=last + 1,
        from_office_id=actor.office_id,
        from_place_id=actor.place_id,
        to_place_id=to_place_id or None,
        to_name=to_name,
        asks=asks,
        due_at=due_at or at + ACKNOWLEDGED_WITHIN,
        code_digest=_digest(code) if code else "",
        sent_at=at,
        sent_by_id=None if actor.user_id.startswith("system:") else actor.user_id,
    )
    Handed.objects.bulk_create([Handed(letter=letter, person_id=key) for key in wanted])
    if to_place_id:
        stakes = [NewStake(key, to_place_id, "handover", at) for key in wanted]
        add_stakes(actor, clock, stakes, reason=f"letter {letter.number}")
    after = {"number": letter.number, "to": to_place_id or "outside", "people": len(wanted)}
    record(actor, "sent", "letter", letter.id, at=at, after=after)
    return Sent(letter.id, letter.number, code)


@transaction.atomic
def acknowledge_letter(actor: Actor, clock: Clock, *, letter_id: UUID) -> None:
    """Say for the office of the place it went to that the letter came. Raises `already-acknowledged`."""
    actor.require("work")
    letter = _received(actor, letter_id)
    _acknowledge(letter, clock.now(), f"{actor.name.zh} {actor.name.en}")
    record(actor, "acknowledged", "letter", letter.id, at=clock.now(), after={"number": letter.number})


@transaction.atomic
def acknowledge_outside(clock: Clock, *, code: str, who: str) -> int:
    """Take the acknowledgement of an authority outside, by the code on its letter; return the letter's number."""
    letter = find_by_code(code)
    _acknowledge(letter, clock.now(), who.strip() or letter.to_name)
    record(_Neighbour(), "acknowledged", "letter", letter.id, at=clock.now(), after={"number": letter.number})
    return letter.number


@transaction.atomic
def answer_letter(
    actor: Actor, clock: Clock, *, letter_id: UUID, outcomes: Mapping[str, str], answer: str = ""
) -> None:
    """Say person by person what came of it. With the last it is answered; who was not found is ours again.

    Answering acknowledges. Raises `not-an-outcome`.
    """
    actor.require("report_case")
    letter, at = _received(actor, letter_id), clock.now()
    people = {row.person_id: row for row in letter.people.all()}
    _keep(letter, people.values(), at)
    for person, outcome in outcomes.items():
        if person not in people or outcome not in Handed.OUTCOMES:
            raise NOT_AN_OUTCOME(outcome=outcome)
        Handed.objects.filter(id=people[person].id).update(outcome=outcome, outcome_at=at)
        if outcome != "found" and letter.to_place_id:
            _let_go(actor, clock, letter, person, f"letter {letter.number}: {outcome}")
    if letter.acknowledged_at is None:
        _acknowledge(letter, at, f"{actor.name.zh} {actor.name.en}")
    letter.answer = answer or letter.answer
    if not letter.people.filter(outcome="").exists():
        letter.answered_at = at
    letter.save(update_fields=["answer", "answered_at"])
    after = {"number": letter.number, "told": len(outcomes), "answered": letter.answered_at is not None}
    record(actor, "answered", "letter", letter.id, at=at, after=after)


@transaction.atomic
def withdraw_letter(actor: Actor, clock: Clock, *, letter_id: UUID, reason: str) -> None:
    """Take back a letter that should not have gone out: the neighbour sees those people no longer."""
    actor.require("respond")
    if not reason.strip():
        raise REASON_NEEDED()
    letter = actor.reach.filter(_letters(), "from_place_id").filter(id=letter_id).first()
    if letter is None:
        raise NOT_FOUND(what="letter", what_zh="协查函", key=letter_id)
    _check_standing(letter)
    letter.withdrawn_at, letter.withdraw_reason = clock.now(), reason
    letter.save(update_fields=["withdrawn_at", "withdraw_reason"])
    if letter.to_place_id:
        for person in letter.people.values_list("person_id", flat=True):
            _let_go(actor, clock, letter, person, reason)
    record(
        actor, "withdrew", "letter", letter.id, at=clock.now(), after={"number": letter.number}, reason=reason
    )


def _keep(letter: Letter, people: Iterable[Handed], at: datetime) -> None:
    """Keep what had been answered until now, so that an earlier hour can be read as it was."""
    said = {row.person_id: [row.outcome, row.outcome_at.isoformat()] for row in people if row.outcome_at}
    EarlierAnswer.objects.create(
        letter=letter, until_at=at, answer=letter.answer, answered_at=letter.answered_at, outcomes=said
    )


def find_by_code(code: str) -> Letter:
    """Return the letter a code belongs to. Raises `code-not-valid`, whatever is wrong with it."""
    letter = (
        Letter.objects.filter(code_digest=_digest(code.strip()), withdrawn_at=None).first() if code else None
    )
    if letter is None:
        raise CODE_NOT_VALID()
    return letter


def _check(
    actor: Actor,
    clock: Clock,
    people: list[str],
    asks: str,
    to_place_id: str,
    to_name: str,
    root: str,
) -> None:
    if not people:
        raise NOBODY_HANDED()
    if not asks.strip():
        raise REASON_NEEDED()
    if bool(to_place_id) == bool(to_name.strip()):
        raise NOWHERE_TO_SEND()
    if to_place_id and not Reach(frozenset({root})).covers(get_place(to_place_id).place_id):
        raise NOT_FOUND(what="place", what_zh="地点", key=to_place_id)
    seen = visible_keys(actor.reach, people, clock.now())
    for person in people:
        if person not in seen:
            raise NOT_FOUND(what="person", what_zh="人员", key=person)


def _received(actor: Actor, letter_id: UUID) -> Letter:
    letter = actor.reach.filter_persons(_letters(), "to_place_id").filter(id=letter_id).first()
    if letter is None:
        raise NOT_FOUND(what="letter", what_zh="协查函", key=letter_id)
    _check_standing(letter)
    return letter


def _letters() -> QuerySet:
    return Letter.objects.select_for_update(of=("self",))


def _check_standing(letter: Letter) -> None:
    if letter.withdrawn_at is not None:
        raise LETTER_WITHDRAWN(number=letter.number)


def _acknowledge(letter: Letter, at: datetime, who: str) -> None:
    if letter.acknowledged_at is not None:
        raise ALREADY_ACKNOWLEDGED(number=letter.number, at=f"{letter.acknowledged_at:%Y-%m-%d %H:%M}Z")
    letter.acknowledged_at, letter.acknowledged_by = at, who[:200]
    letter.save(update_fields=["acknowledged_at", "acknowledged_by"])


def _let_go(actor: Actor, clock: Clock, letter: Letter, person: str, reason: str) -> None:
    end_stakes(
        actor,
        clock,
        person_key=person,
        kind="handover",
        ended_at=clock.now(),
        reason=reason,
        place_id=letter.to_place_id,
    )


class _Neighbour:
    """An authority outside, who has no account here."""

    user_id = "outside"
    role = "neighbour"
    office_id = ""


def _digest(code: str) -> str:
    return sha256(code.encode()).hexdigest()
