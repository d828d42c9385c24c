"""Rounds of delivery: vehicles from the depots to the gates, within hours and loads, as often as the day allows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from fangxian.engines.folders import list_folders, open_folder
from fangxian.engines.supplies import routing
from fangxian.engines.supplies.driving import least_metres
from fangxian.engines.supplies.rules import Driving, SupplyRule
from fangxian.engines.supplies.trips import GRAMS, Drop, Hours, Trips
from fangxian.engines.tables.supplies import DROPS, ROUND_STOPS, VEHICLES

MOST_HOUSEHOLDS = 80
"""At one stop: more would keep a vehicle waiting while people carry."""

VAN_KG = 1_000
"""A small van, where nobody says what vehicles there are: our own planning figure."""


@dataclass(frozen=True)
class Rounds:
    """`stops`: `ROUND_STOPS`; `drops`: `DROPS`; `left`: household -> why it is on no round; metres driven, and a bound.

    `bound_m`: no rounds that serve the same gates can be shorter.
    """

    stops: pl.DataFrame
    drops: pl.DataFrame
    left: dict[str, str] = field(default_factory=dict)
    metres: float = 0.0
    bound_m: float = 0.0


def list_routing() -> list[str]:
    """Return the names of the folders that find rounds.

    >>> "vroom_rounds" in list_routing()
    True
    """
    return list_folders(routing)


def vans_for(portions: pl.DataFrame, rule: SupplyRule) -> pl.DataFrame:
    """Return `VEHICLES`: so many small vans at each depot that one trip of each carries everything.

    >>> from fangxian.engines.supplies.examples import EXAMPLE
    >>> from fangxian.engines.tables.supplies import PORTIONS
    >>> vans_for(PORTIONS.empty(), EXAMPLE).height
    0
    """
    loads = _weighed(portions, rule).group_by("depot_id").agg(pl.col("load_g").sum()).sort("depot_id")
    return VEHICLES.rows(
        [
            {"vehicle_id": f"{depot}-{van + 1}", "depot_id": depot, "capacity_kg": VAN_KG}
            for depot, load in loads.iter_rows()
            for van in range(-(-load // (VAN_KG * GRAMS)))
        ]
    )


def plan_rounds(
    portions: pl.DataFrame,
    households: pl.DataFrame,
    depots: pl.DataFrame,
    vehicles: pl.DataFrame,
    rule: SupplyRule,
    hours: Hours,
    solver: str = "vroom_rounds",
) -> Rounds:
    """Return rounds that bring `PORTIONS` to the gates of `CONTROLLED` households.

    depots: (depot_id, lat, lon). vehicles: `VEHICLES`; without hours of their own they drive within `hours`. A household
    is dropped once for each depot it gets something from; whoever cannot be reached is in `left`, with the reason.

    Raises:
        Problem: `no-such-solver`.

    >>> from datetime import datetime
    >>> from fangxian.engines.supplies.examples import EXAMPLE
    >>> from fangxian.engines.tables.supplies import CONTROLLED, LOTS, PORTIONS
    >>> day = Hours(datetime(2021, 8, 1, 8), datetime(2021, 8, 1, 18))
    >>> nowhere = LOTS.empty().select("depot_id", "lat", "lon")
    >>> plan_rounds(PORTIONS.empty(), CONTROLLED.empty(), nowhere, VEHICLES.empty(), EXAMPLE, day).metres
    0.0
    """
    route = open_folder(routing, solver).route
    weighed = _weighed(portions, rule).join(households, on="household_id", suffix="_home")
    spots = {depot: (lat, lon) for depot, lat, lon in depots.iter_rows()}
    found = [
        _of_depot(
            depot, weighed.filter(depot_id=depot), spots.get(depot), vehicles, rule.driving, hours, route
        )
        for depot in weighed["depot_id"].unique().sort()
    ]
    return Rounds(
        pl.concat([ROUND_STOPS.empty(), *(one.stops for one in found)]),
        pl.concat([DROPS.empty(), *(one.drops for one in found)]),
        {household: why for one in found for household, why in one.left.items()},
        sum((one.metres for one in found), 0.0),
        sum((one.bound_m for one in found), 0.0),
    )


def _weighed(portions: pl.DataFrame, rule: SupplyRule) -> pl.DataFrame:
    """What each household gets from each depot, in grams."""
    grams = {item: one.unit_g for item, one in rule.items.items()}
    unit = pl.col("item").replace_strict(grams, default=0.0, return_dtype=pl.Float64())
    load = (pl.col("quantity") * unit).sum().ceil().cast(pl.Int64()).alias("load_g")
    return portions.group_by("household_id", "depot_id").agg(load).sort("depot_id", "household_id")


def _of_depot(
    depot: str,
    rows: pl.DataFrame,
    spot: tuple[float | None, float | None] | None,
    vehicles: pl.DataFrame,
    driving: Driving,
    hours: Hours,
    route: Any,
) -> Rounds:
    own = vehicles.filter(depot_id=depot).sort("vehicle_id").to_dicts()
    everybody = rows["household_id"].to_list()
    if not own:
        return Rounds(ROUND_STOPS.empty(), DROPS.empty(), dict.fromkeys(everybody, "no-vehicle"))
    if spot is None or None in spot:
        return Rounds(ROUND_STOPS.empty(), DROPS.empty(), dict.fromkeys(everybody, "not-on-the-map"))
    placed = rows.filter(pl.col("lat").is_not_null() & pl.col("lon").is_not_null())
    left = dict.fromkeys(set(everybody) - set(placed["household_id"]), "not-on-the-map")
    most_g = max(one["capacity_kg"] for one in own) * GRAMS
    drops = list(_drops(placed, most_g, hours))
    trips = Trips(depot, (float(spot[0] or 0), float(spot[1] or 0)), drops, own, driving, hours)
    stops, reached = trips.drive(route)
    left |= {one: "no-time" for at, drop in enumerate(drops) if at not in reached for one in drop.households}
    held = {one for drop in drops for one in drop.households}
    left |= {one: "no-time" for one in placed["household_id"] if one not in held}
    done = [drops[at] for at in sorted(reached)]
    metres = trips.between(done)[0]
    bound = least_metres(metres, [one.load_g for one in done], most_g)
    return Rounds(
        ROUND_STOPS.rows([row for row, _ in stops]),
        DROPS.rows([drop for _, some in stops for drop in some]),
        left,
        sum(leg for row, _ in stops if isinstance(leg := row["drive_m"], float)) + trips.driven_home,
        bound,
    )


def _drops(rows: pl.DataFrame, most_g: int, hours: Hours) -> Iterator[Drop]:
    """Who is served at one stop: those of a gate who may be served in the same hours, as many as a vehicle carries."""
    gated = rows.with_columns(gate=pl.coalesce("gate_id", "place_id"))
    # The middle one of them: a single wrong point does not move a gate.
    centres = pl.col("lat", "lon").median().over("gate")
    named = gated.with_columns(centres).sort(
        "gate", "opens_at", "closes_at", "household_id", nulls_last=False
    )
    for _, group in named.group_by("gate", "opens_at", "closes_at", maintain_order=True):
        first = group.row(0, named=True)
        window = hours.seconds(first["opens_at"], 0), hours.seconds(first["closes_at"], hours.seconds_long)
        for households, load in _loads(group.select("household_id", "load_g").rows(), most_g):
            yield Drop(first["gate"], first["lat"], first["lon"], window, households, load)


def _loads(rows: Sequence[tuple[str, int]], most_g: int) -> Iterator[tuple[tuple[str, ...], int]]:
    some: list[str] = []
    load = 0
    for household, grams in rows:
        if grams > most_g:
            continue
        if some and (load + grams > most_g or len(some) == MOST_HOUSEHOLDS):
            yield tuple(some), load
            some, load = [], 0
        some.append(household)
        load += grams
    if some:
        yield tuple(some), load
