"""What reading lookups answers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fangxian.engines.problems import Text


@dataclass(frozen=True)
class Subject:
    """The record somebody wants to open. `is_open`: it is somebody's work still.

    `users`, `offices`: who is in charge of it, decided it or signed it. `acted_on`: what the journal calls it
    (kind, id), to see who worked on it.
    """

    record: str
    record_id: str
    person_id: str
    outbreak_id: str
    is_open: bool
    acted_on: tuple[tuple[str, str], ...]
    users: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()


@dataclass(frozen=True)
class LookupRow:
    """One lookup as the auditor sees it: the person only by key. `unusual`: see `engines.inspecting.UNUSUAL`."""

    id: UUID
    person_id: str
    record: str
    who: Text
    role: str
    office: Text
    why: Text
    reason: str
    looked_at: datetime
    until_at: datetime
    unusual: tuple[str, ...]


@dataclass(frozen=True)
class LookerRow:
    """One reader over the days asked. `usual`: the median of the same role's readers."""

    user_id: str
    who: Text
    role: str
    office: Text
    lookups: int
    people: int
    usual: float
    unusual: tuple[str, ...]


@dataclass(frozen=True)
class OwnLookup:
    """One lookup as the person themselves is told: which office, in what role, when and why. No name of staff."""

    office: Text
    role: str
    why: Text
    looked_at: datetime
