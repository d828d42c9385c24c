"""Follow-ups: decide, check every day, answer red flags, let people go."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ninja import Body, Query, Router, Status
from pydantic import AwareDatetime, Field

from fangxian.doors.api.entrance import Asked, clock_of_the_world, open_record
from fangxian.doors.api.given import Exact, Reason
from fangxian.doors.api.hours import KnownAt, known
from fangxian.operations import finding
from fangxian.operations.follow_ups import queries, services
from fangxian.operations.follow_ups.rows import (
    Checked,
    Decision,
    FlagRow,
    FollowUpPage,
    FollowUpView,
    MissedCount,
    MissedDay,
    Moved,
    OfferRow,
)

router = Router()
_PEOPLE_AT_MOST = 50_000


class Decide(Exact):
    """What to decide for whom, and why. `agreed`: who consented to a quarantine beforehand."""

    act: str
    people: list[str] = Field(max_length=_PEOPLE_AT_MOST)
    reason: str
    measure: str = ""
    agreed: list[str] = []


class DailyCheck(Exact):
    """One check. `event_id` makes a repeated send harmless; `device_at` is when it was found."""

    result: str
    channel: str = "call"
    symptoms: list[str] = Field([], max_length=30)
    temperature_c: float | None = None
    note: str = Field("", max_length=2_000)
    device_at: AwareDatetime | None = None
    event_id: UUID | None = None


class Found(Exact):
    """A sample's result (negative, positive) or what became of a dose (given, declined)."""

    result: str
    taken_at: AwareDatetime | None = None
    event_id: UUID | None = None


class Settled(Exact):
    """What came of a red flag."""

    outcome: str
    note: str = Field("", max_length=2_000)


class Release(Exact):
    """Why somebody is let go; `early`: without the evidence, by somebody who may sign."""

    reason: str
    early: bool = False


class NewHome(Exact):
    """Where the person lives from now on, and how that is known."""

    to_place_id: str
    reason: str


class NewCase(Exact):
    """The person is a case now: of what kind, reported when (default: today)."""

    kind: str = "confirmed"
    reported_on: date | None = None


@dataclass(frozen=True)
class CaseMade:
    """The case a person became."""

    case_id: str


@router.get("/outbreaks/{outbreak_id}/offers", response=list[OfferRow])
def list_offers(request: Asked, outbreak_id: str) -> list[OfferRow]:
    """List what the plan lets you decide for an exposed person."""
    return list(queries.list_offers(request.auth.reach, outbreak_id))


@router.post("/outbreaks/{outbreak_id}/decide", response=Decision)
def decide(request: Asked, outbreak_id: str, given: Body[Decide]) -> Decision:
    """Decide the same for many exposed people. Quarantine only proposes: two offices sign it."""
    return services.decide(request.auth, clock_of_the_world(), outbreak_id=outbreak_id, **given.dict())


@router.get("/outbreaks/{outbreak_id}/follow-ups", response=FollowUpPage)
def list_follow_ups(
    request: Asked,
    outbreak_id: str,
    only: str = "open",
    office_id: str = "",
    page: int = Query(1, ge=1, le=1_000_000),
    per_page: int = Query(50, ge=1, le=500),
    known_at: KnownAt = None,
) -> FollowUpPage:
    """List follow-ups within your reach: open, due_today, missed, red, to_release or closed."""
    return queries.list_follow_ups(
        request.auth.reach,
        outbreak_id,
        known(known_at),
        only=only,
        office_id=office_id,
        page=page,
        per_page=per_page,
    )


@router.get("/outbreaks/{outbreak_id}/missed-days", response=list[MissedDay])
def list_missed_days(
    request: Asked,
    outbreak_id: str,
    on: date | None = None,
    office_id: str = "",
    limit: int = Query(500, ge=1, le=10_000),
    known_at: KnownAt = None,
) -> list[MissedDay]:
    """List the days that are over on which nobody saw the person, each with its office."""
    reach, at = request.auth.reach, known(known_at)
    return list(queries.list_missed_days(reach, outbreak_id, at, office_id=office_id, on=on, limit=limit))


