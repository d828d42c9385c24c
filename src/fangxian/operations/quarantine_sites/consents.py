"""Who stays of their own accord: a consent is signed, has an end, and is taken back at any hour; the stay ends with it."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.queries import get_system_actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.follow_ups.own import open_course
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.people.queries import visible_keys
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.quarantine_sites.agreed import row_of
from fangxian.operations.quarantine_sites.grounds import list_grounds
from fangxian.operations.quarantine_sites.models import Consent, ConsentEnd
from fangxian.operations.quarantine_sites.problems import (
    BOUND_ALREADY,
    CONSENT_OVER,
    NO_AGREEMENT,
    NOT_A_CONSENT,
)
from fangxian.operations.quarantine_sites.rows import (
    ARRIVED,
    CHANNELS,
    LANGUAGES,
    LET_GO,
    NEVER_CAME,
    SIGNED,
    TAKEN_BACK,
    ConsentGiven,
    ConsentRow,
)
from fangxian.operations.quarantine_sites.rules import list_room_measures
from fangxian.operations.quarantine_sites.stays import end_stay, open_stays
from fangxian.operations.restrictions import offers

_SOURCE = "self-report"


@transaction.atomic
def sign_consent(actor: Actor, clock: Clock, *, outbreak_id: str, given: ConsentGiven) -> UUID:
    """Put a signed consent on record: who agreed to a room may now be given one. It binds nobody.

    Raises:
        Problem: `not-your-role`, `not-found` (outbreak, person out of reach), `not-a-consent`, `no-agreement` (they were
            not asked, or did not agree), `bound-already` (also where they have signed).
    """
    actor.require("work")
    outbreak, at = get_outbreak(actor.reach, outbreak_id), clock.now()
    if not visible_keys(actor.reach, [given.person_id], at):
        raise NOT_FOUND(what="person", what_zh="人员", key=given.person_id)
    _examine(given)
    agreed = offers.find_agreement(outbreak_id, given.person_id, given.measure, at)
    if agreed is None or given.measure not in list_room_measures(outbreak):
        raise NO_AGREEMENT()
    until = min(given.until or agreed.until, agreed.until)
    if until <= at:
        raise NOT_A_CONSENT(what="until")
    if any(one.person_id == given.person_id for one in list_grounds(outbreak, at)):
        raise BOUND_ALREADY()
    row = Consent(
        outbreak_id=outbreak_id,
        person_id=given.person_id,
        seat_id=agreed.seat_id,
        measure=given.measure,
        channel=given.channel,
        language=given.language,
        signed=given.signed,
        signed_at=at,
        until=until,
    )
    told = {"measure": row.measure, "channel": row.channel, "language": row.language, "until": until}
    write_rows(actor, at, "consented", "consent", row.pk, [row], told)
    return row.pk


@transaction.atomic
def take_back(actor: Actor, clock: Clock, *, consent_id: UUID) -> None:
    """Say that somebody no longer consents: the stay ends now, and so does the agreement. No reason is asked.

    Raises:
        Problem: `not-your-role`, `not-found`, `consent-over`.
    """
    actor.require("work")
    rows = actor.reach.filter_persons(Consent.objects.select_for_update(of=("self",)), "seat_id")
    row = rows.filter(id=consent_id).first()
    if row is None:
        raise NOT_FOUND(what="consent", what_zh="同意书", key=consent_id)
    _end(actor, clock, row, TAKEN_BACK)


@transaction.atomic
def take_back_own(clock: Clock, token: str) -> None:
    """Take back one's own consent by one's own link. Raises `consent-over`, and as `follow_ups.own.open_own`."""
    row = _own(token, clock.now())
    if row is None:
        raise CONSENT_OVER()
    _end(get_system_actor(_SOURCE), clock, row, TAKEN_BACK)


def find_own_consent(clock: Clock, token: str) -> ConsentRow | None:
    """Return the consent that stands of whom a link belongs to, or None. Raises as `follow_ups.own.open_own`."""
    at = clock.now()
    row = _own(token, at)
    return row_of(row, at) if row else None


def let_go_of(actor: Actor, clock: Clock, consent_id: UUID) -> None:
    """End a consent because the person is let go, inside the caller's transaction; one that is over stays so."""
    row = Consent.objects.get(id=consent_id)
    if not ConsentEnd.objects.filter(consent=row).exists():
        _write_end(actor, clock, row, LET_GO)


@transaction.atomic
def end_with_agreements(
    actor: Actor, clock: Clock, *, outbreak_id: str, measure: str, people: Collection[str]
) -> int:
    """End the consents of people whose agreement ended, and their stays; return how many there were."""
    rows = Consent.objects.filter(outbreak_id=outbreak_id, measure=measure, person__in=list(people), end=None)
    found = list(rows.order_by("person_id", "id"))
    for row in found:
        _write_end(actor, clock, row, TAKEN_BACK)
        _end_stay(actor, clock, row)
    return len(found)


def _examine(given: ConsentGiven) -> None:
    wrong = {
        "channel": given.channel not in CHANNELS,
        "language": given.language not in LANGUAGES,
        "signed": given.signed not in SIGNED,
    }
    for what, so in wrong.items():
        if so:
            raise NOT_A_CONSENT(what=what)


def _own(token: str, at: datetime) -> Consent | None:
    course = open_course(token, at)
    mine = Consent.objects.filter(outbreak_id=course.outbreak_id, person=course.follow_up.person_id)
    return mine.filter(recorded_at__lte=at, end=None, until__gt=at).order_by("-recorded_at").first()


def _end(actor: Actor, clock: Clock, row: Consent, why: str) -> None:
    if ConsentEnd.objects.filter(consent=row).exists() or row.until <= clock.now():
        raise CONSENT_OVER()
    _write_end(actor, clock, row, why)
    _end_stay(actor, clock, row)
    whom = [row.person_id]
    offers.end_agreements(
        actor,
        clock,
        outbreak_id=row.outbreak_id,
        measure=row.measure,
        people=whom,
        reason="the consent was taken back",
    )


def _write_end(actor: Actor, clock: Clock, row: Consent, why: str) -> None:
    end = ConsentEnd(consent=row, why=why)
    write_rows(actor, clock.now(), "ended", "consent-end", row.pk, [end], {"why": why})


def _end_stay(actor: Actor, clock: Clock, row: Consent) -> None:
    """Who has not arrived need not come; who is there goes."""
    for stay in open_stays(row.outbreak_id, clock.now()).filter(consent=row):
        there = stay.steps.filter(step=ARRIVED).exists()
        end_stay(actor, clock, stay, TAKEN_BACK if there else NEVER_CAME)
