"""Rosters: which there are, one with its shifts and who serves them, who is on duty, hours, limits."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.doors.api.given import Exact
from fangxian.doors.api.hours import KnownAt, known
from fangxian.engines.rostering import HeatBand, Rules
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.rosters import queries, services
from fangxian.operations.rosters.limits import count_broken, find_limits, list_limits_set
from fangxian.operations.rosters.rows import (
    AbsenceRow,
    Broken,
    HoursRow,
    LimitsRow,
    Pattern,
    RosterRow,
    ShiftCell,
    TurnRow,
)

router = Router()
_AT = "/outbreaks/{outbreak_id}/rosters"


class RosterPage(Schema):
    """A roster with its shifts and the hours of whoever serves them, in the week before `known_at`."""

    roster: RosterRow
    shifts: list[ShiftCell]
    hours: list[HoursRow]


class RosterWanted(Exact):
    """Whose posts, from which day, for how many days, in which shifts."""

    place_id: str
    from_on: date
    days: int = 7
    hours: int = 8
    first_hour: int = 8
    need: int | None = None
    suit: bool = False
    temperature_c: float | None = Field(None, ge=-60, le=60)


class RosterAnswered(Exact):
    """Taken and published, or left."""

    take: bool


class BandGiven(Exact):
    """From this temperature on, the most minutes in a protective suit."""

    from_c: float = Field(ge=-100, le=60)
    stretch_minutes: int
    day_minutes: int


class LimitsGiven(Exact):
    """Limits of rosters; what is left out stays as it is."""

    rest_hours: float | None = None
    day_hours: float | None = None
    week_hours: float | None = None
    nights_in_a_row: int | None = None
    week_nights: int | None = None
    night_at_least: int | None = None
    heat: list[BandGiven] | None = Field(None, min_length=1, max_length=12)

    def over(self, rules: Rules) -> Rules:
        """Return the limits with these changed."""
        said: dict[str, Any] = {name: value for name, value in self.dict().items() if value is not None}
        said.pop("reason", None)
        if self.heat is not None:
            said["heat"] = tuple(HeatBand(**band.dict()) for band in self.heat)
        return Rules(**{**vars(rules), **said})


class LimitsSet(LimitsGiven):
    """Limits of rosters, and why."""

    reason: str


class LimitsPage(Schema):
    """The limits in force, and every setting, the latest first."""

    limits: Rules
    settings: list[LimitsRow]


@router.get(_AT, response=list[RosterRow])
def list_rosters(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[RosterRow]:
    """List the rosters: those that wait for an answer, those that stand, past and left ones."""
    return list(queries.list_rosters(request.auth.reach, outbreak_id, known(known_at)))


@router.post(_AT, response={201: UUID})
def propose_roster(request: Asked, outbreak_id: str, given: RosterWanted) -> Status[UUID]:
    """Work out a roster of a place; nobody serves by it before it is taken. Gives its id."""
    pattern = Pattern(given.hours, given.first_hour, given.need, given.suit, given.temperature_c)
    made = services.propose_roster(
        request.auth,
        clock_of_the_world(),
        outbreak_id=outbreak_id,
        place_id=given.place_id,
        from_on=given.from_on,
        days=given.days,
        pattern=pattern,
    )
    return Status(201, made)


@router.get(f"{_AT}/on-duty", response=list[TurnRow])
def list_on_duty(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[TurnRow]:
    """List who is on duty now, or was at `known_at`, by place and post."""
    return list(queries.list_on_duty(request.auth.reach, outbreak_id, known(known_at)))


@router.get(f"{_AT}/hours", response=list[HoursRow])
def list_hours(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[HoursRow]:
    """List hours, nights and rest of whoever served in the week before, who is worn out first."""
    return list(queries.list_hours(request.auth.reach, outbreak_id, known(known_at)))


@router.get(f"{_AT}/absences", response=list[AbsenceRow])
def list_absences(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[AbsenceRow]:
    """List absences and wishes that are not over; why somebody is away is not kept."""
    return list(queries.list_absences(request.auth.reach, outbreak_id, known(known_at)))


@router.get(f"{_AT}/limits", response=LimitsPage)
def read_limits(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> LimitsPage:
    """Send the limits in force and who changed them, from what to what, and why."""
    at, reach = known(known_at), request.auth.reach
    settings = list(list_limits_set(reach, outbreak_id, at))
    return LimitsPage(limits=find_limits(get_outbreak(reach, outbreak_id), at), settings=settings)


@router.post(f"{_AT}/limits/effect", response=Broken)
def weigh_limits(request: Asked, outbreak_id: str, given: LimitsGiven) -> Broken:
    """Tell how many shifts that stand would break other limits, before they are set. Nothing is written."""
    at, reach = clock_of_the_world().now(), request.auth.reach
    rules = given.over(find_limits(get_outbreak(reach, outbreak_id), at))
    return count_broken(reach, outbreak_id, rules, at)


@router.post(f"{_AT}/limits", response={204: None})
def set_limits(request: Asked, outbreak_id: str, given: LimitsSet) -> Status[None]:
    """Set the limits of rosters from now on; those that stand stay as they are."""
    clock, reach = clock_of_the_world(), request.auth.reach
    rules = given.over(find_limits(get_outbreak(reach, outbreak_id), clock.now()))
    services.set_limits(request.auth, clock, outbreak_id=outbreak_id, rules=rules, reason=given.reason)
    return Status(204, None)


@router.get("/rosters/{roster_id}", response=RosterPage)
def read_roster(request: Asked, roster_id: UUID, known_at: KnownAt = None) -> RosterPage:
    """Send one roster: its shifts, who serves them, what is short and why, and their hours."""
    at, reach = known(known_at), request.auth.reach
    row, cells = queries.get_roster(reach, roster_id, at)
    serving = {str(turn.member_id) for cell in cells for turn in cell.turns}
    hours = [one for one in queries.list_hours(reach, row.outbreak_id, at) if one.tired.person_id in serving]
    return RosterPage(roster=row, shifts=list(cells), hours=hours)


@router.post("/rosters/{roster_id}/answer", response={204: None})
def answer_roster(request: Asked, roster_id: UUID, given: RosterAnswered) -> Status[None]:
    """Take a roster, which publishes it, or leave it."""
    services.answer_roster(request.auth, clock_of_the_world(), roster_id=roster_id, take=given.take)
    return Status(204, None)
