"""Supplies: depots and lots, closed households and what they ask for, rounds and their proof."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ninja import Router, Status
from pydantic import AwareDatetime, Field

from fangxian.doors.api.answers import Made, ProblemAnswer
from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.doors.api.given import Exact
from fangxian.doors.api.hours import KnownAt, known
from fangxian.engines.problems import Problem
from fangxian.operations.supplies import (
    balances,
    deliveries,
    depots,
    households,
    queries,
    services,
)
from fangxian.operations.supplies.deliveries import Fleet
from fangxian.operations.supplies.rows import (
    Board,
    DepotRow,
    DropRow,
    HandedGiven,
    HouseholdGiven,
    LotGiven,
    LotRow,
    PlanRow,
    RequestGiven,
    RoundRow,
    ShortageRow,
    UnservedRow,
)

router = Router()

_MOST = 1_000_000_000


class DepotGiven(Exact):
    """Where a depot is."""

    name: str = Field(min_length=1, max_length=120)
    place_id: str
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)


class NewLot(Exact):
    """Goods that come in. `arrives_on`: they are on their way until then; without it they are there."""

    depot_id: str
    item: str
    quantity: int = Field(ge=1, le=_MOST)
    expires_on: date | None = None
    arrives_on: date | None = None


class CameGiven(Exact):
    """How much of a lot came; without it all that was expected."""

    quantity: int | None = Field(None, ge=1, le=_MOST)


class OffGiven(Exact):
    """What is written off, and why."""

    quantity: int = Field(ge=1, le=_MOST)
    reason: str = Field(min_length=1, max_length=200)


class NewHousehold(Exact):
    """Who lives behind a door of a closed place, by age; the hours are local."""

    household_id: str = Field(min_length=1, max_length=64)
    place_id: str
    infants: int = Field(0, ge=0, le=200)
    children: int = Field(0, ge=0, le=200)
    adults: int = Field(0, ge=0, le=200)
    elders: int = Field(0, ge=0, le=200)
    gate_id: str = Field("", max_length=64)
    lat: float | None = Field(None, ge=-90, le=90)
    lon: float | None = Field(None, ge=-180, le=180)
    from_hour: int | None = Field(None, ge=0, le=23)
    to_hour: int | None = Field(None, ge=1, le=24)


class NewHouseholds(Exact):
    """Households of one sending: all are counted, or none."""

    households: list[NewHousehold] = Field(min_length=1, max_length=5_000)


class NewRequest(Exact):
    """What a household asks for; `id` is made where it was told."""

    id: UUID
    household_id: str = Field(min_length=1, max_length=64)
    item: str
    quantity: int = Field(ge=1, le=100_000)
    urgent: bool = False


class NewRequests(Exact):
    """Requests of one sending."""

    requests: list[NewRequest] = Field(min_length=1, max_length=500)


class VehicleGiven(Exact):
    """A vehicle of a depot and what it carries."""

    name: str = Field(min_length=1, max_length=64)
    depot_id: str
    capacity_kg: int = Field(ge=1, le=40_000)


class FleetGiven(Exact):
    """When rounds drive and with what; without vehicles as many small vans as the load takes."""

    starts_at: AwareDatetime
    hours: float = Field(10, ge=0.5, le=24)
    vehicles: list[VehicleGiven] = Field(default_factory=list, max_length=200)


class NewHanded(Exact):
    """What became of it at a door: word, doorstep or not-handed; `id` is made on the phone."""

    id: UUID
    drop_id: UUID
    outcome: str
    event_at: AwareDatetime
    word: str = Field("", max_length=8)
    why: str = Field("", max_length=16)
    device_at: AwareDatetime | None = None


class NewHandedMany(Exact):
    """What a phone kept while it had no signal; each is answered by itself."""

    handed: list[NewHanded] = Field(min_length=1, max_length=500)


@dataclass(frozen=True)
class Counted:
    """How many were new or said anew."""

    written: int


@dataclass(frozen=True)
class HandedAnswer:
    """What became of one record that was sent. `problem` null: it is on record."""

    id: UUID
    accepted: bool
    problem: ProblemAnswer | None


@dataclass(frozen=True)
class RoundWithDoors:
    """A round and its doors; who reads no registers is told no door."""

    round: RoundRow
    drops: list[DropRow]


@router.get("/outbreaks/{outbreak_id}/supplies", response=Board)
def show_board(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> Board:
    """Say where closed households stand: served + on the way + unserved."""
    return queries.summarise_supplies(request.auth.reach, outbreak_id, known(known_at))


@router.get("/outbreaks/{outbreak_id}/supplies/unserved", response=list[UnservedRow])
def list_unserved(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[UnservedRow]:
    """List the households nothing is on its way to, and why."""
    return list(queries.list_unserved(request.auth.reach, outbreak_id, known(known_at)))


@router.get("/outbreaks/{outbreak_id}/supplies/forecast", response=list[ShortageRow])
def list_running_out(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[ShortageRow]:
    """List the items, what runs out first first."""
    return list(queries.list_running_out(request.auth.reach, outbreak_id, known(known_at)))


@router.get("/outbreaks/{outbreak_id}/depots", response=list[DepotRow])
def list_depots(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[DepotRow]:
    """List the depots."""
    return list(depots.list_depots(request.auth.reach, outbreak_id, known(known_at)))


@router.put("/outbreaks/{outbreak_id}/depots/{depot_id}", response=DepotRow)
def register_depot(request: Asked, outbreak_id: str, depot_id: str, given: DepotGiven) -> DepotRow:
    """Say where a depot is; the last word stands."""
    return services.register_depot(
        request.auth, clock_of_the_world(), outbreak_id=outbreak_id, key=depot_id, **given.model_dump()
    )


@router.get("/outbreaks/{outbreak_id}/lots", response=list[LotRow])
def list_lots(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[LotRow]:
    """List the lots with their balances: received = in stock + delivered + expired + written off."""
    return list(balances.list_lots(request.auth.reach, outbreak_id, known(known_at)))


@router.post("/outbreaks/{outbreak_id}/lots", response={201: Made})
def take_in(request: Asked, outbreak_id: str, given: NewLot) -> Status[Made]:
    """Take goods in, or note what is on its way."""
    lot = LotGiven(**given.model_dump())
    made = services.take_in(request.auth, clock_of_the_world(), outbreak_id=outbreak_id, given=lot)
    return Status(201, Made(made))


@router.post("/outbreaks/{outbreak_id}/lots/expired", response=Counted)
def take_out_expired(request: Asked, outbreak_id: str) -> Counted:
    """Take out of stock what has expired and is promised to nobody."""
    return Counted(services.take_out_expired(request.auth, clock_of_the_world(), outbreak_id=outbreak_id))


@router.post("/lots/{lot_id}/came", response={204: None})
def lot_came(request: Asked, lot_id: UUID, given: CameGiven) -> Status[None]:
    """Say that a lot on its way has come."""
    services.lot_came(request.auth, clock_of_the_world(), lot_id=lot_id, quantity=given.quantity)
    return Status(204, None)


@router.post("/lots/{lot_id}/written-off", response={204: None})
def write_off(request: Asked, lot_id: UUID, given: OffGiven) -> Status[None]:
    """Write something off."""
    services.write_off(request.auth, clock_of_the_world(), lot_id=lot_id, **given.model_dump())
    return Status(204, None)


@router.post("/outbreaks/{outbreak_id}/supplied-households", response=Counted)
def count_households(request: Asked, outbreak_id: str, given: NewHouseholds) -> Counted:
    """Count who lives behind doors of closed places; of each door the last word stands."""
    told = [HouseholdGiven(**one.model_dump()) for one in given.households]
    done = services.count_households(
        request.auth, clock_of_the_world(), outbreak_id=outbreak_id, households=told
    )
    return Counted(done)


@router.get("/outbreaks/{outbreak_id}/supplied-households/{place_id}/words", response=dict[str, str])
def list_words(request: Asked, outbreak_id: str, place_id: str) -> dict[str, str]:
    """List the word of each household of a place, for the slips its community hands out."""
    return dict(households.words_of(request.auth.reach, outbreak_id, place_id))


@router.post("/outbreaks/{outbreak_id}/supply-requests", response=Counted)
def ask_for(request: Asked, outbreak_id: str, given: NewRequests) -> Counted:
    """Record what households ask for; sent again under the same ids nothing changes."""
    told = [RequestGiven(**one.model_dump()) for one in given.requests]
    done = services.ask_for(request.auth, clock_of_the_world(), outbreak_id=outbreak_id, requests=told)
    return Counted(done)


@router.post("/outbreaks/{outbreak_id}/deliveries/proposed", response=PlanRow)
def propose_deliveries(request: Asked, outbreak_id: str, given: FleetGiven) -> PlanRow:
    """Say what a plan would come to; nothing is written."""
    return deliveries.propose_deliveries(
        request.auth.reach, clock_of_the_world(), outbreak_id=outbreak_id, fleet=_fleet(given)
    )


@router.post("/outbreaks/{outbreak_id}/deliveries", response={201: PlanRow})
def accept_deliveries(request: Asked, outbreak_id: str, given: FleetGiven) -> Status[PlanRow]:
    """Plan from what is on record now and put the rounds on record."""
    made = services.accept_deliveries(
        request.auth, clock_of_the_world(), outbreak_id=outbreak_id, fleet=_fleet(given)
    )
    return Status(201, made)


@router.get("/outbreaks/{outbreak_id}/deliveries", response=list[RoundRow])
def list_rounds(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[RoundRow]:
    """List the rounds with a household of yours."""
    return list(queries.list_rounds(request.auth.reach, outbreak_id, known(known_at)))


@router.get("/deliveries/{delivery_id}", response=RoundWithDoors)
def show_round(request: Asked, delivery_id: UUID, known_at: KnownAt = None) -> RoundWithDoors:
    """Show a round and its doors in the order they are driven to."""
    row, drops = queries.get_delivery_round(request.auth.reach, delivery_id, known(known_at))
    return RoundWithDoors(row, list(drops))


@router.post("/handed-supplies", response=list[HandedAnswer])
def hand_over(request: Asked, given: NewHandedMany) -> list[HandedAnswer]:
    """Record what became of it at doors: each is answered by itself, sent again nothing changes."""
    told = [HandedGiven(**one.model_dump()) for one in given.handed]
    found = services.hand_over_many(request.auth, clock_of_the_world(), given=told)
    return [HandedAnswer(one.id, one.problem is None, _answer(one.problem)) for one in found]


def _fleet(given: FleetGiven) -> Fleet:
    vans = tuple((one.name, one.depot_id, one.capacity_kg) for one in given.vehicles)
    return Fleet(given.starts_at, given.hours, vans)


def _answer(problem: Problem | None) -> ProblemAnswer | None:
    if problem is None:
        return None
    return ProblemAnswer(problem.code, problem.happened, problem.expected, problem.remedy)
