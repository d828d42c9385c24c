"""Countdowns: what is due next, what was missed and why, and what one was told about it."""

from dataclasses import dataclass
from uuid import UUID

from ninja import Body, Router

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.doors.api.hours import KnownAt, known
from fangxian.engines.timing import State
from fangxian.operations.clocks import queries, services
from fangxian.operations.clocks.rows import ClockCounts, ClockRow, NudgeRow, Rung

router = Router()


@dataclass(frozen=True)
class NudgesSeen:
    """Which nudges somebody has seen."""

    nudges: list[UUID]


@dataclass(frozen=True)
class SeenCount:
    """How many of them were new."""

    seen: int


@router.get("/outbreaks/{outbreak_id}/clocks", response=list[ClockRow])
def list_clocks(
    request: Asked,
    outbreak_id: str,
    state: State | None = None,
    clock: str = "",
    limit: int = 200,
    known_at: KnownAt = None,
) -> list[ClockRow]:
    """List the clocks answered within your reach, as known at `known_at`: missed ones first, then by what is due next.

    `state`: running, missed, met, late or withdrawn (default: what is open). `clock`: one clock of the plan.
    """
    states: tuple[State, ...] = queries.OPEN if state is None else (state,)
    now = known(known_at)
    return list(
        queries.list_clocks(
            request.auth.reach, outbreak_id, now, states=states, clock=clock, limit=max(limit, 0)
        )
    )


@router.get("/outbreaks/{outbreak_id}/clocks/counts", response=ClockCounts)
def count_clocks(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> ClockCounts:
    """Count the clocks that run and those that were missed, by cause, as known at `known_at`."""
    return queries.count_clocks(request.auth.reach, outbreak_id, known(known_at))


@router.post("/outbreaks/{outbreak_id}/clocks/ring", response=Rung)
def ring(request: Asked, outbreak_id: str) -> Rung:
    """Tell everybody what is due to be told by now; repeated, it tells nothing twice."""
    return services.ring(request.auth, clock_of_the_world(), outbreak_id=outbreak_id)


@router.get("/nudges", response=list[NudgeRow])
def list_nudges(
    request: Asked,
    outbreak_id: str | None = None,
    unseen_only: bool = True,
    limit: int = 50,
    known_at: KnownAt = None,
) -> list[NudgeRow]:
    """List the reminders and escalations told to you or your office by `known_at`, the newest first."""
    now = known(known_at)
    return list(
        queries.list_nudges(
            request.auth, now, outbreak_id=outbreak_id, unseen_only=unseen_only, limit=max(limit, 0)
        )
    )


@router.post("/nudges/seen", response=SeenCount)
def see(request: Asked, given: Body[NudgesSeen]) -> SeenCount:
    """Say that you have seen these nudges; those told to others are left alone."""
    return SeenCount(services.see(request.auth, clock_of_the_world(), nudge_ids=given.nudges))
