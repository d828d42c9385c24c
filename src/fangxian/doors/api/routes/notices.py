"""Notices: what is published, for anybody; drafting, approving, publishing and withdrawing; receipts of outlets."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.doors.api.given import Exact
from fangxian.doors.api.hours import KnownAt, known
from fangxian.engines.problems import Text
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.notices import drafting, outbox, queries, services
from fangxian.operations.notices.rows import (
    DeliveryRow,
    EditionRow,
    NoticeGiven,
    NoticeRow,
    PublicNotice,
)

router = Router()


class BothLanguages(Exact):
    """A text in both languages."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)


class NoticeWords(Exact):
    """A notice in one's own words, for everybody inside `place_id`."""

    title: BothLanguages
    body: BothLanguages

    def as_given(self) -> NoticeGiven:
        """Return them as the service takes them."""
        return NoticeGiven(Text(self.title.zh, self.title.en), Text(self.body.zh, self.body.en))


class DraftAsked(Exact):
    """What to draft: of a measure or an area in force (`key`), of the places visited inside `place_id`, or `words`."""

    kind: Literal["measure", "area", "places", "general"]
    key: str = ""
    place_id: str = ""
    words: NoticeWords | None = None


class Receipt(Exact):
    """What an outlet says of a delivery: its own secret, and in words how many it reached."""

    secret: str
    answer: str = Field("", max_length=200)


@router.get("/notices", response=list[PublicNotice], auth=None)
def list_published(
    request: HttpRequest, outbreak_id: str | None = None, known_at: KnownAt = None
) -> list[PublicNotice]:
    """List what is published, the latest first. Nobody has to sign in for it."""
    return list(queries.list_published(known(known_at), outbreak_id))


@router.get("/outbreaks/{outbreak_id}/notices", response=list[NoticeRow])
def list_desk(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[NoticeRow]:
    """List the notices of an outbreak within your reach, drafts included, those that wait first."""
    at = known(known_at)
    get_outbreak(request.auth.reach, outbreak_id, at)
    return list(queries.list_desk(request.auth.reach, outbreak_id, at))


@router.post("/outbreaks/{outbreak_id}/notices", response={201: list[EditionRow]})
def draft(request: Asked, outbreak_id: str, asked: DraftAsked) -> Status[list[EditionRow]]:
    """Draft a notice; a second person approves it. Returns its editions, the draft first."""
    clock = clock_of_the_world()
    drafted = _drafted(request, outbreak_id, asked)
    edition = services.draft(request.auth, clock, outbreak_id=outbreak_id, drafted=drafted)
    return Status(201, _editions(request, edition))


@router.get("/notices/{notice_id}/deliveries", response=list[DeliveryRow])
def list_deliveries(request: Asked, notice_id: UUID, known_at: KnownAt = None) -> list[DeliveryRow]:
    """List what was sent of a notice, with attempts and receipts."""
    at = known(known_at)
    queries.get_desk(request.auth.reach, notice_id, at)
    return list(queries.list_deliveries(request.auth.reach, notice_id, at))


@router.post("/notices/editions/{edition_id}/revise", response=list[EditionRow])
def revise(request: Asked, edition_id: UUID, words: NoticeWords) -> list[EditionRow]:
    """Change the words of a draft; an approval is lost with it."""
    services.revise(request.auth, clock_of_the_world(), edition_id=edition_id, given=words.as_given())
    return _editions(request, edition_id)


@router.post("/notices/editions/{edition_id}/approve", response=list[EditionRow])
def approve(request: Asked, edition_id: UUID) -> list[EditionRow]:
    """Approve a draft as a second person."""
    services.approve(request.auth, clock_of_the_world(), edition_id=edition_id)
    return _editions(request, edition_id)


@router.post("/notices/editions/{edition_id}/publish", response=list[EditionRow])
def publish(request: Asked, edition_id: UUID) -> list[EditionRow]:
    """Publish what is approved, and queue it for the outlets."""
    services.publish(request.auth, clock_of_the_world(), edition_id=edition_id)
    return _editions(request, edition_id)


@router.post("/notices/editions/{edition_id}/withdraw", response=list[EditionRow])
def withdraw(request: Asked, edition_id: UUID, reason: BothLanguages) -> list[EditionRow]:
    """Withdraw what is published; the public reads the reason in its place."""
    told = Text(reason.zh, reason.en)
    services.withdraw(request.auth, clock_of_the_world(), edition_id=edition_id, reason=told)
    return _editions(request, edition_id)


@router.post("/deliveries/{delivery_id}/receipt", response={204: None}, auth=None)
def receive(request: HttpRequest, delivery_id: UUID, receipt: Receipt) -> Status[None]:
    """Take an outlet's receipt; its secret is what lets it in."""
    outbox.receive(
        clock_of_the_world(), delivery_id=delivery_id, secret=receipt.secret, answer=receipt.answer
    )
    return Status(204, None)


def _drafted(request: Asked, outbreak_id: str, asked: DraftAsked) -> drafting.Drafted:
    reach, now = request.auth.reach, clock_of_the_world().now()
    outbreak = get_outbreak(reach, outbreak_id)
    place = asked.place_id or request.auth.place_id
    if asked.kind == "measure":
        return drafting.draft_of_measure(reach, outbreak, asked.key, now)
    if asked.kind == "area":
        return drafting.draft_of_area(reach, outbreak, asked.key, now)
    if asked.kind == "places":
        return drafting.draft_of_places(reach, outbreak, place, now)
    given = asked.words.as_given() if asked.words else NoticeGiven(Text("", ""), Text("", ""))
    return drafting.Drafted("general", "", place, given)


def _editions(request: Asked, edition_id: UUID) -> list[EditionRow]:
    now = clock_of_the_world().now()
    notice_id = queries.find_notice_of(request.auth.reach, edition_id)
    return list(queries.get_desk(request.auth.reach, notice_id, now)[1])
