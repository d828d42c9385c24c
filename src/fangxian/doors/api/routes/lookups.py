"""Lookups: why you open the record of somebody outside your tasks, and what the auditor sees of it."""

from uuid import UUID

from ninja import Body, Query, Router, Status
from pydantic import Field

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.doors.api.given import Exact
from fangxian.operations.lookups import queries, services
from fangxian.operations.lookups.rows import LookerRow, LookupRow

router = Router()
Days = Query(30, ge=1, le=366)


class Look(Exact):
    """What you open (case, follow-up or restriction) and why; `why` is one of the reasons a person is told."""

    record: str
    record_id: str = Field(max_length=64)
    why: str
    reason: str = Field(max_length=2_000)


@router.post("/lookups", response={201: UUID})
def look(request: Asked, given: Body[Look]) -> Status[UUID]:
    """Write down why you open this record; for a shift the person's records then open for you."""
    return Status(201, services.look(request.auth, clock_of_the_world(), **given.dict()).id)


@router.get("/lookups", response=list[LookupRow])
def list_lookups(
    request: Asked, days: int = Days, limit: int = Query(500, ge=1, le=5_000)
) -> list[LookupRow]:
    """List who looked at whom and why, unusual ones first. Only for who may audit."""
    now = clock_of_the_world().now()
    return list(queries.list_lookups(request.auth, now, days=days, limit=limit))


@router.get("/lookups/readers", response=list[LookerRow])
def list_lookers(request: Asked, days: int = Days) -> list[LookerRow]:
    """List who looked and at how many people, beside the median of their role. Only for who may audit."""
    return list(queries.list_lookers(request.auth, clock_of_the_world().now(), days=days))
