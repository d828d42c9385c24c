"""What anybody may read: no sign-in, no cookie needed, nothing of the desk."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_GET

from fangxian.doors.web.pages.notices.words import WORDS
from fangxian.doors.web.rendering import language_of, render_page, render_problem
from fangxian.engines.problems import Problem
from fangxian.engines.publishing import to_speech
from fangxian.operations.accounts.queries import get_world_clock
from fangxian.operations.notices.queries import PublicNotice, get_published, list_published


def _open(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Show problems as pages; let anybody keep a copy for a minute."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Problem as problem:
            response = render_problem(request, problem)
        response.headers.setdefault("Cache-Control", "public, max-age=60")
        response.headers["Vary"] = "Accept-Language, Cookie"
        return response

    return guarded


@require_GET
@_open
def list_all(request: HttpRequest) -> HttpResponse:
    """Show what is published, the latest first."""
    rows = list_published(get_world_clock().now())
    with timezone.override(_zone(rows)):
        return render_page(request, "notices/public_list.html", WORDS, rows=rows)


@require_GET
@_open
def show(request: HttpRequest, outbreak_id: str, number: int) -> HttpResponse:
    """Show one notice, to read or to print."""
    row = get_published(outbreak_id, number, get_world_clock().now())
    with timezone.override(ZoneInfo(row.timezone)):
        return render_page(request, "notices/public_one.html", WORDS, row=row)


@require_GET
@_open
def speech(_request: HttpRequest, outbreak_id: str, number: int) -> HttpResponse:
    """Send the words for a loudspeaker, a sentence a line, in the reader's language."""
    row = get_published(outbreak_id, number, get_world_clock().now())
    language = language_of()
    told = row.withdraw_reason if row.withdrawn_at else row.body
    text = to_speech(f"{row.title.in_(language)}。\n{told.in_(language)}")
    return HttpResponse(text + "\n", content_type="text/plain; charset=utf-8")


@require_GET
@_open
def feed(request: HttpRequest) -> HttpResponse:
    """Send what is published as an Atom feed in the reader's language."""
    language = language_of()
    words = WORDS.in_(language)
    built = Atom1Feed(
        title=words["public_title"],
        link=request.build_absolute_uri(reverse("notices")),
        description=words["public_lead"],
        language=language,
    )
    for row in list_published(get_world_clock().now(), limit=50):
        _add(built, request, row, language)
    return HttpResponse(built.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _add(built: Atom1Feed, request: HttpRequest, row: PublicNotice, language: str) -> None:
    link = request.build_absolute_uri(reverse("notice", args=[row.outbreak_id, row.number]))
    words = WORDS.in_(language)
    title = row.title.in_(language)
    built.add_item(
        title=words.say("withdrawn_title", title=title) if row.withdrawn_at else title,
        link=link,
        unique_id=f"{link}#{row.edition}",
        description=(row.withdraw_reason if row.withdrawn_at else row.body).in_(language),
        pubdate=row.published_at,
        updateddate=row.withdrawn_at or row.published_at,
    )


def _zone(rows: tuple[PublicNotice, ...]) -> ZoneInfo:
    return ZoneInfo(rows[0].timezone if rows else "UTC")
