"""Follow-ups as pages see them: frozen rows, never models."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fangxian.engines.problems import Text


@dataclass(frozen=True)
class RestrictionBrief:
    """What binds the person besides, as far as the restriction rules have put it in force."""

    key: str
    title: Text
    starts_at: datetime
    ends_at: datetime
    in_force: bool


@dataclass(frozen=True)
class Decision:
    """What a bulk decision did, every person in exactly one of the five counts.

    `extended`: stood, and a further exposure moved its end; `already`: nothing to do; `lapsed`: too late for it;
    `not_exposed`: not among the exposed one may see. `proposals`: what waits for two offices (quarantine only).
    """

    opened: int = 0
    extended: int = 0
    already: int = 0
    lapsed: int = 0
    not_exposed: int = 0
    proposals: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class DecisionPreview:
    """What a decision would do, before it is taken. `people`: for whom something new would begin or last longer.

    `ends_at`: the last end; `first_hours_left`, `last_hours_left`: until it is too late for the first and the last.
    """

    people: int
    already: int
    lapsed: int
    not_exposed: int
    restricts: bool
    signatures_required: int
    ends_at: datetime | None
    first_hours_left: float | None
    last_hours_left: float | None


@dataclass(frozen=True)
class OfferRow:
    """One thing the plan lets a person decide. `lapses_hours`: after so many hours from the exposure it is too late."""

    act: str
    measure: str
    title: Text
    instruction: Text
    restricts: bool
    signatures_required: int
    days: float
    lapses_hours: float | None


@dataclass(frozen=True)
class Decided:
    """One thing decided for a person."""

    follow_up: str
    act: str
    measure: str
    title: Text
    starts_at: datetime
    ends_at: datetime
    status: str


@dataclass(frozen=True)
class PersonDecisions:
    """All that is decided for one person. `case_id`: the case they became, or ""."""

    decisions: tuple[Decided, ...] = ()
    restriction: RestrictionBrief | None = None
    case_id: str = ""


@dataclass(frozen=True)
class Checked:
    """What a check did. `repeated`: it had been sent before and nothing changed."""

    state: str
    red: bool
    repeated: bool


@dataclass(frozen=True)
class Released:
    """How many were let go, and how many still lack something."""

    released: int
    not_yet: int


@dataclass(frozen=True)
class Moved:
    """How many follow-ups and restrictions of somebody who moved went to the offices of the new home."""

    follow_ups: int
    restrictions: int


@dataclass(frozen=True)
class DayRow:
    """One local day of a follow-up."""

    on: date
    state: str
    checks: int


@dataclass(frozen=True)
class FollowUpRow:
    """One follow-up. `today` and day states: see `engines.following.DAY_STATES`, or "not-due"."""

    key: str
    outbreak_id: str
    person_id: str
    name: str
    act: str
    measure: str
    title: Text
    degree: int
    place_id: str
    place: Text
    office_id: str
    office: Text
    starts_at: datetime
    ends_at: datetime
    lapses_at: datetime | None
    first_exposed_at: datetime
    last_exposed_at: datetime
    status: str
    today: str
    missed_days: int
    last_check_at: datetime | None
    last_result: str
    red: bool
    days_left: int
    hours_left: float | None
    releasable: bool
    closed_at: datetime | None
    outcome: str
    case_id: str
    restriction: RestrictionBrief | None
    agreed_at: datetime | None
    phone: str
    supported: bool
    """False: nobody can show this person exposed any more; let them go."""
    days: tuple[DayRow, ...]
    """The days due up to today, and every other day somebody checked."""


@dataclass(frozen=True)
class Keepers:
    """Who a follow-up is about, which office keeps it, who decided it, when it was closed."""

    person_id: str
    outbreak_id: str
    office_id: str
    decided_by: str
    closed_at: datetime | None


@dataclass(frozen=True)
class FollowUpPage:
    """One page of follow-ups."""

    rows: tuple[FollowUpRow, ...]
    total: int
    page: int
    pages: int
    per_page: int


@dataclass(frozen=True)
class CheckRow:
    """One check. `note` is empty where the reader may not see identities."""

    id: UUID
    channel: str
    result: str
    symptoms: tuple[str, ...]
    temperature_c: float | None
    note: str
    checked_at: datetime
    device_at: datetime | None
    recorded_at: datetime
    who: Text
    red: bool


@dataclass(frozen=True)
class FindingRow:
    """A sample's result or what became of a dose."""

    id: UUID
    result: str
    taken_at: datetime
    recorded_at: datetime


@dataclass(frozen=True)
class FlagRow:
    """A red flag in a clinician's inbox. `late`: its clock has run out unanswered."""

    id: UUID
    follow_up: str
    outbreak_id: str
    person_id: str
    name: str
    phone: str
    place: Text
    office: Text
    symptoms: tuple[str, ...]
    temperature_c: float | None
    raised_at: datetime
    due_at: datetime
    late: bool
    acknowledged_at: datetime | None
    acknowledged_by: Text | None
    outcome: str
    note: str
    settled_at: datetime | None


@dataclass(frozen=True)
class LinkRow:
    """A resident's link, without what opens it."""

    id: UUID
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True)
class FollowUpView:
    """One follow-up with everything on its days. `missing`: what a release still lacks, in words."""

    row: FollowUpRow
    checks: tuple[CheckRow, ...]
    findings: tuple[FindingRow, ...]
    flags: tuple[FlagRow, ...]
    links: tuple[LinkRow, ...]
    missing: tuple[Text, ...]
    reason: str
    close_reason: str
    decided_by: Text
    decided_at: datetime


@dataclass(frozen=True)
class MissedDay:
    """A day that is over on which nobody saw the person, and whose it was."""

    on: date
    follow_up: str
    person_id: str
    name: str
    office_id: str
    office: Text
    place: Text
    state: str
    attempts: int


@dataclass(frozen=True)
class MissedCount:
    """One office's day: due = seen + refused + not reached + not visited."""

    on: date
    office_id: str
    office: Text
    due: int
    seen: int
    refused: int
    not_reached: int
    not_visited: int


@dataclass(frozen=True)
class Symptom:
    """One symptom to tick."""

    code: str
    title: Text


@dataclass(frozen=True)
class OwnFollowUp:
    """What a resident sees of their own follow-up: no name, only initials."""

    initials: str
    title: Text
    instruction: Text
    starts_at: datetime
    ends_at: datetime
    timezone: str
    days: tuple[DayRow, ...]
    today: str
    symptoms: tuple[Symptom, ...]
    fever_from_c: float | None