@router.get("/outbreaks/{outbreak_id}/follow-up-days", response=list[MissedCount])
def count_missed_days(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[MissedCount]:
    """Count every office's days: due = seen + refused + not reached + not visited."""
    return list(queries.count_missed_days(request.auth.reach, outbreak_id, known(known_at)))


@router.get("/outbreaks/{outbreak_id}/red-flags", response=list[FlagRow])
def list_flags(
    request: Asked, outbreak_id: str, open_only: bool = True, known_at: KnownAt = None
) -> list[FlagRow]:
    """List the red flags within your reach, those nobody has seen first."""
    return list(queries.list_flags(request.auth.reach, outbreak_id, known(known_at), open_only=open_only))


@router.get("/follow-ups/{key}", response=FollowUpView)
def get_follow_up(request: Asked, key: str, known_at: KnownAt = None) -> FollowUpView:
    """Get one follow-up with its days, checks, samples and flags, and what a release still lacks.

    Outside your tasks the reason comes first (`POST /lookups`).
    """
    open_record(request, "follow-up", key)
    return queries.get_follow_up(request.auth.reach, key, known(known_at))


@router.post("/follow-ups/{key}/checks", response=Checked)
def check(request: Asked, key: str, given: Body[DailyCheck]) -> Checked:
    """Record a check; it serves every open follow-up of the person."""
    found = services.CheckGiven(**given.dict())
    return services.check(request.auth, clock_of_the_world(), follow_up=key, given=found)


@router.post("/follow-ups/{key}/findings", response={204: None})
def record_finding(request: Asked, key: str, given: Body[Found]) -> Status[None]:
    """Record a sample's result, or what became of a dose."""
    finding.record_finding(request.auth, clock_of_the_world(), follow_up=key, **given.dict())
    return Status(204, None)


@router.post("/follow-ups/{key}/release", response={204: None})
def release(request: Asked, key: str, given: Body[Release]) -> Status[None]:
    """Let a person go; without the evidence only early, by somebody who may sign."""
    services.release(request.auth, clock_of_the_world(), follow_up=key, **given.dict())
    return Status(204, None)


@router.post("/follow-ups/{key}/move", response=Moved)
def move(request: Asked, key: str, given: Body[NewHome]) -> Moved:
    """Record that the person lives elsewhere now; the offices of the new home take over at once."""
    return services.move(request.auth, clock_of_the_world(), follow_up=key, **given.dict())


@router.post("/follow-ups/{key}/become-case", response=CaseMade)
def become_case(request: Asked, key: str, given: Body[NewCase]) -> CaseMade:
    """Report the person as a case with what is on record, and close the follow-ups."""
    case_id = services.become_case(request.auth, clock_of_the_world(), follow_up=key, **given.dict())
    return CaseMade(case_id)


@router.post("/follow-ups/{key}/links/revoke", response={204: None})
def revoke_links(request: Asked, key: str, given: Body[Reason]) -> Status[None]:
    """End the links a resident may report by."""
    services.revoke_links(request.auth, clock_of_the_world(), follow_up=key, reason=given.reason)
    return Status(204, None)


@router.post("/red-flags/{flag_id}/acknowledge", response={204: None})
def acknowledge_flag(request: Asked, flag_id: UUID) -> Status[None]:
    """Say that a clinician has seen a red flag."""
    services.acknowledge_flag(request.auth, clock_of_the_world(), flag_id=flag_id)
    return Status(204, None)


@router.post("/red-flags/{flag_id}/settle", response={204: None})
def settle_flag(request: Asked, flag_id: UUID, given: Body[Settled]) -> Status[None]:
    """Say what came of a red flag: well, tested, sent-to-hospital or not-related."""
    services.settle_flag(request.auth, clock_of_the_world(), flag_id=flag_id, **given.dict())
    return Status(204, None)
