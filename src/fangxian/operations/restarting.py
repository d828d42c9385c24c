"""After a positive result at a quarantine site: who shared its floor or air becomes a contact, and two offices sign."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from fangxian.engines.following import later_by_days
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak, list_case_people
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.clock import Clock
from fangxian.operations.contacts.services import ContactGiven, name_contacts
from fangxian.operations.people.rows import NewPerson
from fangxian.operations.problems import REASON_NEEDED
from fangxian.operations.quarantine_sites.problems import NOT_POSITIVE
from fangxian.operations.quarantine_sites.queries import get_stay_row
from fangxian.operations.quarantine_sites.restarts import Exposed, find_exposed, write_restarts
from fangxian.operations.quarantine_sites.rules import rule_of
from fangxian.operations.restraining import PersonAsked, request_restrictions
from fangxian.stores.packs import read_plan

SETTING = "quarantine site"


@transaction.atomic
def restart_stays(actor: Actor, clock: Clock, *, stay_id: UUID, reason: str) -> int:
    """Name those who shared the rule's scopes with a positive person as contacts of the case, and propose that their
    quarantine begins anew on this evidence; return how many. Nobody is bound longer before two offices have signed; for
    whoever is there of their own accord nothing is proposed: they are asked anew.

    Raises:
        Problem: `not-your-role`, `not-found`, `reason-needed`, `not-positive`, and those of `request_restrictions`.
    """
    actor.require("respond")
    if not reason.strip():
        raise REASON_NEEDED()
    at, positive = clock.now(), get_stay_row(actor.reach, stay_id, clock.now())
    outbreak = get_outbreak(actor.reach, positive.outbreak_id)
    case_id = list_case_people(outbreak.id, at).get(positive.person_id)
    if not positive.positive or case_id is None:
        raise NOT_POSITIVE()
    rule = rule_of(outbreak, at)
    first = min(day.taken_at for day in positive.days if day.result == "positive" and day.taken_at)
    exposed = find_exposed(actor.reach, positive, rule, first - timedelta(days=rule.days_before), at)
    _name(actor, clock, outbreak, case_id, exposed)
    proposals = _propose(actor, clock, outbreak, [one for one in exposed if one.bound], reason)
    write_restarts(actor, clock, stay_id=stay_id, exposed=exposed, reason=reason, proposals=proposals)
    return len(exposed)


def _name(
    actor: Actor, clock: Clock, outbreak: OutbreakRow, case_id: str, exposed: Sequence[Exposed]
) -> None:
    zone = ZoneInfo(outbreak.timezone)
    given = [
        ContactGiven(
            NewPerson(key=one.person_id),
            one.last_shared_at.astimezone(zone).date(),
            setting=SETTING,
            proximity=one.scope,
        )
        for one in exposed
    ]
    name_contacts(actor, clock, outbreak_id=outbreak.id, case_id=case_id, given=given)


def _propose(
    actor: Actor, clock: Clock, outbreak: OutbreakRow, exposed: Sequence[Exposed], reason: str
) -> dict[str, UUID]:
    """Return person -> the proposal two offices sign; those who last shared something on one day are one list."""
    measures, zone = read_plan(outbreak.plan).measures, ZoneInfo(outbreak.timezone)
    found: dict[str, UUID] = {}
    days = {one.stay_id: one.last_shared_at.astimezone(zone).date() for one in exposed}
    for measure, day in sorted({(one.measure, days[one.stay_id]) for one in exposed}):
        people = [one.person_id for one in exposed if (one.measure, days[one.stay_id]) == (measure, day)]
        midnight = datetime.combine(day + timedelta(days=1), time(), zone)
        made = request_restrictions(
            actor,
            clock,
            outbreak_id=outbreak.id,
            measure=measure,
            people=[PersonAsked(one) for one in people],
            reason=reason,
            ends_at=later_by_days(midnight, measures[measure].duration.to_days, outbreak.timezone),
        )
        found |= dict.fromkeys(people, made[0]) if made else {}
    return found
