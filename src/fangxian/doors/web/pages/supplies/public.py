"""The public list of donations: what was given, by which organisation, and how much of it reached households."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from fangxian.doors.web.pages.supplies.words import WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.operations.accounts.queries import get_world_clock
from fangxian.operations.supplies.donations import list_published


@require_GET
def show(request: HttpRequest, outbreak_id: str) -> HttpResponse:
    """Show it to everybody. Where nothing is published, or there is no such outbreak, the list is empty alike."""
    rows = list_published(outbreak_id, get_world_clock().now())
    yuan = sum(one.received for one in rows if one.kind == "money")
    return render_page(request, "supplies/public.html", WORDS, rows=rows, yuan=yuan)
