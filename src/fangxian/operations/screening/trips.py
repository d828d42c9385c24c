"""Travel that people report of themselves: matched with the exposure venues, answered at once, shown to their workers."""

from datetime import datetime, timedelta

import polars as pl
from django.db import transaction

from fangxian.engines import tables
from fangxian.engines.problems import Problem
from fangxian.engines.tracing import InMemoryPresences
from fangxian.operations.accounts.queries import get_system_actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.clock import Clock
from fangxian.operations.follow_ups.asked_venues import LOOK_BACK_DAYS, AskedVenue, list_asked_venues
from fangxian.operations.follow_ups.problems import ATTENDANCE_UNCLEAR, TOO_MANY_REPORTS
from fangxian.operations.follow_ups.telling_stays import StayHeard, hear_stays
from fangxian.operations.ids import new_id
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.people.queries import list_identities
from fangxian.operations.people.rows import NewPerson
from fangxian.operations.people.services import register_persons
from fangxian.operations.places.queries import find_place, titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.screening.models import Trip
from fangxian.operations.screening.problems import TRAVEL_NOT_ASKED
from fangxian.operations.screening.rows import TripGiven, TripRow

REPORTS_AN_HOUR = 5
SOURCE = "self-report"
MET, OTHER_HOURS, NOTHING_KNOWN = "met", "other-hours", "nothing-known"
_NAME_AT_MOST, _PHONE_AT_MOST = 80, 40
_LONGEST = timedelta(days=14)


def open_travel(clock: Clock, outbreak_id: str) -> tuple[OutbreakRow, tuple[AskedVenue, ...]]:
    """Return an outbreak that asks for travel, and its published venues.

    It asks while it runs and has a notice published: nobody learns of an outbreak by asking. Raises `travel-not-asked`.
    """
    at, reach = clock.now(), get_system_actor(SOURCE).reach
    try:
        outbreak = get_outbreak(reach, outbreak_id)
    except Problem:
        raise TRAVEL_NOT_ASKED() from None
    venues = tuple(one for one in list_asked_venues(reach, outbreak_id, at) if one.published)
    if outbreak.ended_at is not None or not venues:
        raise TRAVEL_NOT_ASKED()
    return outbreak, venues


@transaction.atomic
def report_trip(clock: Clock, *, outbreak_id: str, given: TripGiven) -> str:
    """Take somebody's word of where they were, and return what it means for them (`MEANINGS`), by what is published.

    A stay that meets a venue, published or not, waits for the CDC beside the other self-reports; what is not published is
    not told. Sent twice, it stands once.

    Raises:
        Problem: `travel-not-asked`, `attendance-unclear`, `too-many-reports`, `not-found` (a place).
    """
    outbreak, venues = open_travel(clock, outbreak_id)
    at, actor = clock.now(), get_system_actor(SOURCE)
    _examine(given, at)
    key = given.id or new_id()
    there = Trip.objects.filter(id=key).first()
    if there is not None:
        return there.meaning
    _slow_down(given, at)
    known = list_asked_venues(actor.reach, outbreak_id, at)
    met = _meets(given, known, outbreak.timezone)
    row = Trip(
        id=key,
        outbreak_id=outbreak_id,
        person_id=f"trip-{key}",
        home_id=given.home_id,
        place_id=given.place_id,
        arrive_at=given.arrive_at,
        leave_at=given.leave_at,
        meaning=_meaning(given, venues, outbreak.timezone),
        met=met,
        sender=given.sender,
    )
    person = NewPerson(
        key=row.person_id,
        full_name=given.full_name.strip(),
        phone=given.phone.strip(),
        residence_place_id=given.home_id,
    )
    register_persons(actor, clock, [person], reason="reported their travel")
    after = {"place_id": given.place_id, "home_id": given.home_id, "met": met}
    write_rows(actor, at, "reported", "trip", key, [row], after)
    if met:
        window = (given.arrive_at, given.leave_at, "window")
        heard = StayHeard(key, row.person_id, given.home_id, given.place_id, *window)
        hear_stays(actor, clock, outbreak_id=outbreak_id, stays=[heard])
    return row.meaning


