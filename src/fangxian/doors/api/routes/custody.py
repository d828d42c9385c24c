"""From the person to the answer: laboratories, tubes, samples, shipments, results, who was told, where it does not hold."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Router, Status
from pydantic import AwareDatetime, Field

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.doors.api.given import Exact
from fangxian.operations.custody import (
    backlogs,
    laboratories,
    positives,
    queries,
    services,
    shipments,
    watching,
)
from fangxian.operations.custody.backlogs import Backlog
from fangxian.operations.custody.drift import finding, raising
from fangxian.operations.custody.drift.rows import DriftAlarmRow, UnitRow
from fangxian.operations.custody.queries import BreakRow
from fangxian.operations.custody.rows import (
    AlarmRow,
    ControlTotals,
    Difference,
    LaboratoryRow,
    PositiveRow,
    SampleGiven,
    ShipmentRow,
    TypedRow,
)
from fangxian.operations.importing import import_results
from fangxian.operations.imports.rows import BatchRow
from fangxian.operations.rounds.rows import Taken

router = Router()


class LaboratoryGiven(Exact):
    """What a laboratory is and can do in a day."""

    name: str = Field(min_length=1, max_length=120)
    place_id: str
    tubes_a_day: int = Field(gt=0)


class TubesGiven(Exact):
    """Tubes to give out: so many with new numbers, and those a maker printed. Without `size`: one household each."""

    place_id: str
    size: int | None = None
    count: int = Field(0, ge=0)
    codes: list[str] = Field(default_factory=list, max_length=5_000)


class NewSample(Exact):
    """A swab as it was taken; `id` is made at the desk."""

    id: UUID
    tube_code: str
    person_id: str = Field(min_length=1, max_length=64)
    place_id: str
    taken_at: AwareDatetime
    device_at: AwareDatetime | None = None
    site_id: str | None = Field(None, max_length=40)


class NewSamples(Exact):
    """Swabs of one sending: all are taken, or none. `late`: taken without a signal, so that nothing is refused as full."""

    samples: list[NewSample] = Field(min_length=1, max_length=500)
    late: bool = False


class NewShipment(Exact):
    """Tubes handed to a laboratory; `declared` is what somebody counted by hand."""

    id: UUID
    place_id: str
    laboratory_id: str
    tube_codes: list[str] = Field(min_length=1, max_length=5_000)
    declared: int


class TubesReceived(Exact):
    """The tubes a laboratory counted in when it opened a shipment."""

    tube_codes: list[str] = Field(min_length=1, max_length=5_000)
    received_at: AwareDatetime | None = None


class NewResults(Exact):
    """A laboratory's file as text, and what it says is in it."""

    name: str = Field("results.csv", max_length=120)
    text: str
    rows: int | None = None
    positives: int | None = None


class NewResult(Exact):
    """A result typed by hand; it counts once a second person typed the same."""

    tube_code: str
    outcome: str
    resulted_at: AwareDatetime | None = None


class ToldGiven(Exact):
    """Who was told, and how; without samples everybody at the place whose tube is negative."""

    channel: str
    place_id: str = ""
    sample_ids: list[UUID] = Field(default_factory=list, max_length=500)


@dataclass(frozen=True)
class Custody:
    """The balance of a place and of every place in it, and where it does not hold."""

    known_at: datetime | None
    rows: list[dict[str, Any]]
    breaks: list[BreakRow]


class DriftLookedInto(Exact):
    """A unit whose alarms somebody looked into, and what came of it. `kind`: laboratory, site or run."""

    kind: str
    unit_id: str
    reason: str = Field(min_length=1, max_length=500)


@dataclass(frozen=True)
class Quality:
    """What is watched, day by day, and the alarms: those that stand first."""

    known_at: datetime | None
    units: list[UnitRow]
    alarms: list[DriftAlarmRow]


@dataclass(frozen=True)
class AlarmsCleared:
    """How many alarms were answered."""

    cleared: int


@dataclass(frozen=True)
class TubesOut:
    """The numbers of tubes that were given out."""

    codes: list[str]


@dataclass(frozen=True)
class PeopleTold:
    """How many had not been told before."""

    told: int


@router.get("/outbreaks/{outbreak_id}/laboratories", response=list[Backlog])
def list_laboratories(request: Asked, outbreak_id: str) -> list[Backlog]:
    """List the laboratories: what waits, when it is due and done, whether results are late or short."""
    return list(backlogs.list_backlogs(request.auth.reach, outbreak_id, clock_of_the_world().now()))


@router.put("/outbreaks/{outbreak_id}/laboratories/{laboratory_id}", response=LaboratoryRow)
def register_laboratory(
    request: Asked, outbreak_id: str, laboratory_id: str, given: LaboratoryGiven
) -> LaboratoryRow:
    """Say what a laboratory is and can do in a day; the last word stands."""
    return laboratories.register_laboratory(
        request.auth, clock_of_the_world(), outbreak_id=outbreak_id, key=laboratory_id, **given.model_dump()
    )


@router.get("/outbreaks/{outbreak_id}/feed-alarms", response=list[AlarmRow])
def list_alarms(request: Asked, outbreak_id: str) -> list[AlarmRow]:
    """List when results were seen to be late or short, the latest first."""
    at = clock_of_the_world().now()
    found = backlogs.list_backlogs(request.auth.reach, outbreak_id, at)
    return list(watching.list_alarms(outbreak_id, at, found))


