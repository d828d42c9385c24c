"""Risk areas and the measures in force."""

from ninja import Router
from pydantic import AwareDatetime

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.operations.areas import queries
from fangxian.operations.areas.rows import AreaRow, MeasureRow

router = Router()


@router.get("/outbreaks/{outbreak_id}/areas", response=list[AreaRow])
def list_areas(
    request: Asked,
    outbreak_id: str,
    as_of: AwareDatetime | None = None,
    known_at: AwareDatetime | None = None,
) -> list[AreaRow]:
    """List the risk areas that stood `as_of`, as known at `known_at`."""
    as_of = as_of or clock_of_the_world().now()
    return list(queries.list_areas(request.auth.reach, outbreak_id, as_of, known_at or as_of))


@router.get("/outbreaks/{outbreak_id}/measures", response=list[MeasureRow])
def list_measures(
    request: Asked,
    outbreak_id: str,
    as_of: AwareDatetime | None = None,
    known_at: AwareDatetime | None = None,
) -> list[MeasureRow]:
    """List the measures in force `as_of`, as known at `known_at`."""
    as_of = as_of or clock_of_the_world().now()
    return list(queries.list_measures(request.auth.reach, outbreak_id, as_of, known_at or as_of))
