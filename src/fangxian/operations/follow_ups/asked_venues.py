"""The exposure venues people are asked about at their doors, with the hours cases were there."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from fangxian.engines.problems import Text
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.contacts.queries import list_exposed_places, list_visits
from fangxian.operations.contacts.rows import VisitRow
from fangxian.operations.follow_ups.models import Search
from fangxian.operations.follow_ups.notices import tell_visits
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach

LOOK_BACK_DAYS = 14
"""So far back people are asked, as the question of visits says."""


@dataclass(frozen=True)
class Window:
    """When cases were at a venue. Stays that touch are one, so that nobody counts the cases. `precision`: of a stay in it."""

    from_at: datetime
    to_at: datetime
    precision: str
    when: Text


@dataclass(frozen=True)
class AskedVenue:
    """A venue people are asked about. `published`: its notice asks everybody, so its hours are no secret."""

    place_id: str
    place: Text
    published: bool
    windows: tuple[Window, ...]


def list_asked_venues(reach: Reach, outbreak_id: str, at: datetime) -> tuple[AskedVenue, ...]:
    """Return the venues to ask about at `at`: those published, wherever they are, and those known within reach.

    The latest come first; what is more than `LOOK_BACK_DAYS` past is left out. Raises `not-found`.
    """
    outbreak = get_outbreak(reach, outbreak_id)
    published = _published(outbreak_id, at)
    known = {row.place_id for row in list_exposed_places(reach, outbreak_id, at)}
    titles = titles_of(known | published)
    since = at - timedelta(days=LOOK_BACK_DAYS)
    found = []
    for place_id in sorted(known | published):
        # The notice tells everybody the hours; nothing else of the venue is read for a reader elsewhere.
        visits = list_visits(Reach(frozenset({place_id})), outbreak_id, place_id, at)
        windows = windows_of([one for one in visits if one.to_at >= since], outbreak.timezone)
        if windows:
            found.append(AskedVenue(place_id, titles[place_id], place_id in published, windows))
    return tuple(sorted(found, key=lambda one: (-one.windows[-1].to_at.timestamp(), one.place_id)))


def windows_of(visits: list[VisitRow], timezone: str) -> tuple[Window, ...]:
    """Return when cases were there, the earliest first: stays that touch as one, days without hours as days."""
    zone = ZoneInfo(timezone)
    found: list[tuple[datetime, datetime, str]] = []
    for visit in sorted(visits, key=lambda one: (one.precision == "day", one.from_at, one.to_at)):
        begin, end, precision = _stay(visit, zone)
        if found and found[-1][2] == precision and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end), precision)
        else:
            found.append((begin, end, precision))
    return tuple(
        Window(begin, end, precision, tell_visits([_told(begin, end, precision)], timezone))
        for begin, end, precision in sorted(found)
    )


def _stay(visit: VisitRow, zone: ZoneInfo) -> tuple[datetime, datetime, str]:
    if visit.precision != "day":
        return visit.from_at, visit.to_at, "window"
    day: date = visit.from_at.astimezone(zone).date()
    begin = datetime.combine(day, datetime.min.time(), zone).astimezone(visit.from_at.tzinfo)
    return begin, begin + timedelta(days=1, microseconds=-1), "day"


def _told(begin: datetime, end: datetime, precision: str) -> VisitRow:
    return VisitRow(begin, end, precision)


def _published(outbreak_id: str, at: datetime) -> set[str]:
    rows = Search.objects.as_known(at).filter(outbreak_id=outbreak_id, published_at__lte=at)
    return set(rows.values_list("place_id", flat=True))
