"""The missed-day list: every day that is over on which nobody saw the person, with the office whose day it was."""

from collections import Counter, defaultdict
from datetime import date, datetime
from typing import Any

from fangxian.engines.following import NOT_VISITED, SEEN
from fangxian.operations.accounts.queries import name_offices
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.chunks import in_chunks
from fangxian.operations.follow_ups.days import DATED, due_of, local_day
from fangxian.operations.follow_ups.lists import courses_of, day_states, missed_days
from fangxian.operations.follow_ups.models import Check
from fangxian.operations.follow_ups.rows import MissedCount, MissedDay
from fangxian.operations.people.queries import names_of
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach


def list_missed_days(
    reach: Reach,
    outbreak_id: str,
    at: datetime,
    *,
    office_id: str = "",
    on: date | None = None,
    limit: int = 500,
) -> tuple[MissedDay, ...]:
    """Return the missed days of open follow-ups in reach, the latest day first. Raises `not-found`."""
    outbreak = get_outbreak(reach, outbreak_id)
    rows = courses_of(reach, outbreak_id, at).filter(closed_at=None)
    rows = rows.filter(office_id=office_id) if office_id else rows
    dated = list(rows.select_related(None).values_list(*DATED, named=True))
    missed = missed_days(dated, outbreak.timezone, at)
    days = [(day, key) for key, found in missed.items() for day in found if on in (None, day)]
    shown = sorted(days, key=lambda found: (-found[0].toordinal(), found[1]))[:limit]
    keys = {key for _, key in shown}
    courses = {row.id: row for row in rows.filter(id__in=keys)}
    states, attempts = day_states(keys, at), _attempts(keys, at)
    names = names_of(reach, [courses[key].follow_up.person_id for key in keys], at)
    places = titles_of([courses[key].seat_id for key in keys])
    offices = name_offices({str(courses[key].office_id) for key in keys})
    return tuple(
        MissedDay(
            on=day,
            follow_up=key,
            person_id=(person := courses[key].follow_up.person_id),
            name=names.get(person, ""),
            office_id=str(courses[key].office_id),
            office=offices[str(courses[key].office_id)],
            place=places[courses[key].seat_id],
            state=states.get(key, {}).get(day, NOT_VISITED),
            attempts=attempts[key, day],
        )
        for day, key in shown
    )


def count_missed_days(reach: Reach, outbreak_id: str, at: datetime) -> tuple[MissedCount, ...]:
    """Return every office's days up to today in full: due = seen + refused + not reached + not visited."""
    outbreak = get_outbreak(reach, outbreak_id)
    rows = courses_of(reach, outbreak_id, at).select_related(None)
    courses = list(rows.values_list(*DATED, "office_id", named=True))
    today = local_day(at, outbreak.timezone)
    states = day_states([course.id for course in courses], at)
    counted: dict[tuple[date, str], Counter[str]] = defaultdict(Counter)
    for course in courses:
        known = states.get(course.id, {})
        for day in due_of(course, outbreak.timezone):
            if day <= today:
                counted[day, str(course.office_id)][known.get(day, NOT_VISITED)] += 1
    offices = name_offices({office for _, office in counted})
    order = sorted(counted, key=lambda key: (-key[0].toordinal(), key[1]))
    return tuple(_count(day, office, offices[office], counted[day, office]) for day, office in order)


def _count(day: date, office_id: str, office: Any, states: Counter[str]) -> MissedCount:
    return MissedCount(
        on=day,
        office_id=office_id,
        office=office,
        due=states.total(),
        seen=sum(states[state] for state in SEEN),
        refused=states["refused"],
        not_reached=states["not-reached"],
        not_visited=states[NOT_VISITED],
    )


def _attempts(keys: set[str], at: datetime) -> Counter[tuple[str, date]]:
    found: Counter[tuple[str, date]] = Counter()
    for some in in_chunks(keys):
        checks = Check.objects.filter(follow_up_id__in=some, recorded_at__lte=at)
        found.update(checks.values_list("follow_up_id", "checked_on"))
    return found
