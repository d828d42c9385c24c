"""A resident's own link: one's own follow-up and nothing else, for a while, in place of a visit."""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Q

from fangxian.engines.following import symptom_title
from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.queries import get_system_actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.follow_ups.checking import CheckGiven, write_check
from fangxian.operations.follow_ups.days import list_days, today_of
from fangxian.operations.follow_ups.finding import get_open, rule_of
from fangxian.operations.follow_ups.models import Check, Course, OwnLink
from fangxian.operations.follow_ups.problems import FOLLOW_UP_CLOSED, OWN_LINK_NOT_VALID, TOO_MANY_REPORTS
from fangxian.operations.follow_ups.rows import Checked, OwnFollowUp, Symptom
from fangxian.operations.journal.services import record
from fangxian.operations.people.queries import names_of
from fangxian.operations.problems import REASON_NEEDED
from fangxian.stores.packs import read_plan

REPORTS_AN_HOUR = 6
_AFTER_THE_END = timedelta(days=1)
_SOURCE = "self-report"


@transaction.atomic
def make_link(actor: Actor, clock: Clock, *, follow_up: str) -> str:
    """Return a token that opens this one follow-up until a day after its end; it is shown now and kept nowhere.

    The links made before stop opening anything. Raises `not-found`, `follow-up-closed`.
    """
    actor.require("work")
    course, at = get_open(actor, follow_up), clock.now()
    OwnLink.objects.filter(follow_up_id=course.id, revoked_at=None).update(revoked_at=at)
    token = secrets.token_urlsafe(32)
    link = OwnLink.objects.create(
        follow_up_id=course.id,
        digest=_digest(token),
        made_at=at,
        made_by=actor.user_id,
        expires_at=max(course.ends_at, at) + _AFTER_THE_END,
    )
    record(
        actor,
        "made",
        "own-link",
        link.id,
        at=at,
        after={"follow_up": course.id, "expires_at": link.expires_at},
    )
    return token


@transaction.atomic
def revoke_links(actor: Actor, clock: Clock, *, follow_up: str, reason: str) -> int:
    """End every link of a follow-up now; return how many opened it until now. Raises `not-found`, `reason-needed`."""
    actor.require("work")
    if not reason.strip():
        raise REASON_NEEDED()
    course, at = get_open(actor, follow_up), clock.now()
    ended = OwnLink.objects.filter(follow_up_id=course.id, revoked_at=None, expires_at__gt=at).update(
        revoked_at=at
    )
    if ended:
        record(actor, "revoked", "own-link", course.id, at=at, after={"links": ended}, reason=reason)
    return ended


def open_own(clock: Clock, token: str) -> OwnFollowUp:
    """Return what a resident sees of their own follow-up. Raises `own-link-not-valid`."""
    course, at = open_course(token, clock.now()), clock.now()
    reach = get_system_actor(_SOURCE).reach
    outbreak = get_outbreak(reach, course.outbreak_id)
    person, rule = course.follow_up.person_id, rule_of(outbreak.plan)
    measure = read_plan(outbreak.plan).measures[course.follow_up.measure]
    return OwnFollowUp(
        initials=_initials(names_of(reach, [person], at).get(person, "")),
        title=Text(course.follow_up.title_zh, course.follow_up.title_en),
        instruction=measure.instruction,
        starts_at=course.starts_at,
        ends_at=course.ends_at,
        timezone=outbreak.timezone,
        days=list_days(course, outbreak.timezone, at),
        today=today_of(course, outbreak.timezone, at),
        symptoms=tuple(Symptom(code, symptom_title(code)) for code in rule.symptoms),
        fever_from_c=rule.fever_from_c,
    )


@transaction.atomic
def report_own(clock: Clock, token: str, *, given: CheckGiven) -> Checked:
    """Record how a resident says they are.

    Raises:
        Problem: `own-link-not-valid`, `too-many-reports`, `follow-up-closed`, and those of `checking.check`.
    """
    course, actor = open_course(token, clock.now()), get_system_actor(_SOURCE)
    recent = Check.objects.filter(
        follow_up_id=course.id, by=actor.user_id, recorded_at__gt=clock.now() - timedelta(hours=1)
    )
    if given.event_id is not None:
        recent = recent.exclude(id=given.event_id)
    if recent.count() >= REPORTS_AN_HOUR:
        raise TOO_MANY_REPORTS(most=REPORTS_AN_HOUR)
    outbreak = get_outbreak(actor.reach, course.outbreak_id)
    own = replace(given, channel=_SOURCE, note="")
    return write_check(actor, clock, course=course, outbreak=outbreak, given=own)


def open_course(token: str, at: datetime) -> Course:
    """Return the follow-up a link opens. Unknown, expired and revoked links look the same; one that is over opens no more."""
    standing = Q(revoked_at=None) | Q(revoked_at__gt=at)
    link = OwnLink.objects.filter(standing, digest=_digest(token), made_at__lte=at, expires_at__gt=at).first()
    if link is None:
        raise OWN_LINK_NOT_VALID()
    course = Course.objects.open().select_related("follow_up").get(id=link.follow_up_id)
    if course.closed_at is not None:
        raise FOLLOW_UP_CLOSED(at=course.closed_at.isoformat())
    return course


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _initials(name: str) -> str:
    """Enough to know it is one's own: a family name and stars, or the first letters."""
    words = name.split()
    if len(words) > 1:
        return "".join(f"{word[0]}." for word in words)
    return f"{name[:1]}**" if name else ""
