"""What is on record as the tables the engine takes: closed households, open requests, lots."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import polars as pl

from fangxian.engines.tables import INSTANT
from fangxian.engines.tables.supplies import CONTROLLED, LOTS, REQUESTS
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.places.queries import list_places
from fangxian.operations.places.reach import Reach
from fangxian.operations.screening.closed import find_closed
from fangxian.operations.supplies.balances import expected_of, list_lots
from fangxian.operations.supplies.depots import list_depots
from fangxian.operations.supplies.households import plates_by_key, standing_households
from fangxian.operations.supplies.models import Drop, Handed, Household, Request
from fangxian.operations.supplies.rows import NOT_HANDED


@dataclass(frozen=True)
class Ground:
    """The tables as known at an hour. `riding`: household on a round nobody answered for yet -> until when it will last."""

    outbreak: OutbreakRow
    households: pl.DataFrame
    requests: pl.DataFrame
    lots: pl.DataFrame
    riding: Mapping[str, datetime]

    def waiting(self) -> pl.DataFrame:
        """Return the households that are on no round."""
        return self.households.filter(~pl.col("household_id").is_in(sorted(self.riding)))

    def supplied(self) -> pl.DataFrame:
        """Return all households as they will be once what is on the way has come: depots hold it for them."""
        coming = pl.DataFrame(
            {"household_id": list(self.riding), "coming_until_at": list(self.riding.values())},
            schema={"household_id": pl.String(), "coming_until_at": INSTANT},
        )
        joined = self.households.join(coming, on="household_id", how="left", maintain_order="left")
        return CONTROLLED.check(
            joined.with_columns(served_until_at=pl.max_horizontal("served_until_at", "coming_until_at"))
        )


def ground_of(reach: Reach, outbreak_id: str, at: datetime) -> Ground:
    """Return what the engine is asked about: closed households in reach and the lots of the depots in reach.

    Households go by the key of their door plate. It names nobody and answers nobody directly. Raises `not-found`.
    """
    outbreak = get_outbreak(reach, outbreak_id)
    standing = standing_households(reach, outbreak_id, at)
    closed = find_closed(outbreak, {row.place_id for row in standing.values()}, at)
    inside = {key: row for key, row in standing.items() if row.place_id in closed}
    drops = _drops(outbreak_id, at)
    riding = {
        str(key): at + timedelta(days=days)
        for key, days, outcome, _ in drops
        if outcome is None and key in inside
    }
    return Ground(
        outbreak,
        _households(inside, _served_until(drops), outbreak, at),
        _requests(outbreak_id, inside, at),
        _lots(reach, outbreak, at),
        riding,
    )


_Drops = list[tuple[UUID, int, str | None, datetime | None]]


def _drops(outbreak_id: str, at: datetime) -> _Drops:
    """(key, days it lasts, outcome or None, when) of every household on a round, as known then."""
    handed = {
        drop: (outcome, when)
        for drop, outcome, when in Handed.objects.filter(
            drop__outbreak_id=outbreak_id, recorded_at__lte=at
        ).values_list("drop_id", "outcome", "event_at")
    }
    rows = Drop.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at).order_by("recorded_at", "id")
    return [
        (key, days, *handed.get(drop, (None, None)))
        for drop, key, days in rows.values_list("id", "household_key", "lasts_days")
    ]


def _served_until(drops: _Drops) -> dict[UUID, datetime]:
    until: dict[UUID, datetime] = {}
    for key, days, outcome, when in drops:
        if outcome not in (None, NOT_HANDED) and when is not None and days:
            lasts = when + timedelta(days=days)
            until[key] = max(until.get(key, lasts), lasts)
    return until


def _households(
    rows: Mapping[UUID, Household], until: Mapping[UUID, datetime], outbreak: OutbreakRow, at: datetime
) -> pl.DataFrame:
    plates = plates_by_key(list(rows))
    places = {row.place_id: row for row in list_places(sorted({row.place_id for row in rows.values()}))}
    listed: list[dict[str, object]] = []
    for key, row in rows.items():
        plate, place = plates.get(key), places.get(row.place_id)
        own = plate is not None and plate.lat is not None
        listed.append(
            {
                "household_id": str(key),
                "place_id": row.place_id,
                "gate_id": (plate.gate_id if plate else "") or None,
                "infants": row.infants,
                "children": row.children,
                "adults": row.adults,
                "elders": row.elders,
                "lat": plate.lat if plate and own else place.lat if place else None,
                "lon": plate.lon if plate and own else place.lon if place else None,
                "served_until_at": until.get(key),
                "opens_at": _hour(row.from_hour, outbreak, at),
                "closes_at": _hour(row.to_hour, outbreak, at),
            }
        )
    return CONTROLLED.rows(listed)


def _hour(hour: int | None, outbreak: OutbreakRow, at: datetime) -> datetime | None:
    """A local hour of the day, as an instant."""
    if hour is None:
        return None
    zone = ZoneInfo(outbreak.timezone)
    return datetime.combine(at.astimezone(zone).date(), time(), zone) + timedelta(hours=hour)


def _requests(outbreak_id: str, inside: Collection[UUID], at: datetime) -> pl.DataFrame:
    """What was asked for and is neither delivered nor on its way."""
    answered: Counter[str] = Counter()
    drops = Drop.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at)
    gone_back = Handed.objects.filter(outcome=NOT_HANDED, recorded_at__lte=at).values("drop_id")
    for portions in drops.exclude(id__in=gone_back).values_list("portions", flat=True):
        for _, _, quantity, request in portions:
            if request:
                answered[request] += quantity
    rows = Request.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at).order_by("recorded_at", "id")
    return REQUESTS.rows(
        [
            {
                "request_id": str(row.pk),
                "household_id": str(row.household_key),
                "item": row.item,
                "quantity": row.quantity - answered[str(row.pk)],
                "urgent": row.urgent,
                "told_at": row.recorded_at,
            }
            for row in rows
            if row.household_key in inside and row.quantity > answered[str(row.pk)]
        ]
    )


def _lots(reach: Reach, outbreak: OutbreakRow, at: datetime) -> pl.DataFrame:
    depots = {one.id: one for one in list_depots(reach, outbreak.id, at)}
    rows = list_lots(reach, outbreak.id, at)
    # Nobody is promised what nobody has seen: a lot that should have come by now may come tomorrow.
    soonest = at.astimezone(ZoneInfo(outbreak.timezone)).date() + timedelta(days=1)
    coming = expected_of([one.id for one in rows if not one.is_there()])
    return LOTS.rows(
        [
            {
                "lot_id": str(one.id),
                "depot_id": one.depot_id,
                "item": one.item,
                "quantity": one.free if one.is_there() else coming.get(one.id, 0),
                "expires_on": one.expires_on,
                "arrives_on": None if one.is_there() else max(one.arrives_on or soonest, soonest),
                "lat": depots[one.depot_id].lat,
                "lon": depots[one.depot_id].lon,
            }
            for one in rows
            if one.depot_id in depots
        ]
    )
