"""Asking people to stay of their own accord, in bulk, before anything binds them; and what they answered."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.chunks import in_chunks
from fangxian.operations.clock import Clock
from fangxian.operations.journal.services import record
from fangxian.operations.people.queries import visible_keys
from fangxian.operations.people.services import encrypt_for
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND, REASON_NEEDED
from fangxian.operations.restrictions.models import Offer
from fangxian.operations.restrictions.problems import NOT_AN_ANSWER, NOT_ASKED
from fangxian.operations.restrictions.standing import agreed_at

ANSWERS = (Offer.Answer.AGREED.value, Offer.Answer.REFUSED.value, Offer.Answer.NO_ANSWER.value)


@dataclass(frozen=True)
class ToOffer:
    """Whom to ask, where their office is, and until when they are asked to stay."""

    person_id: str
    seat_id: str
    until: datetime


@dataclass(frozen=True)
class Answered:
    """What somebody said. `words`: why not, as they said it; needed where they refuse."""

    person_id: str
    answer: str
    words: str = ""


def offer(
    actor: Actor, clock: Clock, *, outbreak_id: str, measure: str, asked: Sequence[ToOffer], channel: str
) -> int:
    """Record that people were asked, inside the caller's transaction; return how many were asked now for the first
    time or again after an answer. Who is asked already or has agreed is left out.
    """
    actor.require("work")
    at, standing = clock.now(), _standing(outbreak_id, measure, [one.person_id for one in asked])
    fresh = [one for one in asked if one.person_id not in standing]
    if not fresh:
        return 0
    Offer.objects.bulk_create(
        Offer(
            outbreak_id=outbreak_id,
            person_id=one.person_id,
            seat_id=one.seat_id,
            measure=measure,
            channel=channel,
            until=one.until,
            offered_at=at,
            offered_by=actor.user_id,
        )
        for one in fresh
    )
    told = {"measure": measure, "people": len(fresh), "channel": channel}
    record(actor, "offered", "offers", outbreak_id, at=at, after=told)
    return len(fresh)


def answer(
    actor: Actor, clock: Clock, *, outbreak_id: str, measure: str, answers: Sequence[Answered]
) -> dict[str, int]:
    """Record what people said, inside the caller's transaction; return answer -> how many. All or nothing.

    Raises:
        Problem: `not-your-role`, `not-an-answer`, `reason-needed` (a refusal without words), `not-found` (out of
            reach), `not-asked` (no offer waits for an answer).
    """
    actor.require("work")
    _check(answers)
    at, people = clock.now(), [one.person_id for one in answers]
    if not people:
        return {}
    _see(actor, people, at)
    waiting = {
        row.person_id: row
        for row in _standing(outbreak_id, measure, people).values()
        if row.answer == "waiting"
    }
    if missing := set(people) - waiting.keys():
        raise NOT_ASKED(people=len(missing))
    for one in answers:
        row = waiting[one.person_id]
        row.answer, row.answered_at, row.answered_by = one.answer, at, actor.user_id
        row.words = encrypt_for(one.person_id, one.words.strip())
    Offer.objects.bulk_update(
        waiting.values(), ["answer", "answered_at", "answered_by", "words"], batch_size=500
    )
    counts = dict(Counter(one.answer for one in answers))
    record(actor, "replied", "offers", outbreak_id, at=at, after={"measure": measure, **counts})
    return counts


def end_agreements(
    actor: Actor, clock: Clock, *, outbreak_id: str, measure: str, people: Collection[str], reason: str
) -> int:
    """Record that people no longer stay of their own accord, inside the caller's transaction; return how many did."""
    actor.require("work")
    if not reason.strip():
        raise REASON_NEEDED()
    at = clock.now()
    _see(actor, people, at)
    rows = agreed_at(outbreak_id, at).filter(measure=measure, person_id__in=list(people))
    ended = rows.update(ended_at=at)
    if ended:
        told = {"measure": measure, "people": ended}
        record(actor, "ended", "offers", outbreak_id, at=at, after=told, reason=reason)
    return ended


def find_agreed(outbreak_id: str, at: datetime) -> set[tuple[str, str]]:
    """Return (person, measure) of everybody who stays of their own accord at `at`: nobody binds them by force."""
    return set(agreed_at(outbreak_id, at).values_list("person_id", "measure"))


@dataclass(frozen=True)
class Agreement:
    """Somebody stays of their own accord, where the office in charge is, and until when."""

    person_id: str
    measure: str
    seat_id: str
    until: datetime


def list_agreements(
    reach: Reach, outbreak_id: str, measures: Collection[str], at: datetime
) -> tuple[Agreement, ...]:
    """Return who within reach stays of their own accord under these measures, by person."""
    rows = reach.filter_persons(agreed_at(outbreak_id, at).filter(measure__in=list(measures)), "seat_id")
    return tuple(map(_agreement, rows.order_by("person_id", "measure")))


def find_agreement(outbreak_id: str, person_id: str, measure: str, at: datetime) -> Agreement | None:
    """Return how somebody agreed, or None; whoever asks has found out that they may."""
    row = agreed_at(outbreak_id, at).filter(person_id=person_id, measure=measure).first()
    return _agreement(row) if row else None


def _agreement(row: Offer) -> Agreement:
    return Agreement(row.person_id, row.measure, row.seat_id, row.until)


def find_waiting_offers(outbreak_id: str, measure: str, people: Collection[str]) -> set[str]:
    """Return those of the people who were asked and have not answered."""
    rows = _standing(outbreak_id, measure, people)
    return {person for person, row in rows.items() if row.answer == Offer.Answer.WAITING}


def find_waiting_offers_of(outbreak_id: str) -> set[tuple[str, str]]:
    """Return (person, measure) of every offer nobody has answered."""
    rows = Offer.objects.filter(outbreak_id=outbreak_id, answer=Offer.Answer.WAITING, ended_at=None)
    return set(rows.values_list("person_id", "measure"))


def find_unasked(outbreak_id: str, rows: Sequence[Mapping[str, Any]]) -> set[str]:
    """Return the people of these rows (person_id, measure) who were not asked, or were asked and have not answered."""
    wanted = {(row["person_id"], row["measure"]) for row in rows}
    answered: set[tuple[str, str]] = set()
    for some in in_chunks({person for person, _ in wanted}):
        found = Offer.objects.filter(outbreak_id=outbreak_id, person_id__in=some).exclude(answer="waiting")
        answered |= set(found.values_list("person_id", "measure"))
    return {person for person, measure in wanted - answered}


def _standing(outbreak_id: str, measure: str, people: Collection[str]) -> dict[str, Offer]:
    found: dict[str, Offer] = {}
    for some in in_chunks(people):
        rows = Offer.objects.filter(outbreak_id=outbreak_id, measure=measure, person_id__in=some)
        found |= {row.person_id: row for row in rows.filter(answer__in=("waiting", "agreed"), ended_at=None)}
    return found


def _check(answers: Sequence[Answered]) -> None:
    for one in answers:
        if one.answer not in ANSWERS:
            raise NOT_AN_ANSWER(answer=one.answer, answers=", ".join(ANSWERS))
        if one.answer == Offer.Answer.REFUSED and not one.words.strip():
            raise REASON_NEEDED()


def _see(actor: Actor, people: Collection[str], at: datetime) -> None:
    for some in in_chunks(people):
        for unseen in sorted(set(some) - visible_keys(actor.reach, some, at)):
            raise NOT_FOUND(what="person", what_zh="人员", key=unseen)
