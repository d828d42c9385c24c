"""Rounds of testing and screening: the lists that feed them, what happened at each door, the gap ledger."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Router, Status
from pydantic import AwareDatetime, Field

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.doors.api.given import Exact
from fangxian.operations.beginning import begin_round
from fangxian.operations.rounds import counting, explaining, gaps, lists, queries, services, unseen
from fangxian.operations.rounds.gaps import GapRow
from fangxian.operations.rounds.rows import EventGiven, ListRow, PersonFound, RoundRow, Taken
from fangxian.operations.rounds.unseen import UnseenRow

router = Router()


class ListGiven(Exact):
    """How a list is to stand; switched on, it needs its ground."""

    on: bool
    legal_basis: str = Field("", max_length=500)
    approver: str = Field("", max_length=120)
    expires_at: AwareDatetime | None = None
    reason: str = Field("", max_length=500)


class NewRound(Exact):
    """A round to open. Without `due_at` the guide in force says by when it is done."""

    kind: str
    place_id: str
    due_at: AwareDatetime | None = None


class NewEvent(Exact):
    """What happened to a person or at a door; `id` is made where it happened."""

    id: UUID
    place_id: str
    kind: str
    event_at: AwareDatetime
    person_id: str | None = Field(None, max_length=64)
    household_id: str | None = Field(None, max_length=64)
    voids: UUID | None = None
    device_at: AwareDatetime | None = None


class NewEvents(Exact):
    """Events of one sending: all are taken, or none."""

    events: list[NewEvent] = Field(min_length=1, max_length=500)


class NewPerson(Exact):
    """Somebody found on no list. No document is asked for: `person_id` is made at the door."""

    id: UUID
    place_id: str
    person_id: str = Field(min_length=1, max_length=64)
    added_at: AwareDatetime
    household_id: str | None = Field(None, max_length=64)


@dataclass(frozen=True)
class Ledger:
    """The ledger of a place and of every place in it, by place."""

    round: RoundRow
    known_at: datetime | None
    rows: list[dict[str, Any]]


@dataclass(frozen=True)
class Said:
    """A sentence in both languages."""

    zh: str
    en: str


@dataclass(frozen=True)
class Link:
    """A row of a list that is a person, and why."""

    list_id: str
    row_key: str
    why: list[Said]


@router.get("/outbreaks/{outbreak_id}/lists", response=list[ListRow])
def list_lists(request: Asked, outbreak_id: str) -> list[ListRow]:
    """List the lists that may feed a register, and which are on."""
    return list(lists.list_lists(request.auth.reach, outbreak_id, clock_of_the_world().now()))


@router.post("/outbreaks/{outbreak_id}/lists/{list_id}", response=ListRow)
def switch_list(request: Asked, outbreak_id: str, list_id: str, given: ListGiven) -> ListRow:
    """Switch a list on, with legal basis, approver and end, or off."""
    return services.switch_list(
        request.auth, clock_of_the_world(), outbreak_id=outbreak_id, list_id=list_id, **given.model_dump()
    )


@router.get("/outbreaks/{outbreak_id}/rounds", response=list[RoundRow])
def list_rounds(
    request: Asked, outbreak_id: str, kind: str = "", known_at: AwareDatetime | None = None
) -> list[RoundRow]:
    """List the rounds that touch your places, the latest first."""
    return list(queries.list_rounds(request.auth.reach, outbreak_id, known_at, kind))


@router.post("/outbreaks/{outbreak_id}/rounds", response={201: RoundRow})
def open_round(request: Asked, outbreak_id: str, given: NewRound) -> Status[RoundRow]:
    """Open the next round of a kind at a place; its register is frozen from the lists that are on."""
    made = begin_round(request.auth, clock_of_the_world(), outbreak_id=outbreak_id, **given.model_dump())
    return Status(201, made)


@router.post("/rounds/{round_id}/close", response=RoundRow)
def close_round(request: Asked, round_id: UUID) -> RoundRow:
    """Close a round; what happened before and comes late is still taken."""
    return services.close_round(request.auth, clock_of_the_world(), round_id=round_id)


@router.get("/rounds/{round_id}/ledger", response=Ledger)
def show_ledger(
    request: Asked, round_id: UUID, place_id: str, known_at: AwareDatetime | None = None
) -> Ledger:
    """Show due, added, the seven states and the households, for a place and every place in it."""
    reach = request.auth.reach
    found = counting.ledger_of(reach, round_id, place_id, known_at)
    return Ledger(queries.get_round(reach, round_id, known_at), known_at, found.to_dicts())


@router.get("/rounds/{round_id}/gaps", response=list[GapRow])
def list_gaps(
    request: Asked,
    round_id: UUID,
    place_id: str,
    gap: str = "household",
    known_at: AwareDatetime | None = None,
) -> list[GapRow]:
    """List who is missing at a place: households (漏户), samples (漏采) or rounds in a row (漏轮)."""
    return list(gaps.list_gaps(request.auth.reach, round_id, place_id, gap, known_at))


@router.get("/rounds/{round_id}/unseen", response=list[UnseenRow])
def list_unseen(
    request: Asked, round_id: UUID, place_id: str, known_at: AwareDatetime | None = None
) -> list[UnseenRow]:
    """Estimate the people on no list, with the 90 % interval or why it cannot be told: of a place and those below it."""
    return list(unseen.list_unseen(request.auth.reach, round_id, place_id, known_at))


@router.get("/rounds/{round_id}/people/{person_id}/links", response=list[Link])
def explain_person(request: Asked, round_id: UUID, person_id: str) -> list[Link]:
    """Say which rows of which lists are a person of the register, and why."""
    found = explaining.explain_person(request.auth.reach, clock_of_the_world(), round_id, person_id)
    return [Link(one.list_id, one.row_key, [Said(why.zh, why.en) for why in one.why]) for one in found]


@router.post("/rounds/{round_id}/events", response=Taken)
def record_events(request: Asked, round_id: UUID, given: NewEvents) -> Taken:
    """Record what happened to people or at doors; sent again, nothing changes."""
    events = [EventGiven(**event.model_dump()) for event in given.events]
    return services.record_events(request.auth, clock_of_the_world(), round_id=round_id, events=events)


@router.post("/rounds/{round_id}/people", response=Taken)
def add_person(request: Asked, round_id: UUID, given: NewPerson) -> Taken:
    """Add somebody who is on no list to the register of a round."""
    found = PersonFound(**given.model_dump())
    return services.add_person(request.auth, clock_of_the_world(), round_id=round_id, found=found)
