"""What if sampling sites stood elsewhere: ask, and open the answer."""

from dataclasses import dataclass
from typing import Annotated, Any

from ninja import Query, Router
from pydantic import Field

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.doors.api.given import Exact
from fangxian.engines.problems import Text
from fangxian.operations.sites.rows import Opened
from fangxian.operations.siting.rows import CAPACITIES, SHARES, WALKS, SitingWish, WhatIf
from fangxian.operations.siting.trying import open_tried, try_sites

router = Router()


class Wished(Exact):
    """What is asked: people a site and day, metres, per cent visited at home, whether the open sites stay."""

    place_id: str
    capacity: int = Field(12_000, ge=CAPACITIES[0], le=CAPACITIES[1])
    walk_m: int = Field(1_500, ge=WALKS[0], le=WALKS[1])
    door_percent: int = Field(0, ge=SHARES[0], le=SHARES[1])
    keep_open: bool = False


@dataclass(frozen=True)
class Tried:
    """An answer. `gap_percent`: what a better one could save at most; `quick`: too many communities to look longer."""

    population: int
    visited_at_home: int
    team_days: int
    unserved: int
    people_metres: float
    mean_walk_m: float
    objective: float
    bound: float
    bound_is: Text
    gap_percent: float | None
    quick: bool
    norm_sites: tuple[int, int]
    sites: list[dict[str, Any]]
    assignments: list[dict[str, Any]]
    without_site: list[dict[str, Any]]


@router.get("/outbreaks/{outbreak_id}/siting", response=Tried)
def try_siting(request: Asked, outbreak_id: str, wished: Annotated[Wished, Query()]) -> Tried:
    """Try where sites would stand for everybody in a place, and who would walk how far; nothing is written."""
    wish = SitingWish(**wished.model_dump())
    return _tried(try_sites(request.auth.reach, outbreak_id, wish, clock_of_the_world().now()))


@router.post("/outbreaks/{outbreak_id}/siting/opened", response=Opened)
def open_siting(request: Asked, outbreak_id: str, wished: Wished) -> Opened:
    """Open the sites of an answer that are not open yet; the same question gives the same sites."""
    wish = SitingWish(**wished.model_dump())
    return open_tried(request.auth, clock_of_the_world(), outbreak_id=outbreak_id, wish=wish)


def _tried(found: WhatIf) -> Tried:
    placed = found.placement
    return Tried(
        population=found.population,
        visited_at_home=found.visited_people,
        team_days=found.team_days,
        unserved=found.unserved,
        people_metres=placed.walked,
        mean_walk_m=found.mean_walk_m,
        objective=placed.objective,
        bound=placed.choice.bound.value,
        bound_is=placed.choice.bound.how,
        gap_percent=found.gap_percent,
        quick=found.quick,
        norm_sites=found.beside.norm,
        sites=placed.sites.join(found.desks.drop("people"), on="site_id", how="left").to_dicts(),
        assignments=placed.assignments.to_dicts(),
        without_site=placed.unserved.to_dicts(),
    )
