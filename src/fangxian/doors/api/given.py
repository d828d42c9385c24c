"""What a program gives when it reports or corrects a case: typed from the tables, instants with a zone."""

from datetime import date
from typing import Any

import polars as pl
from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field, create_model

from fangxian.engines.tables import CASES, DAY, INSTANT, Column
from fangxian.operations.cases.reports import CaseReport, StayGiven
from fangxian.operations.contacts.services import ContactGiven
from fangxian.operations.people.rows import NewPerson

_TYPES: dict[pl.DataType, type] = {pl.String(): str, pl.Int64(): int, DAY: date, INSTANT: AwareDatetime}
_SAID_ELSEWHERE = {"case_id", "person_id", "outbreak_id", "disease"}


class Exact(Schema):
    """What is not in the schema is a mistake, not an extra."""

    model_config = ConfigDict(extra="forbid")


def _columns(left_out: set[str]) -> dict[str, Any]:
    """Return the columns of a line list as optional fields."""

    def field(column: Column) -> Any:
        return (_TYPES[column.dtype] | None, Field(None, description=column.label.en))  # type: ignore[operator]

    return {column.name: field(column) for column in CASES.columns if column.name not in left_out}


CaseFacts = create_model(
    "CaseFacts",
    __base__=Exact,
    **_columns(_SAID_ELSEWHERE | {"kind", "reported_on", "residence_place_id"}),
)
"""What else is known of a case, by the columns of a line list."""

CaseColumns = create_model("CaseColumns", __base__=Exact, **_columns(_SAID_ELSEWHERE))
"""The columns of a case that can be corrected."""


class PersonReported(Exact):
    """A person; `key` is the one this system or the reporter knows them by."""

    key: str
    full_name: str = ""
    id_number: str = ""
    phone: str = ""
    residence_place_id: str | None = None
    household_key: str | None = None


class StayReported(Exact):
    """One stay: `place_id` where the place is certain, else the words said in `place_text`."""

    arrive_at: AwareDatetime
    leave_at: AwareDatetime | None = None
    precision: str = "exact"
    place_id: str | None = None
    place_text: str = ""
    session: str = ""
    zone: str = ""
    seat: str = ""


class ContactReported(Exact):
    """A person the case named."""

    person: PersonReported
    last_on: date
    first_on: date | None = None
    setting: str = ""
    proximity: str = ""


class ReportedCase(Exact):
    """A case with its itinerary and the contacts it named; only the person and the day are required."""

    person: PersonReported
    reported_on: date
    kind: str = "confirmed"
    residence_place_id: str | None = None
    facts: CaseFacts = Field(default_factory=CaseFacts)  # type: ignore[valid-type]
    stays: list[StayReported] = []
    contacts: list[ContactReported] = []

    def as_report(self) -> CaseReport:
        """Return it as the service takes it."""
        return CaseReport(
            person=NewPerson(**self.person.model_dump()),
            reported_on=self.reported_on,
            kind=self.kind,
            residence_place_id=self.residence_place_id,
            facts=self.facts.model_dump(exclude_none=True),  # type: ignore[attr-defined]
            stays=tuple(StayGiven(**stay.model_dump()) for stay in self.stays),
            contacts=tuple(
                ContactGiven(**{**given.model_dump(), "person": NewPerson(**given.person.model_dump())})
                for given in self.contacts
            ),
        )


class Correction(Exact):
    """What to change in a case (only the columns given), and why."""

    changes: CaseColumns  # type: ignore[valid-type]
    reason: str = ""

    def as_changes(self) -> dict[str, Any]:
        """Return the columns given, a null included."""
        changed: dict[str, Any] = self.changes.model_dump(exclude_unset=True)  # type: ignore[attr-defined]
        return changed


class Reason(Exact):
    """Why."""

    reason: str = ""
