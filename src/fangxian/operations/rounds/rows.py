"""Rounds as pages and programs see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

KINDS = ("testing", "screening")
"""Kinds of rounds; each is numbered by itself."""


@dataclass(frozen=True)
class RoundRow:
    """One round. `lists`: list -> how many people of the register are on it."""

    id: UUID
    outbreak_id: str
    kind: str
    number: int
    place_id: str
    opened_at: datetime
    due_at: datetime
    closed_at: datetime | None
    accounts: int
    households: int
    lists: Mapping[str, int]
    sha256: str


@dataclass(frozen=True)
class EventGiven:
    """What somebody saw or did at a door. `id` was made there: sent again, nothing changes."""

    id: UUID
    place_id: str
    kind: str
    event_at: datetime
    person_id: str | None = None
    household_id: str | None = None
    voids: UUID | None = None
    device_at: datetime | None = None


@dataclass(frozen=True)
class Taken:
    """What became of events that were sent: how many are new, how many had come before."""

    recorded: int
    repeated: int


@dataclass(frozen=True)
class ListRow:
    """How a list stands. `on_now`: switched on, and not expired."""

    list_id: str
    on_now: bool
    legal_basis: str
    approver: str
    expires_at: datetime | None


@dataclass(frozen=True)
class PersonFound:
    """Somebody found on no list. `person_id` is made at the door: nobody is asked for a document."""

    id: UUID
    place_id: str
    person_id: str
    added_at: datetime
    household_id: str | None = None
