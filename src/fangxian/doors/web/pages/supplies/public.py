"""The public list of donations: what was given, by which organisation, and how much of it reached households."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from fangxian.doors.web.pages.supplies.words import WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.operations.accounts.queries import get_world_clock
from fangxian.operations.supplies.donations import list_published
from fangxian.operations.supplies.spending import find_published_spending


@require_GET
def show(request: HttpRequest, outbreak_id: str) -> HttpResponse:
    """Show it to everybody. Where nothing is published, or there is no such outbreak, the list is empty alike."""
    at = get_world_clock().now()
    rows = list_published(outbreak_id, at)
    purse, bought = find_published_spending(outbreak_id, at) or (None, ())
    return render_page(request, "supplies/public.html", WORDS, rows=rows, purse=purse, bought=bought)
