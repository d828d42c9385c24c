"""A new draft, from what was signed or by hand, and its words changed."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.notices.words import WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text
from fangxian.operations.areas.queries import list_areas, list_measures
from fangxian.operations.cases.queries import OutbreakRow
from fangxian.operations.notices import drafting, queries, services
from fangxian.operations.notices.rows import NoticeGiven


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Offer what could be announced; keep the draft that is chosen."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    desk.actor.require("draft")
    if request.method == "GET":
        return render_page(request, "notices/new.html", WORDS, **_offers(desk, desk.outbreak))
    drafted = _drafted(desk, desk.outbreak, request.POST)
    edition = services.draft(desk.actor, desk.clock, outbreak_id=desk.outbreak.id, drafted=drafted)
    return redirect("notice-at-desk", queries.find_notice_of(desk.reach, edition))


@require_POST
@signed_in
def revise_one(request: HttpRequest, desk: Desk, edition_id: UUID) -> HttpResponse:
    """Change the words of a draft."""
    services.revise(desk.actor, desk.clock, edition_id=edition_id, given=_given(request.POST))
    return redirect("notice-at-desk", queries.find_notice_of(desk.reach, edition_id))


def _offers(desk: Desk, outbreak: OutbreakRow) -> dict[str, Any]:
    asked = (desk.reach, outbreak.id, desk.now, desk.now)
    places = {"place_id": desk.actor.place_id}
    return {"measures": list_measures(*asked), "areas": list_areas(*asked), **places}


def _drafted(desk: Desk, outbreak: OutbreakRow, given: QueryDict) -> drafting.Drafted:
    kind, key = given.get("kind", "general"), given.get("key", "")
    if kind == "measure":
        return drafting.draft_of_measure(desk.reach, outbreak, key, desk.now)
    if kind == "area":
        return drafting.draft_of_area(desk.reach, outbreak, key, desk.now)
    if kind == "places":
        return drafting.draft_of_places(desk.reach, outbreak, desk.actor.place_id, desk.now)
    return drafting.Drafted("general", "", desk.actor.place_id, _given(given))


def _given(posted: QueryDict) -> NoticeGiven:
    title, body = (
        Text(posted.get(f"{name}_zh", ""), posted.get(f"{name}_en", "")) for name in ("title", "body")
    )
    return NoticeGiven(title, body)
