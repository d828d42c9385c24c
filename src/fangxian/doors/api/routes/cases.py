"""Cases: report, read, correct, discard."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ninja import Body, Router

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.operations.cases import queries, services
from fangxian.operations.cases.reports import CaseReport

router = Router()


@dataclass(frozen=True)
class Correction:
    """What to change in a case, by column, and why."""

    changes: dict[str, Any] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True)
class Reason:
    """Why."""

    reason: str = ""


@router.get("/outbreaks/{outbreak_id}/cases", response=list[queries.CaseRow])
def list_cases(
    request: Asked, outbreak_id: str, known_at: datetime | None = None
) -> tuple[queries.CaseRow, ...]:
    """List the cases of an outbreak within your reach, as known at `known_at`."""
    return queries.list_cases(request.auth.reach, outbreak_id, known_at or clock_of_the_world().now())


@router.post("/outbreaks/{outbreak_id}/cases", response={201: queries.CaseRow})
def report_case(request: Asked, outbreak_id: str, report: Body[CaseReport]) -> tuple[int, queries.CaseRow]:
    """Report a case with its itinerary and the contacts it named."""
    clock = clock_of_the_world()
    case_id = services.report_case(request.auth, outbreak_id, report, clock)
    return 201, queries.get_case(request.auth.reach, case_id, clock.now())


@router.get("/cases/{case_id}", response=queries.CaseRow)
def get_case(request: Asked, case_id: str, known_at: datetime | None = None) -> queries.CaseRow:
    """Get one case as known at `known_at`."""
    return queries.get_case(request.auth.reach, case_id, known_at or clock_of_the_world().now())


@router.get("/cases/{case_id}/stays", response=list[queries.StayRow])
def list_stays(request: Asked, case_id: str, known_at: datetime | None = None) -> tuple[queries.StayRow, ...]:
    """List the itinerary of a case."""
    return queries.list_stays(request.auth.reach, case_id, known_at or clock_of_the_world().now())


@router.patch("/cases/{case_id}", response=queries.CaseRow)
def correct_case(request: Asked, case_id: str, correction: Body[Correction]) -> queries.CaseRow:
    """Correct a case; the earlier version stays readable."""
    clock = clock_of_the_world()
    services.correct_case(request.auth, case_id, correction.changes, correction.reason, clock)
    return queries.get_case(request.auth.reach, case_id, clock.now())


@router.post("/cases/{case_id}/discard", response=queries.CaseRow)
def discard_case(request: Asked, case_id: str, why: Body[Reason]) -> queries.CaseRow:
    """Discard a case; the next response lists for release what rested on it alone."""
    clock = clock_of_the_world()
    services.discard_case(request.auth, case_id, why.reason, clock)
    return queries.get_case(request.auth.reach, case_id, clock.now())
