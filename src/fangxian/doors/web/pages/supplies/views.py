"""Where supplies stand: one bar of households, what runs out first, tonight's rounds; counting and asking."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.checks import read_mark
from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.given import read_place
from fangxian.doors.web.pages.supplies.given import read_household, read_request
from fangxian.doors.web.pages.supplies.words import WORDS
from fangxian.doors.web.paging import ROWS_BESIDE, turn_to
from fangxian.doors.web.rendering import render_page, tell
from fangxian.doors.web.words import Words
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.places.queries import get_place
from fangxian.operations.rounds.queries import list_rounds as list_registers
from fangxian.operations.rounds.rows import RoundRow
from fangxian.operations.supplies import donations, queries, services
from fangxian.operations.supplies.packs import rule_of


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the bar, what runs out first, tonight's rounds, and what is to be done."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    asked = (desk.reach, desk.outbreak.id, desk.known_at)
    board = queries.summarise_supplies(*asked)
    rounds = queries.list_rounds(*asked)
    return render_page(
        request,
        "supplies/board.html",
        WORDS,
        board=board,
        uncounted=turn_to(request, board.uncounted, ROWS_BESIDE, "uncounted"),
        shortages=queries.list_running_out(*asked),
        rounds=turn_to(request, rounds, ROWS_BESIDE, "rounds"),
        rounds_total=len(rounds),
        expiring=turn_to(request, queries.list_expiring(*asked), ROWS_BESIDE, "expiring"),
        waiting=[one for one in donations.list_donations(*asked) if one.standing in ("offered", "received")],
        own=get_place(desk.actor.place_id),
        registers=_registers(desk),
        items=rule_of(desk.outbreak.id).items.values(),
        may_count=desk.may["report_case"] and desk.reach.registers,
    )


@require_GET
@signed_in
def show_unserved(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show every household nothing is on its way to, and why."""
    rows = queries.list_unserved(desk.reach, _outbreak(desk), desk.known_at)
    board = queries.summarise_supplies(desk.reach, _outbreak(desk), desk.known_at)
    items = rule_of(_outbreak(desk)).items
    return render_page(
        request,
        "supplies/unserved.html",
        WORDS,
        rows=turn_to(request, [(one, [items[item].title for item in one.short_of]) for one in rows]),
        board=board,
    )


@require_POST
@signed_in
def count(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Count one household, or all of a place from the register of a round."""
    form = request.POST
    place_id = read_place(form, desk.reach)
    told = {"outbreak_id": _outbreak(desk)}
    register = read_mark(form.get("register", ""))
    if register is not None:
        done = services.count_from_round(desk.actor, desk.clock, round_id=register, place_id=place_id, **told)
    else:
        given = [read_household(form, place_id)]
        done = services.count_households(desk.actor, desk.clock, households=given, **told)
    tell(request, WORDS, "told_counted", households=done)
    return redirect("supplies")


@require_POST
@signed_in
def ask(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Write down what a household asks for."""
    given = [read_request(request.POST)]
    services.ask_for(desk.actor, desk.clock, outbreak_id=_outbreak(desk), requests=given)
    tell(request, WORDS, "told_asked")
    return redirect("supplies")


def _outbreak(desk: Desk) -> str:
    return (desk.outbreak or get_outbreak(desk.reach, "")).id


def _registers(desk: Desk) -> list[RoundRow]:
    """The rounds whose register may be counted from, the latest first."""
    rows = list_registers(desk.reach, _outbreak(desk), desk.known_at) if desk.reach.registers else ()
    return list(rows[:5])
