"""Follow-ups by the page: those of one's reach, with how each stands today."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from fangxian.engines.following import SEEN, find_missed_days, last_day, state_of_day
from fangxian.engines.problems import Text
from fangxian.operations.accounts.queries import name_offices
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.chunks import in_chunks
from fangxian.operations.follow_ups.closing import missing_of
from fangxian.operations.follow_ups.days import (
    DATED,
    Dated,
    due_of,
    due_on,
    local_day,
    put_in_days,
    state_of_today,
)
from fangxian.operations.follow_ups.flags_known import open_flags
from fangxian.operations.follow_ups.models import Check, Course
from fangxian.operations.follow_ups.rows import FollowUpPage, FollowUpRow, RestrictionBrief
from fangxian.operations.people.queries import list_identities
from fangxian.operations.people.rows import IdentityRow
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.restrictions.queries import find_bound

ONLY = ("", "open", "due_today", "missed", "red", "to_release", "closed")
_SEEN = tuple(sorted(SEEN))
_NOBODY = IdentityRow()


def list_follow_ups(
    reach: Reach,
    outbreak_id: str,
    at: datetime,
    *,
    only: str = "open",
    office_id: str = "",
    page: int = 1,
    per_page: int = 50,
) -> FollowUpPage:
    """Return one page of the follow-ups in reach, as known at `at`, by their end. Raises `not-found`."""
    outbreak = get_outbreak(reach, outbreak_id)
    rows = _chosen(courses_of(reach, outbreak_id, at), outbreak, at, only)
    if office_id:
        rows = rows.filter(office_id=office_id)
    rows = rows.order_by("ends_at", "id")
    total = rows.count()
    pages = max(ceil(total / per_page), 1)
    page = min(max(page, 1), pages)
    found = list(rows[(page - 1) * per_page : page * per_page])
    return FollowUpPage(rows_of(reach, outbreak, found, at), total, page, pages, per_page)


def count_follow_ups(reach: Reach, outbreak_id: str, at: datetime) -> dict[str, int]:
    """Return how many follow-ups each choice of `ONLY` (but "") holds. Raises `not-found`."""
    outbreak, rows = get_outbreak(reach, outbreak_id), courses_of(reach, outbreak_id, at)
    return {only: _chosen(rows, outbreak, at, only).count() for only in ONLY if only}


def list_siblings(reach: Reach, row: FollowUpRow, at: datetime) -> tuple[FollowUpRow, ...]:
    """Return the person's other open follow-ups of the outbreak: one knock serves them all. Raises `not-found`."""
    open_ones = courses_of(reach, row.outbreak_id, at).filter(closed_at=None)
    others = (
        open_ones.filter(follow_up__person_id=row.person_id).exclude(id=row.key).order_by("ends_at", "id")
    )
    return rows_of(reach, get_outbreak(reach, row.outbreak_id), list(others), at)


def find_keys(reach: Reach, outbreak_id: str, person_ids: Collection[str], at: datetime) -> dict[str, str]:
    """Return person -> a follow-up in reach to write a check to: an open one, else the one closed last."""
    found: dict[str, str] = {}
    for some in in_chunks(person_ids):
        rows = courses_of(reach, outbreak_id, at).filter(follow_up__person_id__in=some)
        order = rows.order_by(F("closed_at").asc(nulls_last=True), "-id")
        found |= dict(order.values_list("follow_up__person_id", "id"))
    return found


def courses_of(reach: Reach, outbreak_id: str, at: datetime) -> QuerySet:
    """Return the courses of an outbreak in reach, as known at `at`."""
    rows = Course.objects.as_known(at).filter(outbreak_id=outbreak_id).select_related("follow_up")
    return reach.filter_persons(rows, "seat_id")


def _chosen(rows: QuerySet, outbreak: OutbreakRow, at: datetime, only: str) -> QuerySet:
    if only == "closed":
        return rows.exclude(closed_at=None)
    rows = rows.filter(closed_at=None) if only else rows
    if only == "due_today":
        today = local_day(at, outbreak.timezone)
        checks = Check.objects.filter(follow_up_id=OuterRef("id"), checked_on=today, recorded_at__lte=at)
        seen = checks.filter(result__in=_SEEN)
        return due_on(rows, today, outbreak.timezone).filter(~Exists(seen))
    if only == "missed":
        dated = list(rows.select_related(None).values_list(*DATED, named=True))
        return rows.filter(id__in=list(missed_days(dated, outbreak.timezone, at)))
    if only == "red":
        return rows.filter(Exists(open_flags(at).filter(follow_up_id=OuterRef("id"))))
    return rows.filter(Q(ends_at__lte=at) | Q(supported=False)) if only == "to_release" else rows


def missed_days(courses: Sequence[Dated], timezone: str, at: datetime) -> dict[str, tuple[date, ...]]:
    """Return follow-up -> the days nobody saw the person, for those who have any."""
    states = day_states([course.id for course in courses], at)
    found = {
        course.id: find_missed_days(due_of(course, timezone), states.get(course.id, {}), at, timezone)
        for course in courses
    }
    return {key: days for key, days in found.items() if days}


