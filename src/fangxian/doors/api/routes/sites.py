"""Sampling sites: open and close them, who is on duty, how many wait, what is wrong."""

from datetime import datetime
from uuid import UUID

from ninja import Router, Status
from pydantic import AwareDatetime, Field

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.doors.api.given import Exact
from fangxian.operations.at_sites import board
from fangxian.operations.at_sites.board import SiteState
from fangxian.operations.sites import alarms, services
from fangxian.operations.sites.rows import Opened, QueueRow, ShiftRow, SiteAlarmRow, SiteGiven, SiteRow

router = Router()


class NewSite(Exact):
    """A site as it is to open. Without `desks` they are reckoned from `capacity`, the people it can sample in a day."""

    key: str = Field(min_length=1, max_length=40)
    place_id: str
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    name: str = Field("", max_length=120)
    name_en: str = Field("", max_length=120)
    desks: int | None = Field(None, ge=1, le=200)
    capacity: int | None = Field(None, ge=0, le=1_000_000)
    per_desk_hour: int | None = Field(None, ge=1, le=1_000)
    queue_limit: int | None = Field(None, ge=0, le=1_000_000)


class NewSites(Exact):
    """Sites of one sending: all open, or none. `open_from`: when people are first sampled there; without it now."""

    sites: list[NewSite] = Field(min_length=1, max_length=2_000)
    open_from: AwareDatetime | None = None


class QueueGiven(Exact):
    """How many people were seen waiting, and when (now, where it is not said)."""

    waiting: int = Field(ge=0, le=20_000)
    seen_at: AwareDatetime | None = None


class NewShift(Exact):
    """Somebody on duty: a person by their number, one of the staff by their handle, or both. `id` is made at the desk."""

    id: UUID
    person_id: str = Field("", max_length=64)
    staff_id: str = Field("", max_length=60)
    from_at: AwareDatetime | None = None
    to_at: AwareDatetime | None = None


class ShiftEnd(Exact):
    """When a shift ended; now, where it is not said."""

    to_at: AwareDatetime | None = None


class AnswerGiven(Exact):
    """What was done about an alarm."""

    said: str = Field(min_length=1, max_length=500)


@router.get("/outbreaks/{outbreak_id}/sites", response=list[SiteState])
def list_sites(request: Asked, outbreak_id: str, known_at: AwareDatetime | None = None) -> list[SiteState]:
    """List the sampling sites of your places: desks, samples, queue, crew, alarms; those with an alarm first."""
    return list(board.list_states(request.auth.reach, outbreak_id, _hour(known_at)))


@router.post("/outbreaks/{outbreak_id}/sites", response=Opened)
def open_sites(request: Asked, outbreak_id: str, given: NewSites) -> Opened:
    """Open sites, or say anew what they are; what stands like that already stays as it is."""
    return services.open_sites(
        request.auth,
        clock_of_the_world(),
        outbreak_id=outbreak_id,
        sites=[SiteGiven(**one.model_dump()) for one in given.sites],
        open_from=given.open_from,
    )


@router.post("/outbreaks/{outbreak_id}/sites/{site_id}/closed", response=SiteRow)
def close_site(request: Asked, outbreak_id: str, site_id: str) -> SiteRow:
    """Say that nobody is sampled at a site any more."""
    return services.close_site(request.auth, clock_of_the_world(), outbreak_id=outbreak_id, site_id=site_id)


@router.post("/outbreaks/{outbreak_id}/sites/{site_id}/queue", response=QueueRow)
def report_queue(request: Asked, outbreak_id: str, site_id: str, given: QueueGiven) -> QueueRow:
    """Say how many people wait at a site."""
    return services.report_queue(
        request.auth, clock_of_the_world(), outbreak_id=outbreak_id, site_id=site_id, **given.model_dump()
    )


@router.get("/outbreaks/{outbreak_id}/sites/{site_id}/shifts", response=list[ShiftRow])
def list_shifts(
    request: Asked, outbreak_id: str, site_id: str, known_at: AwareDatetime | None = None
) -> list[ShiftRow]:
    """List the shifts at a site, those on duty first."""
    return list(board.list_crew(request.auth.reach, outbreak_id, site_id, _hour(known_at)))


@router.post("/outbreaks/{outbreak_id}/sites/{site_id}/shifts", response={201: ShiftRow})
def go_on_duty(request: Asked, outbreak_id: str, site_id: str, given: NewShift) -> Status[ShiftRow]:
    """Say that somebody is on duty; sent again under the same id nothing changes."""
    told = given.model_dump()
    made = services.go_on_duty(
        request.auth,
        clock_of_the_world(),
        outbreak_id=outbreak_id,
        site_id=site_id,
        shift_id=told.pop("id"),
        **told,
    )
    return Status(201, made)


@router.post("/outbreaks/{outbreak_id}/sites/{site_id}/shifts/{shift_id}/ended", response=ShiftRow)
def go_off_duty(request: Asked, outbreak_id: str, site_id: str, shift_id: UUID, given: ShiftEnd) -> ShiftRow:
    """Say when a shift ended; said again, the last word stands."""
    return services.go_off_duty(
        request.auth,
        clock_of_the_world(),
        outbreak_id=outbreak_id,
        site_id=site_id,
        shift_id=shift_id,
        to_at=given.to_at,
    )


@router.get("/outbreaks/{outbreak_id}/site-alarms", response=list[SiteAlarmRow])
def list_site_alarms(
    request: Asked, outbreak_id: str, known_at: AwareDatetime | None = None
) -> list[SiteAlarmRow]:
    """List the alarms of your sites, those nobody answered first."""
    return list(alarms.list_alarms(request.auth.reach, outbreak_id, _hour(known_at)))


@router.post("/site-alarms/{alarm_id}/answer", response={204: None})
def answer_alarm(request: Asked, alarm_id: UUID, given: AnswerGiven) -> Status[None]:
    """Say what was done about an alarm."""
    services.answer_alarm(request.auth, clock_of_the_world(), alarm_id=alarm_id, said=given.said)
    return Status(204, None)


def _hour(known_at: datetime | None) -> datetime:
    return known_at or clock_of_the_world().now()
