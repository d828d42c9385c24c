"""Households of closed places: counted by their communities, and what they ask for."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.chunks import in_chunks
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.rounds.doors import list_doors
from fangxian.operations.screening.told_needs import list_told_needs
from fangxian.operations.supplies.depots import require_amount
from fangxian.operations.supplies.models import DoorPlate, Household, Request
from fangxian.operations.supplies.packs import rule_of
from fangxian.operations.supplies.problems import HOUSEHOLD_NOT_COUNTED, NOT_A_HOUSEHOLD, SUPPLY_ID_TAKEN
from fangxian.operations.supplies.rows import HouseholdGiven, RequestGiven

KEPT_DAYS = 60
"""So long after it was last counted or supplied a household's door plate is kept: our own planning figure."""

_BANDS = ("infants", "children", "adults", "elders")
_MOST = 200


@transaction.atomic
def count_households(
    actor: Actor, clock: Clock, *, outbreak_id: str, households: Sequence[HouseholdGiven]
) -> int:
    """Say how many people live behind doors that are supplied; of each the last word stands. Return how many.

    Raises:
        Problem: `not-your-role`, `not-found` (also for a place outside the reach, and for who reads no registers),
            `not-a-household`.
    """
    actor.require("report_case")
    outbreak, at = get_outbreak(actor.reach, outbreak_id), clock.now()
    _require_places(actor, {one.place_id for one in households})
    given = {one.household_id: one for one in households}
    for one in given.values():
        _require_described(one)
    plates = _ensure_plates(outbreak.id, given, at.date() + timedelta(days=KEPT_DAYS))
    rows = [
        Household(
            outbreak_id=outbreak.id,
            household_key=plates[one.household_id],
            place_id=one.place_id,
            from_hour=one.from_hour,
            to_hour=one.to_hour,
            **{band: getattr(one, band) for band in _BANDS},
        )
        for one in given.values()
    ]
    if rows:
        after = {"households": len(rows), "places": sorted({one.place_id for one in rows})}
        write_rows(actor, at, "counted", "supply-household", new_id(), rows, after)
    return len(rows)


def count_from_round(actor: Actor, clock: Clock, *, outbreak_id: str, round_id: UUID, place_id: str) -> int:
    """Count the households of a place as the register of a round has them; ages are not in it, so all are adults.

    A household that was counted before is left as it was said. Raises as `count_households` and `list_doors` do.
    """
    doors = list_doors(actor.reach, round_id, place_id)
    known = {one.household_id for one in list_plates(actor.reach, outbreak_id)}
    fresh = [
        HouseholdGiven(one.door_id, one.place_id, adults=len(one.members))
        for one in doors
        if one.door_id not in known and one.members
    ]
    return count_households(actor, clock, outbreak_id=outbreak_id, households=fresh)


@transaction.atomic
def ask_for(actor: Actor, clock: Clock, *, outbreak_id: str, requests: Sequence[RequestGiven]) -> int:
    """Record what households ask for; return how many requests were new.

    Raises:
        Problem: `not-your-role`, `not-found`, `household-not-counted`, `no-such-item`, `not-a-supply-amount`,
            `supply-id-taken`.
    """
    actor.require("report_case")
    outbreak, rule = get_outbreak(actor.reach, outbreak_id), rule_of(outbreak_id)
    plates = {one.household_id: one for one in list_plates(actor.reach, outbreak_id)}
    rows = []
    for one in requests:
        if one.household_id not in plates:
            raise HOUSEHOLD_NOT_COUNTED(key=one.household_id)
        rule.get_item(one.item)
        require_amount(one.quantity)
        rows.append(_request(outbreak.id, plates[one.household_id], one))
    return _write_requests(actor, clock.now(), rows)


def take_told_needs(actor: Actor, clock: Clock, outbreak_id: str) -> int:
    """Turn what was told at doors into requests, inside the caller's transaction; return how many were new."""
    rule = rule_of(outbreak_id)
    plates = {one.household_id: one for one in _plates(actor.reach, outbreak_id)}
    rows = [
        _request(
            outbreak_id,
            plates[need.household_id],
            RequestGiven(
                request_id_of(need.id, item), need.household_id, item, amount, urgent=code == "infant"
            ),
        )
        for need in list_told_needs(actor.reach, outbreak_id, clock.now())
        if need.household_id in plates
        for code in need.codes
        for item, amount in rule.told.get(code, {}).items()
    ]
    return _write_requests(actor, clock.now(), rows)


def request_id_of(need_id: UUID, item: str) -> UUID:
    """Return the id of the request that a need told at a door becomes for one item."""
    return uuid5(need_id, item)


def list_plates(reach: Reach, outbreak_id: str) -> list[DoorPlate]:
    """Return the door plates in reach; none for who reads no registers."""
    return _plates(reach, outbreak_id) if reach.registers else []


