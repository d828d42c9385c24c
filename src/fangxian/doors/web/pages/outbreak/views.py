"""One outbreak: which plan, how it stands, looking back, and its end by evidence and signature."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.outbreak.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.doors.web.words import Words
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.picture import summarise
from fangxian.operations.signing import end_outbreak


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the outbreak of the desk."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    overview = summarise(desk.reach, desk.outbreak.id, desk.known_at, desk.known_at, not desk.looks_back)
    return render_page(request, "outbreak/show.html", WORDS, outbreak=desk.outbreak, overview=overview)


@require_POST
@signed_in
def end(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Sign the end of the outbreak, with its evidence."""
    outbreak = desk.outbreak or get_outbreak(desk.reach, "")
    end_outbreak(desk.actor, desk.clock, outbreak_id=outbreak.id, reason=request.POST.get("reason", ""))
    tell(request, WORDS, "end_asked")
    return redirect("outbreak")
