"""Rehearsals: ask for one, run it on piece by piece, list and read what is kept."""

from dataclasses import dataclass
from uuid import UUID

from ninja import Query, Router, Status
from pydantic import Field

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.doors.api.given import Exact
from fangxian.operations.rehearsals import queries, services
from fangxian.operations.rehearsals.results import read_outcome
from fangxian.operations.rehearsals.rows import (
    DAYS,
    DAYS_AGO,
    FUTURES,
    SEEDS,
    CityRow,
    Outcome,
    RehearsalRow,
    Wish,
)

router = Router()


class Wished(Exact):
    """What is rehearsed: a place, one to three plans (or `nothing`), how many futures; `assumptions`: name -> figure."""

    place_id: str
    plans: list[str] = Field(max_length=8)
    disease: str = Field("", max_length=64)
    futures: int = Field(200, ge=FUTURES[0], le=FUTURES[1])
    days: int = Field(60, ge=DAYS[0], le=DAYS[1])
    seed_cases: int = Field(12, ge=SEEDS[0], le=SEEDS[1])
    seeded_days_ago: int = Field(7, ge=DAYS_AGO[0], le=DAYS_AGO[1])
    assumptions: dict[str, float] = {}


@dataclass(frozen=True)
class Kept:
    """A rehearsal and what its futures say so far; `outcome` is null before the first."""

    rehearsal: RehearsalRow
    outcome: Outcome | None


@router.post("/rehearsals", response={201: UUID})
def ask_for_a_rehearsal(request: Asked, wished: Wished) -> Status[UUID]:
    """Write down what is to be rehearsed. Nothing runs yet: run it with `POST /rehearsals/{rehearsal_id}/futures`."""
    given = wished.model_dump()
    wish = Wish(**{**given, "plans": tuple(given["plans"])})
    return Status(201, services.ask(request.auth, clock_of_the_world(), wish=wish))


@router.post("/rehearsals/{rehearsal_id}/futures", response=RehearsalRow)
def run_futures(request: Asked, rehearsal_id: str) -> RehearsalRow:
    """Run the next futures for some seconds and say how far it is; repeat until `digest` is there.

    The first piece on a machine compiles the kernel (half a minute); the first of a city draws it.
    """
    return services.run_on(request.auth, clock_of_the_world(), rehearsal_id=rehearsal_id)


@router.get("/rehearsals", response=list[RehearsalRow])
def list_rehearsals(request: Asked, limit: int = Query(50, ge=1, le=500)) -> list[RehearsalRow]:
    """List the rehearsals of your places, the latest first."""
    return queries.list_rehearsals(request.auth.reach, limit)


@router.get("/rehearsals/cities", response=list[CityRow])
def list_cities(request: Asked) -> list[CityRow]:
    """List the places within your reach that can be rehearsed."""
    return queries.list_cities(request.auth.reach)


@router.get("/rehearsals/{rehearsal_id}", response=Kept)
def get_rehearsal(request: Asked, rehearsal_id: str, against: str = "") -> Kept:
    """Get one rehearsal with figures, fans, paired differences and the frontier; `against`: a plan (default: the first)."""
    row = queries.get_rehearsal(request.auth.reach, rehearsal_id)
    return Kept(row, read_outcome(request.auth.reach, rehearsal_id, against))
