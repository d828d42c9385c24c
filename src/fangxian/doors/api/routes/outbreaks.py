"""Outbreaks: which run, how they stand, and the response to what is known now."""

from datetime import datetime

from ninja import Router

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.operations import picture, respond
from fangxian.operations.cases import queries as cases

router = Router()


@router.get("/outbreaks", response=list[cases.OutbreakRow])
def list_outbreaks(request: Asked) -> tuple[cases.OutbreakRow, ...]:
    """List the outbreaks within your reach."""
    return cases.list_outbreaks(request.auth.reach)


@router.get("/outbreaks/{outbreak_id}", response=cases.OutbreakRow)
def get_outbreak(request: Asked, outbreak_id: str) -> cases.OutbreakRow:
    """Get one outbreak."""
    return cases.get_outbreak(request.auth.reach, outbreak_id)


@router.get("/outbreaks/{outbreak_id}/summary", response=picture.Overview)
def summarise(
    request: Asked, outbreak_id: str, as_of: datetime | None = None, known_at: datetime | None = None
) -> picture.Overview:
    """Summarise an outbreak as it stood `as_of`, with what was known at `known_at`."""
    now = clock_of_the_world().now()
    as_of = as_of or now
    return picture.summarise(request.auth.reach, outbreak_id, as_of, known_at or as_of)


@router.post("/outbreaks/{outbreak_id}/respond", response=respond.ResponseRun)
def respond_now(request: Asked, outbreak_id: str) -> respond.ResponseRun:
    """Compute the difference from what stands and turn it into proposals."""
    return respond.respond_now(request.auth, outbreak_id, clock_of_the_world())
