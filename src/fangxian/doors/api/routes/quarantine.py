"""Quarantine sites: rooms, stays on a standing restriction, transfers, samples, red flags, restarts, releases."""

from datetime import date
from uuid import UUID

from ninja import Router, Status
from pydantic import AwareDatetime, Field

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.doors.api.given import Exact
from fangxian.doors.api.hours import KnownAt, known
from fangxian.operations import rooming
from fangxian.operations.quarantine_sites import agreed, board, queries, services
from fangxian.operations.quarantine_sites.rows import (
    AgreedRow,
    ConsentGiven,
    ConsentRow,
    FloorGiven,
    FreeDay,
    RestartRow,
    SiteGiven,
    SiteRow,
    StayFlagRow,
    StayRow,
    Suggested,
)
from fangxian.operations.restarting import restart_stays as begin_anew

router = Router()
_AT = "/outbreaks/{outbreak_id}/quarantine"


class NewFloor(Exact):
    """A floor of a site. `offers`: wheelchair, dialysis, infant, interpreter, pregnancy, medicine, child; `air`: floors
    with one word share air."""

    floor: str = Field(min_length=1, max_length=8)
    rooms: int = Field(ge=1, le=99)
    offers: list[str] = Field([], max_length=8)
    air: str = Field("", max_length=24)


class NewQuarantineSite(Exact):
    """A quarantine site; said anew under its key, the last that was said stands."""

    site_id: str = Field(min_length=1, max_length=40)
    place_id: str
    name: str = Field(min_length=1, max_length=120)
    name_en: str = Field("", max_length=120)
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    floors: list[NewFloor] = Field(min_length=1, max_length=60)


class NewStay(Exact):
    """A room for whoever a restriction binds, or for whoever has signed `consent_id`. `party_id`: those who share it."""

    restriction_key: str = Field("", max_length=64)
    consent_id: UUID | None = None
    site_id: str = Field(min_length=1, max_length=40)
    room: str = Field(min_length=1, max_length=12)
    party_id: str = Field("", max_length=64)


class NewConsent(Exact):
    """A signed consent to a room. channel: visit, call, own-link; language: zh, local, en, sign, interpreter; signed:
    own-hand, guardian, witnessed; `until`: at most as they agreed to."""

    person_id: str = Field(min_length=1, max_length=64)
    measure: str = Field(min_length=1, max_length=80)
    channel: str = Field(max_length=12)
    language: str = Field(max_length=12)
    signed: str = Field(max_length=12)
    until: AwareDatetime | None = None


class ConsentId(Exact):
    """The consent that was put on record."""

    consent_id: UUID


class NewStays(Exact):
    """Rooms of one sending: all are ordered, or none."""

    stays: list[NewStay] = Field(min_length=1, max_length=2_000)


class StayIds(Exact):
    """The stays that were ordered, in the order they were asked for."""

    stays: list[UUID]


class Leaving(Exact):
    """How a stay ends, but for a release: to-hospital, moved, never-came."""

    why: str = Field(max_length=16)


class DaySampled(Exact):
    """The due day a sample was taken for."""

    due_on: date


class DayResult(DaySampled):
    """What that sample showed: negative or positive."""

    result: str = Field(max_length=16)


class FlagGiven(Exact):
    """Symptoms seen in a room, or a temperature."""

    symptoms: list[str] = Field([], max_length=30)
    temperature_c: float | None = Field(None, ge=30, le=45)


class FlagRaised(Exact):
    """The flag that was raised."""

    flag_id: UUID


class FlagEnding(Exact):
    """What came of a flag: well, tested, sent-to-hospital, not-related."""

    ending: str = Field(max_length=20)


class ReleaseGiven(Exact):
    """Why the person goes; `early`: before the evidence is complete, by somebody who may sign."""

    reason: str = Field(max_length=500)
    early: bool = False


class Because(Exact):
    """Why."""

    reason: str = Field(max_length=500)


class BegunAnew(Exact):
    """How many people begin anew once two offices have signed."""

    people: int


