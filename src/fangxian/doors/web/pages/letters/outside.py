"""For an authority outside: the code on its letter, and one button. No person is shown."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fangxian.doors.web.pages.letters.words import WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.engines.problems import Problem
from fangxian.operations.accounts.queries import get_world_clock
from fangxian.operations.handovers.queries import open_outside
from fangxian.operations.handovers.services import acknowledge_outside


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Take the code; show how many people the letter is about; take the acknowledgement."""
    response = _answer(request) if request.method == "POST" else _ask(request)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _ask(request: HttpRequest, status: int = 200, **context: Any) -> HttpResponse:
    return render_page(request, "letters/outside.html", WORDS, status=status, **context)


def _answer(request: HttpRequest) -> HttpResponse:
    code = request.POST.get("code", "").strip()
    try:
        if "who" in request.POST:
            acknowledge_outside(get_world_clock(), code=code, who=request.POST["who"])
        letter = open_outside(code)
    except Problem as problem:
        return _ask(request, problem.status, problem=problem, code=code)
    with timezone.override(ZoneInfo(letter.timezone)):
        return _ask(request, letter=letter, code=code)
