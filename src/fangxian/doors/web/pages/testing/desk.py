"""The desk where samples are taken, on a phone: a tube, the people of a community, one tap a person; then the box."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.given import read_number
from fangxian.doors.web.pages.testing.given import NAMED, read_codes, read_id
from fangxian.doors.web.pages.testing.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.operations.custody import services
from fangxian.operations.custody.desk import find_tube, list_unsent
from fangxian.operations.custody.laboratories import list_laboratories
from fangxian.operations.custody.rows import SampleGiven
from fangxian.operations.ids import new_id
from fangxian.operations.places.queries import ancestors, children, get_place
from fangxian.operations.rounds.doors import list_doors
from fangxian.operations.rounds.queries import first_place, get_round
from fangxian.operations.sites.queries import list_sites

DOORS_SHOWN = 100


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk, round_id: UUID) -> HttpResponse:
    """Show a tube (?tube=), the site (?site=), who of a community (?place=) is still due; a higher place leads down."""
    row = get_round(desk.reach, round_id)
    place_id = request.GET.get("place") or first_place(desk.reach, row)
    below = [one for one in children(place_id) if one.level != "venue"]
    doors = () if below else list_doors(desk.reach, row.id, place_id)
    waiting = [door for door in doors if any(one.state != "done" for one in door.members)]
    text = request.GET.get("tube", "")
    sites = [one for one in list_sites(desk.reach, row.outbreak_id) if one.is_open(desk.now)]
    return render_page(
        request,
        "testing/desk.html",
        WORDS,
        round=row,
        place=get_place(place_id),
        above=[one for one in ancestors(place_id) if desk.reach.covers(one.place_id)],
        below=below,
        tube=find_tube(desk.reach, row.id, text) if text else None,
        doors=waiting[:DOORS_SHOWN],
        doors_total=len(waiting),
        unsent=list_unsent(desk.reach, row.id, place_id),
        laboratories=list_laboratories(desk.reach, row.outbreak_id),
        shipment_id=new_id(),
        sites=sites,
        site_id=request.GET.get("site", ""),
    )


@require_POST
@signed_in
def sample(request: HttpRequest, desk: Desk, round_id: UUID) -> HttpResponse:
    """Record one swab: the person is done, and is in the tube."""
    form = request.POST
    given = SampleGiven(
        read_id(form, "event_id"),
        form.get("tube", ""),
        form.get("person", ""),
        form.get("place_id", ""),
        desk.clock.now(),
        site_id=form.get("site", "") or None,
    )
    services.record_samples(desk.actor, desk.clock, round_id=round_id, samples=[given])
    tell(request, WORDS, "sampled", person=given.person_id)
    return _back(round_id, given.place_id, given.tube_code, given.site_id)


@require_POST
@signed_in
def send(request: HttpRequest, desk: Desk, round_id: UUID) -> HttpResponse:
    """Hand tubes to a laboratory."""
    form = request.POST
    place_id = form.get("place_id", "")
    row = services.send_shipment(
        desk.actor,
        desk.clock,
        shipment_id=read_id(form, "shipment_id"),
        round_id=round_id,
        place_id=place_id,
        laboratory_id=form.get("laboratory", ""),
        tube_codes=read_codes(form),
        declared=read_number(form, "declared", NAMED["declared"]),
    )
    tell(request, WORDS, "sent_box", tubes=f"{row.sent:,}")
    return _back(round_id, place_id)


def _back(round_id: UUID, place_id: str, tube: str = "", site_id: str | None = None) -> HttpResponse:
    asked = {"place": place_id, "tube": tube, "site": site_id or ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return redirect(f"{reverse('sampling-desk', args=[round_id])}?{query}")
