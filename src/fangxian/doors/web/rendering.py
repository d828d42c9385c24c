"""Renders pages: their words in the reader's language, the frame around them, and problems as messages."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from fangxian.doors.web.assets import script_url, style_urls
from fangxian.doors.web.chrome import CHROME
from fangxian.doors.web.discovery import Entry, Group, list_entries, list_groups
from fangxian.doors.web.words import Words
from fangxian.engines.problems import Problem
from fangxian.operations.drills.queries import is_drill_world

NEWS = "news"


def language_of() -> str:
    """Return the language of this request: "zh-hans" or "en"."""
    return translation.get_language() or "zh-hans"


def render_page(
    request: HttpRequest, template: str, words: Words, /, status: int = 200, **context: Any
) -> HttpResponse:
    """Render a page or a part of one; `w` holds its words, `desk` the desk (None for strangers)."""
    language = language_of()
    desk = getattr(request, "desk", None)
    framed = {
        "w": (CHROME | words).in_(language),
        "language": language,
        "desk": desk,
        "nav": _navigation(request, desk),
        "news": _take_news(request, language),
        # Asked for by whole pages only, when they are drawn.
        "is_drill": is_drill_world,
        "page_script": script_url("page"),
        "page_styles": style_urls("page"),
    }
    return render(request, template, framed | context, status=status)


@dataclass(frozen=True)
class Navigation:
    """What the reader finds in the navigation: entries, the same by group, and the one of the page shown."""

    entries: list[Entry]
    groups: list[Group]
    here: Entry | None


def _navigation(request: HttpRequest, desk: Any) -> Navigation:
    entries = [entry for entry in list_entries() if entry.shown_to(desk.actor.role)] if desk else []
    here = _entry_here(request, entries)
    return Navigation(entries, list_groups(entries, here), here)


def tell(request: HttpRequest, words: Words, key: str, **values: Any) -> None:
    """Leave a line of good news for the next page, in both languages (the reader may switch)."""
    lines = request.session.setdefault(NEWS, [])
    lines.append({language: words.in_(language).say(key, **values) for language in ("zh", "en")})
    request.session.modified = True


def _take_news(request: HttpRequest, language: str) -> list[str]:
    if request.headers.get("HX-Request") or not hasattr(request, "session"):
        return []
    return [line["zh" if language.startswith("zh") else "en"] for line in request.session.pop(NEWS, [])]


def _entry_here(request: HttpRequest, entries: list[Entry]) -> Entry | None:
    inside = [entry for entry in entries if request.path.startswith(reverse(entry.url_name))]
    return max(inside, key=lambda entry: len(reverse(entry.url_name)), default=None)


def render_problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Show a problem in the page that asked (HTMX) or on a page of its own.

    What is outside the reach and what does not exist are answered alike, word for word.
    """
    if request.headers.get("HX-Request"):
        response = render_page(request, "web/problem_message.html", Words(), problem=problem)
        response.status_code = problem.status
        response.headers["HX-Retarget"] = "#message"
        response.headers["HX-Reswap"] = "innerHTML show:top"
        return response
    return render_page(request, "web/problem.html", Words(), status=problem.status, problem=problem)
