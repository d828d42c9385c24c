"""Venues where not everybody is known: expected, found, still unknown."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from fangxian.engines.problems import Text
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.contacts.queries import list_exposed_at, list_exposed_places
from fangxian.operations.contacts.rows import ExposedPlace
from fangxian.operations.follow_ups.days import by
from fangxian.operations.follow_ups.models import Attendance, Search
from fangxian.operations.follow_ups.venue_rows import AttendanceRow, Notice, VenueRow
from fangxian.operations.orders.queries import find_statuses
from fangxian.operations.people.queries import list_identities
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach


def list_venues(reach: Reach, outbreak_id: str, at: datetime) -> tuple[VenueRow, ...]:
    """Return the venues in reach that cases visited, those with unknown attendees first. Raises `not-found`."""
    get_outbreak(reach, outbreak_id)
    venues: dict[str, ExposedPlace] = {}
    for row in list_exposed_places(reach, outbreak_id, at):
        venues.setdefault(row.place_id, row)
    searches = {row.place_id: row for row in Search.objects.as_known(at).filter(outbreak_id=outbreak_id)}
    found = _found(outbreak_id, list(venues), at)
    waiting = Counter(_attendances(outbreak_id, "waiting", at).values_list("place_id", flat=True))
    statuses = find_statuses([row.order_id for row in searches.values() if row.order_id], at)
    rows = [
        _venue(row, searches.get(place), len(found.get(place, ())), waiting[place], statuses)
        for place, row in venues.items()
    ]
    return tuple(sorted(rows, key=lambda row: not row.unknown_attendees))


def find_notice(outbreak_id: str, place_id: str) -> Notice | None:
    """Return the notice as published, for whoever follows its link; None where none is."""
    row = Search.objects.open().filter(outbreak_id=outbreak_id, place_id=place_id).first()
    return _notice(row) if row is not None and row.published_at is not None else None


def list_attendances(
    reach: Reach,
    outbreak_id: str,
    at: datetime,
    *,
    place_id: str = "",
    only: str = "waiting",
    limit: int = 200,
) -> tuple[AttendanceRow, ...]:
    """Return the self-reports of attendance in reach, the oldest first. Raises `not-found`."""
    get_outbreak(reach, outbreak_id)
    rows = reach.filter_persons(_attendances(outbreak_id, only, at), "place_id")
    if place_id:
        rows = rows.filter(place_id=place_id)
    found = list(rows.order_by("reported_at", "id")[:limit])
    people = list_identities(reach, [row.person_id for row in found], at)
    places = titles_of([row.place_id for row in found])
    return tuple(
        AttendanceRow(
            id=row.id,
            place_id=row.place_id,
            place=places[row.place_id],
            person_id=row.person_id,
            name=people[row.person_id].full_name if row.person_id in people else "",
            phone=people[row.person_id].phone if row.person_id in people else "",
            arrive_at=row.arrive_at,
            leave_at=row.leave_at,
            precision=row.precision,
            reported_at=row.reported_at,
            status=(status := _status(row, at)),
            reason="" if status == "waiting" else row.reason,
        )
        for row in found
    )


def _found(outbreak_id: str, place_ids: list[str], at: datetime) -> dict[str, set[str]]:
    """Those exposed there by the latest response, and those confirmed since."""
    found = list_exposed_at(outbreak_id, at, place_ids)
    for place, person in _attendances(outbreak_id, "confirmed", at).values_list("place_id", "person_id"):
        found.setdefault(place, set()).add(person)
    return found


def _attendances(outbreak_id: str, only: str, at: datetime) -> QuerySet:
    """Return the self-reports that had come in by `at`, by what had become of them then."""
    rows = Attendance.objects.filter(outbreak_id=outbreak_id, reported_at__lte=at)
    settled = Q(confirmed_at__lte=at) | Q(rejected_at__lte=at)
    if only == "waiting":
        return rows.exclude(id__in=Attendance.objects.filter(settled).values("id"))
    if only in ("confirmed", "rejected"):
        return rows.filter(**{f"{only}_at__lte": at})
    return rows


def _venue(
    row: ExposedPlace, search: Search | None, found: int, waiting: int, statuses: Mapping[UUID, str]
) -> VenueRow:
    expected = search.expected if search else None
    return VenueRow(
        place_id=row.place_id,
        place=row.place,
        venue_kind=row.venue_kind,
        from_at=row.from_at,
        to_at=row.to_at,
        cases=row.cases,
        expected=expected,
        told_by=search.told_by if search else "",
        found=found,
        unknown=max(expected - found, 0) if expected is not None else None if row.unknown_attendees else 0,
        waiting=waiting,
        published_at=search.published_at if search else None,
        notice=_notice(search) if search and search.published_at else None,
        called_at=search.called_at if search else None,
        order_id=search.order_id if search else None,
        task_status=statuses.get(search.order_id, "") if search and search.order_id else "",
        unknown_attendees=row.unknown_attendees,
    )


def _notice(search: Search) -> Notice:
    told = search.notice
    return Notice(Text(**told["title"]), Text(**told["body"]))


def _status(row: Attendance, at: datetime) -> str:
    if by(row.confirmed_at, at):
        return "confirmed"
    return "rejected" if by(row.rejected_at, at) else "waiting"
