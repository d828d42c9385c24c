"""Step one of three: the case with its itinerary or contacts. A place that is not certain is asked for."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.report_case.given import read_report
from fangxian.doors.web.pages.report_case.told import read_told
from fangxian.doors.web.pages.report_case.words import WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.vocabulary import ROUTES
from fangxian.doors.web.words import Words
from fangxian.engines.gazetteer import Context
from fangxian.engines.tables import CASE_KINDS, PRECISIONS
from fangxian.operations.cases.queries import list_cases
from fangxian.operations.cases.services import report_case
from fangxian.operations.places.finding import find_places


@require_http_methods(["GET", "POST"])
@signed_in
def ask(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the form; store the case when it is sent and go on to its page."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    if request.method == "POST":
        report = read_report(request.POST, ZoneInfo(desk.outbreak.timezone))
        case_id = report_case(desk.actor, desk.clock, outbreak_id=desk.outbreak.id, report=report)
        return _go_on(request, reverse("case", args=[case_id]))
    return render_page(
        request,
        "report_case/ask.html",
        WORDS,
        today=timezone.localtime(desk.now).date(),
        kinds=[kind for kind in CASE_KINDS if kind != "discarded"],
        routes=ROUTES,
        rows=[(None, ())],
        precisions=PRECISIONS,
    )


def _go_on(request: HttpRequest, url: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": url})
    return redirect(url)


@require_http_methods(["GET", "POST"])
@signed_in
def add_stays(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Send rows for the itinerary: an empty one, or what a pasted text tells, to be confirmed. Nothing is stored."""
    if request.method == "GET":
        return render_page(request, "report_case/stays.html", WORDS, rows=[(None, ())], precisions=PRECISIONS)
    told = read_told(request.POST.get("pasted", ""), timezone.localtime(desk.now).date(), _context(desk))
    return render_page(
        request, "report_case/told.html", WORDS, told=told, rows=told.rows, precisions=PRECISIONS
    )


@require_GET
@signed_in
def add_contact(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Send one more row for a contact."""
    return render_page(request, "report_case/contact.html", WORDS, today=timezone.localtime(desk.now).date())


@require_GET
@signed_in
def find(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Send the candidates for words typed as a place, as the choice that belongs to the field."""
    stay = "stay_text" in request.GET
    words = request.GET.get("stay_text" if stay else "residence", "")
    found = find_places(words, within=_within(desk)) if words.strip() else ()
    field = "stay_place_id" if stay else "residence_place_id"
    return render_page(request, "report_case/candidates.html", WORDS, candidates=found, field=field)


def _context(desk: Desk) -> Context:
    """Return what a text of this outbreak is about: where it is, and where its cases live."""
    if desk.outbreak is None:
        return Context()
    cases = list_cases(desk.actor.reach, desk.outbreak.id, desk.now)
    homes = {case.residence_id for case in cases if case.residence_id}
    return Context(within=desk.outbreak.place_id, near=tuple(sorted(homes)))


def _within(desk: Desk) -> str | None:
    return desk.outbreak.place_id if desk.outbreak else None
