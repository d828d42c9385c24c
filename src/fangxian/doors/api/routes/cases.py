"""Cases: report, read, correct, discard."""

from ninja import Router, Status

from fangxian.doors.api.entrance import Asked, clock_of_the_world, open_record
from fangxian.doors.api.given import Correction, Reason, ReportedCase
from fangxian.doors.api.hours import KnownAt, known
from fangxian.operations.cases import queries, services
from fangxian.operations.cases.rows import CaseRow, StayRow

router = Router()


@router.get("/outbreaks/{outbreak_id}/cases", response=list[CaseRow])
def list_cases(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[CaseRow]:
    """List the cases of an outbreak within your reach, as known at `known_at`."""
    return list(queries.list_cases(request.auth.reach, outbreak_id, known(known_at)))


@router.post("/outbreaks/{outbreak_id}/cases", response={201: CaseRow})
def report_case(request: Asked, outbreak_id: str, report: ReportedCase) -> Status[CaseRow]:
    """Report a case with its itinerary and the contacts it named."""
    clock = clock_of_the_world()
    case_id = services.report_case(request.auth, clock, outbreak_id=outbreak_id, report=report.as_report())
    return Status(201, queries.get_case(request.auth.reach, case_id, clock.now()))


@router.get("/cases/{case_id}", response=CaseRow)
def get_case(request: Asked, case_id: str, known_at: KnownAt = None) -> CaseRow:
    """Get one case as known at `known_at`. Outside your tasks the reason comes first (`POST /lookups`)."""
    open_record(request, "case", case_id)
    return queries.get_case(request.auth.reach, case_id, known(known_at))


@router.get("/cases/{case_id}/stays", response=list[StayRow])
def list_stays(request: Asked, case_id: str, known_at: KnownAt = None) -> list[StayRow]:
    """List the itinerary of a case. Outside your tasks the reason comes first (`POST /lookups`)."""
    open_record(request, "case", case_id)
    return list(queries.list_stays(request.auth.reach, case_id, known(known_at)))


@router.patch("/cases/{case_id}", response=CaseRow)
def correct_case(request: Asked, case_id: str, correction: Correction) -> CaseRow:
    """Correct a case; the earlier version stays readable."""
    clock = clock_of_the_world()
    services.correct_case(
        request.auth, clock, case_id=case_id, changes=correction.as_changes(), reason=correction.reason
    )
    return queries.get_case(request.auth.reach, case_id, clock.now())


@router.post("/cases/{case_id}/discard", response=CaseRow)
def discard_case(request: Asked, case_id: str, why: Reason) -> CaseRow:
    """Discard a case; the next response lists for release what rested on it alone."""
    clock = clock_of_the_world()
    services.discard_case(request.auth, clock, case_id=case_id, reason=why.reason)
    return queries.get_case(request.auth.reach, case_id, clock.now())
