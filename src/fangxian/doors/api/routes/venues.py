"""Venues where not everybody is known: estimate, notice, call, and the self-reports that come in."""

from dataclasses import dataclass
from uuid import UUID

from ninja import Body, Router, Status
from pydantic import AwareDatetime, Field

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.doors.api.given import Exact, Reason
from fangxian.doors.api.hours import KnownAt, known
from fangxian.engines.problems import Text
from fangxian.operations.follow_ups import queries, services
from fangxian.operations.follow_ups.venue_rows import AttendanceRow, Notice, VenueRow

router = Router()


class Estimate(Exact):
    """How many were there, and who says so."""

    expected: int = Field(ge=0, le=10_000_000)
    told_by: str = Field(max_length=120)


class Words(Exact):
    """A text in both languages."""

    zh: str
    en: str


class NoticeGiven(Exact):
    """A notice to publish. Leave both out to publish what is drafted."""

    title: Words | None = None
    body: Words | None = None


class Call(Exact):
    """By when the operator gives the list (default: 12 hours)."""

    due_at: AwareDatetime | None = None


class Confirmed(Exact):
    """Whom on record the report turns out to be, if anybody."""

    person_id: str = ""


@dataclass(frozen=True)
class Called:
    """The order that went to the venue's operator."""

    order_id: UUID


@dataclass(frozen=True)
class WhoseStay:
    """The person whose stay a report became."""

    person_id: str


@router.get("/outbreaks/{outbreak_id}/venues", response=list[VenueRow])
def list_venues(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[VenueRow]:
    """List the exposed venues within your reach: expected, found, still unknown."""
    return list(queries.list_venues(request.auth.reach, outbreak_id, known(known_at)))


@router.get("/outbreaks/{outbreak_id}/venues/{place_id}/notice", response=Notice)
def draft_notice(request: Asked, outbreak_id: str, place_id: str) -> Notice:
    """Draft what to publish of a venue; nothing in it points to a person."""
    return queries.draft_notice(request.auth.reach, outbreak_id, place_id, clock_of_the_world().now())


@router.post("/outbreaks/{outbreak_id}/venues/{place_id}/notice", response={204: None})
def publish_notice(request: Asked, outbreak_id: str, place_id: str, given: Body[NoticeGiven]) -> Status[None]:
    """Keep a notice as published: people may report that they were there from now on."""
    clock = clock_of_the_world()
    draft = queries.draft_notice(request.auth.reach, outbreak_id, place_id, clock.now())
    notice = Notice(_text(given.title, draft.title), _text(given.body, draft.body))
    services.publish_notice(request.auth, clock, outbreak_id=outbreak_id, place_id=place_id, notice=notice)
    return Status(204, None)


@router.post("/outbreaks/{outbreak_id}/venues/{place_id}/estimate", response={204: None})
def estimate(request: Asked, outbreak_id: str, place_id: str, given: Body[Estimate]) -> Status[None]:
    """Keep how many people were at a venue by somebody's estimate."""
    clock = clock_of_the_world()
    services.estimate(request.auth, clock, outbreak_id=outbreak_id, place_id=place_id, **given.dict())
    return Status(204, None)


@router.post("/outbreaks/{outbreak_id}/venues/{place_id}/call", response=Called)
def call_operator(request: Asked, outbreak_id: str, place_id: str, given: Body[Call]) -> Called:
    """Order the venue's operator to give the list of those who were there."""
    clock = clock_of_the_world()
    order = services.call_operator(
        request.auth, clock, outbreak_id=outbreak_id, place_id=place_id, due_at=given.due_at
    )
    return Called(order)


@router.get("/outbreaks/{outbreak_id}/attendances", response=list[AttendanceRow])
def list_attendances(
    request: Asked, outbreak_id: str, place_id: str = "", only: str = "waiting", known_at: KnownAt = None
) -> list[AttendanceRow]:
    """List self-reports of attendance within your reach: waiting, confirmed or rejected."""
    reach, at = request.auth.reach, known(known_at)
    return list(queries.list_attendances(reach, outbreak_id, at, place_id=place_id, only=only))


@router.post("/attendances/{attendance_id}/confirm", response=WhoseStay)
def confirm_attendance(request: Asked, attendance_id: UUID, given: Body[Confirmed]) -> WhoseStay:
    """Take a self-report as a stay: the next response reads it."""
    return WhoseStay(
        services.confirm_attendance(
            request.auth, clock_of_the_world(), attendance_id=attendance_id, person_id=given.person_id
        )
    )


@router.post("/attendances/{attendance_id}/reject", response={204: None})
def reject_attendance(request: Asked, attendance_id: UUID, given: Body[Reason]) -> Status[None]:
    """Set a self-report aside, with the reason."""
    services.reject_attendance(
        request.auth, clock_of_the_world(), attendance_id=attendance_id, reason=given.reason
    )
    return Status(204, None)


def _text(given: Words | None, drafted: Text) -> Text:
    return Text(given.zh, given.en) if given is not None else drafted
