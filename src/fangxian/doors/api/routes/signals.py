"""Signals that may start a plan: positive pools, capacities, feeds; and what a plan would have done by an hour."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ninja import Router, Status
from pydantic import AwareDatetime, Field

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.doors.api.given import Exact
from fangxian.doors.api.hours import known
from fangxian.operations.firing import Compared, compare_with_done, try_plans
from fangxian.operations.signals import queries, services
from fangxian.operations.signals.rows import SignalRow

router = Router()


class PoolGiven(Exact):
    """A pool with a positive result; `confirmed` once its members were sampled one by one."""

    pool_id: str = Field(max_length=80)
    place_id: str
    result_at: AwareDatetime
    taken_at: AwareDatetime | None = None
    members: int | None = Field(None, ge=1, le=1_000)
    confirmed: bool | None = None


class CapacityGiven(Exact):
    """How much of a capacity a place needs and has."""

    kind: str
    place_id: str
    needed: int = Field(ge=0, le=100_000_000)
    available: int = Field(ge=0, le=100_000_000)


class FeedGiven(Exact):
    """When a source of data is due, and when it last came."""

    source: str = Field(min_length=1, max_length=40)
    place_id: str
    due_at: AwareDatetime
    last_received_at: AwareDatetime | None = None


@dataclass(frozen=True)
class TriedOut:
    """What a plan would have done by an hour: the sums of that hour, and thing by thing beside what was done."""

    plan: str
    at: datetime
    totals: dict[str, Any]
    rows: list[Compared]


@router.get("/outbreaks/{outbreak_id}/signals", response=list[SignalRow])
def list_signals(request: Asked, outbreak_id: str, known_at: AwareDatetime | None = None) -> list[SignalRow]:
    """List the last word on every pool, capacity and feed, as known at `known_at`."""
    return list(queries.list_signals(request.auth.reach, outbreak_id, known_at or clock_of_the_world().now()))


@router.post("/outbreaks/{outbreak_id}/signals/pools", response={204: None})
def record_pool(request: Asked, outbreak_id: str, given: PoolGiven) -> Status:
    """Record a positive pool, or what its members' own samples found."""
    services.record_pool(request.auth, clock_of_the_world(), outbreak_id=outbreak_id, **given.model_dump())
    return Status(204, None)


@router.post("/outbreaks/{outbreak_id}/signals/capacities", response={204: None})
def record_capacity(request: Asked, outbreak_id: str, given: CapacityGiven) -> Status:
    """Record how much of a capacity is needed and available at a place now."""
    services.record_capacity(
        request.auth, clock_of_the_world(), outbreak_id=outbreak_id, **given.model_dump()
    )
    return Status(204, None)


@router.post("/outbreaks/{outbreak_id}/signals/feeds", response={204: None})
def record_feed(request: Asked, outbreak_id: str, given: FeedGiven) -> Status:
    """Record when a feed is due and when it last came."""
    services.record_feed(request.auth, clock_of_the_world(), outbreak_id=outbreak_id, **given.model_dump())
    return Status(204, None)


@router.get("/outbreaks/{outbreak_id}/dry-run", response=TriedOut)
def dry_run(request: Asked, outbreak_id: str, plan: str, at: AwareDatetime) -> TriedOut:
    """Say what a plan would have had in force at an hour, beside what really was. Nothing is written.

    For whoever sees the whole outbreak, people included.
    """
    reach, moment = request.auth.reach, known(at)
    (run,) = try_plans(reach, outbreak_id, [plan], [moment])
    rows = compare_with_done(reach, outbreak_id, run, moment)
    return TriedOut(plan, moment, run.moments.row(0, named=True), list(rows))
