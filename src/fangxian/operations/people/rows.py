"""Persons as services take them and as queries give them: frozen rows, never models."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class NewPerson:
    """Somebody to register. `external_ids`: (system, value) pairs other systems know them by."""

    key: str
    full_name: str = ""
    id_number: str = ""
    phone: str = ""
    residence_place_id: str | None = None
    household_key: str | None = None
    external_ids: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class NewStake:
    """A tie to record: `kind` is residence, exposure, isolation, lab or handover; `to_at` None: until ended."""

    person_key: str
    place_id: str
    kind: str
    from_at: datetime
    to_at: datetime | None = None


@dataclass(frozen=True)
class Registered:
    """How many persons were added, and how many were on record already."""

    added: int
    known: int


@dataclass(frozen=True)
class PersonRow:
    """A person without anything that identifies."""

    person_id: str
    erased: bool
    residence_place_id: str | None
    household_id: str | None


@dataclass(frozen=True)
class IdentityRow:
    """Who somebody is. All empty where it was never given; `erased` where it was lawfully destroyed."""

    full_name: str = ""
    id_number: str = ""
    phone: str = ""
    erased: bool = False
