"""Rounds of delivery: planned before the eyes, accepted, and answered door by door."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.supplies.given import read_fleet, read_handed
from fangxian.doors.web.pages.supplies.words import WORDS
from fangxian.doors.web.paging import turn_to
from fangxian.doors.web.rendering import render_page, tell
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.supplies import deliveries, queries, services
from fangxian.operations.supplies.depots import list_depots
from fangxian.operations.supplies.packs import rule_of
from fangxian.operations.supplies.rows import WHY_NOT, PortionRow


@require_GET
@signed_in
def propose(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask for hours and vehicles; once they are given, show what the plan would come to."""
    asked, outbreak_id = request.GET, _outbreak(desk)
    found = None
    if asked.get("starts_at") and not desk.looks_back:
        fleet = read_fleet(asked)
        found = deliveries.propose_deliveries(desk.reach, desk.clock, outbreak_id=outbreak_id, fleet=fleet)
    items = rule_of(outbreak_id).items
    short = (
        [PortionRow(item, items[item].title, items[item].unit, much) for item, much in found.short]
        if found
        else []
    )
    return render_page(
        request,
        "supplies/plan.html",
        WORDS,
        found=found,
        short=short,
        depots=list_depots(desk.reach, outbreak_id, desk.known_at),
        given={name: asked.get(name, "") for name in ("starts_at", "hours", "vehicles")},
    )


@require_POST
@signed_in
def accept(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Put the rounds on record."""
    made = services.accept_deliveries(
        desk.actor, desk.clock, outbreak_id=_outbreak(desk), fleet=read_fleet(request.POST)
    )
    tell(request, WORDS, "told_accepted", households=made.planned, rounds=made.rounds)
    return redirect("supplies")


@require_GET
@signed_in
def list_all(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show every round with a household in reach: where whoever drives begins."""
    rows = queries.list_rounds(desk.reach, _outbreak(desk), desk.known_at)
    return render_page(
        request,
        "supplies/rounds.html",
        WORDS,
        rounds=turn_to(request, rows, part="rounds"),
        rounds_total=len(rows),
    )


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk, delivery_id: UUID) -> HttpResponse:
    """Show a round to whoever drives it: the next door first, what is done folded away below."""
    row, drops = queries.get_delivery_round(desk.reach, delivery_id, desk.known_at)
    return render_page(
        request,
        "supplies/round.html",
        WORDS,
        row=row,
        to_come=[one for one in drops if not one.outcome],
        done=[one for one in drops if one.outcome],
        reasons=WHY_NOT,
        may_hand=desk.may["work"] and desk.reach.registers,
    )


@require_POST
@signed_in
def hand(request: HttpRequest, desk: Desk, delivery_id: UUID, drop_id: UUID) -> HttpResponse:
    """Record what became of it at one door, and go on."""
    services.hand_over(desk.actor, desk.clock, given=read_handed(request.POST, drop_id, desk.now))
    tell(request, WORDS, "told_handed")
    return redirect("delivery-round", delivery_id)


def _outbreak(desk: Desk) -> str:
    return (desk.outbreak or get_outbreak(desk.reach, "")).id
