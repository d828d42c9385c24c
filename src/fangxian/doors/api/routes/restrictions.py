"""Restrictions: who is bound, until when, on what ground."""

from ninja import Router

from fangxian.doors.api.entrance import Asked
from fangxian.doors.api.hours import AsOf, KnownAt, judged, known
from fangxian.operations.restrictions import queries
from fangxian.operations.restrictions.rows import RestrictionRow

router = Router()


@router.get("/outbreaks/{outbreak_id}/restrictions", response=list[RestrictionRow])
def list_restrictions(
    request: Asked,
    outbreak_id: str,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> list[RestrictionRow]:
    """List the restrictions of people within your reach."""
    as_of, known_at = judged(as_of, known_at)
    return list(queries.list_restrictions(request.auth.reach, outbreak_id, as_of, known_at))


@router.get("/restrictions/{key}", response=RestrictionRow)
def get_restriction(request: Asked, key: str, known_at: KnownAt = None) -> RestrictionRow:
    """Get one restriction: evidence, basis, end, signers, service, appeal."""
    return queries.get_restriction(request.auth.reach, key, known(known_at))
