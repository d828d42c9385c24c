"""A form of a door on record: the ledger's events, the items for the desks, the stays for the CDC, in one act."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction

from fangxian.engines.problems import Problem, Text
from fangxian.engines.timing import Knock, list_knock_faults, next_knock
from fangxian.engines.visiting import Screened as Told
from fangxian.engines.visiting import list_events, list_faults, list_items
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.queries import find_user, get_actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.custody.urgent import find_urgent
from fangxian.operations.follow_ups.asked_venues import Window
from fangxian.operations.follow_ups.telling_stays import StayHeard, hear_stays
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.rounds.doors import DoorRow
from fangxian.operations.rounds.rows import EventGiven
from fangxian.operations.rounds.services import record_events
from fangxian.operations.screening.at_door import find_door, find_last, get_screening_round, venues_for
from fangxian.operations.screening.items import raise_items
from fangxian.operations.screening.models import Screening
from fangxian.operations.screening.problems import (
    CALL_BACK_IN_THE_PAST,
    NO_KNOCKING_NOW,
    SCREENING_ID_TAKEN,
    SCREENING_UNCLEAR,
    TWO_AT_THIS_DOOR,
)
from fangxian.operations.screening.risks import find_risks
from fangxian.operations.screening.rows import Screened, ScreeningGiven

_SAME = (
    "round_id",
    "place_id",
    "household_id",
    "outcome",
    "present",
    "refusing",
    "symptoms",
    "needs",
    "event_at",
)
"""What makes two forms with one id the same form."""

_FAULTS = {
    "not-an-outcome": Text("敲门结果不明", "what became of the knock is not clear"),
    "not-of-this-door": Text("有人不是本户成员", "somebody does not live there"),
    "somebody-though-nobody": Text("没有开门却有人在场", "somebody is present though nobody was met"),
    "both-here-and-refusing": Text("同一人既在场又拒绝", "somebody is both present and refusing"),
    "answers-though-nobody": Text("没人应门却有回答", "there are answers though nobody opened"),
    "not-a-need": Text("需求不在列", "a need is not on the list"),
}
_WHY = {
    "night": Text("夜间", "it is night"),
    "call-back": Text("未到约定时间", "somebody asked for a later hour"),
}


@transaction.atomic
def screen_door(actor: Actor, clock: Clock, *, round_id: UUID, given: ScreeningGiven) -> Screened:
    """Record a form: everybody present is done in the ledger, a refusal and each symptom goes to a health worker.

    All of it or, where something is wrong, nothing. Sent again under the same id it changes nothing.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-a-screening-round`, `screening-unclear`, `no-knocking-now`,
            `two-at-this-door`, `call-back-in-the-past`, `screening-id-taken`; as `record_events` does.
    """
    actor.require("report_case")
    row = get_screening_round(actor.reach, round_id)
    door = find_door(actor.reach, row, given.place_id, given.household_id)
    told = _told(given, door)
    fresh = _form(given, round_id, door.place_id)
    if _is_on_record(fresh):
        return Screened(True, len(given.present), 0, 0)
    fresh.companion_id = _examine_knock(actor, clock, row.outbreak_id, door, given, round_id)
    stays = _stays(actor, clock, row.outbreak_id, door, given)
    fresh.stays = [
        [one.person_id, one.place_id, one.arrive_at.isoformat(), one.leave_at.isoformat()] for one in stays
    ]
    record_events(actor, clock, round_id=round_id, events=_events(given, told, door.place_id))
    after = {"place_id": door.place_id, "outcome": given.outcome, "present": len(given.present)}
    at = clock.now()
    write_rows(actor, at, "recorded", "screening", given.id, [fresh], after, event_at=min(given.event_at, at))
    raised = raise_items(
        actor,
        clock,
        form_id=given.id,
        outbreak_id=row.outbreak_id,
        place_id=door.place_id,
        household_id=door.door_id,
        told=list_items(told),
        raised_at=min(given.event_at, at),
    )
    heard = hear_stays(actor, clock, outbreak_id=row.outbreak_id, stays=stays)
    return Screened(False, len(given.present), raised, heard)


def _told(given: ScreeningGiven, door: DoorRow) -> Told:
    members = [one.person_id for one in door.members]
    told = Told(given.outcome, members, given.present, given.refusing, given.symptoms, given.needs)
    faults = list_faults(told)
    if not {one.person_id for one in given.stays} <= set(members):
        faults = (*faults, "not-of-this-door")
    if faults:
        raise SCREENING_UNCLEAR(
            faults_zh="、".join(_FAULTS[one].zh for one in dict.fromkeys(faults)),
            faults=", ".join(_FAULTS[one].en for one in dict.fromkeys(faults)),
        )
    if given.call_back_at is not None and given.call_back_at <= given.event_at:
        raise CALL_BACK_IN_THE_PAST(at=given.call_back_at.isoformat())
    return told


def _form(given: ScreeningGiven, round_id: UUID, place_id: str) -> Screening:
    return Screening(
        id=given.id,
        round_id=round_id,
        place_id=place_id,
        household_id=given.household_id,
        outcome=given.outcome,
        present=sorted(set(given.present)),
        refusing=sorted(set(given.refusing)),
        symptoms={who: sorted(set(codes)) for who, codes in sorted(given.symptoms.items()) if codes},
        needs=sorted(set(given.needs)),
        call_back_at=given.call_back_at,
        event_at=given.event_at,
        device_at=given.device_at,
    )


def _is_on_record(fresh: Screening) -> bool:
    there = Screening.objects.filter(id=fresh.pk).first()
    if there is not None and any(getattr(there, name) != getattr(fresh, name) for name in _SAME):
        raise SCREENING_ID_TAKEN(key=fresh.pk)
    return there is not None


def _examine_knock(
    actor: Actor, clock: Clock, outbreak_id: str, door: DoorRow, given: ScreeningGiven, round_id: UUID
) -> str:
    """See that the door could be knocked at, and return who came along."""
    zone = get_outbreak(actor.reach, outbreak_id).timezone
    people = [one.person_id for one in door.members]
    urgent = bool(find_urgent(actor.reach, outbreak_id, people))
    last = find_last(round_id, door.place_id, door.door_id, given.event_at)
    call_back = last.call_back_at if last else None
    risky = door.door_id in find_risks(outbreak_id, [door.place_id])
    companion = _companion(actor, clock, door.place_id, given.companion)
    knock = Knock(given.event_at, 2 if companion else 1, urgent, risky, call_back)
    faults = list_knock_faults(knock, zone)
    if "alone" in faults:
        raise TWO_AT_THIS_DOOR()
    if faults:
        next_at = next_knock(given.event_at, zone, call_back_at=call_back)
        raise NO_KNOCKING_NOW(
            at=_local(given.event_at, zone),
            why_zh="、".join(_WHY[one].zh for one in faults),
            why=", ".join(_WHY[one].en for one in faults),
            next_at=_local(next_at, zone),
        )
    return companion


def _companion(actor: Actor, clock: Clock, place_id: str, handle: str) -> str:
    """The colleague who came along. Whoever does not serve here is answered like whoever does not exist."""
    if not handle.strip():
        return ""
    user = find_user(handle.strip())
    try:
        serves = user is not None and get_actor(user.user_id, clock.now()).reach.covers(place_id)
    except Problem:
        serves = False
    if user is None or not serves or user.user_id == actor.user_id:
        raise TWO_AT_THIS_DOOR()
    return user.user_id


def _local(at: datetime, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%m-%d %H:%M}"


def _stays(
    actor: Actor, clock: Clock, outbreak_id: str, door: DoorRow, given: ScreeningGiven
) -> list[StayHeard]:
    if not given.stays:
        return []
    windows: Mapping[tuple[str, datetime], Window] = {
        (venue.place_id, window.from_at): window
        for venue in venues_for(actor.reach, outbreak_id, door.place_id, clock.now())
        for window in venue.windows
    }
    heard = []
    for one in given.stays:
        window = windows.get((one.place_id, one.from_at))
        if window is None:
            raise NOT_FOUND(what="exposure venue to ask about", what_zh="可询问的暴露场所", key=one.place_id)
        key = uuid5(given.id, f"stay:{one.person_id}:{one.place_id}:{one.from_at.isoformat()}")
        heard.append(
            StayHeard(
                key,
                one.person_id,
                door.place_id,
                one.place_id,
                window.from_at,
                window.to_at,
                window.precision,
            )
        )
    return heard


def _events(given: ScreeningGiven, told: Told, place_id: str) -> list[EventGiven]:
    def event(person_id: str | None, kind: str) -> EventGiven:
        about: dict[str, Any] = (
            {"household_id": given.household_id} if person_id is None else {"person_id": person_id}
        )
        key = uuid5(given.id, f"event:{person_id or ''}")
        return EventGiven(key, place_id, kind, given.event_at, device_at=given.device_at, **about)

    return [event(one.person_id, one.kind) for one in list_events(told)]
