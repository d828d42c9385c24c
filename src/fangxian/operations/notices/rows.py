"""Notices as pages see them: frozen rows, never models."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fangxian.engines.problems import Text


@dataclass(frozen=True)
class PlaceTold:
    """One published place with its window. `whole_days`: hours are withheld; `widened`: the place around is named."""

    place: Text
    from_at: datetime
    to_at: datetime
    whole_days: bool
    widened: bool


@dataclass(frozen=True)
class NoticeGiven:
    """The words of a notice."""

    title: Text
    body: Text


@dataclass(frozen=True)
class PublicNotice:
    """A notice as anybody may read it. Nothing of the desk is on it."""

    outbreak_id: str
    outbreak: Text
    number: int
    edition: int
    kind: str
    place: Text
    title: Text
    body: Text
    places: tuple[PlaceTold, ...]
    published_at: datetime
    withdrawn_at: datetime | None
    withdraw_reason: Text
    timezone: str


@dataclass(frozen=True)
class EditionRow:
    """One wording on the desk. `state`: draft, approved, published, replaced or withdrawn."""

    id: UUID
    edition: int
    state: str
    title: Text
    body: Text
    places: tuple[PlaceTold, ...]
    exposed: int | None
    covered: int | None
    drafted_at: datetime
    drafted_by: Text
    drafted_by_id: str
    approved_at: datetime | None
    approved_by: Text
    published_at: datetime | None
    withdrawn_at: datetime | None
    withdraw_reason: Text


@dataclass(frozen=True)
class NoticeRow:
    """A notice on the desk: its latest edition, and how far its deliveries have come."""

    id: UUID
    outbreak_id: str
    number: int
    kind: str
    subject: str
    place_id: str
    place: Text
    latest: EditionRow
    queued: int
    sent: int
    received: int
    given_up: int


@dataclass(frozen=True)
class DeliveryRow:
    """One edition on its way to one outlet."""

    id: UUID
    edition: int
    channel: str
    outlet: str
    place: Text
    withdrawal: bool
    queued_at: datetime
    attempts: int
    sent_at: datetime | None
    received_at: datetime | None
    given_up_at: datetime | None
    answer: str


@dataclass(frozen=True)
class OutletRow:
    """Where notices are sent."""

    id: UUID
    place_id: str
    place: Text
    channel: str
    name: str
    address: str
    opened_at: datetime
