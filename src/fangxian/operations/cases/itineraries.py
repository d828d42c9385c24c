"""The itinerary of a case: stays with their precision; a place that is not certain is asked for, never guessed."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from fangxian.engines.tables import PRECISIONS
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.models import Case, Stay
from fangxian.operations.cases.problems import STAY_UNCLEAR
from fangxian.operations.cases.reports import StayGiven
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.journal.services import record
from fangxian.operations.people.queries import reach_people
from fangxian.operations.people.services import NewStake, add_stakes
from fangxian.operations.places.queries import get_place
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.versions import correct


def write_stays(actor: Actor, clock: Clock, *, case: Case, stays: Sequence[StayGiven]) -> None:
    """Store the itinerary of a case, inside the caller's transaction. Raises `stay-unclear` with the line."""
    if not stays:
        return
    for line, stay in enumerate(stays, start=1):
        _check(line, stay)
    at = clock.now()
    rows = [_columns(stay) for stay in stays]
    entry = record(actor, "recorded", "itinerary", case.id, at=at, after={"stays": rows})
    Stay.objects.bulk_create(
        Stay(id=new_id(), case=case, entry=entry, known_from=at, valid_from=row["arrive_at"], **row)
        for row in rows
    )
    _tie(actor, clock, case, [stay for stay in stays if stay.place_id])


@transaction.atomic
def add_stays(actor: Actor, clock: Clock, *, case_id: str, stays: Sequence[StayGiven]) -> None:
    """Add stays to a case that was reported before."""
    actor.require("report_case")
    write_stays(actor, clock, case=_get_case(actor, case_id, clock), stays=stays)


@transaction.atomic
def resolve_stay(actor: Actor, clock: Clock, *, stay_id: str, place_id: str) -> None:
    """Say which place the words of a stay meant."""
    actor.require("report_case")
    stay = Stay.objects.open().filter(id=stay_id).select_related("case").first()
    if stay is None:
        raise NOT_FOUND(what="stay", what_zh="行程", key=stay_id)
    _get_case(actor, stay.case_id, clock)
    get_place(place_id)
    at, before = clock.now(), {"unresolved": stay.unresolved, "place_id": stay.place_id}
    entry = record(actor, "resolved", "stay", stay_id, at=at, before=before, after={"place_id": place_id})
    fresh = correct(stay, entry, at, place_id=place_id, unresolved="")
    _tie(actor, clock, fresh.case, [StayGiven(fresh.arrive_at, fresh.leave_at, place_id=place_id)])


def _columns(stay: StayGiven) -> dict[str, Any]:
    return {
        "arrive_at": stay.arrive_at,
        "leave_at": stay.leave_at,
        "precision": stay.precision,
        "place_id": stay.place_id,
        "unresolved": "" if stay.place_id else stay.place_text.strip(),
        "session": stay.session,
        "zone": stay.zone,
        "seat": stay.seat,
        "source": stay.source,
    }


def _check(line: int, stay: StayGiven) -> None:
    if not stay.place_id and not stay.place_text.strip():
        raise STAY_UNCLEAR(line=line, fault="no place", fault_zh="没有地点")
    if stay.leave_at is not None and stay.leave_at < stay.arrive_at:
        raise STAY_UNCLEAR(line=line, fault="it ends before it begins", fault_zh="离开早于到达")
    if stay.precision not in PRECISIONS:
        raise STAY_UNCLEAR(
            line=line, fault=f"precision “{stay.precision}”", fault_zh=f"精度“{stay.precision}”不可用"
        )
    if stay.place_id:
        get_place(stay.place_id)


def _tie(actor: Actor, clock: Clock, case: Case, stays: Sequence[StayGiven]) -> None:
    """Whoever answers for a place a case has been to may see that case."""
    stakes = [NewStake(case.person_id, str(s.place_id), "exposure", s.arrive_at, None) for s in stays]
    add_stakes(actor, clock, stakes, reason="itinerary of a case")


def _get_case(actor: Actor, case_id: str, clock: Clock) -> Case:
    case = Case.objects.filter(id=case_id, person_id__in=reach_people(actor.reach, clock.now())).first()
    if case is None:
        raise NOT_FOUND(what="case", what_zh="病例", key=case_id)
    return case
