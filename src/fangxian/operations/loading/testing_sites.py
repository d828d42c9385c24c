"""The demonstration's sampling sites: placed for the people of the round, staffed, one with more people than room."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from math import ceil
from uuid import uuid5

import polars as pl

from fangxian.engines.testing import DEMAND, lay_out, place_sites
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.at_sites.watching import watch_sites
from fangxian.operations.clock import FixedClock
from fangxian.operations.places.queries import list_places
from fangxian.operations.rounds.rows import RoundRow
from fangxian.operations.sites import services
from fangxian.operations.sites.rows import SiteGiven

_SITES, _WALK_M, _CREW, _LEFT = 8, 6_000, 2, 3
"""Sites, the longest walk, people on duty at each, sites closed by now: the demonstration's own."""
_WAITING = (18, 46, 7, 0, 31)
"""How many wait at the open sites, by turns; one tells of twice the room it has."""


def open_for(actor: Actor, at: datetime, row: RoundRow, register: pl.DataFrame) -> dict[str, str]:
    """Open sites for the people of a register; return community -> the site most of its people go to."""
    demand = _demand(register)
    if demand.is_empty():
        return {}
    capacity = max(1, ceil(int(demand["people"].sum()) / (_SITES - 2)))
    placed = place_sites(lay_out(demand, capacity=capacity, walk_m=_WALK_M, most_sites=_SITES))
    keys = {site: f"site-{number:02}" for number, site in enumerate(placed.sites["site_id"].sort(), 1)}
    names = {one.place_id: one for one in list_places(placed.sites["place_id"].to_list())}
    sites = [
        SiteGiven(
            key=keys[one["site_id"]],
            place_id=one["place_id"],
            lat=one["lat"],
            lon=one["lon"],
            name=f"{names[one['place_id']].name}采样点",
            name_en=f"Sampling site of {names[one['place_id']].name_en}",
            desks=3,
        )
        for one in placed.sites.sort("site_id").iter_rows(named=True)
    ]
    services.open_sites(actor, FixedClock(at), outbreak_id=row.outbreak_id, sites=sites, open_from=at)
    most = placed.assignments.sort("people", "site_id").unique("place_id", keep="last")
    return {place: keys[site] for place, site in most.select("place_id", "site_id").iter_rows()}


def run_sites(actor: Actor, now: datetime, row: RoundRow, sites: Mapping[str, str]) -> None:
    """Put people on duty, close some sites, tell how many wait at the others, and look for what is wrong."""
    keys = sorted(set(sites.values()))
    shut, running = keys[: min(_LEFT, len(keys) - 1)], keys[min(_LEFT, len(keys) - 1) :]
    for number, key in enumerate(keys):
        _staff(actor, now, row, key, number)
    for key in shut:
        services.close_site(
            actor, FixedClock(now - timedelta(hours=2)), outbreak_id=row.outbreak_id, site_id=key
        )
    for number, key in enumerate(running):
        waiting = _WAITING[number % len(_WAITING)] + (450 if key == running[-1] else 0)
        clock = FixedClock(now - timedelta(minutes=3 * number + 2))
        services.report_queue(actor, clock, outbreak_id=row.outbreak_id, site_id=key, waiting=waiting)
    watch_sites(actor, FixedClock(now), outbreak_id=row.outbreak_id)


def _staff(actor: Actor, now: datetime, row: RoundRow, key: str, number: int) -> None:
    """Synthetic samplers on a shift since the morning."""
    for one in range(_CREW):
        services.go_on_duty(
            actor,
            FixedClock(now - timedelta(hours=6)),
            outbreak_id=row.outbreak_id,
            site_id=key,
            person_id=f"sampler-{number * _CREW + one + 1:02}",
            shift_id=uuid5(row.id, f"{key}-{one}"),
        )


def _demand(register: pl.DataFrame) -> pl.DataFrame:
    counted = register.group_by("place_id").len("people").sort("place_id")
    found = {one.place_id: one for one in list_places(counted["place_id"].to_list())}
    rows = [
        (place, people, one.lat, one.lon)
        for place, people in counted.iter_rows()
        if (one := found.get(place)) and one.lat is not None
    ]
    return pl.DataFrame(rows, schema=DEMAND, orient="row")
