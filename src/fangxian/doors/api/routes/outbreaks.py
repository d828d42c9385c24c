"""Outbreaks: which run, how they stand, and the response to what is known now."""

from ninja import Router

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.doors.api.hours import KnownAt, known
from fangxian.operations import respond
from fangxian.operations.cases import queries
from fangxian.operations.cases.rows import OutbreakRow

router = Router()


@router.get("/outbreaks", response=list[OutbreakRow])
def list_outbreaks(request: Asked, known_at: KnownAt = None) -> list[OutbreakRow]:
    """List the outbreaks within your reach."""
    return list(queries.list_outbreaks(request.auth.reach, known(known_at)))


@router.get("/outbreaks/{outbreak_id}", response=OutbreakRow)
def get_outbreak(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> OutbreakRow:
    """Get one outbreak."""
    return queries.get_outbreak(request.auth.reach, outbreak_id, known(known_at))


@router.post("/outbreaks/{outbreak_id}/respond", response=respond.ResponseRun)
def respond_now(request: Asked, outbreak_id: str) -> respond.ResponseRun:
    """Compute the difference from what stands and turn it into proposals."""
    return respond.respond_now(request.auth, clock_of_the_world(), outbreak_id=outbreak_id)
