"""The shortest way along the doors of a place where somebody is missing, from where the worker's place is."""

from collections.abc import Mapping, Sequence
from datetime import datetime
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
from fangxian.operations.screening.models import Screening
from fangxian.operations.screening.problems import NOT_A_ROUTE
from fangxian.operations.screening.risks import find_risks
from fangxian.operations.screening.rows import LeftRow, RouteRow, StopRow

DOORS_A_WORKER = 80
"""More than anybody knocks at between eight and nine in the evening, at eight minutes a door: ours to plan with."""
MOST_WORKERS = 4
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
    zone = get_outbreak(reach, row.outbreak_id).timezone
    missing = _missing(reach, round_id, place_id, gaps)
    place = get_place(place_id)
    doors = {one.door_id: one for one in list_doors(reach, round_id, place_id) if one.door_id in missing}
    calls = _call_backs(round_id, doors)
    risks = find_risks(row.outbreak_id, {one.place_id for one in doors.values()})
    starts_at = next_knock(at, zone)
    ends_at = knocking_ends(at, zone)
    addresses = find_addresses(reach, clock, round_id, list(doors.values()))
    known = {one.place_id: one for one in list_places(sorted({door.place_id for door in doors.values()}))}
    stops, beyond = _stops(doors, addresses, known, calls, risks, workers * DOORS_A_WORKER)
    start = None if place.lat is None or place.lon is None else (place.lat, place.lon)
    found = route_doors(
        stops, starts_at=starts_at, ends_at=ends_at, workers=workers, pairs=pairs, start=start
    )
    return RouteRow(
        place_id,
        starts_at,
        ends_at,
        tuple(
            StopRow(
                place_id=doors[one["door_id"]].place_id,
                place=known[doors[one["door_id"]].place_id].title,
                address=addresses.get(one["door_id"], ""),
                people=missing[one["door_id"]][1],
                gap=missing[one["door_id"]][0],
                call_back_at=calls.get(one["door_id"]),
                risk=risks.get(one["door_id"], ""),
                walk_m=round(one["walk_m"]),
                worker=one["worker"],
                nth=one["nth"],
                door_id=one["door_id"],
                at=one["at"],
            )
            for one in found.rows.iter_rows(named=True)
        ),
        tuple(
            LeftRow(one["door_id"], doors[one["door_id"]].place_id, one["why"], calls.get(one["door_id"]))
            for one in found.left.iter_rows(named=True)
        ),
        round(found.metres),
        round(found.naive_metres),
        beyond,
    )


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


def _stops(
    doors: Mapping[str, DoorRow],
    addresses: Mapping[str, str],
    known: Mapping[str, PlaceRow],
    calls: Mapping[str, datetime],
    risks: Mapping[str, str],
    most: int,
) -> tuple[pl.DataFrame, int]:
    """The doors to go to, those asked for at an hour first, and how many are beyond what one route takes."""
    order = sorted(doors.values(), key=lambda one: (one.door_id not in calls, one.place_id, one.door_id))
    rows = [
        {
            "door_id": one.door_id,
            "place_id": one.place_id,
            "address": addresses.get(one.door_id),
            "lat": known[one.place_id].lat if one.place_id in known else None,
            "lon": known[one.place_id].lon if one.place_id in known else None,
            "from_at": calls.get(one.door_id),
            "risky": one.door_id in risks,
        }
        for one in order[:most]
    ]
    return pl.DataFrame(rows, schema=STOPS), max(len(order) - most, 0)
