"""The what-if map: a place and four wishes give sites, walks and queues; a slider asks again; command opens them."""

from typing import Any

import polars as pl
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.given import read_place
from fangxian.doors.web.pages.siting.given import (
    Former,
    figures_of,
    read_former,
    read_wish,
    write_former,
)
from fangxian.doors.web.pages.siting.layers import build_sites
from fangxian.doors.web.pages.siting.words import WORDS
from fangxian.doors.web.rendering import language_of, render_page, tell
from fangxian.doors.web.words import Words
from fangxian.engines.tables import VENUE
from fangxian.engines.testing.siting.norm import NORM, WULING
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.places.queries import ancestors, children, get_place, titles_of
from fangxian.operations.siting.rows import WhatIf
from fangxian.operations.siting.trying import MANY, open_tried, try_sites

SITES_SHOWN = 20
_WIDE = ("country", "province", "state")


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the answer to ?place=, ?capacity=, ?walk_m=, ?door_percent=, ?keep_open=; only the answer, where HTMX asks."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    place_id = read_place(request.GET, desk.reach) if request.GET.get("place") else _own_place(desk)
    wish = read_wish(request.GET, place_id)
    tried = try_sites(desk.reach, desk.outbreak.id, wish, desk.known_at)
    answer = _answer(tried, read_former(request.GET))
    if request.headers.get("HX-Request"):
        return render_page(request, "siting/answer.html", WORDS, **answer)
    return render_page(
        request,
        "siting/what_if.html",
        WORDS,
        above=[one for one in ancestors(place_id) if desk.reach.covers(one.place_id)],
        below=[one for one in children(place_id) if one.level != VENUE and one.population],
        **answer,
    )


@require_POST
@signed_in
def open_these(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Open the sites of an answer: the question is asked again and gives the same."""
    form, outbreak = request.POST, desk.outbreak or get_outbreak(desk.reach, "")
    wish = read_wish(form, read_place(form, desk.reach))
    done = open_tried(desk.actor, desk.clock, outbreak_id=outbreak.id, wish=wish)
    tell(request, WORDS, "was_opened", opened=done.opened, unchanged=done.unchanged)
    return redirect(f"{reverse('what-if-sites')}?place={wish.place_id}&keep_open=on")


def _own_place(desk: Desk) -> str:
    """A whole province is asked for by name: the page opens on its first city."""
    own = get_place(desk.actor.place_id)
    below = children(own.place_id) if own.level in _WIDE else []
    return next((one.place_id for one in below if one.level != VENUE), own.place_id)


def _answer(tried: WhatIf, former: Former | None) -> dict[str, Any]:
    sites = tried.desks.join(
        tried.placement.sites.select("site_id", "place_id", "capacity", "open"), on="site_id"
    )
    worst = sites.sort(["queue_people", "people", "site_id"], descending=[True, True, False]).head(
        SITES_SHOWN
    )
    left = tried.placement.unserved.sort(["people", "place_id"], descending=[True, False])
    named = pl.concat([worst["place_id"], left["place_id"].head(SITES_SHOWN)]).unique().to_list()
    names = titles_of(named)
    return {
        "tried": tried,
        "wish": tried.wish,
        "place": get_place(tried.wish.place_id),
        "sites": worst.to_dicts(),
        "opening": int((~sites["open"]).sum()),
        "desks": int(tried.desks["desks"].sum()),
        "unserved_places": left.height,
        "unserved": left.head(SITES_SHOWN).to_dicts(),
        "names": names,
        "longest": next((names.get(one) for one in worst["place_id"].head(1)), ""),
        "layers": build_sites(tried),
        "former": write_former(figures_of(tried)),
        "changes": _changes(figures_of(tried), former),
        "many": MANY,
        "norm": NORM,
        "wuling": WULING,
    }


def _changes(now: Former, before: Former | None) -> str:
    """Return what became of sites, walks and people without a site since the answer before; empty for the first."""
    if before is None:
        return ""
    spoken = WORDS.in_(language_of())
    told = []
    for name, key in (("sites", "sites"), ("mean_walk_m", "walk"), ("unserved", "left")):
        more = getattr(now, name) - getattr(before, name)
        way = "same" if not more else "more" if more > 0 else "less"
        told.append(spoken.say(f"change_{key}_{way}", number=abs(more)))
    return spoken.say("changes", sites=told[0], walk=told[1], left=told[2])
