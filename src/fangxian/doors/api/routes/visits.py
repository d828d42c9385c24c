"""Visits: today's round of a place, and one recorded with everything it served."""

from typing import Any
from uuid import UUID

from ninja import Body, Router
from pydantic import AwareDatetime, Field

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.doors.api.given import Exact
from fangxian.doors.api.hours import KnownAt, known
from fangxian.operations.follow_ups.services import CheckGiven
from fangxian.operations.orders.proofs import ProofGiven
from fangxian.operations.visits import queries, services
from fangxian.operations.visits.rows import Round, VisitDone, VisitGiven

router = Router()


class CheckAtDoor(Exact):
    """What was found of one person: well, symptoms, not-reached or refused."""

    result: str
    symptoms: list[str] = Field([], max_length=30)
    temperature_c: float | None = None
    note: str = Field("", max_length=2_000)
    device_at: AwareDatetime | None = None


class ProofAtDoor(Exact):
    """What shows that a task is done."""

    kind: str
    content: dict[str, Any] = {}


class VisitMade(Exact):
    """A visit. `event_id`, made where the visit was born, makes a repeated send harmless.

    `checks`: follow-up -> what was found; `slips`: restrictions whose slip was handed over; `proofs`: task -> proof;
    `asked`: tasks for the whole place whose questions were asked at this door.
    """

    door_id: str = Field(max_length=64)
    event_id: UUID
    checks: dict[str, CheckAtDoor] = Field({}, max_length=100)
    slips: list[str] = Field([], max_length=100)
    proofs: dict[UUID, ProofAtDoor] = Field({}, max_length=100)
    asked: list[UUID] = Field([], max_length=100)


@router.get("/visits", response=Round)
def list_round(request: Asked, place: str = "", known_at: KnownAt = None) -> Round:
    """List today's visits of your place, or of `place` within it, one a door in the order to walk them."""
    return queries.list_round(
        request.auth.reach,
        place_id=place or request.auth.place_id,
        department=request.auth.department,
        at=known(known_at),
        then=None if known_at is None else known(known_at),
    )


@router.post("/visits", response=VisitDone)
def make_visit(request: Asked, given: Body[VisitMade]) -> VisitDone:
    """Record a visit: every part where it belongs, all in one; what a colleague did meanwhile is told, never doubled."""
    visit = VisitGiven(
        door_id=given.door_id,
        event_id=given.event_id,
        checks={key: CheckGiven(channel="visit", **one.dict()) for key, one in given.checks.items()},
        slips=frozenset(given.slips),
        proofs={key: ProofGiven(one.kind, one.content) for key, one in given.proofs.items()},
        asked=frozenset(given.asked),
    )
    return services.make_visit(request.auth, clock_of_the_world(), given=visit)
