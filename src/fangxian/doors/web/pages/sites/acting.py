"""What is done at sampling sites: open and close, tap the queue, on and off duty, answer an alarm."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.given import read_number, read_optional_number, read_place, unclear
from fangxian.doors.web.pages.sites.given import NAMED, read_degrees
from fangxian.doors.web.pages.sites.words import WORDS
from fangxian.doors.web.rendering import tell
from fangxian.engines.problems import Text
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.sites import services
from fangxian.operations.sites.queries import get_site
from fangxian.operations.sites.rows import SiteGiven


@require_POST
@signed_in
def open_one(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Open a site."""
    form = request.POST
    given = SiteGiven(
        form.get("key", "").strip(),
        read_place(form, desk.reach),
        read_degrees(form, "lat"),
        read_degrees(form, "lon"),
        name=form.get("name", ""),
        desks=read_number(form, "desks", NAMED["desks"]),
        queue_limit=read_optional_number(form, "queue_limit", NAMED["queue_limit"]),
    )
    services.open_sites(desk.actor, desk.clock, outbreak_id=_outbreak(desk), sites=[given])
    tell(request, WORDS, "opened", site=given.name or given.key)
    return redirect("site", given.key)


@require_POST
@signed_in
def say_anew(request: HttpRequest, desk: Desk, site_id: str) -> HttpResponse:
    """Say how many desks a site has and how many may wait; a closed one opens again."""
    row, form = get_site(desk.reach, _outbreak(desk), site_id), request.POST
    given = SiteGiven(
        row.id,
        row.place_id,
        row.lat,
        row.lon,
        row.name.zh,
        row.name.en,
        desks=read_number(form, "desks", NAMED["desks"]),
        per_desk_hour=row.per_desk_hour,
        queue_limit=read_optional_number(form, "queue_limit", NAMED["queue_limit"]),
    )
    services.open_sites(desk.actor, desk.clock, outbreak_id=_outbreak(desk), sites=[given])
    tell(request, WORDS, "said")
    return redirect("site", site_id)


@require_POST
@signed_in
def close(request: HttpRequest, desk: Desk, site_id: str) -> HttpResponse:
    """Close a site."""
    services.close_site(desk.actor, desk.clock, outbreak_id=_outbreak(desk), site_id=site_id)
    tell(request, WORDS, "was_closed")
    return redirect("site", site_id)


@require_POST
@signed_in
def report_queue(request: HttpRequest, desk: Desk, site_id: str) -> HttpResponse:
    """Say how many people wait."""
    waiting = read_number(request.POST, "waiting", NAMED["waiting"])
    services.report_queue(
        desk.actor, desk.clock, outbreak_id=_outbreak(desk), site_id=site_id, waiting=waiting
    )
    tell(request, WORDS, "queue_told", waiting=f"{waiting:,}")
    return redirect("site", site_id)


@require_POST
@signed_in
def go_on_duty(request: HttpRequest, desk: Desk, site_id: str) -> HttpResponse:
    """Say that somebody, or whoever taps (`self`), is on duty."""
    form = request.POST
    services.go_on_duty(
        desk.actor,
        desk.clock,
        outbreak_id=_outbreak(desk),
        site_id=site_id,
        person_id=form.get("person", ""),
        staff_id=desk.actor.handle if form.get("self") else form.get("staff", ""),
    )
    tell(request, WORDS, "came")
    return redirect("site", site_id)


@require_POST
@signed_in
def go_off_duty(request: HttpRequest, desk: Desk, site_id: str) -> HttpResponse:
    """Say that a shift is over."""
    try:
        shift_id = UUID(request.POST.get("shift", ""))
    except ValueError as error:
        raise unclear(Text("班次", "the shift")) from error
    services.go_off_duty(
        desk.actor, desk.clock, outbreak_id=_outbreak(desk), site_id=site_id, shift_id=shift_id
    )
    tell(request, WORDS, "went")
    return redirect("site", site_id)


@require_POST
@signed_in
def answer(request: HttpRequest, desk: Desk, alarm_id: UUID) -> HttpResponse:
    """Say what was done about an alarm."""
    services.answer_alarm(desk.actor, desk.clock, alarm_id=alarm_id, said=request.POST.get("said", ""))
    tell(request, WORDS, "answered")
    return redirect("sites")


def _outbreak(desk: Desk) -> str:
    return desk.outbreak.id if desk.outbreak else get_outbreak(desk.reach, "").id
