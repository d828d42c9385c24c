"""The auditor's page: who wanted whom bound without what that takes. Numbers and askers, no names of the people."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.restrictions.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.doors.web.words import Words
from fangxian.operations.restrictions.auditing import list_blocked
from fangxian.operations.restrictions.blocking import settle_blocked


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the blocked lists, those nobody has looked into first."""
    desk.actor.require("audit")
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    rows = [
        (row, [(one, WORDS.texts[f"door_{one.door.replace('-', '_')}"]) for one in row.askings])
        for row in list_blocked(desk.actor, desk.outbreak.id)
    ]
    return render_page(request, "restrictions/blocked.html", WORDS, rows=rows)


@require_POST
@signed_in
def settle(request: HttpRequest, desk: Desk, blocked_id: UUID) -> HttpResponse:
    """Write down what was found."""
    finding = request.POST.get("finding", "")
    settle_blocked(desk.actor, desk.clock, blocked_id=blocked_id, finding=finding)
    tell(request, WORDS, "told_settled")
    return redirect("blocked-lists")
