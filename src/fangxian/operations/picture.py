"""The picture of an outbreak: the overview, the map's layers, the curve, one place's day. Reads only.

`live` says that `known_at` is now: orders are then read as they stand, without folding what happened since.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fangxian.engines.problems import Text
from fangxian.operations.areas.queries import list_areas, list_measures
from fangxian.operations.areas.rows import AreaRow, MeasureRow
from fangxian.operations.cases.queries import count_by_day, find_first_report, get_outbreak, list_cases
from fangxian.operations.cases.rows import CaseRow, OutbreakRow
from fangxian.operations.contacts.queries import count_exposed, list_exposed_places
from fangxian.operations.contacts.rows import ExposedPlace
from fangxian.operations.decisions.queries import count_waiting
from fangxian.operations.orders.queries import count_orders, list_orders, roll_up
from fangxian.operations.orders.rows import OrderCounts, OrderRow
from fangxian.operations.places.queries import PlaceRow, children, get_place, holders_of, list_level, under
from fangxian.operations.places.reach import Reach
from fangxian.operations.restrictions.queries import count_restrictions
from fangxian.stores.packs import read_plan


@dataclass(frozen=True)
class Overview:
    """What is happening, in figures; each is the count of rows another page lists."""

    outbreak: OutbreakRow
    first_reported_at: datetime | None
    hours_since_first_report: float | None
    cases: dict[str, int]
    exposed: int
    contacts_1: int
    contacts_2: int
    venues: int
    venues_not_found: int
    areas: dict[str, int]
    orders: OrderCounts
    restrictions_in_force: int
    proposals_waiting: int


@dataclass(frozen=True)
class PlaceOnMap:
    """One place of the tree with what is inside it. `area_level`: the highest level on or inside it."""

    place_id: str
    name: str
    name_en: str
    level: str
    lat: float | None
    lon: float | None
    population: int | None
    cases: int
    area_level: str
    areas: dict[str, int]
    orders: OrderCounts


@dataclass(frozen=True)
class VenueOnMap:
    """One place of exposure."""

    place_id: str
    name: str
    name_en: str
    venue_kind: str
    lat: float | None
    lon: float | None
    from_at: datetime
    to_at: datetime
    cases: int
    found: int
    unknown_attendees: bool


@dataclass(frozen=True)
class CurvePoint:
    """Cases reported on a day, of a kind, in a place one step below the root (`city`)."""

    day: date
    kind: str
    city_id: str
    city: Text
    cases: int


@dataclass(frozen=True)
class PlaceDay:
    """Everything about one place now."""

    place: PlaceRow
    cases: tuple[CaseRow, ...]
    venues: tuple[VenueOnMap, ...]
    areas: tuple[AreaRow, ...]
    measures: tuple[MeasureRow, ...]
    orders: tuple[OrderRow, ...]


def summarise(
    reach: Reach, outbreak_id: str, as_of: datetime, known_at: datetime, live: bool = False
) -> Overview:
    """Return the outbreak in figures. Raises `not-found`."""
    outbreak = get_outbreak(reach, outbreak_id, known_at)
    first = find_first_report(reach, outbreak_id, known_at)
    exposed = count_exposed(reach, outbreak_id, known_at)
    venues = list_exposed_places(reach, outbreak_id, known_at)
    return Overview(
        outbreak=outbreak,
        first_reported_at=first,
        hours_since_first_report=(as_of - first) / timedelta(hours=1) if first else None,
        cases=_count_kinds(reach, outbreak_id, known_at),
        exposed=sum(exposed.values()),
        contacts_1=exposed.get(1, 0),
        contacts_2=exposed.get(2, 0),
        venues=len({venue.place_id for venue in venues}),
        venues_not_found=len({venue.place_id for venue in venues if venue.unknown_attendees}),
        areas=dict(Counter(area.level for area in list_areas(reach, outbreak_id, as_of, known_at))),
        orders=count_orders(reach, outbreak_id, as_of, None if live else known_at),
        restrictions_in_force=count_restrictions(reach, outbreak_id, as_of, known_at),
        proposals_waiting=count_waiting(reach, outbreak_id, known_at),
    )


def list_map_places(
    reach: Reach,
    outbreak_id: str,
    level: str,
    parent_id: str | None,
    as_of: datetime,
    known_at: datetime,
    live: bool = False,
) -> tuple[PlaceOnMap, ...]:
    """Return every place of `level` inside `parent_id` (None: the outbreak's root) and the reach, by key."""
    outbreak = get_outbreak(reach, outbreak_id)
    found = list_level(parent_id or outbreak.place_id, level)
    visible = reach.keep([place.place_id for place in found])
    places = [place for place in found if place.place_id in visible]
    shown = [place.place_id for place in places]
    cases = _count_cases(reach, outbreak_id, known_at, shown)
    areas = _count_areas(reach, outbreak_id, as_of, known_at, shown)
    orders = roll_up(reach, outbreak_id, shown, as_of, None if live else known_at)
    rolled = {row.place_id: row.counts for row in orders}
    levels = read_plan(outbreak.plan).levels
    return tuple(
        PlaceOnMap(
            place.place_id,
            place.name,
            place.name_en,
            place.level,
            place.lat,
            place.lon,
            place.population,
            cases[place.place_id],
            max(areas[place.place_id], key=levels.index, default=""),
            dict(areas[place.place_id]),
            rolled[place.place_id],
        )
        for place in places
    )


def list_map_venues(
    reach: Reach, outbreak_id: str, known_at: datetime, case_id: str | None = None
) -> tuple[VenueOnMap, ...]:
    """Return the places of exposure within reach, those with people not found first."""
    found = list_exposed_places(reach, outbreak_id, known_at, case_id)
    return tuple(_venue(venue) for venue in found)


def epidemic_curve(reach: Reach, outbreak_id: str, known_at: datetime) -> tuple[CurvePoint, ...]:
    """Return the cases that count by day of report, kind and the place one step below the root."""
    outbreak = get_outbreak(reach, outbreak_id)
    cities = {city.place_id: city for city in children(outbreak.place_id)}
    counted: Counter[tuple[date, str, str]] = Counter()
    rows = count_by_day(reach, outbreak_id, known_at)
    inside = holders_of([row.residence_id for row in rows if row.residence_id], list(cities))
    for row in rows:
        counted[row.day, row.kind, inside.get(row.residence_id or "", "")] += row.cases
    elsewhere = Text("外来或不详", "elsewhere or unknown")
    return tuple(
        CurvePoint(day, kind, city_id, cities[city_id].title if city_id else elsewhere, cases)
        for (day, kind, city_id), cases in sorted(counted.items())
    )


def get_place_day(
    reach: Reach,
    outbreak_id: str,
    place_id: str,
    as_of: datetime,
    known_at: datetime,
    live: bool = False,
) -> PlaceDay:
    """Return everything about one place. Raises `not-found`, also for a place outside the reach."""
    reach.require(place_id)
    here = reach.narrow(place_id)
    homes = set(under([place_id]))
    return PlaceDay(
        place=get_place(place_id),
        cases=tuple(row for row in list_cases(reach, outbreak_id, known_at) if row.residence_id in homes),
        venues=list_map_venues(here, outbreak_id, known_at),
        areas=list_areas(here, outbreak_id, as_of, known_at),
        measures=list_measures(here, outbreak_id, as_of, known_at),
        orders=list_orders(here, outbreak_id, as_of, known_at=None if live else known_at),
    )


def _count_kinds(reach: Reach, outbreak_id: str, known_at: datetime) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for row in count_by_day(reach, outbreak_id, known_at):
        counted[row.kind] += row.cases
    return dict(counted)


def _count_cases(reach: Reach, outbreak_id: str, known_at: datetime, shown: Sequence[str]) -> Counter[str]:
    counted: Counter[str] = Counter()
    rows = count_by_day(reach, outbreak_id, known_at)
    inside = holders_of([row.residence_id for row in rows if row.residence_id], shown)
    for row in rows:
        if row.residence_id and row.residence_id in inside:
            counted[inside[row.residence_id]] += row.cases
    return counted


def _count_areas(
    reach: Reach, outbreak_id: str, as_of: datetime, known_at: datetime, shown: Sequence[str]
) -> dict[str, Counter[str]]:
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    areas = list_areas(reach, outbreak_id, as_of, known_at)
    inside = holders_of([area.place_id for area in areas], shown)
    for area in areas:
        if area.place_id in inside:
            counted[inside[area.place_id]][area.level] += 1
    return counted


def _venue(venue: ExposedPlace) -> VenueOnMap:
    return VenueOnMap(
        venue.place_id,
        venue.place.zh,
        venue.place.en,
        venue.venue_kind,
        venue.lat,
        venue.lon,
        venue.from_at,
        venue.to_at,
        venue.cases,
        venue.found,
        venue.unknown_attendees,
    )
