"""The journal: newest entries first, and its verification."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.journal.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.engines.problems import Text
from fangxian.operations.accounts.queries import get_office, name_users
from fangxian.operations.journal.queries import count_sealed, list_entries, verify

ROWS = 100


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show a page of entries that ends at ?to= (default: the newest)."""
    desk.actor.require("audit")
    last = count_sealed()
    given = request.GET.get("to", "")
    to = min(int(given), last) if given.isdecimal() else last
    rows = list_entries(desk.actor, since_seq=max(to - ROWS, 0), limit=min(ROWS, to) or 1)
    return render_page(
        request,
        "journal/show.html",
        WORDS,
        rows=list(reversed(rows)),
        users=name_users({row.who for row in rows}),
        offices=_name_offices({row.office for row in rows if row.office}),
        earlier=to - ROWS if to > ROWS else None,
        later=to + ROWS if to < last else None,
    )


def _name_offices(office_ids: set[str]) -> dict[str, Text]:
    return {office_id: get_office(office_id).name for office_id in office_ids}


@require_POST
@signed_in
def check(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Verify the whole chain and say what was found."""
    desk.actor.require("audit")
    report = verify()
    if report.ok:
        tell(request, WORDS, "whole", sealed=report.sealed, unanchored=report.unanchored)
    else:
        tell(request, WORDS, "broken", seq=report.first_bad_seq)
    return redirect("journal")
