"""Signals within reach and what each one fired; recording a pool, a capacity or a feed."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.signals.given import read_capacity, read_feed, read_pool
from fangxian.doors.web.pages.signals.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.doors.web.words import Words
from fangxian.engines.tables import CAPACITY_KINDS
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.fired import list_fired
from fangxian.operations.places.queries import get_place
from fangxian.operations.signals import services

RECORDED: dict[str, tuple[Callable[..., dict[str, Any]], Callable[..., Any], str]] = {
    "pool": (read_pool, services.record_pool, "recorded_pool"),
    "capacity": (read_capacity, services.record_capacity, "recorded_capacity"),
    "feed": (read_feed, services.record_feed, "recorded_feed"),
}
"""Kind of signal -> how its form is read, the service that records it, and what is then told."""


@require_GET
@signed_in
def list_all(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the signals, the latest first, each with the rules it fired and what became of them."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    rows = list_fired(desk.reach, desk.outbreak.id, desk.known_at)
    return render_page(
        request,
        "signals/list.html",
        WORDS,
        rows=rows,
        unasked=sum(not row.asked for row in rows),
        kinds=CAPACITY_KINDS,
        own=get_place(desk.actor.place_id),
        outbreak=desk.outbreak,
    )


@require_POST
@signed_in
def record_one(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """Record a signal; the plan is run by whoever decides, not by this."""
    if kind not in RECORDED:
        raise Http404
    read, record, told = RECORDED[kind]
    outbreak = desk.outbreak or get_outbreak(desk.reach, "")
    record(desk.actor, desk.clock, outbreak_id=outbreak.id, **read(request.POST, desk.reach))
    tell(request, WORDS, told)
    return redirect("signals")
