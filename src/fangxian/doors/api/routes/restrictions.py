"""Restrictions: who is bound, until when, on what ground."""

from ninja import Router
from pydantic import AwareDatetime

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.operations.restrictions import queries
from fangxian.operations.restrictions.rows import RestrictionRow

router = Router()


@router.get("/outbreaks/{outbreak_id}/restrictions", response=list[RestrictionRow])
def list_restrictions(
    request: Asked,
    outbreak_id: str,
    as_of: AwareDatetime | None = None,
    known_at: AwareDatetime | None = None,
) -> list[RestrictionRow]:
    """List the restrictions of people within your reach."""
    as_of = as_of or clock_of_the_world().now()
    return list(queries.list_restrictions(request.auth.reach, outbreak_id, as_of, known_at or as_of))


@router.get("/restrictions/{key}", response=RestrictionRow)
def get_restriction(request: Asked, key: str, known_at: AwareDatetime | None = None) -> RestrictionRow:
    """Get one restriction: evidence, basis, end, signers, service, appeal."""
    return queries.get_restriction(request.auth.reach, key, known_at or clock_of_the_world().now())
