"""What protects a resident's page: its address is a key, so it is neither stored nor passed on nor listed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from fangxian.doors.web.rendering import render_problem
from fangxian.engines.problems import Problem


def kept_to_oneself(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wrap a view without sign-in: problems as pages, no cache, no referrer to other sites, no search engine."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Problem as problem:
            response = render_problem(request, problem)
        response["Cache-Control"] = "private, no-store"
        # Stricter ("no-referrer") would send a form with no origin at all, and the form would be refused.
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return guarded
