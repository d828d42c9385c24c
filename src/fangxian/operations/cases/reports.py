"""What a person reports: forms and files fill these, services write them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from fangxian.operations.contacts.services import ContactGiven
from fangxian.operations.people.services import NewPerson


@dataclass(frozen=True)
class NewOutbreak:
    """An outbreak to be opened. `place_id` is the root of the tree it concerns."""

    id: str
    title_zh: str
    title_en: str
    disease: str
    plan: str
    plan_version: str
    place_id: str
    timezone: str
    pack: str = ""
    pack_scale: str = ""


@dataclass(frozen=True)
class StayGiven:
    """One stay of an itinerary: `place_id` where it is resolved, else the words said (`place_text`)."""

    arrive_at: datetime
    leave_at: datetime | None = None
    precision: str = "exact"
    place_id: str | None = None
    place_text: str = ""
    session: str = ""
    zone: str = ""
    seat: str = ""
    source: str = "interview"


@dataclass(frozen=True)
class CaseReport:
    """A case as it is reported, with its itinerary and the contacts it named.

    `facts` holds further columns of `tables.CASES` by name (onset_on, sampled_at, age …).
    """

    person: NewPerson
    reported_on: date
    kind: str = "confirmed"
    case_id: str = ""
    residence_place_id: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    stays: tuple[StayGiven, ...] = ()
    contacts: tuple[ContactGiven, ...] = ()
