"""Who needs looking after and what is due: visits, medicines, ambulances, calls to the line."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fangxian.engines.plans.quarantine import CareRule
from fangxian.operations.care.models import (
    AmbulanceRequest,
    AmbulanceStep,
    CareVisit,
    LineAnswer,
    LineCall,
    MedicineSupply,
)
from fangxian.operations.care.rows import ARRIVED, ASKED, SEEN, AmbulanceRow, CallRow, CareRow, MedicineRow
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.people.queries import list_identities
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.quarantine_sites.rules import care_rule_of
from fangxian.operations.screening.key_people import list_key_people
from fangxian.operations.screening.rows import KeyPersonRow


def list_care(reach: Reach, outbreak_id: str, at: datetime, *, place_id: str = "") -> tuple[CareRow, ...]:
    """Return who needs looking after within reach, as known at `at`: alone first, then late visits, then medicines.

    Raises:
        Problem: `not-found`, also for a place outside the reach.
    """
    outbreak = get_outbreak(reach, outbreak_id)
    people = list_key_people(reach, outbreak_id, at, place_id=place_id)
    if not people:
        return ()
    rule, today = care_rule_of(outbreak, at), at.astimezone(ZoneInfo(outbreak.timezone)).date()
    visits = _visits(outbreak_id, at)
    medicines = _medicines(outbreak_id, at)
    rides = {one.person_id for one in list_rides(reach, outbreak_id, at)}
    soon = today + timedelta(days=rule.medicine_days)
    found = [
        _row(
            one,
            rule,
            visits.get(one.person_id, {}),
            tuple(MedicineRow(kind, on, on <= soon) for kind, on in sorted(medicines[one.person_id].items())),
            {"ambulance": one.person_id in rides},
            at,
        )
        for one in people
    ]
    return tuple(
        sorted(
            found,
            key=lambda one: (not one.alone, not one.late, not one.soon_out, one.place_id, one.person_id),
        )
    )


def list_rides(
    reach: Reach, outbreak_id: str, at: datetime, *, open_only: bool = True
) -> tuple[AmbulanceRow, ...]:
    """Return the rides to hospitals within reach, the latest due first."""
    get_outbreak(reach, outbreak_id)
    rows = list(
        reach.filter_persons(AmbulanceRequest.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at))
    )
    steps = {
        one.request_id: one
        for one in AmbulanceStep.objects.filter(request__in=[row.pk for row in rows], recorded_at__lte=at)
    }
    names = list_identities(reach, sorted({row.person_id for row in rows}), at)
    places = titles_of({row.place_id for row in rows})
    found = [
        AmbulanceRow(
            id=row.pk,
            person_id=row.person_id,
            name=names[row.person_id].full_name if row.person_id in names else "",
            place_id=row.place_id,
            place=places[row.place_id],
            household_id=row.household_id,
            hospital=row.hospital,
            asked_at=row.recorded_at,
            due_at=row.due_at,
            state=step.step if (step := steps.get(row.pk)) else ASKED,
            ended_at=step.recorded_at if step else None,
            late=(step is None and row.due_at <= at)
            or bool(step and step.step == ARRIVED and step.recorded_at > row.due_at),
        )
        for row in rows
    ]
    shown = [one for one in found if not (open_only and one.ended_at)]
    return tuple(sorted(shown, key=lambda one: (one.due_at, str(one.id))))


def list_calls(
    reach: Reach, outbreak_id: str, at: datetime, *, open_only: bool = True
) -> tuple[CallRow, ...]:
    """Return the calls to the line within reach, the most urgent first."""
    get_outbreak(reach, outbreak_id)
    rows = list(reach.filter_persons(LineCall.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at)))
    answers = {
        one.call_id: one.recorded_at
        for one in LineAnswer.objects.filter(call__in=[row.pk for row in rows], recorded_at__lte=at)
    }
    places = titles_of({row.place_id for row in rows})
    found = [
        CallRow(
            id=row.pk,
            place_id=row.place_id,
            place=places[row.place_id],
            topic=row.topic,
            called_at=row.recorded_at,
            due_at=row.due_at,
            answered_at=answers.get(row.pk),
            late=row.pk not in answers and row.due_at <= at,
        )
        for row in rows
    ]
    shown = [one for one in found if not (open_only and one.answered_at)]
    return tuple(sorted(shown, key=lambda one: (one.due_at, str(one.id))))


def _visits(outbreak_id: str, at: datetime) -> dict[str, dict[str, datetime]]:
    found: dict[str, dict[str, datetime]] = defaultdict(dict)
    rows = CareVisit.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at).order_by("event_at", "id")
    for person, outcome, event_at in rows.values_list("person_id", "outcome", "event_at"):
        found[person][outcome] = event_at
    return found


def _medicines(outbreak_id: str, at: datetime) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    rows = MedicineSupply.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at)
    for person, kind, on in rows.order_by("recorded_at", "id").values_list(
        "person_id", "kind", "runs_out_on"
    ):
        found[person][kind] = on
    return found


def _row(
    one: KeyPersonRow,
    rule: CareRule,
    visits: Mapping[str, datetime],
    medicines: Sequence[MedicineRow],
    about: dict[str, bool],
    at: datetime,
) -> CareRow:
    hours = min((rule.visit_hours[need] for need in one.needs if need in rule.visit_hours), default=None)
    seen = visits.get(SEEN)
    # Who is not shut in goes out and is seen: visits are counted where people may not leave.
    due_at = None if hours is None or not one.closed else (seen or one.named_at) + timedelta(hours=hours)
    return CareRow(
        person_id=one.person_id,
        name=one.name,
        place_id=one.place_id,
        place=one.place,
        household_id=one.household_id,
        needs=one.needs,
        carers=one.carers,
        closed=one.closed,
        alone=one.alone,
        seen_at=seen,
        tried_at=max(visits.values(), default=None),
        due_at=due_at,
        late=due_at is not None and due_at <= at,
        medicines=tuple(medicines),
        ambulance=about["ambulance"],
    )
