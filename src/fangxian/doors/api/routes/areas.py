"""Risk areas and the measures in force."""

from datetime import datetime

from ninja import Router

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.operations.areas import queries

router = Router()


@router.get("/outbreaks/{outbreak_id}/areas", response=list[queries.AreaRow])
def list_areas(
    request: Asked, outbreak_id: str, as_of: datetime | None = None, known_at: datetime | None = None
) -> tuple[queries.AreaRow, ...]:
    """List the risk areas that stood `as_of`, as known at `known_at`."""
    as_of = as_of or clock_of_the_world().now()
    return queries.list_areas(request.auth.reach, outbreak_id, as_of, known_at or as_of)


@router.get("/outbreaks/{outbreak_id}/measures", response=list[queries.MeasureRow])
def list_measures(
    request: Asked, outbreak_id: str, as_of: datetime | None = None, known_at: datetime | None = None
) -> tuple[queries.MeasureRow, ...]:
    """List the measures in force `as_of`, as known at `known_at`."""
    as_of = as_of or clock_of_the_world().now()
    return queries.list_measures(request.auth.reach, outbreak_id, as_of, known_at or as_of)
