"""A desk: who is at work on a page, on which outbreak, in which language, looking at which hour."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation

from fangxian.doors.web.rendering import render_problem
from fangxian.engines.problems import Problem, Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.queries import get_actor, get_world_clock
from fangxian.operations.cases.queries import OutbreakRow, list_outbreaks
from fangxian.operations.clock import Clock
from fangxian.operations.places.reach import Reach

ACTS = (
    "report_case",
    "respond",
    "decide",
    "sign",
    "work",
    "audit",
    "manage",
    "command",
    "draft",
    "publish",
    "inspect",
    "sanction",
    "hear",
    "rehearse",
)
View = Callable[..., HttpResponse]

LOOKING_BACK = Problem(
    "looking-back",
    Text("您正在查看过去的态势。", "You are looking at the past."),
    Text("只有在“现在”才能操作。", "Only the present can be acted on."),
    Text("请点击页首的“回到现在”。", "Press “back to now” at the top of the page."),
    status=409,
)


@dataclass(frozen=True)
class Desk:
    """What every view is given: nothing is read without its `reach`, nothing written without its `actor`."""

    actor: Actor
    clock: Clock
    now: datetime
    known_at: datetime
    outbreaks: tuple[OutbreakRow, ...]
    outbreak: OutbreakRow | None
    language: str
    zone: ZoneInfo
    """Of the outbreak; one that was not known yet at the hour looked at lends its zone all the same."""

    @property
    def reach(self) -> Reach:
        """What the actor may see."""
        return self.actor.reach

    @property
    def may(self) -> dict[str, bool]:
        """The acts open to the actor now: none while the desk looks back."""
        return {act: self.actor.may(act) and not self.looks_back for act in ACTS}

    @property
    def looks_back(self) -> bool:
        """Whether the desk shows an earlier hour."""
        return self.known_at < self.now

    @property
    def then(self) -> datetime | None:
        """The earlier hour shown; None for the present, which orders answer without folding what happened."""
        return self.known_at if self.looks_back else None


def signed_in(view: View) -> View:
    """Give `view(request, desk, …)` its desk; show problems as pages; send strangers to the sign-in page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        desk = None
        try:
            desk = open_desk(request)
            if desk is None:
                return _to_sign_in(request)
            request.desk = desk  # type: ignore[attr-defined]
            if request.method == "POST" and desk.looks_back and not getattr(view, "in_any_hour", False):
                raise LOOKING_BACK
            with timezone.override(desk.zone):
                return _kept_private(view(request, desk, *args, **kwargs))
        except Problem as problem:
            with timezone.override(desk.zone if desk else None):
                return render_problem(request, problem)

    return guarded


def in_any_hour(view: View) -> View:
    """Let a view take a form while the desk looks back: it acts on the reading, not on the outbreak."""
    view.in_any_hour = True  # type: ignore[attr-defined]
    return view


def open_desk(request: HttpRequest) -> Desk | None:
    """Return the desk of this session, or None when nobody is signed in."""
    user_id = request.session.get("user_id")
    if user_id is None:
        return None
    clock = get_world_clock()
    now = clock.now()
    actor = get_actor(user_id, now)
    known_at = _known_at(request, now)
    outbreaks = tuple(list_outbreaks(actor.reach, known_at))
    chosen_id = request.session.get("outbreak_id")
    outbreak = _chosen(outbreaks, chosen_id)
    zoned = outbreak or _chosen(tuple(list_outbreaks(actor.reach, now)), chosen_id)
    return Desk(
        actor=actor,
        clock=clock,
        now=now,
        known_at=known_at,
        outbreaks=outbreaks,
        outbreak=outbreak,
        language=translation.get_language() or "zh-hans",
        zone=ZoneInfo(zoned.timezone if zoned else "UTC"),
    )


def _known_at(request: HttpRequest, now: datetime) -> datetime:
    """Return the hour looked at: of this address (a step of the time slider) before that of the session."""
    asked = _instant(request.GET.get("known_at", ""))
    stored = asked or _instant(request.session.get("known_at", ""))
    return min(stored, now) if stored else now


def _instant(text: str) -> datetime | None:
    """Read an instant with its zone; anything else asks for no hour."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _chosen(outbreaks: tuple[OutbreakRow, ...], chosen_id: str | None) -> OutbreakRow | None:
    for outbreak in outbreaks:
        if outbreak.id == chosen_id:
            return outbreak
    running = [outbreak for outbreak in outbreaks if outbreak.ended_at is None]
    return next(iter(running or outbreaks), None)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    target = f"{reverse('sign-in')}?{urlencode({'next': request.get_full_path()})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": target})
    return redirect(target)


def _kept_private(response: HttpResponse) -> HttpResponse:
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response