@router.get(f"{_AT}/sites", response=list[SiteRow])
def list_sites(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[SiteRow]:
    """List the quarantine sites of your places: rooms, who is there, what is late and due."""
    return list(board.list_sites(request.auth.reach, outbreak_id, known(known_at)))


@router.post(f"{_AT}/sites", response={204: None})
def open_site(request: Asked, outbreak_id: str, given: NewQuarantineSite) -> Status[None]:
    """Open a site, or say anew what it is."""
    told = given.model_dump()
    floors = tuple(FloorGiven(**{**one, "offers": tuple(one["offers"])}) for one in told.pop("floors"))
    site = SiteGiven(floors=floors, **told)
    services.open_site(request.auth, clock_of_the_world(), outbreak_id=outbreak_id, given=site)
    return Status(204, None)


@router.post(f"{_AT}/sites/{{site_id}}/close", response={204: None})
def close_site(request: Asked, outbreak_id: str, site_id: str) -> Status[None]:
    """Send nobody to a site any more; whoever is there stays until they leave."""
    services.close_site(request.auth, clock_of_the_world(), outbreak_id=outbreak_id, site_id=site_id)
    return Status(204, None)


@router.get(f"{_AT}/free", response=list[FreeDay])
def count_free(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[FreeDay]:
    """Count the rooms free on each of the next days."""
    return list(board.count_free(request.auth.reach, outbreak_id, known(known_at)))


@router.get(f"{_AT}/suggested", response=list[Suggested])
def suggest_rooms(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[Suggested]:
    """Suggest a room for everybody who is bound to one, or has signed, and has none: where what they need is offered."""
    return list(rooming.suggest_rooms(request.auth.reach, outbreak_id, known(known_at)))


@router.get(f"{_AT}/stays", response=list[StayRow])
def list_stays(
    request: Asked, outbreak_id: str, site_id: str = "", known_at: KnownAt = None
) -> list[StayRow]:
    """List the stays nobody has left, late transfers first."""
    return list(queries.list_stays(request.auth.reach, outbreak_id, known(known_at), site_id=site_id))


@router.post(f"{_AT}/stays", response=StayIds)
def order_stays(request: Asked, outbreak_id: str, given: NewStays) -> StayIds:
    """Order rooms and their transfers, each on a restriction or a consent that stands."""
    asked = [services.RoomAsked(**one.model_dump()) for one in given.stays]
    made = services.order_stays(request.auth, clock_of_the_world(), outbreak_id=outbreak_id, asked=asked)
    return StayIds(stays=list(made))


@router.get(f"{_AT}/agreed", response=list[AgreedRow])
def list_unsigned(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[AgreedRow]:
    """List who agreed to a room of their own accord and has not signed."""
    return list(agreed.list_unsigned(request.auth.reach, outbreak_id, known(known_at)))


@router.get(f"{_AT}/consents", response=list[ConsentRow])
def list_consents(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[ConsentRow]:
    """List the consents to a room, those that stand first. They are restrictions of nobody."""
    return list(agreed.list_consents(request.auth.reach, outbreak_id, known(known_at)))


@router.post(f"{_AT}/consents", response=ConsentId)
def sign_consent(request: Asked, outbreak_id: str, given: NewConsent) -> ConsentId:
    """Put a signed consent on record: who agreed to a room may now be given one."""
    signed = ConsentGiven(**given.model_dump())
    made = services.sign_consent(request.auth, clock_of_the_world(), outbreak_id=outbreak_id, given=signed)
    return ConsentId(consent_id=made)


@router.post("/consents/{consent_id}/taken-back", response={204: None})
def take_back_consent(request: Asked, consent_id: UUID) -> Status[None]:
    """Say that somebody no longer consents: the stay ends now. No reason is asked."""
    services.take_back(request.auth, clock_of_the_world(), consent_id=consent_id)
    return Status(204, None)


@router.get(f"{_AT}/flags", response=list[StayFlagRow])
def list_flags(
    request: Asked, outbreak_id: str, open_only: bool = True, known_at: KnownAt = None
) -> list[StayFlagRow]:
    """List the red flags in rooms, what no doctor has seen first."""
    found = queries.list_flags(request.auth.reach, outbreak_id, known(known_at), open_only=open_only)
    return list(found)


@router.get(f"{_AT}/restarts", response=list[RestartRow])
def list_restarts(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[RestartRow]:
    """List who has to begin anew after a positive result at a site."""
    return list(queries.list_restarts(request.auth.reach, outbreak_id, known(known_at)))


@router.get("/stays/{stay_id}", response=StayRow)
def show_stay(request: Asked, stay_id: UUID, known_at: KnownAt = None) -> StayRow:
    """Show a stay, also one that is over."""
    return queries.get_stay_row(request.auth.reach, stay_id, known(known_at))


@router.post("/stays/{stay_id}/picked-up", response={204: None})
def note_pick_up(request: Asked, stay_id: UUID) -> Status[None]:
    """Say that the person was picked up."""
    services.note_pick_up(request.auth, clock_of_the_world(), stay_id=stay_id)
    return Status(204, None)


@router.post("/stays/{stay_id}/arrived", response={204: None})
def note_arrival(request: Asked, stay_id: UUID) -> Status[None]:
    """Say that the person is in the room."""
    services.note_arrival(request.auth, clock_of_the_world(), stay_id=stay_id)
    return Status(204, None)


@router.post("/stays/{stay_id}/left", response={204: None})
def note_leaving(request: Asked, stay_id: UUID, given: Leaving) -> Status[None]:
    """Say that the person went to hospital, moved to another room, or never came."""
    services.note_leaving(request.auth, clock_of_the_world(), stay_id=stay_id, why=given.why)
    return Status(204, None)


@router.post("/stays/{stay_id}/samples", response={204: None})
def take_sample(request: Asked, stay_id: UUID, given: DaySampled) -> Status[None]:
    """Say that the sample of a due day was taken now."""
    services.take_sample(request.auth, clock_of_the_world(), stay_id=stay_id, due_on=given.due_on)
    return Status(204, None)


@router.post("/stays/{stay_id}/results", response={204: None})
def note_result(request: Asked, stay_id: UUID, given: DayResult) -> Status[None]:
    """Say what the sample of a due day showed."""
    services.note_result(request.auth, clock_of_the_world(), stay_id=stay_id, **given.model_dump())
    return Status(204, None)


@router.post("/stays/{stay_id}/flags", response=FlagRaised)
def raise_flag(request: Asked, stay_id: UUID, given: FlagGiven) -> FlagRaised:
    """Tell a doctor of symptoms in a room."""
    flag = services.raise_flag(request.auth, clock_of_the_world(), stay_id=stay_id, **given.model_dump())
    return FlagRaised(flag_id=flag)


@router.post("/stays/{stay_id}/release", response={204: None})
def release_stay(request: Asked, stay_id: UUID, given: ReleaseGiven) -> Status[None]:
    """Let a person go with the evidence: the days served and every result known."""
    services.release_stay(request.auth, clock_of_the_world(), stay_id=stay_id, **given.model_dump())
    return Status(204, None)


@router.post("/stays/{stay_id}/restart", response=BegunAnew)
def restart_stays(request: Asked, stay_id: UUID, given: Because) -> BegunAnew:
    """Name those who shared the floor or air of a positive person as contacts; two offices sign whether they begin anew."""
    people = begin_anew(request.auth, clock_of_the_world(), stay_id=stay_id, reason=given.reason)
    return BegunAnew(people=people)


@router.post("/stay-flags/{flag_id}/seen", response={204: None})
def see_flag(request: Asked, flag_id: UUID) -> Status[None]:
    """Say that a doctor has seen a flag."""
    services.see_flag(request.auth, clock_of_the_world(), flag_id=flag_id)
    return Status(204, None)


@router.post("/stay-flags/{flag_id}/settle", response={204: None})
def settle_flag(request: Asked, flag_id: UUID, given: FlagEnding) -> Status[None]:
    """Say what came of a flag."""
    services.settle_flag(request.auth, clock_of_the_world(), flag_id=flag_id, ending=given.ending)
    return Status(204, None)
