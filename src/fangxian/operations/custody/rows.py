"""Tubes, samples, shipments and results as pages and programs see them."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

CHANNELS = ("message", "call", "visit", "slip")
"""How somebody is told. What is not negative is told by call or visit only."""

SHORTFALLS = ("late", "short")
"""Nothing came of the results that are due; not all of them came."""

LABORATORY, SITE, RUN = "laboratory", "site", "run"
DRIFT_KINDS = (LABORATORY, SITE, RUN)
"""Whose results may drift: a laboratory's, those of a site's or street's samples, those of one file of a laboratory."""


@dataclass(frozen=True)
class AlarmRow:
    """When it was seen that a laboratory's results were late or short. `over`: they have come since."""

    laboratory_id: str
    shortfall: str
    due_at: datetime
    waiting: int
    raised_at: datetime
    over: bool


@dataclass(frozen=True)
class LaboratoryRow:
    """A laboratory, what it can do in a day, and what it has to do."""

    id: str
    name: str
    place_id: str
    tubes_a_day: int


@dataclass(frozen=True)
class SampleGiven:
    """A swab as it was taken: `id` is made at the desk, sent again nothing changes. `site_id`: the sampling site."""

    id: UUID
    tube_code: str
    person_id: str
    place_id: str
    taken_at: datetime
    device_at: datetime | None = None
    site_id: str | None = None


@dataclass(frozen=True)
class ShipmentRow:
    """A shipment: how many tubes were sent, how many the laboratory counted in."""

    id: UUID
    round_id: UUID
    laboratory_id: str
    place_id: str
    sent_at: datetime
    sent: int
    received: int
    received_at: datetime | None


@dataclass(frozen=True)
class ShippedTube:
    """A tube of a shipment. `listed` False: it came without being on the list."""

    code: str
    received_at: datetime | None
    listed: bool


@dataclass(frozen=True)
class Difference:
    """What a laboratory found when it opened a shipment."""

    received: int
    missing: tuple[str, ...] = ()
    unexpected: tuple[str, ...] = ()


@dataclass(frozen=True)
class ControlTotals:
    """What the laboratory says is in its file: rows, and of these the positive ones."""

    rows: int
    positives: int | None = None


@dataclass(frozen=True)
class TypedRow:
    """A result typed by hand. `settled`: a second person typed the same; `by`: outcome -> who typed it."""

    tube_code: str
    laboratory_id: str
    settled: bool
    by: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class PositiveRow:
    """A tube that was not negative, and everybody in it."""

    tube_code: str
    place_id: str
    outcome: str
    resulted_at: datetime
    laboratory_id: str
    people: int
    members: tuple["Member", ...]
    """Nobody for who reads no registers."""


@dataclass(frozen=True)
class Member:
    """Somebody in a tube that was not negative, and what became of the sample taken again."""

    sample_id: str
    person_id: str
    place_id: str
    again: str | None
    """The outcome of their own later tube; "waiting" while there is none; None: not sampled again."""
