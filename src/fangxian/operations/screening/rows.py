"""Screening as pages and programs see it: frozen rows, never models."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from fangxian.engines.problems import Text
from fangxian.operations.follow_ups.asked_venues import AskedVenue

SEEN, SETTLED = "seen", "settled"
ACTS = (SEEN, SETTLED)
HELPED = "helped"
ENDINGS = (HELPED, "agreed", "sent-to-hospital", "handed-on", "not-needed")
"""What came of an item. agreed: who refused agreed after all; handed-on: an office decided that another answers."""

MEANINGS = ("met", "other-hours", "nothing-known")
"""What a reported stay means for whoever reports it, by what is published: at a venue while a case was there, at a venue at
another time, at no published venue."""

RISKS = ("violence", "dog", "weapon", "other")


@dataclass(frozen=True)
class TripGiven:
    """A stay somebody reports of themselves. `home_id`: the community they live in; `sender`: see `Trip`."""

    place_id: str
    arrive_at: datetime
    leave_at: datetime
    full_name: str
    phone: str
    home_id: str
    sender: str = ""
    id: UUID | None = None


@dataclass(frozen=True)
class TripRow:
    """A reported stay as the workers of the reporter's home see it. `name`, `phone`: empty where identities are hidden."""

    id: UUID
    person_id: str
    name: str
    phone: str
    home_id: str
    home: Text
    place_id: str
    place: Text
    arrive_at: datetime
    leave_at: datetime
    meaning: str
    met: bool
    reported_at: datetime


@dataclass(frozen=True)
class StayTold:
    """Somebody was at an exposure venue in the window that begins at `from_at`."""

    person_id: str
    place_id: str
    from_at: datetime


@dataclass(frozen=True)
class ScreeningGiven:
    """A form as filled in at a door. `id` was made there: sent again, nothing changes.

    outcome: answered, no-answer or refused. symptoms: person -> codes. companion: the handle of who came along.
    """

    id: UUID
    place_id: str
    household_id: str
    outcome: str
    event_at: datetime
    present: tuple[str, ...] = ()
    refusing: tuple[str, ...] = ()
    symptoms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    stays: tuple[StayTold, ...] = ()
    call_back_at: datetime | None = None
    companion: str = ""
    device_at: datetime | None = None


@dataclass(frozen=True)
class Screened:
    """What became of a form. `items`: how many things somebody has to answer; `stays`: candidates for the CDC."""

    repeated: bool
    done: int
    items: int
    stays: int


@dataclass(frozen=True)
class ItemRow:
    """Something an office has to answer. `name`, `phone`: empty where identities are hidden, or of a whole household."""

    id: UUID
    kind: str
    codes: tuple[str, ...]
    place_id: str
    place: Text
    household_id: str
    person_id: str
    name: str
    phone: str
    office: Text
    desk: str
    raised_at: datetime
    due_at: datetime
    seen_at: datetime | None
    settled_at: datetime | None
    ending: str
    late: bool


@dataclass(frozen=True)
class CarerRow:
    """Somebody named to look after a person. `serves`: their duty still includes the place."""

    user_id: str
    name: Text
    serves: bool


@dataclass(frozen=True)
class KeyPersonRow:
    """Who needs what, and who looks after them. `closed`: the place is sealed or people there are bound to stay.

    `alone`: in a closed place without a carer who serves there. `name`: "" where identities are hidden.
    """

    person_id: str
    name: str
    place_id: str
    place: Text
    household_id: str
    needs: tuple[str, ...]
    carers: tuple[CarerRow, ...]
    closed: bool
    alone: bool
    named_at: datetime


@dataclass(frozen=True)
class MemberAsked:
    """Somebody registered behind a door. `state`: where their account stands; `name`: "" where it is not known here."""

    person_id: str
    name: str
    state: str
    added: bool


@dataclass(frozen=True)
class DoorAsked:
    """What whoever stands at a door needs to know. `faults`: what speaks against knocking now, none where nothing does.

    `next_at`: from when on it may be knocked at; `call_back_at`: the hour somebody asked for, still to come or just
    come; `risk`: why two go there; `interpreter`: one was asked for before.
    """

    round_id: UUID
    outbreak_id: str
    place_id: str
    place: Text
    door_id: str
    address: str
    members: tuple[MemberAsked, ...]
    venues: tuple[AskedVenue, ...]
    items: tuple[ItemRow, ...]
    key_people: tuple[KeyPersonRow, ...]
    risk: str
    urgent: bool
    interpreter: bool
    call_back_at: datetime | None
    faults: tuple[str, ...]
    next_at: datetime


@dataclass(frozen=True)
class StopRow:
    """One door of a route. `at`: about when, if all begin now; `walk_m` from the one before."""

    worker: int
    nth: int
    door_id: str
    place_id: str
    place: Text
    address: str
    people: int
    gap: str
    walk_m: int
    at: datetime
    call_back_at: datetime | None
    risk: str


@dataclass(frozen=True)
class LeftRow:
    """A door in no route and why: night, alone (risky, and no pair goes)."""

    door_id: str
    place_id: str
    why: str
    call_back_at: datetime | None


@dataclass(frozen=True)
class RouteRow:
    """The way along the doors of a place. `beyond`: doors that wait for the next route, for one has only so many.

    `naive_m`: what the same doors would take in the order of their numbers.
    """

    place_id: str
    starts_at: datetime
    ends_at: datetime
    stops: tuple[StopRow, ...]
    left: tuple[LeftRow, ...]
    metres: int
    naive_m: int
    beyond: int
