"""Where supplies stand: households served, on the way and unserved; what runs out; rounds and their doors."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import polars as pl
from django.db.models import Count, Q, QuerySet

from fangxian.engines.problems import Text
from fangxian.engines.supplies import daily_use, forecast_stock, list_needs, list_shortages, use_by_day
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.places.queries import list_level, titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.screening.closed import list_binding
from fangxian.operations.supplies.balances import list_lots
from fangxian.operations.supplies.frames import Ground, ground_of
from fangxian.operations.supplies.households import plates_by_key
from fangxian.operations.supplies.models import DeliveryPlan, DeliveryRound, Drop, Handed
from fangxian.operations.supplies.packs import rule_of
from fangxian.operations.supplies.rows import (
    NOT_HANDED,
    Board,
    DropRow,
    LotRow,
    PortionRow,
    RoundRow,
    ShortageRow,
    UnservedRow,
)

AHEAD_DAYS = 14
SHOWN = 300


def summarise_supplies(reach: Reach, outbreak_id: str, at: datetime) -> Board:
    """Return where the households of closed places in reach stand: served + on the way + unserved, and nobody besides.

    Raises:
        Problem: `not-found` (outbreak).
    """
    ground = ground_of(reach, outbreak_id, at)
    waiting = _waiting(ground, outbreak_id, at)
    unserved = _why(outbreak_id, waiting, at)
    households, riding = ground.households.height, len(ground.riding)
    return Board(
        households=households,
        served=households - riding - len(waiting),
        on_the_way=riding,
        unserved=len(waiting),
        why=dict(sorted(Counter(why for why, _ in unserved.values()).items())),
        uncounted=_uncounted(reach, ground, at),
    )


def list_unserved(reach: Reach, outbreak_id: str, at: datetime) -> tuple[UnservedRow, ...]:
    """Return the households nothing is on its way to, and why; none for who reads no registers. Raises `not-found`."""
    get_outbreak(reach, outbreak_id)
    if not reach.registers:
        return ()
    ground = ground_of(reach, outbreak_id, at)
    waiting = _waiting(ground, outbreak_id, at)
    plates = plates_by_key([UUID(key) for key in waiting])
    titles = titles_of(set(waiting.values()))
    why = _why(outbreak_id, waiting, at)
    rows = [
        UnservedRow(
            plates[UUID(key)].household_id if UUID(key) in plates else "",
            place,
            titles[place],
            why[key][0],
            why[key][1],
        )
        for key, place in waiting.items()
    ]
    return tuple(sorted(rows, key=lambda one: (one.place_id, one.household_id))[:SHOWN])


def list_running_out(reach: Reach, outbreak_id: str, at: datetime) -> tuple[ShortageRow, ...]:
    """Return the items, what runs out first first, with what is ordered or donated and on its way. Raises `not-found`."""
    ground, rule = ground_of(reach, outbreak_id, at), rule_of(outbreak_id)
    on = at.astimezone(ZoneInfo(ground.outbreak.timezone)).date()
    use, by_day = daily_use(ground.households, rule), use_by_day(ground.supplied(), rule, on, AHEAD_DAYS)
    asked = dict(ground.requests.group_by("item").agg(pl.col("quantity").sum()).iter_rows())
    days = forecast_stock(ground.lots, by_day, asked, on, AHEAD_DAYS)
    return tuple(
        ShortageRow(**row, title=rule.get_item(row["item"]).title, unit=rule.get_item(row["item"]).unit)
        for row in list_shortages(ground.lots, days, use, on).iter_rows(named=True)
    )


def list_rounds(reach: Reach, outbreak_id: str, at: datetime) -> tuple[RoundRow, ...]:
    """Return the rounds with a household in reach, the latest plan first, those with open doors before the others.

    Counts are of the households in reach. Raises `not-found`.
    """
    get_outbreak(reach, outbreak_id)
    rows = DeliveryRound.objects.filter(plan__outbreak_id=outbreak_id, recorded_at__lte=at)
    inside = reach.filter(Drop.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at))
    counted = {one["round_id"]: one for one in _count(inside, at)}
    found = [_round(row, counted[row.pk]) for row in rows.select_related("plan") if row.pk in counted]
    return tuple(
        sorted(found, key=lambda one: (one.answered == one.drops, -one.starts_at.timestamp(), one.number))
    )


def get_delivery_round(reach: Reach, round_id: UUID, at: datetime) -> tuple[RoundRow, tuple[DropRow, ...]]:
    """Return a round with its households in reach, in the order they are driven to.

    Doors are named to who reads registers; others see what goes to which gate. Raises `not-found`.
    """
    row = DeliveryRound.objects.filter(id=round_id, recorded_at__lte=at).select_related("plan").first()
    inside = reach.filter(Drop.objects.filter(round_id=round_id, recorded_at__lte=at))
    counted = list(_count(inside, at))
    if row is None or not counted:
        raise NOT_FOUND(what="round of delivery", what_zh="配送轮次", key=round_id)
    drops = list(inside.order_by("nth", "place_id", "id"))
    return _round(row, counted[0]), tuple(_drop_rows(reach, row.plan.outbreak_id, drops, at))


def list_expiring(reach: Reach, outbreak_id: str, at: datetime, days: int = 7) -> tuple[LotRow, ...]:
    """Return the lots in stock that expire within so many days or have expired, the first first. Raises `not-found`."""
    zone = ZoneInfo(get_outbreak(reach, outbreak_id).timezone)
    until = at.astimezone(zone).date() + timedelta(days=days)
    return tuple(
        one
        for one in list_lots(reach, outbreak_id, at)
        if one.in_stock and one.expires_on is not None and one.expires_on <= until
    )


def _waiting(ground: Ground, outbreak_id: str, at: datetime) -> dict[str, str]:
    """Household -> place, of those who need something and are on no round."""
    needs = list_needs(ground.waiting(), ground.requests, rule_of(outbreak_id), at)
    due = needs.filter(pl.col("urgency") < 2)
    return dict(due.select("household_id", "place_id").unique().sort("household_id").iter_rows())


def _why(
    outbreak_id: str, waiting: Mapping[str, str], at: datetime
) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Household -> why nothing is on its way: the latest of what a plan found and what happened at the door."""
    found: dict[str, tuple[datetime, str, tuple[str, ...]]] = {}
    plans = DeliveryPlan.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at).order_by("recorded_at")
    for made_at, left in plans.values_list("recorded_at", "left"):
        for key, reason, short_of in left:
            found[key] = (made_at, reason, tuple(filter(None, short_of.split(";"))))
    back = Handed.objects.filter(drop__outbreak_id=outbreak_id, outcome=NOT_HANDED, recorded_at__lte=at)
    for key, when, why in back.order_by("recorded_at").values_list(
        "drop__household_key", "recorded_at", "why"
    ):
        if str(key) not in found or found[str(key)][0] <= when:
            found[str(key)] = (when, why, ())
    return {key: found[key][1:] if key in found else ("not-planned", ()) for key in waiting}


