"""Nobody starts on a page that is not theirs: field workers on their tasks, auditors on the journal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from fangxian.doors.web.desk import Desk, signed_in

FIRST_PAGES = {"community-worker": "tasks", "street-worker": "tasks", "auditor": "journal"}


@signed_in
def go(_request: HttpRequest, desk: Desk) -> HttpResponse:
    """Send each role to its first page."""
    return redirect(FIRST_PAGES.get(desk.actor.role, "map"))
