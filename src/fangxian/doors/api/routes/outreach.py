"""Outreach: looks at venues and what they found, closings, loudspeakers, stranded visitors."""

from dataclasses import dataclass
from uuid import UUID

from ninja import Body, Router, Status
from pydantic import AwareDatetime, Field

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.doors.api.given import Exact, Reason
from fangxian.doors.api.hours import KnownAt, known
from fangxian.operations.outreach import closed, findings, looking, services, stranded, venues
from fangxian.operations.outreach.loudspeakers import list_loudspeakers as list_posts
from fangxian.operations.outreach.rows import (
    ClosedVenue,
    GroupRow,
    GroupsRegistered,
    HomeRow,
    HomeTold,
    Looked,
    LoudspeakerRow,
    VenueDue,
    VenueFindingRow,
    VenueView,
    WalksRow,
)

router = Router()
_OUTBREAK = "/outbreaks/{outbreak_id}"


class Look(Exact):
    """A form as filled in at a venue; `id` is made there. `answers`: question -> yes, no or not-asked.

    `proofs`: question -> what shows that an earlier finding is put right.
    """

    id: UUID
    answers: dict[str, str] = Field(max_length=60)
    seen_at: AwareDatetime
    proofs: dict[str, str] = Field({}, max_length=60)
    device_at: AwareDatetime | None = None


class Proof(Exact):
    """What shows that a finding is put right, in words, no person in them."""

    proof: str = Field(max_length=300)


class Closing(Exact):
    """Why a venue is closed, and until when (default: as long as the checklist allows)."""

    reason: str = Field(max_length=300)
    ends_at: AwareDatetime | None = None


class Post(Exact):
    """Where a loudspeaker hangs, who keeps it (an office or a shop), at which local hours it plays ("08:00")."""

    spot: str = Field(max_length=120)
    keeper: str = Field(max_length=120)
    hours: list[str] = Field(max_length=24)


class Play(Exact):
    """A loudspeaker played so often; `id` is made at the loudspeaker."""

    id: UUID
    played_at: AwareDatetime
    times: int = Field(1, ge=1, le=500)


class Group(Exact):
    """A group of stranded visitors; `id` is made where it is written down. `needs`: codes of needs."""

    id: UUID
    place_id: str
    size: int = Field(ge=1, le=5_000)
    home: str = Field(max_length=120)
    leader: str = Field("", max_length=80)
    phone: str = Field("", max_length=40)
    operator: str = Field("", max_length=120)
    needs: list[str] = Field([], max_length=20)


class Groups(Exact):
    """Groups to register: all of them or, where one is not clear, none."""

    groups: list[Group] = Field(max_length=2_000)


class Sampling(Exact):
    """So many of a group were sampled; `positives` once they are known."""

    id: UUID
    taken_at: AwareDatetime
    people: int = Field(ge=1, le=5_000)
    positives: int | None = Field(None, ge=0, le=5_000)


class WayHome(Exact):
    """When a group leaves and by what: train, plane, coach, car, boat or other."""

    leaves_at: AwareDatetime
    leaves_by: str = Field(max_length=8)


class Where(Exact):
    """Where a group is housed now."""

    place_id: str


class HomeCity(Exact):
    """The home city, and its place if it is one of this tree."""

    home: str = Field(min_length=1, max_length=120)
    to_place_id: str = ""


@dataclass(frozen=True)
class Told:
    """The draft of the notice that tells the operator; a second person approves it."""

    edition_id: UUID


@dataclass(frozen=True)
class Fresh:
    """Whether what was sent is new."""

    fresh: bool


@router.get(_OUTBREAK + "/venues-due", response=list[VenueDue])
def list_due(
    request: Asked, outbreak_id: str, place_id: str = "", known_at: KnownAt = None
) -> list[VenueDue]:
    """List the venues within your reach that are due for a look, the most urgent first."""
    return list(venues.list_due(request.auth.reach, outbreak_id, known(known_at), place_id=place_id))


@router.get(_OUTBREAK + "/venue-walks", response=WalksRow)
def plan_walks(
    request: Asked, outbreak_id: str, place_id: str = "", walkers: int = 1, minutes: float = 240
) -> WalksRow:
    """Plan walks along what is due, for so many inspectors with so many minutes; what is not reached is named."""
    return venues.plan_rounds(
        request.auth.reach,
        outbreak_id,
        clock_of_the_world().now(),
        place_id=place_id,
        walkers=walkers,
        minutes=min(max(minutes, 1.0), 1_440.0),
    )


@router.get(_OUTBREAK + "/venue-forms/{venue_id}", response=VenueView)
def show_venue(request: Asked, outbreak_id: str, venue_id: str, known_at: KnownAt = None) -> VenueView:
    """Show what is asked at a venue, what is open there, whether it is closed."""
    return looking.view_venue(request.auth.reach, outbreak_id, venue_id, known(known_at))


@router.post(_OUTBREAK + "/venue-forms/{venue_id}/looks", response=Looked)
def record_look(request: Asked, outbreak_id: str, venue_id: str, given: Look) -> Looked:
    """Record a look at a venue; sent again, nothing changes."""
    look = services.LookGiven(venue_id=venue_id, **given.model_dump())
    return services.record_look(request.auth, clock_of_the_world(), outbreak_id=outbreak_id, given=look)


@router.post(_OUTBREAK + "/venue-forms/{venue_id}/close", response=Told)
def close_venue(request: Asked, outbreak_id: str, venue_id: str, given: Body[Closing]) -> Told:
    """Close a venue on a grave finding or one not put right in time."""
    clock = clock_of_the_world()
    about = {"outbreak_id": outbreak_id, "venue_id": venue_id}
    return Told(
        services.close_venue(request.auth, clock, **about, reason=given.reason, ends_at=given.ends_at)
    )