def _uncounted(reach: Reach, ground: Ground, at: datetime) -> tuple[tuple[str, Text, int | None], ...]:
    """Communities that are closed and have no household on record."""
    closed = {row.place_id: row for row in list_level(list(list_binding(ground.outbreak, at)), "community")}
    missing = reach.keep(closed.keys() - set(ground.households["place_id"]))
    return tuple((key, closed[key].title, closed[key].population) for key in sorted(missing))


def _count(drops: QuerySet[Drop], at: datetime) -> Iterable[Mapping[str, Any]]:
    known = Q(handed__recorded_at__lte=at)
    counted: Any = drops.values("round_id").annotate(
        drops=Count("id"),
        answered=Count("id", filter=known),
        reached=Count("id", filter=known & ~Q(handed__outcome=NOT_HANDED)),
    )
    return list(counted)


def _round(row: DeliveryRound, counted: Mapping[str, Any]) -> RoundRow:
    return RoundRow(
        id=row.pk,
        number=row.number,
        vehicle=row.vehicle,
        depot_id=row.depot_key,
        starts_at=row.plan.starts_at,
        ends_at=row.plan.ends_at,
        drops=counted["drops"],
        answered=counted["answered"],
        handed=counted["reached"],
        load_kg=row.load_g / 1000,
    )


def _drop_rows(reach: Reach, outbreak_id: str, drops: list[Drop], at: datetime) -> Iterable[DropRow]:
    plates = plates_by_key([row.household_key for row in drops])
    titles, rule = titles_of({row.place_id for row in drops}), rule_of(outbreak_id)
    handed = {
        row.drop_id: row
        for row in Handed.objects.filter(drop__in=[one.pk for one in drops], recorded_at__lte=at)
    }
    for row in drops:
        plate, answer = plates.get(row.household_key), handed.get(row.pk)
        amounts: Counter[str] = Counter()
        for item, _, quantity, _ in row.portions:
            amounts[item] += quantity
        yield DropRow(
            id=row.pk,
            nth=row.nth,
            at=row.at,
            place_id=row.place_id,
            place=titles[row.place_id],
            gate_id=plate.gate_id if plate else "",
            household_id=plate.household_id if plate and reach.registers else "",
            portions=tuple(
                PortionRow(item, rule.get_item(item).title, rule.get_item(item).unit, amount)
                for item, amount in sorted(amounts.items())
            )
            if reach.registers
            else (),
            outcome=answer.outcome if answer else "",
            why=answer.why if answer else "",
        )
