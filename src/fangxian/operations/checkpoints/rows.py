"""Checkpoints as pages and programs see them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from fangxian.engines.problems import Text

ACKNOWLEDGED_WITHIN = timedelta(hours=2)
"""How long a community has to say that it has whom it was handed, from when that is on record: our own clock."""

KEPT_DAYS = 14
"""How long the name and telephone of whoever was handed on are kept: one incubation; our own figure."""


@dataclass(frozen=True)
class CheckpointGiven:
    """A checkpoint as it is to stand. `area_key`: of the area it belongs to and ends with; "": closed by hand.

    lanes: at each of them the pack's crew stands; least_crew: of the whole checkpoint, at any hour.
    """

    key: str
    kind: str
    place_id: str
    name: str
    name_en: str = ""
    least_crew: int = 2
    lat: float | None = None
    lon: float | None = None
    area_key: str = ""
    lanes: int = 1


@dataclass(frozen=True)
class CheckpointRow:
    """A checkpoint as it stands. lifted: the area it belongs to has ended."""

    id: str
    kind: str
    name: Text
    place_id: str
    place: Text
    lat: float | None
    lon: float | None
    least_crew: int
    area_key: str
    open_from: datetime
    closed_at: datetime | None
    lifted: bool
    lanes: int = 1

    def is_open(self, at: datetime) -> bool:
        """Tell whether it is kept at an hour."""
        return not self.lifted and self.open_from <= at and (self.closed_at is None or at < self.closed_at)


@dataclass(frozen=True)
class PassageGiven:
    """A passage as a device tells it. `id` and the hour are the device's; name, telephone and destination are taken of
    whoever is handed on alone. to_place_id "": the place of the checkpoint."""

    id: UUID
    direction: str
    passed_at: datetime
    subject: str = "person"
    people: int = 1
    origin_risk: str = "low"
    code_seen: str = "not_asked"
    test_seen: str = "not_asked"
    exemption: str = ""
    to_place_id: str = ""
    full_name: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Refused:
    """A passage that was not taken, with the reason as a problem says it."""

    id: UUID
    code: str
    reason: Text


@dataclass(frozen=True)
class Uploaded:
    """What became of a batch: accepted + duplicate + refused are all that was sent."""

    accepted: int
    duplicate: int
    handed: int
    refused: tuple[Refused, ...]


@dataclass(frozen=True)
class HandedRow:
    """Somebody handed to a community. Name and telephone only for who may see them, until they are erased.

    state: waiting, late (nobody acknowledged in time) or acknowledged.
    """

    id: UUID
    checkpoint_id: str
    to_place_id: str
    to_place: Text
    origin_risk: str
    people: int
    passed_at: datetime
    due_at: datetime
    acknowledged_at: datetime | None
    state: str
    name: str
    phone: str


@dataclass(frozen=True)
class CheckpointState:
    """A checkpoint at an hour: crew on duty by the roster, the queue as last seen, passages of 24 h, hand-overs late."""

    row: CheckpointRow
    is_open: bool
    on_duty: int
    waiting: int | None
    seen_at: datetime | None
    passed_in: int
    passed_out: int
    from_risk: int
    handed: int
    late: int

    @property
    def crew_short(self) -> int:
        """How many are missing of the least crew; none where it is not kept."""
        return max(self.row.least_crew - self.on_duty, 0) if self.is_open else 0


@dataclass(frozen=True)
class PassageCount:
    """People who passed a checkpoint, by direction and origin."""

    checkpoint_id: str
    direction: str
    origin_risk: str
    passages: int
    people: int
