"""Rounds of delivery: planned from what is on record, accepted by a person, and promised to nobody twice."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import polars as pl
from django.db import transaction

from fangxian.engines.supplies import Hours, SupplyPlan, SupplyRule, plan_supplies
from fangxian.engines.tables.supplies import VEHICLES
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.places.reach import Reach
from fangxian.operations.supplies.depots import hold_lots
from fangxian.operations.supplies.frames import Ground, ground_of
from fangxian.operations.supplies.households import take_told_needs
from fangxian.operations.supplies.models import DeliveryPlan, DeliveryRound, Drop
from fangxian.operations.supplies.packs import rule_of
from fangxian.operations.supplies.problems import NOT_DELIVERY_HOURS, NOTHING_TO_DELIVER
from fangxian.operations.supplies.rows import PlanRow

MOST_VEHICLES, MOST_KG = 200, 40_000
_LATE = timedelta(hours=1)
"""A round may be put on record shortly after it left."""


@dataclass(frozen=True)
class Fleet:
    """When rounds drive, and with which vehicles: (name, depot, kg); none: as many small vans as the load takes."""

    starts_at: datetime
    hours: float = 10.0
    vehicles: tuple[tuple[str, str, int], ...] = ()


def propose_deliveries(reach: Reach, clock: Clock, *, outbreak_id: str, fleet: Fleet) -> PlanRow:
    """Return what a plan would come to, having written nothing.

    Raises:
        Problem: `not-found`, `not-delivery-hours`.
    """
    _require_hours(fleet, clock.now())
    ground = ground_of(reach, outbreak_id, clock.now())
    return _told(ground, _plan(ground, rule_of(outbreak_id), fleet, clock.now()))


@transaction.atomic
def accept_deliveries(actor: Actor, clock: Clock, *, outbreak_id: str, fleet: Fleet) -> PlanRow:
    """Plan from what is on record now and put the rounds on record; what they promise is free for nobody else.

    What was told at doors since becomes requests first. Households on a round nobody answered for yet are left alone.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-delivery-hours`, `nothing-to-deliver`.
    """
    actor.require("work")
    at = clock.now()
    _require_hours(fleet, at)
    take_told_needs(actor, clock, outbreak_id)
    held = ground_of(actor.reach, outbreak_id, at)
    hold_lots([UUID(lot) for lot in held.lots["lot_id"]])
    # Read again behind the lock: somebody may have promised the same lots in between.
    ground, rule = ground_of(actor.reach, outbreak_id, at), rule_of(outbreak_id)
    made = _plan(ground, rule, fleet, at)
    if made.rounds.drops.is_empty():
        raise NOTHING_TO_DELIVER()
    _write(actor, at, ground, made, fleet, rule)
    return _told(ground, made)


def _require_hours(fleet: Fleet, at: datetime) -> None:
    weights = all(0 < kg <= MOST_KG for _, _, kg in fleet.vehicles)
    if fleet.starts_at < at - _LATE or not 0.5 <= fleet.hours <= 24 or len(fleet.vehicles) > MOST_VEHICLES:
        raise NOT_DELIVERY_HOURS(most=MOST_VEHICLES)
    if not weights or len({name for name, _, _ in fleet.vehicles}) < len(fleet.vehicles):
        raise NOT_DELIVERY_HOURS(most=MOST_VEHICLES)


def _plan(ground: Ground, rule: SupplyRule, fleet: Fleet, at: datetime) -> SupplyPlan:
    waiting = ground.waiting()
    vans = [{"vehicle_id": name, "depot_id": depot, "capacity_kg": kg} for name, depot, kg in fleet.vehicles]
    hours = Hours(fleet.starts_at, fleet.starts_at + timedelta(hours=fleet.hours))
    on = fleet.starts_at.astimezone(ZoneInfo(ground.outbreak.timezone)).date()
    vehicles = VEHICLES.rows(vans) if vans else None
    return plan_supplies(waiting, ground.requests, ground.lots, vehicles, rule, hours, on, at)


def _told(ground: Ground, made: SupplyPlan) -> PlanRow:
    unserved = made.households.filter(state="unserved")
    short = made.unmet.group_by("item").agg(pl.col("quantity").sum()).sort("item")
    rounds = made.rounds
    return PlanRow(
        households=ground.households.height,
        planned=made.count("planned"),
        left=dict(sorted(Counter(unserved["reason"]).items())),
        rounds=rounds.stops["round_id"].n_unique(),
        stops=rounds.stops.height,
        km=rounds.metres / 1000,
        bound_km=rounds.bound_m / 1000,
        short=tuple((item, amount) for item, amount in short.iter_rows()),
    )


def _write(
    actor: Actor, at: datetime, ground: Ground, made: SupplyPlan, fleet: Fleet, rule: SupplyRule
) -> None:
    lacking = made.households.filter((pl.col("state") == "unserved") | (pl.col("short_of") != ""))
    # Whoever gets a part waits for the rest, and is told the same reason.
    left = lacking.select("household_id", pl.col("reason").fill_null("short"), "short_of")
    plan = DeliveryPlan(
        outbreak_id=ground.outbreak.id,
        place_id=actor.place_id,
        starts_at=fleet.starts_at,
        ends_at=fleet.starts_at + timedelta(hours=fleet.hours),
        left=[list(row) for row in left.iter_rows()],
    )
    after = {"planned": made.count("planned"), "left": made.count("unserved")}
    write_rows(actor, at, "planned", "delivery-plan", plan.pk, [plan], after)
    rounds = _rounds(plan, made)
    write_rows(
        actor, at, "planned", "delivery-round", plan.pk, list(rounds.values()), {"rounds": len(rounds)}
    )
    drops = _drops(ground, made, rounds, rule)
    write_rows(actor, at, "planned", "household-drop", plan.pk, drops, {"households": len(drops)})


def _rounds(plan: DeliveryPlan, made: SupplyPlan) -> dict[str, DeliveryRound]:
    grouped = made.rounds.stops.group_by("round_id", maintain_order=True).agg(
        pl.col("vehicle_id", "depot_id").first(), pl.col("load_kg").sum()
    )
    return {
        number: DeliveryRound(
            plan=plan, number=number, vehicle=vehicle, depot_key=depot, load_g=round(load * 1000)
        )
        for number, vehicle, depot, load in grouped.iter_rows()
    }


def _drops(
    ground: Ground, made: SupplyPlan, rounds: dict[str, DeliveryRound], rule: SupplyRule
) -> list[Drop]:
    places = dict(ground.households.select("household_id", "place_id").iter_rows())
    portions: dict[tuple[str, str], list[list[Any]]] = {}
    listed = made.portions.select("household_id", "depot_id", "item", "lot_id", "quantity", "request_id")
    for household, depot, *portion in listed.iter_rows():
        portions.setdefault((household, depot), []).append(portion)
    rows = []
    for household, number, nth, when in made.rounds.drops.iter_rows():
        own = portions[household, rounds[number].depot_key]
        rows.append(
            Drop(
                outbreak_id=ground.outbreak.id,
                household_key=UUID(household),
                place_id=places[household],
                round=rounds[number],
                nth=nth,
                at=when,
                portions=own,
                lasts_days=rule.days if _is_by_rule(own) else 0,
            )
        )
    return rows


def _is_by_rule(portions: Sequence[Sequence[Any]]) -> bool:
    return any(request is None for _, _, _, request in portions)