def day_states(keys: Collection[str], at: datetime) -> dict[str, dict[date, str]]:
    """Return follow-up -> day -> what it counts as, from the checks recorded by `at`."""
    results: dict[str, dict[date, list[str]]] = defaultdict(lambda: defaultdict(list))
    for some in in_chunks(keys):
        checks = Check.objects.filter(follow_up_id__in=some, recorded_at__lte=at)
        for key, on, result in checks.values_list("follow_up_id", "checked_on", "result"):
            results[key][on].append(result)
    return {key: {on: state_of_day(of_day) for on, of_day in days.items()} for key, days in results.items()}


@dataclass(frozen=True)
class Around:
    """What rows are shown with, read once for a page of them."""

    outbreak: OutbreakRow
    at: datetime
    people: Mapping[str, IdentityRow]
    places: Mapping[str | None, Text]
    offices: Mapping[str, Text]
    missed: Mapping[str, tuple[date, ...]]
    checks: Mapping[str, list[Any]]
    red: frozenset[str]
    bound: Mapping[str, tuple[datetime, datetime]]


def rows_of(
    reach: Reach, outbreak: OutbreakRow, courses: Sequence[Course], at: datetime
) -> tuple[FollowUpRow, ...]:
    """Return these courses as rows."""
    around = Around(
        outbreak=outbreak,
        at=at,
        people=list_identities(reach, [course.follow_up.person_id for course in courses], at),
        places=titles_of([course.seat_id for course in courses]),
        offices=name_offices({str(course.office_id) for course in courses}),
        missed=missed_days(courses, outbreak.timezone, at),
        checks=_checks_of(courses, at),
        red=_red_of(courses, at),
        bound=find_bound(outbreak.id, [c.restriction_key for c in courses if c.restriction_key], at, at),
    )
    return tuple(_row(course, around) for course in courses)


def _checks_of(courses: Iterable[Course], at: datetime) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    keys = [course.id for course in courses]
    rows = Check.objects.filter(follow_up_id__in=keys, recorded_at__lte=at).order_by("checked_at", "id")
    for row in rows.values_list("follow_up_id", "checked_at", "checked_on", "result"):
        found.setdefault(row[0], []).append(row)
    return found


def _red_of(courses: Iterable[Course], at: datetime) -> frozenset[str]:
    flags = open_flags(at).filter(follow_up_id__in=[course.id for course in courses])
    return frozenset(flags.values_list("follow_up_id", flat=True))


def _row(course: Course, around: Around) -> FollowUpRow:
    owner, at, outbreak = course.follow_up, around.at, around.outbreak
    checks, today = around.checks.get(course.id, []), local_day(at, outbreak.timezone)
    is_open, identity = course.closed_at is None, around.people.get(owner.person_id, _NOBODY)
    return FollowUpRow(
        key=course.id,
        outbreak_id=outbreak.id,
        person_id=owner.person_id,
        name=identity.full_name,
        act=owner.act,
        measure=owner.measure,
        title=Text(owner.title_zh, owner.title_en),
        degree=course.degree,
        place_id=course.seat_id,
        place=around.places[course.seat_id],
        office_id=str(course.office_id),
        office=around.offices[str(course.office_id)],
        starts_at=course.starts_at,
        ends_at=course.ends_at,
        lapses_at=course.lapses_at,
        first_exposed_at=course.first_exposed_at,
        last_exposed_at=course.last_exposed_at,
        status=course.outcome or "open",
        today=state_of_today(course, [row[3] for row in checks if row[2] == today], outbreak.timezone, at),
        missed_days=len(around.missed.get(course.id, ())),
        last_check_at=checks[-1][1] if checks else None,
        last_result=checks[-1][3] if checks else "",
        red=course.id in around.red,
        days_left=max((last_day(course.ends_at, outbreak.timezone) - today).days, 0) if is_open else 0,
        hours_left=_hours_left(course, at),
        releasable=is_open and _may_go(course, around),
        supported=course.supported,
        closed_at=course.closed_at,
        outcome=course.outcome,
        case_id=course.case_id or "",
        restriction=brief_of(course, around.bound),
        agreed_at=course.agreed_at,
        phone=identity.phone,
        days=put_in_days(course, [row[2:] for row in checks], outbreak.timezone, at),
    )


def _may_go(course: Course, around: Around) -> bool:
    due = course.ends_at <= around.at or not course.supported
    return due and not missing_of(course, around.outbreak, around.at)


def _hours_left(course: Course, at: datetime) -> float | None:
    """How long the dose still does good; None where nothing lapses or it is over."""
    if course.lapses_at is None or course.closed_at is not None:
        return None
    return max((course.lapses_at - at).total_seconds() / 3600, 0.0)


def brief_of(course: Course, bound: Mapping[str, tuple[datetime, datetime]]) -> RestrictionBrief | None:
    """Return what binds the person besides; not in force: it waits for signatures, or is over."""
    if not course.restriction_key:
        return None
    starts_at, ends_at = bound.get(course.restriction_key, (course.starts_at, course.ends_at))
    title = Text(course.follow_up.title_zh, course.follow_up.title_en)
    return RestrictionBrief(
        course.restriction_key, title, starts_at, ends_at, course.restriction_key in bound
    )
