"""The journal: newest entries first, and its verification."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.journal.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.engines.problems import Text
from fangxian.operations.accounts.queries import get_office, name_users
from fangxian.operations.journal.queries import (
    SignedHead,
    count_sealed,
    find_anchoring,
    list_entries,
    parse_head,
    verify,
)
from fangxian.operations.journal.services import anchor
from fangxian.operations.problems import REASON_NEEDED

ROWS = 100
ANCHOR_BYTES = 10_000


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
        anchoring=find_anchoring(desk.now),
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
    """Verify the whole chain, against an anchor kept elsewhere where its file is given, and say what was found."""
    desk.actor.require("audit")
    report = verify(_heads_given(request))
    if report.ok:
        tell(request, WORDS, "whole", sealed=report.sealed, unanchored=report.unanchored)
    else:
        tell(request, WORDS, "broken", seq=report.first_bad_seq or "—", what=report.findings[0].what.en)
    return redirect("journal")


def _heads_given(request: HttpRequest) -> list[SignedHead]:
    file = request.FILES.get("anchor")
    if file is None or file.size is None or file.size > ANCHOR_BYTES:
        return []
    return [parse_head(file.read().decode("utf-8", "replace"), str(file.name))]


@require_POST
@signed_in
def make_anchor(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Sign the head and send it as the file for the other office."""
    desk.actor.require("audit")
    held_by = request.POST.get("held_by", "").strip()[:120]
    if not held_by:
        raise REASON_NEEDED()
    head = anchor(held_by, desk.clock)
    name = f"anchor-{head.seq}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(head.text, content_type="application/json", headers=headers)
