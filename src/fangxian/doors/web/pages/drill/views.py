"""The drills of this world and whether so many samples can be taken tonight; the report after one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.drill.report import tell
from fangxian.doors.web.pages.drill.surge import ask
from fangxian.doors.web.pages.drill.words import WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.operations.drills.queries import get_drill, list_drills


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the drills and the surge; a slider that moves asks for the answer alone."""
    asked = ask(request.GET)
    if request.headers.get("HX-Request"):
        return render_page(request, "drill/answer.html", WORDS, **asked)
    return render_page(request, "drill/show.html", WORDS, rows=list_drills(desk.reach, desk.then), **asked)


@require_GET
@signed_in
def show_one(request: HttpRequest, desk: Desk, drill_id: UUID) -> HttpResponse:
    """Show the report after a drill, or that it still runs."""
    row = get_drill(desk.reach, drill_id, desk.then)
    return render_page(
        request, "drill/one.html", WORDS, row=row, told=tell(row.report) if row.report else None
    )
