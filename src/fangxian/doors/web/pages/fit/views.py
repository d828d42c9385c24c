"""The newest fit of the outbreak and what it says, older ones, and the button that has it fitted again."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.fit.charts import chart_of
from fangxian.doors.web.pages.fit.saying import figure_rows, list_sentences
from fangxian.doors.web.pages.fit.words import WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.words import Words
from fangxian.operations.fits.queries import find_running, get_fit, list_fits
from fangxian.operations.fits.rows import FitRow
from fangxian.operations.fits.services import ask, compute_on


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the newest fit that has draws, the one that runs, and all others."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    rows = list_fits(desk.reach, desk.outbreak.id, then=desk.then)
    newest = next((row for row in rows if row.digest), None)
    return render_page(
        request,
        "fit/show.html",
        WORDS,
        older=[row for row in rows if row != newest and row.has_ended],
        running=None if desk.looks_back else find_running(desk.reach, desk.outbreak.id),
        may_fit=desk.may["rehearse"] and desk.reach.covers(desk.outbreak.place_id),
        **_one(newest, desk),
    )


@require_GET
@signed_in
def show_one(request: HttpRequest, desk: Desk, fit_id: UUID) -> HttpResponse:
    """Show one fit as it was."""
    row = get_fit(desk.reach, fit_id)
    return render_page(request, "fit/one.html", WORDS, **_one(row, desk))


@require_POST
@signed_in
def ask_for_one(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Write down that the outbreak is to be fitted as known now; the page that comes back does it."""
    if desk.outbreak is not None:
        ask(desk.actor, desk.clock, outbreak_id=desk.outbreak.id)
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": reverse("fit")})
    return redirect("fit")


@require_POST
@signed_in
def compute_further(request: HttpRequest, desk: Desk, fit_id: UUID) -> HttpResponse:
    """Try futures for some seconds; the part that comes back asks for the next, and the last one for the page."""
    found = compute_on(desk.actor, desk.clock, fit_id=fit_id)
    if not request.headers.get("HX-Request"):
        return redirect("fit")
    if found.has_ended:
        return HttpResponse(headers={"HX-Redirect": reverse("fit")})
    return render_page(request, "fit/running.html", WORDS, running=found, may_fit=True)


def _one(row: FitRow | None, desk: Desk) -> dict[str, Any]:
    if row is None or row.result is None or not row.digest:
        return {"row": row}
    hours = (desk.known_at - row.as_of).total_seconds() / 3600.0
    return {
        "row": row,
        "hours_old": hours,
        "sentences": list_sentences(row.result),
        "figures": figure_rows(row.result),
        "most": max((part.undetected.q95 for part in row.result.parts), default=1.0),
        "chart": chart_of(row.result, desk.language),
    }
