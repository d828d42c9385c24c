"""Fits: ask for one of an outbreak, have it tried piece by piece, list and read what is kept."""

from datetime import datetime
from uuid import UUID

from ninja import Query, Router, Status
from pydantic import AwareDatetime, Field

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.doors.api.given import Exact
from fangxian.operations.fits import queries, services
from fangxian.operations.fits.rows import FUTURES, USUAL_FUTURES, FitRow

router = Router()


class Wished(Exact):
    """`as_of`: as the record stood then (default: now); `place_id`: whose city is run (default: the smallest with most
    cases); `futures`: how many are tried; the same `seed` gives the same draws."""

    as_of: AwareDatetime | None = None
    place_id: str | None = Field(None, max_length=64)
    futures: int = Field(USUAL_FUTURES, ge=FUTURES[0], le=FUTURES[1])
    seed: int = Field(1, ge=0, le=2**31 - 1)


@router.post("/outbreaks/{outbreak_id}/fits", response={201: UUID})
def ask_for_a_fit(request: Asked, outbreak_id: str, wished: Wished) -> Status[UUID]:
    """Write down that the outbreak is to be fitted; `POST /fits/{fit_id}/futures` tries futures for it."""
    given = wished.model_dump()
    as_of: datetime | None = given.pop("as_of")
    found = services.ask(
        request.auth, clock_of_the_world(), outbreak_id=outbreak_id, as_of=as_of, **given
    )  # fmt: skip
    return Status(201, found)


@router.post("/fits/{fit_id}/futures", response=FitRow)
def try_futures(request: Asked, fit_id: UUID) -> FitRow:
    """Try the next futures for some seconds and say how far it is; repeat until `result` is there.

    The first piece on a machine compiles the kernel (a minute); the first of a city draws it.
    """
    return services.compute_on(request.auth, clock_of_the_world(), fit_id=fit_id)


@router.get("/outbreaks/{outbreak_id}/fits", response=list[FitRow])
def list_fits(request: Asked, outbreak_id: str, limit: int = Query(50, ge=1, le=500)) -> list[FitRow]:
    """List the fits of an outbreak you see the whole of, the newest first."""
    return queries.list_fits(request.auth.reach, outbreak_id, limit)


@router.get("/fits/{fit_id}", response=FitRow)
def get_fit(request: Asked, fit_id: UUID) -> FitRow:
    """Get one fit: R, first infections, the undetected in all and by district with their intervals, and the fan by day."""
    return queries.get_fit(request.auth.reach, fit_id)