@router.get("/outbreaks/{outbreak_id}/quality", response=Quality)
def show_quality(request: Asked, outbreak_id: str, known_at: AwareDatetime | None = None) -> Quality:
    """Show how the results of laboratories, sampling places and imports went against the others', and the alarms."""
    reach, at = request.auth.reach, known_at or clock_of_the_world().now()
    units = finding.list_units(reach, outbreak_id, at, known_at)
    return Quality(known_at, list(units), list(raising.list_drift_alarms(reach, outbreak_id, known_at)))


@router.post("/outbreaks/{outbreak_id}/quality/cleared", response=AlarmsCleared)
def clear_drift(request: Asked, outbreak_id: str, given: DriftLookedInto) -> AlarmsCleared:
    """Say what came of looking into the alarms of a unit; it is compared anew."""
    cleared = raising.clear_drift(
        request.auth, clock_of_the_world(), outbreak_id=outbreak_id, **given.model_dump()
    )
    return AlarmsCleared(cleared)


@router.post("/outbreaks/{outbreak_id}/results", response=BatchRow)
def bring_results(request: Asked, outbreak_id: str, given: NewResults) -> BatchRow:
    """Bring a laboratory's file: read = accepted + duplicate + rejected; with other totals no row is taken."""
    totals = None if given.rows is None else ControlTotals(given.rows, given.positives)
    return import_results(
        request.auth,
        clock_of_the_world(),
        outbreak_id=outbreak_id,
        name=given.name,
        content=given.text.encode(),
        terms=None,
        totals=totals,
    )


@router.post("/laboratories/{laboratory_id}/typed", response=TypedRow)
def type_result(request: Asked, laboratory_id: str, given: NewResult) -> TypedRow:
    """Type the result of one tube by hand."""
    return services.type_result(
        request.auth, clock_of_the_world(), laboratory_id=laboratory_id, **given.model_dump()
    )


@router.post("/rounds/{round_id}/tubes", response={201: TubesOut})
def give_tubes(request: Asked, round_id: UUID, given: TubesGiven) -> Status[TubesOut]:
    """Give out tubes to a place."""
    made = services.give_tubes(request.auth, clock_of_the_world(), round_id=round_id, **given.model_dump())
    return Status(201, TubesOut(list(made)))


@router.post("/rounds/{round_id}/samples", response=Taken)
def record_samples(request: Asked, round_id: UUID, given: NewSamples) -> Taken:
    """Record swabs as they went into tubes: these people are done in the ledger by the same act."""
    samples = [SampleGiven(**one.model_dump()) for one in given.samples]
    return services.record_samples(
        request.auth, clock_of_the_world(), round_id=round_id, samples=samples, strict=not given.late
    )


@router.get("/rounds/{round_id}/shipments", response=list[ShipmentRow])
def list_shipments(request: Asked, round_id: UUID, only_open: bool = False) -> list[ShipmentRow]:
    """List the shipments that come from your places or go to your laboratory."""
    return list(shipments.list_shipments(request.auth.reach, round_id, only_open=only_open))


@router.post("/rounds/{round_id}/shipments", response={201: ShipmentRow})
def send_shipment(request: Asked, round_id: UUID, given: NewShipment) -> Status[ShipmentRow]:
    """Hand tubes to a laboratory; sent again under the same id nothing changes."""
    told = given.model_dump()
    made = services.send_shipment(
        request.auth, clock_of_the_world(), round_id=round_id, shipment_id=told.pop("id"), **told
    )
    return Status(201, made)


@router.post("/shipments/{shipment_id}/receipts", response=Difference)
def receive_shipment(request: Asked, shipment_id: UUID, given: TubesReceived) -> Difference:
    """Count tubes in at the laboratory; the answer names what is missing and what was not listed."""
    return services.receive_shipment(
        request.auth, clock_of_the_world(), shipment_id=shipment_id, **given.model_dump()
    )


@router.post("/rounds/{round_id}/told", response=PeopleTold)
def tell_people(request: Asked, round_id: UUID, given: ToldGiven) -> PeopleTold:
    """Record that people were told: these, or everybody at a place whose tube is negative."""
    clock = clock_of_the_world()
    if given.sample_ids:
        told = services.tell_people(
            request.auth, clock, round_id=round_id, sample_ids=given.sample_ids, channel=given.channel
        )
    else:
        told = services.tell_negatives(
            request.auth, clock, round_id=round_id, place_id=given.place_id, channel=given.channel
        )
    return PeopleTold(told)


@router.get("/rounds/{round_id}/custody", response=Custody)
def show_custody(
    request: Asked, round_id: UUID, place_id: str, known_at: AwareDatetime | None = None
) -> Custody:
    """Show the balance from the person to the answer, and every break by person and tube."""
    found, breaks = queries.custody_of(
        request.auth.reach, round_id, place_id, clock_of_the_world().now(), known_at
    )
    return Custody(known_at, found.to_dicts(), list(breaks))


@router.get("/rounds/{round_id}/positives", response=list[PositiveRow])
def list_positives(request: Asked, round_id: UUID, place_id: str) -> list[PositiveRow]:
    """List the tubes that are not negative, with everybody in them and what became of their own sample."""
    return list(positives.list_positives(request.auth.reach, round_id, place_id))
