"""What is done at quarantine sites: open one, order rooms, the steps of a transfer, samples, flags, releases."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.quarantine.given import (
    read_asked,
    read_day,
    read_signed,
    read_site,
    read_temperature,
)
from fangxian.doors.web.pages.quarantine.words import WORDS
from fangxian.doors.web.rendering import tell
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.quarantine_sites import services
from fangxian.operations.quarantine_sites.queries import get_stay_row
from fangxian.operations.restarting import restart_stays

Act = Callable[[HttpRequest, Desk, UUID], str]


@require_POST
@signed_in
def open_one(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Open a site, or say anew what it is."""
    given = read_site(request.POST, desk.reach)
    services.open_site(desk.actor, desk.clock, outbreak_id=_outbreak(desk), given=given)
    tell(request, WORDS, "told_opened", site=given.name)
    return redirect("quarantine-site", given.site_id)


@require_POST
@signed_in
def close_one(request: HttpRequest, desk: Desk, site_id: str) -> HttpResponse:
    """Send nobody there any more."""
    services.close_site(desk.actor, desk.clock, outbreak_id=_outbreak(desk), site_id=site_id)
    tell(request, WORDS, "told_closed")
    return redirect("quarantine-site", site_id)


@require_POST
@signed_in
def order(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Order the rooms that were ticked."""
    asked = read_asked(request.POST)
    made = services.order_stays(desk.actor, desk.clock, outbreak_id=_outbreak(desk), asked=asked)
    tell(request, WORDS, "told_ordered", rooms=len(made))
    return redirect("quarantine")


@require_POST
@signed_in
def sign(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Put a signed consent on record."""
    given = read_signed(request.POST)
    services.sign_consent(desk.actor, desk.clock, outbreak_id=_outbreak(desk), given=given)
    tell(request, WORDS, "told_signed")
    return redirect(f"{reverse('quarantine')}#consents")


@require_POST
@signed_in
def take_back(request: HttpRequest, desk: Desk, consent_id: UUID) -> HttpResponse:
    """Say that somebody no longer consents."""
    services.take_back(desk.actor, desk.clock, consent_id=consent_id)
    tell(request, WORDS, "told_taken_back")
    return redirect(f"{reverse('quarantine')}#consents")


def _of_stay(act: Act) -> Callable[..., HttpResponse]:
    """Do something about a stay, say so, and go back to its site."""

    @require_POST
    @signed_in
    def do(request: HttpRequest, desk: Desk, stay_id: UUID) -> HttpResponse:
        row = get_stay_row(desk.reach, stay_id, desk.clock.now())
        tell(request, WORDS, act(request, desk, stay_id))
        back = reverse("quarantine-site", args=[row.site_id])
        seen = desk.reach.covers(row.place_id)
        return redirect(f"{back}#stay-{stay_id}" if seen else reverse("quarantine"))

    return do


def _about(desk: Desk, stay_id: UUID, **more: Any) -> dict[str, Any]:
    return {"actor": desk.actor, "clock": desk.clock, "stay_id": stay_id, **more}


def _pick_up(_: HttpRequest, desk: Desk, stay_id: UUID) -> str:
    services.note_pick_up(**_about(desk, stay_id))
    return "told_picked_up"


def _arrive(_: HttpRequest, desk: Desk, stay_id: UUID) -> str:
    services.note_arrival(**_about(desk, stay_id))
    return "told_arrived"


def _sample(request: HttpRequest, desk: Desk, stay_id: UUID) -> str:
    services.take_sample(**_about(desk, stay_id, due_on=read_day(request.POST)))
    return "told_sampled"


def _result(request: HttpRequest, desk: Desk, stay_id: UUID) -> str:
    said = request.POST.get("result", "")
    services.note_result(**_about(desk, stay_id, due_on=read_day(request.POST), result=said))
    return "told_result"


def _flag(request: HttpRequest, desk: Desk, stay_id: UUID) -> str:
    heat = read_temperature(request.POST)
    seen = tuple(request.POST.getlist("symptom"))
    services.raise_flag(**_about(desk, stay_id, symptoms=seen, temperature_c=heat))
    return "told_flagged"


def _leave(request: HttpRequest, desk: Desk, stay_id: UUID) -> str:
    services.note_leaving(**_about(desk, stay_id, why=request.POST.get("why", "")))
    return "told_left"


def _let_go(request: HttpRequest, desk: Desk, stay_id: UUID) -> str:
    early = bool(request.POST.get("early"))
    services.release_stay(**_about(desk, stay_id, reason=request.POST.get("reason", ""), early=early))
    return "told_released"


def _restart(request: HttpRequest, desk: Desk, stay_id: UUID) -> str:
    restart_stays(**_about(desk, stay_id, reason=request.POST.get("reason", "")))
    return "told_restarted"


pick_up, arrive, sample, result = (_of_stay(one) for one in (_pick_up, _arrive, _sample, _result))
flag, leave, let_go, restart = (_of_stay(one) for one in (_flag, _leave, _let_go, _restart))


@require_POST
@signed_in
def see(request: HttpRequest, desk: Desk, flag_id: UUID) -> HttpResponse:
    """Say that a doctor has seen a flag."""
    services.see_flag(desk.actor, desk.clock, flag_id=flag_id)
    return redirect(f"{reverse('quarantine')}#flags")


@require_POST
@signed_in
def settle(request: HttpRequest, desk: Desk, flag_id: UUID) -> HttpResponse:
    """Say what came of a flag."""
    services.settle_flag(desk.actor, desk.clock, flag_id=flag_id, ending=request.POST.get("ending", ""))
    tell(request, WORDS, "told_settled")
    return redirect(f"{reverse('quarantine')}#flags")


def _outbreak(desk: Desk) -> str:
    return (desk.outbreak or get_outbreak(desk.reach, "")).id
