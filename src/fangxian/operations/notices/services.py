"""Drafting, approving by a second person, publishing, withdrawing. What is published is never changed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak, list_case_people
from fangxian.operations.clock import Clock
from fangxian.operations.contacts.frames import list_exposed_people
from fangxian.operations.journal.services import record
from fangxian.operations.notices.drafting import Drafted
from fangxian.operations.notices.models import EarlierWording, Edition, Notice
from fangxian.operations.notices.outbox import queue
from fangxian.operations.notices.problems import (
    NAMES_A_PERSON,
    NOT_A_DRAFT,
    NOT_APPROVED_YET,
    NOT_PUBLISHED,
    SECOND_PERSON_APPROVES,
    TOO_FEW_REACHED,
    WORDS_MISSING,
)
from fangxian.operations.notices.rows import NoticeGiven
from fangxian.operations.people.naming import count_named
from fangxian.operations.problems import NOT_FOUND, REASON_NEEDED

LEAST_COVERAGE = 0.95
"""The share of those exposed at places whom a published list of places has to reach."""


@transaction.atomic
def draft(actor: Actor, clock: Clock, *, outbreak_id: str, drafted: Drafted) -> UUID:
    """Keep a draft as a new notice, or as the next edition of the one on the same subject; return the edition's id.

    Raises:
        Problem: `not-found` (outbreak or place out of reach), `words-missing`.
    """
    actor.require("draft")
    get_outbreak(actor.reach, outbreak_id)
    actor.reach.require(drafted.place_id)
    _check_words(drafted.given)
    at = clock.now()
    notice = _notice_on(outbreak_id, drafted) or _number(outbreak_id, drafted, at)
    edition = _edition(actor, notice, drafted, at)
    after = {"notice": notice.number, "edition": edition.edition, "kind": notice.kind}
    record(actor, "drafted", "notice", notice.id, at=at, after=after)
    return edition.id


@transaction.atomic
def revise(actor: Actor, clock: Clock, *, edition_id: UUID, given: NoticeGiven) -> None:
    """Change the words of a draft; an approval is lost with it. Raises `not-a-draft`, `words-missing`."""
    actor.require("draft")
    edition = _get(actor, edition_id)
    if edition.published_at is not None:
        raise NOT_A_DRAFT(number=edition.notice.number)
    _check_words(given)
    _keep(edition, clock.now())
    for name, text in (("title", given.title), ("body", given.body)):
        setattr(edition, f"{name}_zh", text.zh)
        setattr(edition, f"{name}_en", text.en)
    edition.drafted_at, edition.drafted_by_id = clock.now(), _user(actor)
    edition.approved_at = edition.approved_by = None
    edition.save()
    record(actor, "revised", "notice", edition.notice_id, at=clock.now(), after=_image(edition))


@transaction.atomic
def approve(actor: Actor, clock: Clock, *, edition_id: UUID) -> None:
    """Approve a draft as a second person.

    Raises:
        Problem: `second-person-approves`, `not-a-draft`, `names-a-person`, `too-few-reached`.
    """
    actor.require("publish")
    edition, at = _get(actor, edition_id), clock.now()
    if edition.published_at is not None:
        raise NOT_A_DRAFT(number=edition.notice.number)
    if str(edition.drafted_by_id) == actor.user_id:
        raise SECOND_PERSON_APPROVES()
    _check_public(edition, at)
    edition.approved_at, edition.approved_by_id = at, _user(actor)
    edition.save(update_fields=["approved_at", "approved_by"])
    record(actor, "approved", "notice", edition.notice_id, at=at, after=_image(edition))


@transaction.atomic
def publish(actor: Actor, clock: Clock, *, edition_id: UUID) -> int:
    """Publish what is approved; the edition before it is replaced. Return how many outlets it is queued for."""
    actor.require("publish")
    edition, at = _get(actor, edition_id), clock.now()
    if edition.approved_at is None:
        raise NOT_APPROVED_YET(number=edition.notice.number)
    if edition.published_at is not None:
        raise NOT_A_DRAFT(number=edition.notice.number)
    standing = Edition.objects.filter(notice=edition.notice, withdrawn_at=None, replaced_at=None)
    standing.exclude(published_at=None).update(replaced_at=at)
    edition.published_at = at
    edition.save(update_fields=["published_at"])
    record(actor, "published", "notice", edition.notice_id, at=at, after=_image(edition))
    return queue(edition, at)


@transaction.atomic
def withdraw(actor: Actor, clock: Clock, *, edition_id: UUID, reason: Text) -> int:
    """Withdraw what is published, with the reason the public reads in its place. Raises `not-published`."""
    actor.require("publish")
    if not (reason.zh.strip() and reason.en.strip()):
        raise REASON_NEEDED()
    edition, at = _get(actor, edition_id), clock.now()
    if edition.published_at is None or edition.withdrawn_at or edition.replaced_at:
        raise NOT_PUBLISHED(number=edition.notice.number)
    edition.withdrawn_at = at
    edition.withdraw_reason_zh, edition.withdraw_reason_en = reason.zh, reason.en
    edition.save(update_fields=["withdrawn_at", "withdraw_reason_zh", "withdraw_reason_en"])
    record(actor, "withdrew", "notice", edition.notice_id, at=at, after=_image(edition), reason=reason.zh)
    return queue(edition, at, withdrawal=True)


def _notice_on(outbreak_id: str, drafted: Drafted) -> Notice | None:
    if not drafted.subject:
        return None
    rows = Notice.objects.filter(outbreak_id=outbreak_id, kind=drafted.kind, subject=drafted.subject)
    return rows.first()


def _number(outbreak_id: str, drafted: Drafted, at: datetime) -> Notice:
    last = Notice.objects.filter(outbreak_id=outbreak_id).aggregate(last=Max("number"))["last"] or 0
    return Notice.objects.create(
        outbreak_id=outbreak_id,
        place_id=drafted.place_id,
        kind=drafted.kind,
        subject=drafted.subject,
        number=last + 1,
        created_at=at,
    )


def _edition(actor: Actor, notice: Notice, drafted: Drafted, at: datetime) -> Edition:
    """A draft that waits is written over: there is one next edition, not one a click."""
    words: dict[str, Any] = {
        "title_zh": drafted.given.title.zh,
        "title_en": drafted.given.title.en,
        "body_zh": drafted.given.body.zh,
        "body_en": drafted.given.body.en,
        "places": list(drafted.places),
        "coverage": {}
        if drafted.exposed is None
        else {"exposed": drafted.exposed, "covered": drafted.covered},
        "drafted_at": at,
        "drafted_by_id": _user(actor),
        "approved_at": None,
        "approved_by": None,
    }
    last = notice.editions.aggregate(last=Max("edition"))["last"] or 0
    waiting = notice.editions.filter(published_at=None).first()
    if waiting is None:
        return Edition.objects.create(notice=notice, edition=last + 1, **words)
    _keep(waiting, at)
    for name, value in words.items():
        setattr(waiting, name, value)
    waiting.save()
    return waiting


def _keep(edition: Edition, at: datetime) -> None:
    """Keep what a draft said until now, so that an earlier hour can be read as it was."""
    columns = {field.attname for field in EarlierWording._meta.concrete_fields} - {
        "id",
        "edition_id",
        "until_at",
    }
    EarlierWording.objects.create(
        edition=edition, until_at=at, **{name: getattr(edition, name) for name in columns}
    )


def _get(actor: Actor, edition_id: UUID) -> Edition:
    rows = Edition.objects.select_for_update(of=("self",)).select_related("notice")
    found = actor.reach.filter(rows, "notice__place_id").filter(id=edition_id).first()
    if found is None:
        raise NOT_FOUND(what="notice", what_zh="通告", key=edition_id)
    return found


def _check_words(given: NoticeGiven) -> None:
    for field, field_zh, text in (("title", "标题", given.title), ("text", "正文", given.body)):
        if not (text.zh.strip() and text.en.strip()):
            raise WORDS_MISSING(field=field, field_zh=field_zh)


def _check_public(edition: Edition, at: datetime) -> None:
    """Nobody of the outbreak may be named, and a list of places has to reach those it is for."""
    outbreak_id = edition.notice.outbreak_id
    people = sorted({*list_case_people(outbreak_id, at), *list_exposed_people(outbreak_id, at)})
    text = "\n".join((edition.title_zh, edition.title_en, edition.body_zh, edition.body_en))
    if named := count_named(text, people, at):
        raise NAMES_A_PERSON(count=named)
    found = edition.coverage
    if found.get("exposed") and found["covered"] < LEAST_COVERAGE * found["exposed"]:
        raise TOO_FEW_REACHED(
            share=f"{found['covered'] / found['exposed']:.0%}", least=f"{LEAST_COVERAGE:.0%}"
        )


def _user(actor: Actor) -> str | None:
    """The system has no row of its own among the users."""
    return None if actor.user_id.startswith("system:") else actor.user_id


def _image(edition: Edition) -> dict[str, Any]:
    return {
        "notice": edition.notice.number,
        "edition": edition.edition,
        "title": edition.title_zh,
        "published_at": edition.published_at,
        "withdrawn_at": edition.withdrawn_at,
    }
