"""Screening at doors: what to ask at one, the form, the duty buttons, what waits for an answer, the way to the doors."""

from uuid import UUID

from ninja import Router, Status
from pydantic import AwareDatetime, Field

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.doors.api.given import Exact
from fangxian.doors.api.hours import KnownAt, known
from fangxian.operations.screening import at_door, inbox, key_people, routes, services, trips
from fangxian.operations.screening.rows import DoorAsked, ItemRow, KeyPersonRow, RouteRow, Screened, TripRow
from fangxian.operations.screening.services import AlarmGiven, KeyPersonGiven, ScreeningGiven, StayTold

router = Router()
_DOOR = "/rounds/{round_id}/places/{place_id}/doors/{door_id}"


class Stay(Exact):
    """Somebody was at a venue that is asked about, in the window that begins at `from_at`."""

    person_id: str = Field(max_length=64)
    place_id: str
    from_at: AwareDatetime


class FormOfDoor(Exact):
    """A form as filled in at a door; `id` is made there. `outcome`: answered, no-answer or refused.

    `symptoms`: person -> codes; `needs`: codes; `companion`: the handle of the colleague who came along.
    """

    id: UUID
    outcome: str
    event_at: AwareDatetime
    present: list[str] = Field([], max_length=50)
    refusing: list[str] = Field([], max_length=50)
    symptoms: dict[str, list[str]] = Field({}, max_length=50)
    needs: list[str] = Field([], max_length=20)
    stays: list[Stay] = Field([], max_length=100)
    call_back_at: AwareDatetime | None = None
    companion: str = Field("", max_length=64)
    device_at: AwareDatetime | None = None


class Alarm(Exact):
    """A button pressed at a door: danger, child-alone or call-duty."""

    id: UUID
    kind: str
    event_at: AwareDatetime


class Risk(Exact):
    """Why two go to a door: violence, dog, weapon or other; empty: nobody has to."""

    outbreak_id: str
    why: str = Field("", max_length=16)


class Ending(Exact):
    """What came of an item: helped, agreed, sent-to-hospital, handed-on or not-needed."""

    ending: str


class Raised(Exact):
    """Whether an alarm is new."""

    fresh: bool


class KeyPersonNamed(Exact):
    """Somebody who needs looking after. `needs` empty: no longer; `carers`: handles of users who serve there."""

    place_id: str
    household_id: str = Field(min_length=1, max_length=64)
    person_id: str = Field(min_length=1, max_length=64)
    needs: list[str] = Field([], max_length=20)
    carers: list[str] = Field([], max_length=20)


@router.get("/rounds/{round_id}/route", response=RouteRow)
def show_route(
    request: Asked,
    round_id: UUID,
    place_id: str,
    gap: str = "",
    workers: int = 1,
    pairs: bool = False,
) -> RouteRow:
    """Show the shortest way along the doors of a place where somebody is missing, for up to four workers or pairs."""
    return routes.route_gaps(
        request.auth.reach,
        clock_of_the_world(),
        round_id=round_id,
        place_id=place_id,
        gaps=(gap,) if gap else routes.GAPS,
        workers=workers,
        pairs=pairs,
    )


@router.get(_DOOR, response=DoorAsked)
def show_door(request: Asked, round_id: UUID, place_id: str, door_id: str) -> DoorAsked:
    """Show a door of a round of screening: who lives there, what to ask, and what speaks against knocking now."""
    return at_door.get_door(
        request.auth.reach, clock_of_the_world(), round_id=round_id, place_id=place_id, door_id=door_id
    )


@router.post(f"{_DOOR}/screenings", response=Screened)
def screen_door(request: Asked, round_id: UUID, place_id: str, door_id: str, given: FormOfDoor) -> Screened:
    """Record a form of a door; sent again, nothing changes."""
    form = ScreeningGiven(
        id=given.id,
        place_id=place_id,
        household_id=door_id,
        outcome=given.outcome,
        event_at=given.event_at,
        present=tuple(given.present),
        refusing=tuple(given.refusing),
        symptoms={who: tuple(codes) for who, codes in given.symptoms.items()},
        needs=tuple(given.needs),
        stays=tuple(StayTold(**stay.model_dump()) for stay in given.stays),
        call_back_at=given.call_back_at,
        companion=given.companion,
        device_at=given.device_at,
    )
    return services.screen_door(request.auth, clock_of_the_world(), round_id=round_id, given=form)


@router.post(f"{_DOOR}/duty", response=Raised)
def call_duty(request: Asked, round_id: UUID, place_id: str, door_id: str, given: Alarm) -> Raised:
    """Put an alarm from a door on the duty line of the street, at any hour."""
    alarm = AlarmGiven(place_id=place_id, household_id=door_id, **given.model_dump())
    return Raised(
        fresh=services.call_duty(request.auth, clock_of_the_world(), round_id=round_id, given=alarm)
    )


@router.post("/places/{place_id}/doors/{door_id}/risk", response={204: None})
def mark_door(request: Asked, place_id: str, door_id: str, given: Risk) -> Status[None]:
    """Mark a door as risky, or lift the mark (the street and above)."""
    services.mark_door(
        request.auth,
        clock_of_the_world(),
        outbreak_id=given.outbreak_id,
        place_id=place_id,
        household_id=door_id,
        why=given.why,
    )
    return Status(204, None)


@router.get("/outbreaks/{outbreak_id}/door-items", response=list[ItemRow])
def list_items(
    request: Asked, outbreak_id: str, open_only: bool = True, known_at: KnownAt = None
) -> list[ItemRow]:
    """List what was told at doors and your offices have to answer, what nobody has seen first."""
    return list(
        inbox.list_items(
            request.auth.reach,
            outbreak_id,
            known(known_at),
            department=request.auth.department,
            open_only=open_only,
        )
    )


@router.post("/door-items/{item_id}/seen", response={204: None})
def see_item(request: Asked, item_id: UUID) -> Status[None]:
    """Say that your office has seen it."""
    services.see_item(request.auth, clock_of_the_world(), item_id=item_id)
    return Status(204, None)


@router.post("/door-items/{item_id}/settle", response={204: None})
def settle_item(request: Asked, item_id: UUID, given: Ending) -> Status[None]:
    """Say what came of it."""
    services.settle_item(request.auth, clock_of_the_world(), item_id=item_id, ending=given.ending)
    return Status(204, None)


@router.get("/outbreaks/{outbreak_id}/key-people", response=list[KeyPersonRow])
def list_key_people(
    request: Asked, outbreak_id: str, place_id: str = "", known_at: KnownAt = None
) -> list[KeyPersonRow]:
    """List who needs looking after and by whom, those alone in a closed place first."""
    found = key_people.list_key_people(request.auth.reach, outbreak_id, known(known_at), place_id=place_id)
    return list(found)


@router.post("/outbreaks/{outbreak_id}/key-people", response={204: None})
def name_carers(request: Asked, outbreak_id: str, given: KeyPersonNamed) -> Status[None]:
    """Say who needs what and who looks after them; what was said of the person before stands no more."""
    told = given.model_dump()
    needs, carers = tuple(told.pop("needs")), tuple(told.pop("carers"))
    person = KeyPersonGiven(needs=needs, carers=carers, **told)
    services.name_carers(request.auth, clock_of_the_world(), outbreak_id=outbreak_id, given=person)
    return Status(204, None)


@router.get("/outbreaks/{outbreak_id}/trips", response=list[TripRow])
def list_trips(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[TripRow]:
    """List the travel people of your area reported, what meets an exposure venue first."""
    return list(trips.list_trips(request.auth.reach, outbreak_id, known(known_at)))