@router.post(_OUTBREAK + "/venue-forms/{venue_id}/reopen", response=Told)
def reopen_venue(request: Asked, outbreak_id: str, venue_id: str, given: Body[Reason]) -> Told:
    """Let a venue open again once every finding is closed; you are its approver."""
    about = {"outbreak_id": outbreak_id, "venue_id": venue_id}
    return Told(services.reopen_venue(request.auth, clock_of_the_world(), **about, reason=given.reason))


@router.get(_OUTBREAK + "/venues-closed", response=list[ClosedVenue])
def list_closed(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[ClosedVenue]:
    """List the venues within your reach that are closed, by a measure or on findings."""
    return list(closed.list_closed(request.auth.reach, outbreak_id, known(known_at)))


@router.get(_OUTBREAK + "/venue-findings", response=list[VenueFindingRow])
def list_findings(
    request: Asked, outbreak_id: str, open_only: bool = True, known_at: KnownAt = None
) -> list[VenueFindingRow]:
    """List what was found at venues within your reach, what is late first."""
    found = findings.list_findings(request.auth.reach, outbreak_id, known(known_at), open_only=open_only)
    return list(found)


@router.post("/venue-findings/{flaw_id}/right", response={204: None})
def put_right(request: Asked, flaw_id: UUID, given: Body[Proof]) -> Status[None]:
    """Close a finding with what shows that it is right."""
    services.put_right(request.auth, clock_of_the_world(), finding_id=flaw_id, proof=given.proof)
    return Status(204, None)


@router.get(_OUTBREAK + "/loudspeakers", response=list[LoudspeakerRow])
def list_loudspeakers(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[LoudspeakerRow]:
    """List the loudspeakers within your reach, those that missed most plays of today first."""
    return list(list_posts(request.auth.reach, outbreak_id, known(known_at)))


@router.post("/loudspeakers/{outlet_id}/post", response={204: None})
def place_loudspeaker(request: Asked, outlet_id: UUID, given: Body[Post]) -> Status[None]:
    """Say where a loudspeaker hangs, who keeps it and when it plays; the last word stands."""
    post = services.PostGiven(outlet_id, given.spot, given.keeper, tuple(given.hours))
    services.place_loudspeaker(request.auth, clock_of_the_world(), given=post)
    return Status(204, None)


@router.post("/loudspeakers/{outlet_id}/plays", response=Fresh)
def record_play(request: Asked, outlet_id: UUID, given: Body[Play]) -> Fresh:
    """Record that a loudspeaker played; sent again, nothing changes."""
    return Fresh(
        services.record_play(
            request.auth,
            clock_of_the_world(),
            event_id=given.id,
            outlet_id=outlet_id,
            played_at=given.played_at,
            times=given.times,
        )
    )


@router.get(_OUTBREAK + "/stranded", response=list[GroupRow])
def list_groups(request: Asked, outbreak_id: str, home: str = "", known_at: KnownAt = None) -> list[GroupRow]:
    """List the groups of stranded visitors housed within your reach, what is late first."""
    return list(stranded.list_groups(request.auth.reach, outbreak_id, known(known_at), home=home))


@router.get(_OUTBREAK + "/stranded/homes", response=list[HomeRow])
def count_by_home(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[HomeRow]:
    """Count what is owed to each home city."""
    groups = stranded.list_groups(request.auth.reach, outbreak_id, known(known_at))
    return list(stranded.count_by_home(groups))


@router.post(_OUTBREAK + "/stranded", response=GroupsRegistered)
def register_groups(request: Asked, outbreak_id: str, given: Body[Groups]) -> GroupsRegistered:
    """Register groups where they are housed; a group sent again changes nothing."""
    groups = [services.GroupGiven(**{**one.model_dump(), "needs": tuple(one.needs)}) for one in given.groups]
    return services.register_groups(
        request.auth, clock_of_the_world(), outbreak_id=outbreak_id, groups=groups
    )


@router.post(_OUTBREAK + "/stranded/hand-over", response=HomeTold)
def hand_over(request: Asked, outbreak_id: str, given: Body[HomeCity]) -> HomeTold:
    """Hand every group of a home city that was not handed over yet to that city, in one letter."""
    return services.hand_over(
        request.auth, clock_of_the_world(), outbreak_id=outbreak_id, **given.model_dump()
    )


@router.post("/stranded/{group_id}/tests", response=Fresh)
def record_test(request: Asked, group_id: UUID, given: Body[Sampling]) -> Fresh:
    """Record that so many of a group were sampled; sent again, nothing changes."""
    told = given.model_dump()
    test_id = told.pop("id")
    return Fresh(
        services.record_group_test(
            request.auth, clock_of_the_world(), test_id=test_id, group_id=group_id, **told
        )
    )


@router.post("/stranded/{group_id}/way-home", response={204: None})
def plan_onward(request: Asked, group_id: UUID, given: Body[WayHome]) -> Status[None]:
    """Say by what and when a group goes home."""
    services.plan_onward(request.auth, clock_of_the_world(), group_id=group_id, **given.model_dump())
    return Status(204, None)


@router.post("/stranded/{group_id}/move", response={204: None})
def move_group(request: Asked, group_id: UUID, given: Body[Where]) -> Status[None]:
    """Say where a group is housed now."""
    services.move_group(request.auth, clock_of_the_world(), group_id=group_id, place_id=given.place_id)
    return Status(204, None)


@router.post("/stranded/{group_id}/left", response={204: None})
def record_left(request: Asked, group_id: UUID) -> Status[None]:
    """Record that a group has left."""
    services.record_left(request.auth, clock_of_the_world(), group_id=group_id)
    return Status(204, None)
