"""Care for whoever is shut in: who lacks a carer, visits, medicines, ambulances, calls to the line."""

from datetime import date
from uuid import UUID

from ninja import Router, Status
from pydantic import Field

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.doors.api.given import Exact
from fangxian.doors.api.hours import KnownAt, known
from fangxian.operations.care import queries, services
from fangxian.operations.care.lacking import list_lacking
from fangxian.operations.care.rows import AmbulanceRow, CallRow, CareRow, Lacking
from fangxian.operations.care.services import Whom

router = Router()
_AT = "/outbreaks/{outbreak_id}/care"


class CarersNamed(Exact):
    """Who looks after a household: handles of users who serve there."""

    place_id: str
    household_id: str = Field(min_length=1, max_length=64)
    carers: list[str] = Field([], max_length=20)


class Cared(Exact):
    """A person behind a door."""

    place_id: str
    household_id: str = Field(min_length=1, max_length=64)
    person_id: str = Field(min_length=1, max_length=64)

    def whom(self) -> Whom:
        """Return whom it is about."""
        return Whom(self.place_id, self.household_id, self.person_id)


class VisitNoted(Cared):
    """What came of a visit: seen or no-answer."""

    outcome: str = Field(max_length=12)


class MedicineNoted(Cared):
    """Until when a person has a kind of medicine; names of drugs are not kept."""

    kind: str = Field(max_length=20)
    runs_out_on: date


class AmbulanceAsked(Cared):
    """To which designated hospital."""

    hospital: str = Field(max_length=120)


class RideAsked(Exact):
    """The ride that was asked for."""

    ride_id: UUID


class RideEnded(Exact):
    """How a ride ends: arrived or called-off."""

    step: str = Field(max_length=12)


class CallNoted(Exact):
    """A call to the line: from where, and what about. Who called is not asked."""

    place_id: str
    topic: str = Field(max_length=16)


class CallKept(Exact):
    """The call that was noted."""

    call_id: UUID


@router.get(f"{_AT}/lacking", response=Lacking)
def show_lacking(request: Asked, outbreak_id: str, place_id: str = "", known_at: KnownAt = None) -> Lacking:
    """Show which households of closed places lack a carer who serves there, those with nobody first."""
    return list_lacking(request.auth.reach, outbreak_id, known(known_at), place_id=place_id)


@router.get(_AT, response=list[CareRow])
def list_care(
    request: Asked, outbreak_id: str, place_id: str = "", known_at: KnownAt = None
) -> list[CareRow]:
    """List who needs looking after: alone first, then late visits, then medicines running out."""
    return list(queries.list_care(request.auth.reach, outbreak_id, known(known_at), place_id=place_id))


@router.post(f"{_AT}/carers", response={204: None})
def name_household_carers(request: Asked, outbreak_id: str, given: CarersNamed) -> Status[None]:
    """Say who looks after a household; what was said before stands no more."""
    services.name_household_carers(
        request.auth,
        clock_of_the_world(),
        outbreak_id=outbreak_id,
        place_id=given.place_id,
        household_id=given.household_id,
        carers=tuple(given.carers),
    )
    return Status(204, None)


@router.post(f"{_AT}/visits", response={204: None})
def note_visit(request: Asked, outbreak_id: str, given: VisitNoted) -> Status[None]:
    """Say that somebody went to see how a person is."""
    services.note_visit(
        request.auth, clock_of_the_world(), outbreak_id=outbreak_id, whom=given.whom(), outcome=given.outcome
    )
    return Status(204, None)


@router.post(f"{_AT}/medicines", response={204: None})
def note_medicine(request: Asked, outbreak_id: str, given: MedicineNoted) -> Status[None]:
    """Say until when a person has a kind of medicine."""
    services.note_medicine(
        request.auth,
        clock_of_the_world(),
        outbreak_id=outbreak_id,
        whom=given.whom(),
        kind=given.kind,
        runs_out_on=given.runs_out_on,
    )
    return Status(204, None)


@router.get(f"{_AT}/ambulances", response=list[AmbulanceRow])
def list_rides(
    request: Asked, outbreak_id: str, open_only: bool = True, known_at: KnownAt = None
) -> list[AmbulanceRow]:
    """List the rides to designated hospitals, by when they are due."""
    found = queries.list_rides(request.auth.reach, outbreak_id, known(known_at), open_only=open_only)
    return list(found)


@router.post(f"{_AT}/ambulances", response=RideAsked)
def ask_ambulance(request: Asked, outbreak_id: str, given: AmbulanceAsked) -> RideAsked:
    """Ask for a ride to a designated hospital; its clock runs from now."""
    ride = services.ask_ambulance(
        request.auth,
        clock_of_the_world(),
        outbreak_id=outbreak_id,
        whom=given.whom(),
        hospital=given.hospital,
    )
    return RideAsked(ride_id=ride)


@router.post("/ambulances/{ride_id}/end", response={204: None})
def end_ride(request: Asked, ride_id: UUID, given: RideEnded) -> Status[None]:
    """Say that the ambulance arrived, or was called off."""
    services.end_ride(request.auth, clock_of_the_world(), ride_id=ride_id, step=given.step)
    return Status(204, None)


@router.get(f"{_AT}/calls", response=list[CallRow])
def list_calls(
    request: Asked, outbreak_id: str, open_only: bool = True, known_at: KnownAt = None
) -> list[CallRow]:
    """List the calls to the mental-health line, the most urgent first."""
    found = queries.list_calls(request.auth.reach, outbreak_id, known(known_at), open_only=open_only)
    return list(found)


@router.post(f"{_AT}/calls", response=CallKept)
def note_call(request: Asked, outbreak_id: str, given: CallNoted) -> CallKept:
    """Note a call to the line; who called is not kept."""
    call = services.note_call(
        request.auth, clock_of_the_world(), outbreak_id=outbreak_id, **given.model_dump()
    )
    return CallKept(call_id=call)


@router.post("/line-calls/{call_id}/answer", response={204: None})
def answer_call(request: Asked, call_id: UUID) -> Status[None]:
    """Say that somebody has seen to a call."""
    services.answer_call(request.auth, clock_of_the_world(), call_id=call_id)
    return Status(204, None)
