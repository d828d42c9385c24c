"""Sanctions: opened by a person on a fact, heard, decided by another, appealed elsewhere, published in units and numbers."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.oversight.acts import acts_of, outbreak_of
from fangxian.doors.web.pages.oversight.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text
from fangxian.operations.oversight import queries, services
from fangxian.operations.oversight.rows import SanctionRow

PATH = ("opened", "heard", "decided", "appealed", "final")
PUBLISHABLE = ("decided", "final")


@require_GET
@signed_in
def list_all(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the cases the reader may know of, and what was published."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    rows = queries.list_sanctions(desk.actor, desk.outbreak.id, desk.known_at)
    ready = [row for row in rows if row.stage in PUBLISHABLE and row.announcement_id is None]
    return render_page(
        request,
        "oversight/sanctions.html",
        WORDS,
        **acts_of(desk),
        rows=rows,
        ready=ready,
        rule=queries.get_rule(desk.reach, desk.outbreak.id),
        announcements=queries.list_announcements(desk.reach, desk.outbreak.id, desk.known_at),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def open_one(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask what a case against an office is to rest on (?kind=&id=), or open it."""
    outbreak = outbreak_of(desk)
    desk.actor.require("sanction")
    given = request.POST or request.GET
    kind, key = given.get("kind", "finding"), _id(given.get("id", ""))
    title, office_id, line = _fact(desk, kind, key)
    if request.method == "POST":
        made = services.open_sanction(
            desk.actor,
            desk.clock,
            outbreak_id=outbreak.id,
            office_id=office_id,
            ground=request.POST.get("ground", ""),
            facts=[services.FactGiven(kind, key)],
            what=request.POST.get("what", ""),
        )
        return redirect("sanction", sanction_id=made)
    rule = queries.get_rule(desk.reach, outbreak.id)
    grounds = [one for one in rule.grounds.values() if kind in one.rests_on]
    return render_page(
        request,
        "oversight/open_sanction.html",
        WORDS,
        **acts_of(desk),
        kind=kind,
        key=key,
        fact=title,
        line=line,
        grounds=grounds,
        rule=rule,
    )


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk, sanction_id: UUID) -> HttpResponse:
    """Show one case and what the reader can do in it."""
    row = queries.get_sanction(desk.actor, sanction_id, desk.known_at)
    rule = queries.get_rule(desk.reach, row.outbreak_id)
    ground = rule.grounds[row.ground]
    return render_page(
        request,
        "oversight/sanction.html",
        WORDS,
        **acts_of(desk),
        row=row,
        rule=rule,
        path=PATH,
        stands_at=_stands_at(row),
        told=desk.reach.identities or row.mine,
        ladder=rule.ladder[: rule.rank(ground.most) + 1],
        steps=[(step, row.steps[step.key]) for step in rule.ladder if step.key in row.steps],
        over=desk.now >= row.answer_by_at,
    )


@require_POST
@signed_in
def act_on(request: HttpRequest, desk: Desk, sanction_id: UUID, act: str) -> HttpResponse:
    """Answer, record silence, decide, appeal, hear the appeal, or withdraw."""
    if act not in _ACTS:
        raise Http404
    given = {"sanction_id": sanction_id, **_ACTS[act][1](request)}
    _ACTS[act][0](desk.actor, desk.clock, **given)
    return redirect("sanction", sanction_id=sanction_id)


@require_POST
@signed_in
def publish(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Publish those ticked, together."""
    outbreak = outbreak_of(desk)
    chosen = [_id(key) for key in request.POST.getlist("sanction")]
    made = services.publish_sanctions(
        desk.actor, desk.clock, outbreak_id=outbreak.id, place_id=desk.actor.place_id, sanction_ids=chosen
    )
    tell(request, WORDS, "told_published")
    return redirect("announcement", announcement_id=made)


@require_GET
@signed_in
def show_announcement(request: HttpRequest, desk: Desk, announcement_id: UUID) -> HttpResponse:
    """Show what was published, to be printed."""
    row = queries.get_announcement(desk.reach, announcement_id)
    return render_page(request, "oversight/announcement.html", WORDS, row=row)


def _fact(desk: Desk, kind: str, key: UUID) -> tuple[Text, str, Text | None]:
    """Return the fact's title, its office and, for a late dispatch, its fairness line."""
    if kind == "late-dispatch":
        found = queries.fairness_of(desk.reach, [key], desk.now).get(key)
        if found is None:
            raise Http404
        return found.title, found.office_id, found.line
    row = queries.get_finding(desk.reach, key, desk.now)
    return row.title, row.office_id, None


def _stands_at(row: SanctionRow) -> int:
    """How many steps of the path are behind."""
    at = {"dismissed": "decided", "annulled": "final", "withdrawn": "opened"}.get(row.stage, row.stage)
    return PATH.index(at)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _text(request: HttpRequest) -> dict[str, Any]:
    return {"text": request.POST.get("text", "")}


def _steps(request: HttpRequest) -> dict[str, int]:
    """Read `step-…` fields: how many officials each step is for; empty and 0 are left out."""
    given = {
        name.removeprefix("step-"): str(value).strip()
        for name, value in request.POST.items()
        if name.startswith("step-")
    }
    return {key: int(number) for key, number in given.items() if number.isdecimal() and int(number)}


def _decision(request: HttpRequest) -> dict[str, Any]:
    return {"steps": _steps(request), "reason": request.POST.get("reason", "")}


def _appeal(request: HttpRequest) -> dict[str, Any]:
    return {**_decision(request), "outcome": request.POST.get("outcome", "")}


_ACTS: dict[str, tuple[Callable[..., None], Callable[[HttpRequest], dict[str, Any]]]] = {
    "answer": (services.answer, _text),
    "silence": (services.record_silence, lambda request: {"how_asked": request.POST.get("text", "")}),
    "withdraw": (services.withdraw_sanction, lambda request: {"reason": request.POST.get("text", "")}),
    "decide": (services.decide, _decision),
    "appeal": (services.appeal_sanction, _text),
    "hear": (services.hear_appeal, _appeal),
}
