"""The shortest way along the doors of a place where somebody is missing, from where the worker's place is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import polars as pl

from fangxian.engines.timing import knocking_ends, next_knock
from fangxian.engines.visiting import STOPS, route_doors
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.places.queries import get_place, list_places
from fangxian.operations.places.reach import Reach
from fangxian.operations.places.rows import PlaceRow
from fangxian.operations.rounds.addresses import find_addresses
from fangxian.operations.rounds.doors import DoorRow, list_doors
from fangxian.operations.rounds.gaps import list_gaps
from fangxian.operations.rounds.queries import get_round
from fangxian.operations.rounds.rows import RoundRow
from fangxian.operations.screening.models import Screening
from fangxian.operations.screening.problems import NOT_A_ROUTE
from fangxian.operations.screening.risks import find_risks
from fangxian.operations.screening.rows import LeftRow, RouteRow, StopRow

DOORS_A_WORKER = 80
"""More than anybody knocks at between eight and nine in the evening, at eight minutes a door: ours to plan with."""
MOST_WORKERS = 4
_WIDE = ("country", "province", "state", "city", "district", "county")
GAPS = ("household", "sample")
"""漏户 and 漏采. Rounds missed in a row are the same people again."""


def route_gaps(
    reach: Reach,
    clock: Clock,
    *,
    round_id: UUID,
    place_id: str,
    gaps: Sequence[str] = GAPS,
    workers: int = 1,
    pairs: bool = False,
) -> RouteRow:
    """Return the way along the doors of a place where somebody is missing, for so many workers (or pairs of them).

    It begins now, or when knocking begins; whoever asked to be called on later is, and what would be night is left.

    Raises:
        Problem: `not-found`, also for a place outside the reach; `not-a-route`.
    """
    row, at = get_round(reach, round_id), clock.now()
    if not 1 <= workers <= MOST_WORKERS or not gaps or not set(gaps) <= set(GAPS):
        raise NOT_A_ROUTE(workers=workers, most=MOST_WORKERS, gaps=", ".join(GAPS))
    zone, place = get_outbreak(reach, row.outbreak_id).timezone, get_place(place_id)
    ground = _ground(reach, clock, row, place_id, gaps)
    starts_at, ends_at = next_knock(at, zone), knocking_ends(at, zone)
    stops, beyond = _stops(ground, workers * DOORS_A_WORKER)
    start = _start(place)
    found = route_doors(
        stops, starts_at=starts_at, ends_at=ends_at, workers=workers, pairs=pairs, start=start
    )
    return RouteRow(
        place_id,
        starts_at,
        ends_at,
        tuple(_stop(ground, one) for one in found.rows.iter_rows(named=True)),
        tuple(_left(ground, one) for one in found.left.iter_rows(named=True)),
        round(found.metres),
        round(found.naive_metres),
        beyond,
    )


def _start(place: PlaceRow) -> tuple[float, float] | None:
    """Where the walk begins; nobody walks from the middle of a district, so that there it begins at its first door."""
    if place.level in _WIDE or place.lat is None or place.lon is None:
        return None
    return place.lat, place.lon


@dataclass(frozen=True)
class _Ground:
    """The doors where somebody is missing, and what is known of each: (gap, people), address, hour asked for, risk."""

    doors: Mapping[str, DoorRow]
    missing: Mapping[str, tuple[str, int]]
    addresses: Mapping[str, str]
    places: Mapping[str, PlaceRow]
    calls: Mapping[str, datetime]
    risks: Mapping[str, str]


def _ground(reach: Reach, clock: Clock, row: RoundRow, place_id: str, gaps: Sequence[str]) -> _Ground:
    missing = _missing(reach, row.id, place_id, gaps)
    doors = {one.door_id: one for one in list_doors(reach, row.id, place_id) if one.door_id in missing}
    places = {one.place_id for one in doors.values()}
    return _Ground(
        doors,
        missing,
        find_addresses(reach, clock, row.id, list(doors.values())),
        {one.place_id: one for one in list_places(sorted(places))},
        _call_backs(row.id, doors),
        find_risks(row.outbreak_id, places),
    )


def _stop(ground: _Ground, one: Mapping[str, Any]) -> StopRow:
    door_id = one["door_id"]
    place_id = ground.doors[door_id].place_id
    gap, people = ground.missing[door_id]
    return StopRow(
        worker=one["worker"],
        nth=one["nth"],
        door_id=door_id,
        place_id=place_id,
        place=ground.places[place_id].title,
        address=ground.addresses.get(door_id, ""),
        people=people,
        gap=gap,
        walk_m=round(one["walk_m"]),
        at=one["at"],
        call_back_at=ground.calls.get(door_id),
        risk=ground.risks.get(door_id, ""),
    )


def _left(ground: _Ground, one: Mapping[str, Any]) -> LeftRow:
    door_id = one["door_id"]
    return LeftRow(door_id, ground.doors[door_id].place_id, one["why"], ground.calls.get(door_id))


def _missing(reach: Reach, round_id: UUID, place_id: str, gaps: Sequence[str]) -> dict[str, tuple[str, int]]:
    """Door -> (gap, how many people are missing behind it)."""
    found: dict[str, tuple[str, int]] = {}
    for gap in gaps:
        for one in list_gaps(reach, round_id, place_id, gap):
            before = found.get(one.door_id, (gap, 0))
            found[one.door_id] = (before[0], before[1] + one.people)
    return found


def _call_backs(round_id: UUID, doors: Mapping[str, DoorRow]) -> dict[str, datetime]:
    """Door -> the hour asked for, by the last form of the door."""
    places = {one.place_id for one in doors.values()}
    rows = Screening.objects.filter(round_id=round_id, place_id__in=places)
    last = dict(rows.order_by("event_at", "recorded_at", "id").values_list("household_id", "call_back_at"))
    return {door: hour for door, hour in last.items() if hour is not None and door in doors}


def _stops(ground: _Ground, most: int) -> tuple[pl.DataFrame, int]:
    """The doors to go to, those asked for at an hour first, and how many are beyond what one route takes."""
    doors, calls, places = ground.doors.values(), ground.calls, ground.places
    order = sorted(doors, key=lambda one: (one.door_id not in calls, one.place_id, one.door_id))
    rows = [
        {
            "door_id": one.door_id,
            "place_id": one.place_id,
            "address": ground.addresses.get(one.door_id),
            "lat": places[one.place_id].lat if one.place_id in places else None,
            "lon": places[one.place_id].lon if one.place_id in places else None,
            "from_at": calls.get(one.door_id),
            "risky": one.door_id in ground.risks,
        }
        for one in order[:most]
    ]
    return pl.DataFrame(rows, schema=STOPS), max(len(order) - most, 0)
