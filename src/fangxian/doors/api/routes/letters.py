"""Letters of assistance: people handed to another place, acknowledged and answered."""

from dataclasses import dataclass
from uuid import UUID

from ninja import Router, Status
from pydantic import AwareDatetime

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.doors.api.given import Exact, Reason
from fangxian.doors.api.hours import KnownAt, known
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.handovers import queries, services
from fangxian.operations.handovers.rows import HandedRow, LetterRow

router = Router()


class LetterGiven(Exact):
    """Whom to hand over, to a place of this tree or to an authority outside by its name, and what is asked."""

    people: list[str]
    asks: str
    to_place_id: str = ""
    to_name: str = ""
    due_at: AwareDatetime | None = None


class AnswerGiven(Exact):
    """Person -> found, not-found or elsewhere; those left out stay open."""

    outcomes: dict[str, str]
    answer: str = ""


@dataclass(frozen=True)
class LetterSent:
    """The letter; `code` lets an authority outside acknowledge it and is answered this once."""

    letter_id: UUID
    number: int
    code: str


@dataclass(frozen=True)
class LetterWhole:
    """A letter and its people."""

    letter: LetterRow
    people: list[HandedRow]


@router.get("/outbreaks/{outbreak_id}/letters", response=list[LetterRow])
def list_letters(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[LetterRow]:
    """List the letters from and to your reach, those nobody acknowledged in time first."""
    at = known(known_at)
    get_outbreak(request.auth.reach, outbreak_id, at)
    return list(queries.list_letters(request.auth.reach, outbreak_id, at))


@router.post("/outbreaks/{outbreak_id}/letters", response={201: LetterSent})
def send_letter(request: Asked, outbreak_id: str, given: LetterGiven) -> Status[LetterSent]:
    """Hand people to another place: its office sees them from now on."""
    sent = services.send_letter(
        request.auth, clock_of_the_world(), outbreak_id=outbreak_id, **given.model_dump()
    )
    return Status(201, LetterSent(sent.letter_id, sent.number, sent.code))


@router.get("/letters/{letter_id}", response=LetterWhole)
def get_letter(request: Asked, letter_id: UUID, known_at: KnownAt = None) -> LetterWhole:
    """Get one letter with its people."""
    row, people = queries.get_letter(request.auth.reach, letter_id, known(known_at))
    return LetterWhole(row, list(people))


@router.post("/letters/{letter_id}/acknowledge", response={204: None})
def acknowledge_letter(request: Asked, letter_id: UUID) -> Status[None]:
    """Say that the letter came."""
    services.acknowledge_letter(request.auth, clock_of_the_world(), letter_id=letter_id)
    return Status(204, None)


@router.post("/letters/{letter_id}/answer", response={204: None})
def answer_letter(request: Asked, letter_id: UUID, given: AnswerGiven) -> Status[None]:
    """Say person by person what came of it."""
    services.answer_letter(
        request.auth,
        clock_of_the_world(),
        letter_id=letter_id,
        outcomes=given.outcomes,
        answer=given.answer,
    )
    return Status(204, None)


@router.post("/letters/{letter_id}/withdraw", response={204: None})
def withdraw_letter(request: Asked, letter_id: UUID, given: Reason) -> Status[None]:
    """Take a letter back: the other office sees those people no longer."""
    services.withdraw_letter(request.auth, clock_of_the_world(), letter_id=letter_id, reason=given.reason)
    return Status(204, None)
