"""Outbreaks and cases as pages and commands see them: frozen rows, never models."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fangxian.engines.problems import Text


@dataclass(frozen=True)
class OutbreakRow:
    """One outbreak."""

    id: str
    title: Text
    disease: str
    plan: str
    plan_version: str
    place_id: str
    timezone: str
    pack: str
    pack_scale: str
    opened_at: datetime
    ended_at: datetime | None
    end_reason: str


@dataclass(frozen=True)
class CaseRow:
    """One case as it was known. `name` is empty where the reader may not see identities."""

    id: str
    number: int
    person_id: str
    name: str
    kind: str
    reported_on: date
    onset_on: date | None
    sampled_at: datetime | None
    isolated_at: datetime | None
    residence_id: str | None
    residence: Text | None
    age: int | None
    sex: str
    detection_route: str
    source_case_id: str | None
    merged_into: str | None
    stays: int


@dataclass(frozen=True)
class StayRow:
    """One stay of an itinerary; `unresolved` holds the words said where no place is certain."""

    id: str
    case_id: str
    place_id: str | None
    place: Text | None
    unresolved: str
    arrive_at: datetime
    leave_at: datetime | None
    precision: str
    source: str


@dataclass(frozen=True)
class CaseChange:
    """One version of a case: when it came to be known and what differed from the one before."""

    at: datetime
    who: str
    fields: tuple[tuple[str, Any, Any], ...]


@dataclass(frozen=True)
class DayCount:
    """Cases reported on a day, of a kind, living at a place."""

    day: date
    kind: str
    residence_id: str | None
    cases: int
