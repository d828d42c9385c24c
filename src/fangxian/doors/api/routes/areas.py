"""Areas through their whole life, the level that counts at a place, and the measures in force."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Router, Status
from pydantic import AwareDatetime

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.doors.api.given import Exact
from fangxian.doors.api.hours import AsOf, KnownAt, judged
from fangxian.engines.ground import PeopleAt
from fangxian.engines.problems import Text
from fangxian.operations.areas import queries
from fangxian.operations.areas.rows import AreaRow, MeasureRow
from fangxian.operations.areas.services import RoundGiven
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.drawing import Drawn, change_level, propose_area, propose_zones
from fangxian.operations.lifecycles import (
    AreaLife,
    AreaPage,
    LevelHere,
    Reached,
    area_outlines,
    get_area,
    level_at,
    level_at_point,
    list_lives,
    people_under_levels,
    reach_people,
)
from fangxian.operations.lifting import end_area, record_round

router = Router()


class NameGiven(Exact):
    """The name of what is drawn, in both languages."""

    zh: str
    en: str = ""


class AreaGiven(Exact):
    """An area drawn by hand. `extent` as docs/concepts/areas.md describes it."""

    extent: dict[str, Any]
    level: str
    evidence: list[str]
    reason: str
    name: NameGiven | None = None
    starts_at: AwareDatetime | None = None


class ZonesGiven(Exact):
    """Ask for the zones of the plan's pack around a case."""

    case_id: str
    reason: str


class LevelGiven(Exact):
    """Another level, and why."""

    level: str
    reason: str


class RoundOfTestsGiven(Exact):
    """What a round of tests came to."""

    finished_on: date
    due: int
    tested: int
    positive: int


class EndGiven(Exact):
    """Why an area ends; `despite`: although its evidence stands."""

    reason: str
    despite: bool = False


@router.get("/outbreaks/{outbreak_id}/areas", response=list[AreaRow])
def list_areas(
    request: Asked,
    outbreak_id: str,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> list[AreaRow]:
    """List the risk areas that stood `as_of`, as known at `known_at`."""
    as_of, known_at = judged(as_of, known_at)
    return list(queries.list_areas(request.auth.reach, outbreak_id, as_of, known_at))


@router.get("/outbreaks/{outbreak_id}/measures", response=list[MeasureRow])
def list_measures(
    request: Asked,
    outbreak_id: str,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> list[MeasureRow]:
    """List the measures in force `as_of`, as known at `known_at`."""
    as_of, known_at = judged(as_of, known_at)
    return list(queries.list_measures(request.auth.reach, outbreak_id, as_of, known_at))


@router.get("/outbreaks/{outbreak_id}/area-lives", response=list[AreaLife])
def list_area_lives(
    request: Asked,
    outbreak_id: str,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> list[AreaLife]:
    """List every area with its state: planned, in force, may end, to be released, over."""
    as_of, known_at = judged(as_of, known_at)
    return list(list_lives(request.auth.reach, outbreak_id, as_of, known_at))


@router.get("/outbreaks/{outbreak_id}/area-outlines", response=dict[str, Any])
def list_area_outlines(
    request: Asked,
    outbreak_id: str,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> dict[str, Any]:
    """Send the areas in force as GeoJSON, the strictest on top."""
    as_of, known_at = judged(as_of, known_at)
    return area_outlines(request.auth.reach, outbreak_id, as_of, known_at)


@router.get("/outbreaks/{outbreak_id}/level", response=list[LevelHere])
def read_level(
    request: Asked,
    outbreak_id: str,
    place_id: str = "",
    lat: float | None = None,
    lon: float | None = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> list[LevelHere]:
    """Tell which level counts at a place or a point, on every ladder of the plan: where areas nest, the strictest."""
    as_of, known_at = judged(as_of, known_at)
    asked = (as_of, known_at)
    if lat is not None and lon is not None:
        return list(level_at_point(request.auth.reach, outbreak_id, lat, lon, *asked))
    return list(level_at(request.auth.reach, outbreak_id, place_id, *asked))


@router.get("/outbreaks/{outbreak_id}/people-under-levels", response=dict[str, list[PeopleAt]])
def read_people_under_levels(
    request: Asked,
    outbreak_id: str,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> dict[str, list[PeopleAt]]:
    """Count the people under each level, each person once, under the strictest."""
    as_of, known_at = judged(as_of, known_at)
    found = people_under_levels(request.auth.reach, outbreak_id, as_of, known_at)
    return {ladder: list(rows) for ladder, rows in found.items()}


@router.post("/outbreaks/{outbreak_id}/extents", response=Reached)
def measure_extent(request: Asked, outbreak_id: str, given: dict[str, Any]) -> Reached:
    """Tell how many people an extent covers, before anything is proposed. Nothing is written."""
    outbreak = get_outbreak(request.auth.reach, outbreak_id)
    return reach_people(request.auth.reach, outbreak, given)


@router.post("/outbreaks/{outbreak_id}/areas", response={201: dict[str, UUID]})
def draw_area(request: Asked, outbreak_id: str, given: AreaGiven) -> Status[dict[str, UUID]]:
    """Propose an area drawn by hand; two offices decide. Gives the proposal's id."""
    drawn = Drawn(
        extent=given.extent,
        level=given.level,
        evidence=tuple(given.evidence),
        reason=given.reason,
        name=Text(given.name.zh, given.name.en) if given.name else None,
        starts_at=given.starts_at,
    )
    found = propose_area(request.auth, clock_of_the_world(), outbreak_id=outbreak_id, drawn=drawn)
    return Status(201, {"proposal_id": found})


@router.post("/outbreaks/{outbreak_id}/zones", response={201: list[UUID]})
def draw_zones(request: Asked, outbreak_id: str, given: ZonesGiven) -> Status[list[UUID]]:
    """Propose every zone of the plan's pack around a case, the strictest first. Gives the proposals' ids."""
    found = propose_zones(
        request.auth,
        clock_of_the_world(),
        outbreak_id=outbreak_id,
        case_id=given.case_id,
        reason=given.reason,
    )
    return Status(201, list(found))


@router.get("/areas/{key}", response=AreaPage)
def read_area(request: Asked, key: str, as_of: AsOf = None, known_at: KnownAt = None) -> AreaPage:
    """Send everything about one area: its people, its history, what it needs before it ends."""
    as_of, known_at = judged(as_of, known_at)
    return get_area(request.auth.reach, key, as_of, known_at)


@router.post("/areas/{key}/level", response=dict[str, UUID])
def give_level(request: Asked, key: str, given: LevelGiven) -> dict[str, UUID]:
    """Change an area's level: a milder one at once, a stricter one as a proposal for two offices."""
    found = change_level(request.auth, clock_of_the_world(), key=key, level=given.level, reason=given.reason)
    return {"proposal_id": found}


@router.post("/areas/{key}/rounds", response={201: None})
def give_round(request: Asked, key: str, given: RoundOfTestsGiven) -> Status[None]:
    """Record what a round of tests in an area came to."""
    record_round(request.auth, clock_of_the_world(), key=key, figures=RoundGiven(**given.dict()))
    return Status(201, None)


@router.post("/areas/{key}/end", response={200: dict[str, UUID]})
def end(request: Asked, key: str, given: EndGiven) -> dict[str, UUID]:
    """End an area with the reason. While its evidence stands it has to be `despite`."""
    found = end_area(request.auth, clock_of_the_world(), key=key, reason=given.reason, despite=given.despite)
    return {"release_id": found}
