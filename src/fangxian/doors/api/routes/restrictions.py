"""Restrictions: who is bound, until when, on what ground."""

from datetime import datetime

from ninja import Router

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.operations.restrictions import queries

router = Router()


@router.get("/outbreaks/{outbreak_id}/restrictions", response=list[queries.RestrictionRow])
def list_restrictions(
    request: Asked, outbreak_id: str, as_of: datetime | None = None, known_at: datetime | None = None
) -> tuple[queries.RestrictionRow, ...]:
    """List the restrictions of people within your reach."""
    as_of = as_of or clock_of_the_world().now()
    return queries.list_restrictions(request.auth.reach, outbreak_id, as_of, known_at or as_of)


@router.get("/restrictions/{key}/slip", response=queries.Slip)
def get_slip(request: Asked, key: str) -> queries.Slip:
    """Get what is served on the person: reason, end, help, appeal."""
    return queries.get_slip(request.auth.reach, key)