def words_of(reach: Reach, outbreak_id: str, place_id: str) -> tuple[tuple[str, str], ...]:
    """Return (household_id, word) of the households of a place, for the slips their community hands out.

    Raises:
        Problem: `not-found`, also for a place outside the reach and for who reads no registers.
    """
    get_outbreak(reach, outbreak_id)
    if not (reach.registers and reach.covers(place_id)):
        raise NOT_FOUND(what="place", what_zh="地点", key=place_id)
    rows = DoorPlate.objects.filter(outbreak_id=outbreak_id, place_id=place_id).order_by("household_id")
    return tuple(rows.values_list("household_id", "word"))


def standing_households(reach: Reach, outbreak_id: str, known_at: datetime) -> dict[UUID, Household]:
    """Return key -> what was last said of a household, of those in reach that have somebody to be supplied.

    For plans and sums, which name nobody: it takes no account of registers.
    """
    rows = reach.filter(Household.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=known_at))
    last = {row.household_key: row for row in rows.order_by("recorded_at", "id")}
    return {key: row for key, row in last.items() if any(getattr(row, band) for band in _BANDS)}


def plates_by_key(keys: Collection[UUID]) -> dict[UUID, DoorPlate]:
    """Return key -> door plate, of those that are kept still."""
    found: dict[UUID, DoorPlate] = {}
    for some in in_chunks(list(keys)):
        found |= {row.key: row for row in DoorPlate.objects.filter(key__in=some)}
    return found


def keep_longer(keys: Collection[UUID], day: date) -> None:
    """A household that was supplied keeps its door plate for another while, inside the caller's transaction."""
    for some in in_chunks(list(keys)):
        rows = DoorPlate.objects.filter(key__in=some, keep_until__lt=day + timedelta(days=KEPT_DAYS))
        rows.update(keep_until=day + timedelta(days=KEPT_DAYS))


def _plates(reach: Reach, outbreak_id: str) -> list[DoorPlate]:
    rows = reach.filter(DoorPlate.objects.filter(outbreak_id=outbreak_id))
    return list(rows.order_by("household_id"))


def _require_places(actor: Actor, place_ids: Collection[str]) -> None:
    inside = actor.reach.keep(place_ids) if actor.reach.registers else set()
    for place_id in sorted(set(place_ids) - inside):
        raise NOT_FOUND(what="place", what_zh="地点", key=place_id)


def _require_described(one: HouseholdGiven) -> None:
    bands = all(0 <= getattr(one, band) <= _MOST for band in _BANDS)
    spot = (one.lat is None) == (one.lon is None)
    globe = spot and (one.lat is None or (-90 <= one.lat <= 90 and -180 <= (one.lon or 0) <= 180))
    begins, ends = one.from_hour or 0, 24 if one.to_hour is None else one.to_hour
    named = 0 < len(one.household_id) <= 64 and len(one.gate_id) <= 64
    if not (bands and globe and named and 0 <= begins < ends <= 24):
        raise NOT_A_HOUSEHOLD(key=one.household_id)


def _ensure_plates(
    outbreak_id: str, given: Mapping[str, HouseholdGiven], keep_until: date
) -> dict[str, UUID]:
    """The keys of these doors: those on record are brought up to date, the others get a plate and a word."""
    keys: dict[str, UUID] = {}
    for some in in_chunks(list(given)):
        for plate in DoorPlate.objects.filter(outbreak_id=outbreak_id, household_id__in=some):
            one = given[plate.household_id]
            plate.place_id, plate.gate_id, plate.lat, plate.lon = one.place_id, one.gate_id, one.lat, one.lon
            plate.keep_until = max(plate.keep_until, keep_until)
            plate.save()
            keys[plate.household_id] = plate.key
    fresh = [
        DoorPlate(
            outbreak_id=outbreak_id,
            place_id=one.place_id,
            household_id=one.household_id,
            gate_id=one.gate_id,
            lat=one.lat,
            lon=one.lon,
            word=f"{secrets.randbelow(10_000):04}",
            keep_until=keep_until,
        )
        for one in given.values()
        if one.household_id not in keys
    ]
    DoorPlate.objects.bulk_create(fresh)
    return keys | {plate.household_id: plate.key for plate in fresh}


def _request(outbreak_id: str, plate: DoorPlate, one: RequestGiven) -> Request:
    return Request(
        id=one.id,
        outbreak_id=outbreak_id,
        household_key=plate.key,
        place_id=plate.place_id,
        item=one.item,
        quantity=one.quantity,
        urgent=one.urgent,
    )


def _write_requests(actor: Actor, at: datetime, rows: Sequence[Request]) -> int:
    known = {row.pk: row for some in in_chunks([row.pk for row in rows]) for row in _requests(some)}
    for row in rows:
        there = known.get(row.pk)
        if there is not None and (there.household_key, there.item) != (row.household_key, row.item):
            raise SUPPLY_ID_TAKEN(key=row.pk)
    fresh = list({row.pk: row for row in rows if row.pk not in known}.values())
    if fresh:
        after = {"requests": len(fresh), "items": sorted({row.item for row in fresh})}
        write_rows(actor, at, "recorded", "supply-request", new_id(), fresh, after)
    return len(fresh)


def _requests(ids: Sequence[UUID]) -> list[Request]:
    return list(Request.objects.filter(id__in=ids))
