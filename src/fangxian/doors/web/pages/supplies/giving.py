"""The book of donations: offered, received, acknowledged, published."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.given import read_number, read_optional_number, read_place
from fangxian.doors.web.pages.supplies.given import NAMED, read_day
from fangxian.doors.web.pages.supplies.words import WORDS
from fangxian.doors.web.paging import turn_to
from fangxian.doors.web.rendering import render_page, tell
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.places.queries import get_place
from fangxian.operations.supplies import services
from fangxian.operations.supplies.depots import list_depots
from fangxian.operations.supplies.donations import list_donations
from fangxian.operations.supplies.packs import rule_of
from fangxian.operations.supplies.rows import PurchaseGiven
from fangxian.operations.supplies.spending import count_purse, list_purchases

STEPS: dict[str, Callable[..., None]] = {
    "received": services.receive_donation,
    "acknowledged": services.acknowledge_donation,
    "published": services.publish_donation,
    "declined": services.decline_donation,
}


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the book, the latest first, and the form for a new line."""
    outbreak_id = _outbreak(desk)
    rows = list_donations(desk.reach, outbreak_id, desk.known_at)
    return render_page(
        request,
        "supplies/donations.html",
        WORDS,
        rows=turn_to(request, rows),
        purse=count_purse(desk.reach, outbreak_id, desk.known_at),
        bought=turn_to(request, list_purchases(desk.reach, outbreak_id, desk.known_at), part="bought"),
        offered=sum(one.standing == "offered" for one in rows),
        published=sum("published" in one.steps for one in rows),
        depots=list_depots(desk.reach, outbreak_id, desk.known_at),
        items=rule_of(outbreak_id).items.values(),
        own=get_place(desk.actor.place_id),
        outbreak_id=outbreak_id,
    )


@require_POST
@signed_in
def offer(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Write down what somebody offers."""
    form = request.POST
    services.offer_donation(
        desk.actor,
        desk.clock,
        outbreak_id=_outbreak(desk),
        place_id=read_place(form, desk.reach),
        kind=form.get("kind", ""),
        donor=form.get("donor", ""),
        item=form.get("item", "") if form.get("kind") == "goods" else "",
        quantity=read_optional_number(form, "quantity", NAMED["quantity"]) or 0,
        amount_yuan=read_optional_number(form, "amount_yuan", NAMED["quantity"]) or 0,
    )
    tell(request, WORDS, "told_offered")
    return redirect("donations")


@require_POST
@signed_in
def buy(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Spend donated money on goods."""
    form = request.POST
    given = PurchaseGiven(
        depot_id=form.get("depot", ""),
        item=form.get("item", ""),
        quantity=read_number(form, "quantity", NAMED["quantity"]),
        amount_yuan=read_number(form, "amount_yuan", NAMED["amount"]),
        seller=form.get("seller", ""),
        receipt=form.get("receipt", ""),
        expires_on=read_day(form, "expires_on"),
    )
    place = read_place(form, desk.reach)
    services.spend(desk.actor, desk.clock, outbreak_id=_outbreak(desk), place_id=place, given=given)
    tell(request, WORDS, "told_bought")
    return redirect(f"{reverse('donations')}#bought")


@require_POST
@signed_in
def go_on(request: HttpRequest, desk: Desk, donation_id: UUID, step: str) -> HttpResponse:
    """Take the next step."""
    if step not in STEPS:
        raise Http404
    more: dict[str, Any] = {}
    if step == "received":
        quantity = read_optional_number(request.POST, "quantity", NAMED["quantity"])
        expires_on = read_day(request.POST, "expires_on")
        more = {"quantity": quantity, "depot_id": request.POST.get("depot", ""), "expires_on": expires_on}
    STEPS[step](desk.actor, desk.clock, donation_id=donation_id, **more)
    tell(request, WORDS, "told_step")
    return redirect("donations")


def _outbreak(desk: Desk) -> str:
    return (desk.outbreak or get_outbreak(desk.reach, "")).id
