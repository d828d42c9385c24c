"""Checkpoints: where they are, passages from devices at the gate, people handed to their community."""

from datetime import datetime
from uuid import UUID

from ninja import Router, Status
from pydantic import AwareDatetime, Field

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.doors.api.given import Exact
from fangxian.operations.checkpoints import queries, services
from fangxian.operations.checkpoints.handing import list_handed
from fangxian.operations.checkpoints.rows import (
    CheckpointGiven,
    CheckpointState,
    HandedRow,
    PassageCount,
    PassageGiven,
    Uploaded,
)

router = Router()


class NewCheckpoint(Exact):
    """A checkpoint as it is to stand. `area_key`: of the area it is lifted with, "": closed by hand; `lanes`: at
    each of them the pack's crew stands."""

    key: str = Field(min_length=1, max_length=40)
    kind: str = Field(max_length=12)
    place_id: str
    name: str = Field(min_length=1, max_length=120)
    name_en: str = Field("", max_length=120)
    least_crew: int = Field(2, ge=1, le=50)
    lat: float | None = Field(None, ge=-90, le=90)
    lon: float | None = Field(None, ge=-180, le=180)
    area_key: str = Field("", max_length=64)
    lanes: int = Field(1, ge=1, le=20)


class NewCheckpoints(Exact):
    """Checkpoints of one sending: all are set up, or none."""

    checkpoints: list[NewCheckpoint] = Field(min_length=1, max_length=2_000)


class PassageTold(Exact):
    """A passage as a device tells it; `id` is made on the device. Name, telephone and destination: of whoever comes from a
    risk area alone."""

    id: UUID
    direction: str = Field(max_length=3)
    passed_at: AwareDatetime
    subject: str = Field("person", max_length=8)
    people: int = Field(1, ge=1, le=100)
    origin_risk: str = Field("low", max_length=8)
    code_seen: str = Field("not_asked", max_length=12)
    test_seen: str = Field("not_asked", max_length=16)
    exemption: str = Field("", max_length=12)
    to_place_id: str = Field("", max_length=40)
    full_name: str = Field("", max_length=120)
    phone: str = Field("", max_length=40)


class PassagesTold(Exact):
    """What a device recorded, also without signal; sent again nothing is counted twice."""

    device_id: str = Field(min_length=1, max_length=64)
    passages: list[PassageTold] = Field(min_length=1, max_length=2_000)


class QueueTold(Exact):
    """How many wait now."""

    waiting: int = Field(ge=0, le=20_000)


class Changed(Exact):
    """How many checkpoints differ from what stood."""

    changed: int


class Reason(Exact):
    """Why a checkpoint is closed."""

    reason: str = Field(min_length=1, max_length=300)


@router.get("/outbreaks/{outbreak_id}/checkpoints", response=list[CheckpointState])
def list_checkpoints(
    request: Asked, outbreak_id: str, known_at: AwareDatetime | None = None
) -> list[CheckpointState]:
    """List the checkpoints of your places: crew, queue, passages of 24 h, hand-overs; those with one late first."""
    return list(queries.list_states(request.auth.reach, outbreak_id, _hour(known_at)))


@router.post("/outbreaks/{outbreak_id}/checkpoints", response=Changed)
def open_checkpoints(request: Asked, outbreak_id: str, given: NewCheckpoints) -> Changed:
    """Set up checkpoints, or say anew what they are; each is a post that people are sent to."""
    rows = [CheckpointGiven(**one.model_dump()) for one in given.checkpoints]
    changed = services.open_checkpoints(
        request.auth, clock_of_the_world(), outbreak_id=outbreak_id, given=rows
    )
    return Changed(changed=changed)


@router.post("/outbreaks/{outbreak_id}/checkpoints/{checkpoint_id}/closed", response={204: None})
def close_checkpoint(request: Asked, outbreak_id: str, checkpoint_id: str, given: Reason) -> Status[None]:
    """Say that a checkpoint is kept no longer."""
    services.close_checkpoint(
        request.auth, clock_of_the_world(), outbreak_id=outbreak_id, key=checkpoint_id, reason=given.reason
    )
    return Status(204, None)


@router.post("/outbreaks/{outbreak_id}/checkpoints/{checkpoint_id}/queue", response={204: None})
def report_checkpoint_queue(
    request: Asked, outbreak_id: str, checkpoint_id: str, given: QueueTold
) -> Status[None]:
    """Say how many wait at a checkpoint."""
    services.report_queue(
        request.auth, clock_of_the_world(), outbreak_id=outbreak_id, key=checkpoint_id, waiting=given.waiting
    )
    return Status(204, None)


@router.post("/outbreaks/{outbreak_id}/checkpoints/{checkpoint_id}/passages", response=Uploaded)
def record_passages(request: Asked, outbreak_id: str, checkpoint_id: str, given: PassagesTold) -> Uploaded:
    """Take a batch of passages: accepted, sent before, and refused with the reason of each."""
    return services.record_passages(
        request.auth,
        clock_of_the_world(),
        outbreak_id=outbreak_id,
        key=checkpoint_id,
        device_id=given.device_id,
        given=[PassageGiven(**one.model_dump()) for one in given.passages],
    )


@router.get("/outbreaks/{outbreak_id}/passages", response=list[PassageCount])
def count_passages(
    request: Asked, outbreak_id: str, known_at: AwareDatetime | None = None
) -> list[PassageCount]:
    """Count who passed your checkpoints in the last 24 h, by direction and origin."""
    return list(queries.count_passages(request.auth.reach, outbreak_id, _hour(known_at)))


@router.get("/outbreaks/{outbreak_id}/handed-on", response=list[HandedRow])
def list_handed_on(
    request: Asked, outbreak_id: str, known_at: AwareDatetime | None = None
) -> list[HandedRow]:
    """List who was handed to your communities at a checkpoint: those nobody acknowledged in time first."""
    return list(list_handed(request.auth.reach, outbreak_id, _hour(known_at)))


@router.post("/handed-on/{handed_id}/acknowledged", response={204: None})
def acknowledge_handed_on(request: Asked, handed_id: UUID) -> Status[None]:
    """Say that your community has whoever was handed to it."""
    services.acknowledge_handed(request.auth, clock_of_the_world(), handed_id=handed_id)
    return Status(204, None)


def _hour(known_at: datetime | None) -> datetime:
    return known_at or clock_of_the_world().now()
