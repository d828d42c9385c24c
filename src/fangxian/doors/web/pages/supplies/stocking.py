"""Depots and lots: what is there, what is promised, what expires; taken in and written off."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.given import read_number, read_optional_number, read_place
from fangxian.doors.web.pages.supplies.given import NAMED, read_degrees, read_lot
from fangxian.doors.web.pages.supplies.words import WORDS
from fangxian.doors.web.paging import turn_to
from fangxian.doors.web.rendering import render_page, tell
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.places.queries import get_place
from fangxian.operations.supplies import services
from fangxian.operations.supplies.balances import list_lots
from fangxian.operations.supplies.depots import list_depots
from fangxian.operations.supplies.packs import rule_of


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show depots and lots, what expires first first, each with its balance."""
    outbreak_id = _outbreak(desk)
    depots = list_depots(desk.reach, outbreak_id, desk.known_at)
    today = desk.known_at.astimezone(desk.zone).date()
    lots = list_lots(desk.reach, outbreak_id, desk.known_at)
    rows = [(one, bool(one.expires_on and one.expires_on < today and one.in_stock)) for one in lots]
    return render_page(
        request,
        "supplies/stock.html",
        WORDS,
        rows=turn_to(request, rows),
        expired=sum(bool(one.expires_on and one.expires_on < today and one.free > 0) for one in lots),
        depots=depots,
        names={one.id: one.name for one in depots},
        items=rule_of(outbreak_id).items.values(),
        own=get_place(desk.actor.place_id),
    )


@require_POST
@signed_in
def say_depot(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say where a depot is."""
    form = request.POST
    row = services.register_depot(
        desk.actor,
        desk.clock,
        outbreak_id=_outbreak(desk),
        key=form.get("key", "").strip(),
        name=form.get("name", ""),
        place_id=read_place(form, desk.reach),
        lat=read_degrees(form, "lat") or 0.0,
        lon=read_degrees(form, "lon") or 0.0,
    )
    tell(request, WORDS, "told_depot", depot=row.name)
    return redirect("supply-stock")


@require_POST
@signed_in
def take_in_one(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Register a lot."""
    services.take_in(desk.actor, desk.clock, outbreak_id=_outbreak(desk), given=read_lot(request.POST))
    tell(request, WORDS, "told_lot")
    return redirect("supply-stock")


@require_POST
@signed_in
def say_came(request: HttpRequest, desk: Desk, lot_id: UUID) -> HttpResponse:
    """Say that a lot has come."""
    quantity = read_optional_number(request.POST, "quantity", NAMED["quantity"])
    services.lot_came(desk.actor, desk.clock, lot_id=lot_id, quantity=quantity)
    tell(request, WORDS, "told_lot")
    return redirect("supply-stock")


@require_POST
@signed_in
def write_one_off(request: HttpRequest, desk: Desk, lot_id: UUID) -> HttpResponse:
    """Write something off."""
    services.write_off(
        desk.actor,
        desk.clock,
        lot_id=lot_id,
        quantity=read_number(request.POST, "quantity", NAMED["quantity"]),
        reason=request.POST.get("reason", ""),
    )
    tell(request, WORDS, "told_off")
    return redirect("supply-stock")


@require_POST
@signed_in
def take_out(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take out of stock what has expired."""
    done = services.take_out_expired(desk.actor, desk.clock, outbreak_id=_outbreak(desk))
    tell(request, WORDS, "told_expired", lots=done)
    return redirect("supply-stock")


def _outbreak(desk: Desk) -> str:
    return (desk.outbreak or get_outbreak(desk.reach, "")).id
