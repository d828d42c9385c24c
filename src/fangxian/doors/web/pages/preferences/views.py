"""Choices that last for the session (the language for the browser)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from fangxian.doors.web.desk import open_desk

YEAR_S = 365 * 24 * 3600


def _back(request: HttpRequest) -> HttpResponse:
    target = request.POST.get("next") or request.headers.get("Referer", "/")
    allowed = url_has_allowed_host_and_scheme(target, {request.get_host()})
    return redirect(target if allowed else "/")


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language in this browser."""
    language = request.POST.get("language", "")
    response = _back(request)
    if language in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR_S, samesite="Lax")
    return response


@require_POST
def choose_outbreak(request: HttpRequest) -> HttpResponse:
    """Turn the desk to another outbreak; one outside the reach is ignored by the desk."""
    request.session["outbreak_id"] = request.POST.get("outbreak_id", "")
    return redirect("/")


@require_POST
def choose_hour(request: HttpRequest) -> HttpResponse:
    """Look back to what was known at an hour of the outbreak's local time; without one, return to now."""
    desk = open_desk(request)
    hour = _read_hour(request.POST.get("known_at", ""))
    if hour is None or desk is None or desk.outbreak is None:
        request.session.pop("known_at", None)
    else:
        local = hour if hour.tzinfo else hour.replace(tzinfo=ZoneInfo(desk.outbreak.timezone))
        request.session["known_at"] = local.isoformat()
    return _back(request)


def _read_hour(given: str) -> datetime | None:
    try:
        return datetime.fromisoformat(given)
    except ValueError:
        return None
