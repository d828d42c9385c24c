"""The clinician's inbox: red flags with their clock, those unanswered first."""

from datetime import datetime
from typing import Any

from django.db.models import Case, F, QuerySet, When

from fangxian.engines.problems import Text
from fangxian.operations.accounts.queries import name_offices, name_users
from fangxian.operations.follow_ups.flags_known import as_known, open_flags
from fangxian.operations.follow_ups.models import RedFlag
from fangxian.operations.follow_ups.rows import FlagRow
from fangxian.operations.people.queries import decrypt_for, list_identities
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach


def list_flags(
    reach: Reach, outbreak_id: str, at: datetime, *, open_only: bool = True, limit: int = 200
) -> tuple[FlagRow, ...]:
    """Return the red flags in reach, those nobody has seen first, then by their clock."""
    rows = open_flags(at) if open_only else RedFlag.objects.filter(recorded_at__lte=at)
    return flag_rows(reach, rows.filter(follow_up__outbreak_id=outbreak_id), at, limit)


def has_open_flag(reach: Reach, person_id: str, at: datetime) -> bool:
    """Tell whether a red flag of this person waits within reach."""
    rows = open_flags(at).filter(follow_up__person_id=person_id)
    return bool(reach.filter_persons(rows, "place_id").exists())


def flag_rows(reach: Reach, rows: QuerySet, at: datetime, limit: int = 200) -> tuple[FlagRow, ...]:
    """Return these flags as rows, as known at `at`."""
    seen = Case(When(acknowledged_at__lte=at, then=F("acknowledged_at")))
    order = (seen.asc(nulls_first=True), "due_at", "id")
    found = list(
        reach.filter_persons(rows, "place_id")
        .select_related("follow_up", "check_event")
        .order_by(*order)[:limit]
    )
    found = [as_known(row, at) for row in found]
    people = list_identities(reach, [row.follow_up.person_id for row in found], at)
    places = titles_of([row.place_id for row in found])
    offices = name_offices({str(row.office_id) for row in found})
    users = name_users({row.acknowledged_by for row in found})
    return tuple(_row(reach, row, at, people, places, offices, users) for row in found)


def _row(
    reach: Reach, row: Any, at: datetime, people: Any, places: Any, offices: Any, users: dict[str, Text]
) -> FlagRow:
    person = row.follow_up.person_id
    identity = people.get(person)
    return FlagRow(
        id=row.id,
        follow_up=row.follow_up_id,
        outbreak_id=row.follow_up.outbreak_id,
        person_id=person,
        name=identity.full_name if identity else "",
        phone=identity.phone if identity else "",
        place=places[row.place_id],
        office=offices[str(row.office_id)],
        symptoms=tuple(row.check_event.symptoms),
        temperature_c=row.check_event.temperature_c,
        raised_at=row.raised_at,
        due_at=row.due_at,
        late=row.settled_at is None and row.due_at <= at,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=users.get(row.acknowledged_by),
        outcome=row.outcome,
        note=(decrypt_for(reach, person, row.note, at) or "") if row.note else "",
        settled_at=row.settled_at,
    )
