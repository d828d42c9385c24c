"""Risk areas and the measures in force, each with its end."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.areas.words import WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.words import Words
from fangxian.operations.areas.queries import list_areas, list_measures


@require_GET
@signed_in
def list_all(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what stands at the desk's hour."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    asked = (desk.reach, desk.outbreak.id, desk.known_at, desk.known_at)
    return render_page(
        request, "areas/list.html", WORDS, areas=list_areas(*asked), measures=list_measures(*asked)
    )