def list_trips(reach: Reach, outbreak_id: str, at: datetime, limit: int = 200) -> tuple[TripRow, ...]:
    """Return the travel reported by people who live in reach, what meets a venue first, then the latest. Raises `not-found`."""
    get_outbreak(reach, outbreak_id)
    rows = Trip.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at)
    found = list(reach.filter_persons(rows, "home_id").order_by("-met", "-recorded_at", "-id")[:limit])
    people = list_identities(reach, [row.person_id for row in found], at)
    places = titles_of({key for row in found for key in (row.place_id, row.home_id)})
    return tuple(
        TripRow(
            id=row.pk,
            person_id=row.person_id,
            name=people[row.person_id].full_name if row.person_id in people else "",
            phone=people[row.person_id].phone if row.person_id in people else "",
            home_id=row.home_id,
            home=places[row.home_id],
            place_id=row.place_id,
            place=places[row.place_id],
            arrive_at=row.arrive_at,
            leave_at=row.leave_at,
            meaning=row.meaning,
            met=row.met,
            reported_at=row.recorded_at,
        )
        for row in found
    )


def _meaning(given: TripGiven, venues: tuple[AskedVenue, ...], timezone: str) -> str:
    if given.place_id not in {one.place_id for one in venues}:
        return NOTHING_KNOWN
    return MET if _meets(given, venues, timezone) else OTHER_HOURS


def _meets(given: TripGiven, venues: tuple[AskedVenue, ...], timezone: str) -> bool:
    """Whether the stay shares place and time with a case, by the matcher of the tracing."""
    windows = [
        _stay("case", one.place_id, window.from_at, window.to_at, window.precision)
        for one in venues
        if one.place_id == given.place_id
        for window in one.windows
    ]
    own = tables.PRESENCES.rows(
        [_stay("reporter", given.place_id, given.arrive_at, given.leave_at, "window")]
    )
    cases: pl.DataFrame = tables.PRESENCES.rows(windows)
    return bool(InMemoryPresences(own, timezone).overlaps(cases, {"": 0.0}, 0.0).height)


def _stay(who: str, place_id: str, arrive_at: datetime, leave_at: datetime, precision: str) -> dict:
    return {
        "person_id": who,
        "place_id": place_id,
        "arrive_at": arrive_at,
        "leave_at": leave_at,
        "precision": precision,
    }


def _examine(given: TripGiven, at: datetime) -> None:
    for key in (given.place_id, given.home_id):
        if find_place(key) is None:
            raise NOT_FOUND(what="place", what_zh="地点", key=key)
    early = at - timedelta(days=LOOK_BACK_DAYS) - _LONGEST
    faults = (
        (not given.full_name.strip() or len(given.full_name) > _NAME_AT_MOST, "the name", "姓名"),
        (not given.phone.strip() or len(given.phone) > _PHONE_AT_MOST, "the telephone number", "电话"),
        (given.leave_at < given.arrive_at, "it ends before it begins", "离开早于到达"),
        (given.arrive_at > at, "it lies in the future", "时间晚于现在"),
        (given.arrive_at < early, "it is too long ago", "时间过早"),
        (given.leave_at - given.arrive_at > _LONGEST, "it lasts too long", "时间过长"),
    )
    for wrong, fault, fault_zh in faults:
        if wrong:
            raise ATTENDANCE_UNCLEAR(fault=fault, fault_zh=fault_zh)


def _slow_down(given: TripGiven, at: datetime) -> None:
    recent = Trip.objects.filter(sender=given.sender, recorded_at__gt=at - timedelta(hours=1))
    if given.sender and recent.count() >= REPORTS_AN_HOUR:
        raise TOO_MANY_REPORTS(most=REPORTS_AN_HOUR)
