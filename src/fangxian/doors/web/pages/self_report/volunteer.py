"""Signing up as a volunteer without an account: what is kept and until when is said first; nothing is said of others."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_http_methods

from fangxian.doors.web.checks import read_mark
from fangxian.doors.web.given import unclear
from fangxian.doors.web.pages.self_report.privacy import kept_to_oneself
from fangxian.doors.web.pages.self_report.volunteer_words import VOLUNTEER
from fangxian.doors.web.pages.self_report.words import WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.team_words import SKILLS
from fangxian.engines.problems import Problem, Text
from fangxian.operations.accounts.queries import get_world_clock
from fangxian.operations.ids import new_id
from fangxian.operations.places.finding import find_places
from fangxian.operations.teams.keeping import PENDING_DAYS, SERVING_DAYS
from fangxian.operations.teams.volunteering import SignUpGiven, open_sign_up, sign_up_alone

GONE = "volunteers-not-asked"


@require_http_methods(["GET", "POST"])
@kept_to_oneself
def show(request: HttpRequest, outbreak_id: str) -> HttpResponse:
    """Show the form; take what is sent and say what comes next."""
    try:
        outbreak = open_sign_up(get_world_clock(), outbreak_id)
    except Problem as problem:
        if problem.code != GONE:
            raise
        return render_page(request, "self_report/gone.html", WORDS, status=404)
    context = _take(request, outbreak_id) if request.method == "POST" else {}
    return render_page(
        request,
        "self_report/volunteer.html",
        WORDS | VOLUNTEER,
        status=context["problem"].status if "problem" in context else 200,
        outbreak=outbreak,
        skills=SKILLS,
        pending_days=PENDING_DAYS,
        serving_days=SERVING_DAYS,
        event_id=new_id(),
        **context,
    )


def _take(request: HttpRequest, outbreak_id: str) -> dict[str, Any]:
    """Record it; a problem with it is shown above the form and nothing is lost."""
    try:
        sign_up_alone(get_world_clock(), outbreak_id=outbreak_id, given=_given(request))
    except Problem as problem:
        return {"problem": problem, "given": request.POST, "ticked": request.POST.getlist("skill")}
    return {"done": True}


def _given(request: HttpRequest) -> SignUpGiven:
    said = request.POST
    return SignUpGiven(
        id=read_mark(said.get("event_id", "")) or new_id(),
        full_name=said.get("full_name", ""),
        phone=said.get("phone", ""),
        place_id=_place(said.get("home", "")),
        skills=tuple(code for code in said.getlist("skill") if code in SKILLS),
        consented=bool(said.get("consented")),
        sender=salted_hmac("volunteer", request.META.get("REMOTE_ADDR", "")).hexdigest(),
    )


def _place(text: str) -> str:
    """A place by its name or number, if that is certain: a bare name that several places have is asked back."""
    found = find_places(text)
    sure = [one.place_id for one in found if one.certain or len(found) == 1]
    if not sure:
        raise unclear(Text("居住的社区", "the community you live in"))
    return sure[0]
