"""The reason is taken and the record opens; the auditor sees every lookup, those to ask about first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, in_any_hour, signed_in
from fangxian.doors.web.pages.lookups.words import WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.engines.inspecting import UNUSUAL
from fangxian.operations.lookups.queries import list_lookers, list_lookups
from fangxian.operations.lookups.services import look

DAYS = 30
SHOWN = 300


@require_GET
@signed_in
def list_all(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the lookups of the last 30 days and who made them, unusual ones first."""
    rows = list_lookups(desk.actor, desk.known_at, days=DAYS, limit=SHOWN)
    return render_page(
        request,
        "lookups/list.html",
        WORDS,
        rows=[(row, [UNUSUAL[mark] for mark in row.unusual]) for row in rows],
        lookers=[
            (row, [UNUSUAL[mark] for mark in row.unusual])
            for row in list_lookers(desk.actor, desk.known_at, days=DAYS)
        ],
        days=DAYS,
        unusual=sum(bool(row.unusual) for row in rows),
    )


@require_POST
@signed_in
@in_any_hour
def look_at(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Write down the reason, then go on to the record."""
    said = {name: request.POST.get(name, "") for name in ("record", "record_id", "why", "reason")}
    look(desk.actor, desk.clock, **said)
    target = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(target, {request.get_host()})
    return redirect(target if allowed else "/")
