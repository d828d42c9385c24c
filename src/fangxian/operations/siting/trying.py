"""What if sampling sites stood elsewhere: asked of the people on record, answered without writing anything."""

from datetime import datetime

import polars as pl

from fangxian.engines import tables
from fangxian.engines.tables.siting import SITES
from fangxian.engines.testing import DEMAND, count_sites, lay_out, place_sites
from fangxian.engines.testing.siting.desks import Pace, at_the_door, desks_of
from fangxian.engines.testing.siting.instance import CANDIDATES
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.places.queries import frame
from fangxian.operations.places.reach import Reach
from fangxian.operations.sites.opening import open_sites, sites_of
from fangxian.operations.sites.queries import list_sites
from fangxian.operations.sites.rows import Opened
from fangxian.operations.siting.problems import NOBODY_TO_PLACE_FOR, SITING_UNCLEAR
from fangxian.operations.siting.rows import CAPACITIES, SHARES, WALKS, SitingWish, WhatIf

PACE = Pace()
MANY = 300
"""More communities than these are answered by the quick solver: a page does not wait for the best."""


def try_sites(reach: Reach, outbreak_id: str, wish: SitingWish, at: datetime) -> WhatIf:
    """Return where sites would stand for everybody in a place, and who would walk how far.

    Raises:
        Problem: `not-found` (also outside the reach), `siting-unclear`, `nobody-to-place-for`.
    """
    outbreak = get_outbreak(reach, outbreak_id)
    reach.require(wish.place_id)
    _check(wish)
    demand = _demand(reach.narrow(wish.place_id), wish)
    coming = demand.select(*DEMAND)
    most = count_sites(int(coming["people"].sum()), wish.capacity)
    stand = _standing(reach.narrow(wish.place_id), outbreak.id, at) if wish.keep_open else None
    laid = lay_out(coming, stand, capacity=wish.capacity, walk_m=wish.walk_m, most_sites=most)
    quick = demand.height > MANY
    placed = place_sites(laid, "by_prices" if quick else "p_median")
    return WhatIf(
        wish=wish,
        placement=placed,
        desks=desks_of(placed.sites, PACE),
        visited=at_the_door(demand, PACE),
        population=int(demand["population"].sum()),
        quick=quick,
    )


def open_tried(actor: Actor, clock: Clock, *, outbreak_id: str, wish: SitingWish) -> Opened:
    """Open the sites an answer has and that are not open yet: the same question gives the same sites.

    Raises:
        Problem: `not-your-role`, and those of `try_sites` and `open_sites`.
    """
    actor.require("command")
    tried = try_sites(actor.reach, outbreak_id, wish, clock.now())
    fresh = tried.placement.sites.filter(~pl.col("open")).drop_nulls(["lat", "lon"])
    return open_sites(actor, clock, outbreak_id=outbreak_id, sites=sites_of(SITES.check(fresh)))


def _check(wish: SitingWish) -> None:
    bounds = ((wish.capacity, CAPACITIES), (wish.walk_m, WALKS), (wish.door_percent, SHARES))
    if not all(least <= value <= most for value, (least, most) in bounds):
        raise SITING_UNCLEAR(
            capacity=wish.capacity,
            walk_m=wish.walk_m,
            door_percent=wish.door_percent,
            fewest=CAPACITIES[0],
            most=CAPACITIES[1],
            nearest=WALKS[0],
            farthest=WALKS[1],
            share=SHARES[1],
        )


def _demand(inside: Reach, wish: SitingWish) -> pl.DataFrame:
    """(place_id, population, people, alone_65, lat, lon) of the lowest places whose people are known."""
    known = frame(inside).filter(pl.col("level") != tables.VENUE, pl.col("population") > 0)
    lowest = known.filter(~pl.col("place_id").is_in(known["parent_id"].drop_nulls().implode()))
    if lowest.is_empty():
        raise NOBODY_TO_PLACE_FOR(key=wish.place_id)
    at_home = (pl.col("population") * wish.door_percent / 100).round().cast(pl.Int64)
    return lowest.with_columns(alone_65=at_home, people=pl.col("population") - at_home)


def _standing(inside: Reach, outbreak_id: str, at: datetime) -> pl.DataFrame:
    rows = [
        (one.id, one.place_id, 1, one.lat, one.lon, round(one.per_hour * PACE.hours), True)
        for one in list_sites(inside, outbreak_id)
        if one.is_open(at)
    ]
    return pl.DataFrame(rows, schema=CANDIDATES, orient="row")
