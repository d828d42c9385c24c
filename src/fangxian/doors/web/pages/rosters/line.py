"""Who is on duty now, for the frame around every page: one statement, and nothing sent where nothing changed."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.rosters.words import WORDS
from fangxian.doors.web.rendering import language_of
from fangxian.operations.rosters.queries import count_on_duty


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return a line of text: how many are on duty within reach, at how many posts; empty where nobody is."""
    said = _say(desk)
    stamp = f'"{sha256(said.encode()).hexdigest()[:16]}"'
    headers = {"ETag": stamp, "Cache-Control": "private, no-cache", "Vary": "Cookie"}
    if request.headers.get("If-None-Match") == stamp:
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(said, headers=headers)


def _say(desk: Desk) -> str:
    if desk.outbreak is None:
        return ""
    found = count_on_duty(desk.reach, desk.outbreak.id, desk.known_at)
    words = WORDS.in_(language_of())
    return words.say("line", people=found.people, posts=found.posts) if found.people else ""
