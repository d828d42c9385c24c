"""Restrictions: who is bound, until when, on what ground; asking first, asking by hand, appeals, blocked lists."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ninja import Body, Router, Status

from fangxian.doors.api.entrance import Asked, clock_of_the_world, open_record
from fangxian.doors.api.hours import AsOf, KnownAt, judged, known
from fangxian.operations.restraining import PersonAsked, answer_offers, offer_first, request_restrictions
from fangxian.operations.restrictions import (
    appeals,
    auditing,
    blocking,
    hearings,
    queries,
    services,
    timeline,
)
from fangxian.operations.restrictions.offers import Answered
from fangxian.operations.restrictions.rows import AppealRow, BlockedRow, RestrictionRow, Step

router = Router()


@dataclass(frozen=True)
class ListToRestrict:
    """Whom to restrict by which measure, and why. Each person needs evidence of their own in the outbreak."""

    measure: str
    people: list[PersonAsked]
    reason: str
    ends_at: datetime | None = None


@dataclass(frozen=True)
class ToOffer:
    """Who was asked to keep which measure of their own accord, and how (`call`, `visit`)."""

    measure: str
    people: list[str]
    channel: str = "call"


@dataclass(frozen=True)
class AnswersGiven:
    """What people said: `agreed`, `refused` (with their words) or `no-answer`."""

    measure: str
    answers: list[Answered]


@dataclass(frozen=True)
class AppealDecided:
    """`upheld` frees the person at once, `dismissed` does not; the reason is for the person to read."""

    outcome: str
    reason: str


@dataclass(frozen=True)
class Words:
    """What is written down: an appeal in the person's words, why a reason still holds, what an auditor found."""

    text: str


@router.get("/outbreaks/{outbreak_id}/restrictions", response=list[RestrictionRow])
def list_restrictions(
    request: Asked,
    outbreak_id: str,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> list[RestrictionRow]:
    """List the restrictions of people within your reach."""
    as_of, known_at = judged(as_of, known_at)
    return list(queries.list_restrictions(request.auth.reach, outbreak_id, as_of, known_at))


@router.post("/outbreaks/{outbreak_id}/restrictions/request", response={201: list[UUID]})
def request_some(request: Asked, outbreak_id: str, listed: Body[ListToRestrict]) -> Status[list[UUID]]:
    """Propose to restrict people you list by hand; two offices still sign. One without evidence blocks the list."""
    made = request_restrictions(
        request.auth,
        clock_of_the_world(),
        outbreak_id=outbreak_id,
        measure=listed.measure,
        people=listed.people,
        reason=listed.reason,
        ends_at=listed.ends_at,
    )
    return Status(201, list(made))


@router.post("/outbreaks/{outbreak_id}/offers/ask", response=int)
def offer(request: Asked, outbreak_id: str, offered: Body[ToOffer]) -> int:
    """Record that people were asked to stay of their own accord; the answer is how many were asked now."""
    return offer_first(
        request.auth,
        clock_of_the_world(),
        outbreak_id=outbreak_id,
        measure=offered.measure,
        people=offered.people,
        channel=offered.channel,
    )


@router.post("/outbreaks/{outbreak_id}/offers/answers", response=dict[str, int])
def answer(request: Asked, outbreak_id: str, given: Body[AnswersGiven]) -> dict[str, int]:
    """Record what people said. Who agrees is followed up and bound by nothing."""
    return answer_offers(
        request.auth,
        clock_of_the_world(),
        outbreak_id=outbreak_id,
        measure=given.measure,
        answers=given.answers,
    )


@router.get("/outbreaks/{outbreak_id}/appeals", response=list[AppealRow])
def list_appeals(request: Asked, outbreak_id: str) -> list[AppealRow]:
    """List the appeals within your reach, those that wait first. Names and registers are not part of it."""
    return list(hearings.list_appeals(request.auth, outbreak_id, clock_of_the_world().now()))


@router.post("/appeals/{appeal_id}/hear", response={204: None})
def hear(request: Asked, appeal_id: UUID, decided: Body[AppealDecided]) -> Status[None]:
    """Decide an appeal, for an office that neither asked for the restriction nor signed it."""
    appeals.hear(
        request.auth,
        clock_of_the_world(),
        appeal_id=appeal_id,
        outcome=decided.outcome,
        reason=decided.reason,
    )
    return Status(204, None)


@router.get("/outbreaks/{outbreak_id}/blocked-lists", response=list[BlockedRow])
def list_blocked(request: Asked, outbreak_id: str) -> list[BlockedRow]:
    """List who wanted whom bound without evidence: for the auditor, without the names of the people."""
    return list(auditing.list_blocked(request.auth, outbreak_id))


@router.post("/blocked-lists/{blocked_id}/settle", response={204: None})
def settle_blocked(request: Asked, blocked_id: UUID, found: Body[Words]) -> Status[None]:
    """Write down what the auditor found. Whoever asked for the list may not."""
    blocking.settle_blocked(request.auth, clock_of_the_world(), blocked_id=blocked_id, finding=found.text)
    return Status(204, None)


@router.get("/restrictions/{key}", response=RestrictionRow)
def get_restriction(request: Asked, key: str, known_at: KnownAt = None) -> RestrictionRow:
    """Get one restriction: evidence, basis, end, signers, service, appeal.

    Outside your tasks the reason comes first (`POST /lookups`).
    """
    open_record(request, "restriction", key)
    return queries.get_restriction(request.auth.reach, key, known(known_at))


@router.get("/restrictions/{key}/steps", response=list[Step])
def list_steps(request: Asked, key: str) -> list[Step]:
    """List what happened to a restriction: proposed, offered, signed, served, appealed, decided, over."""
    open_record(request, "restriction", key)
    return list(timeline.list_steps(request.auth.reach, key, clock_of_the_world().now()))


@router.post("/restrictions/{key}/serve", response={204: None})
def serve(request: Asked, key: str) -> Status[None]:
    """Record that the slip was handed to the person."""
    services.serve(request.auth, clock_of_the_world(), key=key)
    return Status(204, None)


@router.post("/restrictions/{key}/review", response={204: None})
def review(request: Asked, key: str, why: Body[Words]) -> Status[None]:
    """Record that somebody looked whether the reason still holds, and why it does."""
    services.review(request.auth, clock_of_the_world(), key=key, reason=why.text)
    return Status(204, None)


@router.post("/restrictions/{key}/appeal", response={201: UUID})
def appeal(request: Asked, key: str, said: Body[Words]) -> Status[UUID]:
    """Record the person's appeal in their own words."""
    return Status(201, appeals.appeal(request.auth, clock_of_the_world(), key=key, text=said.text))
