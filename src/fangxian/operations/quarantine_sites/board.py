"""The board: every site with its rooms and what is due there, rooms free by day, rooms suggested for who has none."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from fangxian.engines.following import last_day
from fangxian.engines.problems import Text
from fangxian.engines.quarantine import PlacingRule, lay_out, place_people, taken_by_day
from fangxian.engines.tables.quarantine import QUARANTINE_FLOORS, ROOMS_GIVEN, TO_PLACE
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.people.queries import households_frame, list_identities
from fangxian.operations.places.queries import list_places, titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.quarantine_sites.grounds import Ground, find_grounds, list_grounds
from fangxian.operations.quarantine_sites.models import QuarantineSite, Stay
from fangxian.operations.quarantine_sites.queries import list_flags, list_stays
from fangxian.operations.quarantine_sites.rows import FreeDay, SiteRow, StayRow, Suggested
from fangxian.operations.quarantine_sites.rules import find_rule
from fangxian.operations.quarantine_sites.sites import floors_of, last_sites
from fangxian.operations.quarantine_sites.stays import open_stays

DAYS_TOLD = 14
CHILD = "child"
Needs = Mapping[str, frozenset[str]]
"""Person -> what they need of a floor, of `CARE_NEEDS`."""


def list_sites(
    reach: Reach, outbreak_id: str, at: datetime, stays: Sequence[StayRow] | None = None
) -> tuple[SiteRow, ...]:
    """Return the sites in reach as known at `at`, those with late transfers first. Raises `not-found`."""
    rows = [row for row in last_sites(outbreak_id, at).values() if reach.covers(row.place_id)]
    found = list_stays(reach, outbreak_id, at) if stays is None else stays
    flags = list_flags(reach, outbreak_id, at)
    places = titles_of({row.place_id for row in rows})
    made = [
        _site(
            row,
            places[row.place_id],
            [one for one in found if one.site_id == row.site_id],
            sum(one.site_id == row.site_id for one in flags),
        )
        for row in rows
    ]
    return tuple(sorted(made, key=lambda one: (-one.late, -one.flags, one.site_id)))


def count_free(
    reach: Reach,
    outbreak_id: str,
    at: datetime,
    days: int = DAYS_TOLD,
    stays: Sequence[StayRow] | None = None,
) -> tuple[FreeDay, ...]:
    """Return rooms free on each of so many days: whoever is bound leaves when that ends, whoever is ordered has come."""
    outbreak = get_outbreak(reach, outbreak_id)
    zone = ZoneInfo(outbreak.timezone)
    stays = list_stays(reach, outbreak_id, at) if stays is None else stays
    sites = list_sites(reach, outbreak_id, at, stays)
    here = {one.site_id for one in sites}
    last: dict[tuple[str, str], datetime] = {}
    for one in stays:
        if one.site_id in here:
            last[one.site_id, one.room] = max(last.get((one.site_id, one.room), at), one.ends_at)
    today = at.astimezone(zone).date()
    taken = taken_by_day([last_day(until, outbreak.timezone) for until in last.values()], today, days)
    rooms = sum(one.rooms for one in sites if one.closed_at is None)
    return tuple(FreeDay(today + timedelta(days=day), rooms, int(taken[day])) for day in range(days))


def suggest_rooms(
    reach: Reach, outbreak_id: str, at: datetime, needs: Needs = MappingProxyType({})
) -> tuple[Suggested, ...]:
    """Return a room for everybody in reach who is bound to one, or has signed, and has none, and why; else what is short.

    Those of a household on record go together; who was exposed to the same cases is one group; nobody goes where what
    they need is not offered. Raises `not-found`.
    """
    outbreak = get_outbreak(reach, outbreak_id)
    waiting = _without_room(reach, outbreak, at)
    sites = [row for row in last_sites(outbreak_id, at).values() if row.closed_at is None]
    if not waiting:
        return ()
    found = find_rule(outbreak, at)
    rule = PlacingRule(found.room_people, found.group_share) if found else PlacingRule()
    stays = list(open_stays(outbreak_id, at).order_by("person_id"))
    people, floors = _people(waiting, stays, sites, needs, at), _floors(sites)
    instance = lay_out(people, floors, rule, _kept(stays))
    placed = place_people(instance)
    names = list_identities(reach, sorted(waiting), at)
    told = {row["person_id"]: row for row in placed.rooms_given.to_dicts() + placed.without_room.to_dicts()}
    return tuple(
        Suggested(
            person_id=person,
            name=names[person].full_name if person in names else "",
            restriction_key=ground.key,
            party_id=told[person]["party_id"],
            site_id=told[person].get("site_id", ""),
            floor=told[person].get("floor", ""),
            room=told[person].get("room", ""),
            distance_m=told[person].get("distance_m", 0.0),
            why=Text(told[person]["why_zh"], told[person]["why_en"]),
            consent_id=ground.consent_id,
            needs=tuple(sorted(needs.get(person, ()))),
        )
        for person, ground in sorted(waiting.items())
    )


def _site(row: QuarantineSite, place: Text, stays: Sequence[StayRow], flags: int) -> SiteRow:
    floors = floors_of(row)
    there = [one for one in stays if one.arrived_at is not None]
    return SiteRow(
        site_id=row.site_id,
        name=Text(row.name, row.name_en),
        place_id=row.place_id,
        place=place,
        lat=row.lat,
        lon=row.lon,
        floors=floors,
        closed_at=row.closed_at,
        rooms=sum(one.rooms for one in floors),
        taken=len({one.room for one in stays}),
        contacts=sum(one.contact for one in there),
        managed=sum(not one.contact and one.consent_id is None for one in there),
        voluntary=sum(one.consent_id is not None for one in there),
        coming=len(stays) - len(there),
        late=sum(one.late for one in stays),
        tests=sum(one.test_due for one in stays),
        releases=sum(one.release_due for one in stays),
        flags=flags,
    )


def _without_room(reach: Reach, outbreak: OutbreakRow, at: datetime) -> dict[str, Ground]:
    grounds = list_grounds(outbreak, at)
    inside = reach.keep({one.seat for one in grounds}) if reach.registers else set()
    housed = set(open_stays(outbreak.id, at).values_list("person_id", flat=True))
    return {one.person_id: one for one in grounds if one.seat in inside and one.person_id not in housed}


def _people(
    waiting: dict[str, Ground],
    stays: Sequence[Stay],
    sites: Sequence[QuarantineSite],
    needs: Needs,
    at: datetime,
) -> pl.DataFrame:
    """Those who wait and those who have a room. Whose home has no coordinates counts as living amid the sites."""
    doors = dict(households_frame(sorted(waiting), at).iter_rows())
    homes = {row.place_id: row for row in list_places(sorted({one.seat for one in waiting.values()}))}
    middle = [float(np.mean([getattr(row, name) for row in sites] or [0.0])) for name in ("lat", "lon")]
    groups = {key: one.group or None for key, one in find_grounds(stays, at).items()}
    rows: list[dict[str, object]] = [
        {
            "person_id": row.person_id,
            "party_id": row.party_id,
            "group_id": groups.get(row.pk),
            "lat": middle[0],
            "lon": middle[1],
        }
        for row in stays
    ]
    for person, ground in waiting.items():
        home = homes.get(ground.seat)
        known = home is not None and home.lat is not None and home.lon is not None
        lat, lon = (home.lat, home.lon) if home is not None and known else middle
        known_by = {"person_id": person, "party_id": doors.get(person), "group_id": ground.group or None}
        asks = ";".join(sorted(_unmet(person, needs, doors, waiting)))
        rows.append({**known_by, "needs": asks or None, "lat": lat, "lon": lon})
    return TO_PLACE.rows(rows)


def _unmet(person: str, needs: Needs, doors: Mapping[str, str], waiting: Collection[str]) -> frozenset[str]:
    """What somebody needs of the place: a child who goes with a grown-up of the household is looked after by them."""
    asked = needs.get(person, frozenset())
    door = doors.get(person)
    along = [one for one in waiting if door is not None and doors.get(one) == door and one != person]
    grown = any(CHILD not in needs.get(one, frozenset()) for one in along)
    return asked - {CHILD} if grown else asked


def _floors(sites: Sequence[QuarantineSite]) -> pl.DataFrame:
    return QUARANTINE_FLOORS.rows(
        [
            {
                "site_id": row.site_id,
                "floor": floor.floor,
                "rooms": floor.rooms,
                "offers": ";".join(floor.offers) or None,
                "air": floor.air or None,
                "lat": row.lat,
                "lon": row.lon,
            }
            for row in sites
            for floor in floors_of(row)
        ]
    )


def _kept(stays: Sequence[Stay]) -> pl.DataFrame:
    return ROOMS_GIVEN.rows(
        [
            {
                "person_id": row.person_id,
                "party_id": row.party_id,
                "site_id": row.site_id,
                "floor": row.floor,
                "room": row.room,
                "distance_m": 0.0,
                "why_zh": "",
                "why_en": "",
            }
            for row in stays
        ]
    )
