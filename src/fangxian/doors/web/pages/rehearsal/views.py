"""The rehearsals of one's places and the form for another; one of them, growing while its futures run."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.rehearsal.charts import charts_of
from fangxian.doors.web.pages.rehearsal.given import FOLDED, SHOWN, assumed, read_wish
from fangxian.doors.web.pages.rehearsal.side_by_side import difference_rows, figure_rows, lettered
from fangxian.doors.web.pages.rehearsal.words import WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.operations.fits.queries import list_fits
from fangxian.operations.fits.rows import FitRow
from fangxian.operations.fits.wishing import begin_from
from fangxian.operations.rehearsals.offered import list_diseases, list_plans
from fangxian.operations.rehearsals.queries import get_rehearsal, list_cities, list_rehearsals
from fangxian.operations.rehearsals.results import read_outcome
from fangxian.operations.rehearsals.rows import (
    DAYS,
    DAYS_AGO,
    FUTURES,
    NOTHING,
    SEEDS,
    CityRow,
    RehearsalRow,
    Wish,
)
from fangxian.operations.rehearsals.services import ask, run_on


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the form, filled as usual or as a fit says (`?fit=`), and the rehearsals kept."""
    cities = list_cities(desk.reach) if desk.may["rehearse"] else []
    kept = _kept_fits(desk)
    begun = next((row for row in kept if str(row.id) == request.GET.get("fit")), None)
    usual = _usual(desk, cities)
    usual = begin_from(usual, begun) if begun else usual
    return render_page(
        request,
        "rehearsal/show.html",
        WORDS,
        rows=list_rehearsals(desk.reach, then=desk.then),
        cities=cities,
        usual=usual,
        fits=kept,
        begun=begun,
        plans=list_plans(),
        diseases=list_diseases(),
        shown=assumed(SHOWN, usual),
        folded=assumed(FOLDED, usual),
        bounds={"futures": FUTURES, "days": DAYS, "seed_cases": SEEDS, "seeded_days_ago": DAYS_AGO},
    )


@require_POST
@signed_in
def ask_for_one(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Write down what is to be rehearsed and open its page, where it runs."""
    rehearsal_id = ask(desk.actor, desk.clock, wish=read_wish(request.POST, desk.reach))
    target = reverse("one-rehearsal", args=[rehearsal_id])
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": target})
    return redirect(target)


@require_GET
@signed_in
def show_one(request: HttpRequest, desk: Desk, rehearsal_id: UUID) -> HttpResponse:
    """Show a rehearsal as far as it is; `?against=`: the plan the others are held against."""
    row = get_rehearsal(desk.reach, rehearsal_id)
    return render_page(request, "rehearsal/one.html", WORDS, **_one(request, desk, row))


@require_POST
@signed_in
def run_futures(request: HttpRequest, desk: Desk, rehearsal_id: UUID) -> HttpResponse:
    """Run it on for some seconds and show what there is; the part that comes back asks for the next."""
    row = run_on(desk.actor, desk.clock, rehearsal_id=str(rehearsal_id))
    if not request.headers.get("HX-Request"):
        return redirect("one-rehearsal", rehearsal_id=rehearsal_id)
    return render_page(request, "rehearsal/outcome.html", WORDS, **_one(request, desk, row))


def _one(request: HttpRequest, desk: Desk, row: RehearsalRow) -> dict[str, Any]:
    against = request.GET.get("against", "")
    outcome = read_outcome(desk.reach, str(row.id), against)
    found: dict[str, Any] = {
        "row": row,
        "letters": lettered(row.wish.plans),
        "set_": assumed(row.wish.assumptions, row.wish),
    }
    if outcome is None:
        return found
    base = against if against in row.wish.plans else row.wish.plans[0]
    return {
        **found,
        "outcome": outcome,
        "against": base,
        "base_letter": next(letter for letter, plan in found["letters"] if plan == base),
        "figures": figure_rows(outcome),
        "differences": difference_rows(outcome),
        "charts": charts_of(row, outcome, desk.language),
        "left_out": [one for one in outcome.plans if one.not_modelled or one.not_judged],
    }


def _kept_fits(desk: Desk) -> list[FitRow]:
    """Return the fits a rehearsal may begin from: those of the outbreak that have draws."""
    if desk.outbreak is None or not desk.may["rehearse"]:
        return []
    return [row for row in list_fits(desk.reach, desk.outbreak.id) if row.digest]


def _usual(desk: Desk, cities: list[CityRow]) -> Wish:
    """The place of the outbreak, or the first city in it; the plan it runs by, against doing nothing."""
    outbreak = desk.outbreak
    below = [city.place_id for city in cities if city.level.en != "province"]
    place = next(iter(below or [city.place_id for city in cities]), "")
    plans = (outbreak.plan, NOTHING) if outbreak else (NOTHING,)
    return Wish(place, plans, outbreak.disease if outbreak else "")
