"""The race clock: have it computed piece by piece, and read what another hour of each order's delay costs."""

from uuid import UUID

from ninja import Router, Status
from pydantic import Field

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.doors.api.given import Exact
from fangxian.doors.api.hours import KnownAt, known
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.race import queries, services
from fangxian.operations.race.rows import Board, Progress

router = Router()


class Wished(Exact):
    """`place_id`: whose city is run (default: the smallest with most cases); `futures`: how many are told."""

    place_id: str | None = Field(None, max_length=64)
    futures: int = Field(services.FUTURES, ge=20, le=2000)


@router.post("/outbreaks/{outbreak_id}/race-clocks", response={201: UUID})
def ask_for_a_race_clock(request: Asked, outbreak_id: str, wished: Wished) -> Status[UUID]:
    """Write down that the clock is to be computed as of now; `POST /race-clocks/{clock_id}/prices` computes it."""
    found = services.ask(
        request.auth,
        clock_of_the_world(),
        outbreak_id=outbreak_id,
        place_id=wished.place_id,
        futures=wished.futures,
    )
    return Status(201, found)


@router.post("/race-clocks/{clock_id}/prices", response=Progress)
def compute_prices(request: Asked, clock_id: UUID) -> Progress:
    """Price the next orders for some seconds and say how far it is; repeat until `row.ended_at` is there.

    The first piece on a machine compiles the kernel (half a minute); the first of a city draws it.
    """
    return services.compute_on(request.auth, clock_of_the_world(), clock_id=clock_id)


@router.get("/outbreaks/{outbreak_id}/race-clock", response=Board)
def get_race_clock(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> Board:
    """Get the last clock that ended, with the orders of your places: dear ones first, too small to tell, without a price.

    The price of delay is no ground for a sanction.
    """
    hour = known_at and known(known_at)
    board = queries.find_board(request.auth.reach, outbreak_id, hour)
    if board is None:
        raise NOT_FOUND(what="race clock", what_zh="赛跑钟", key=outbreak_id)
    return board
