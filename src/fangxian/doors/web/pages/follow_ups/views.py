"""Today's checks: what is missed on top, then one card a person, recorded with one tap."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.checks import read_check
from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.follow_ups.offices import list_offices
from fangxian.doors.web.pages.follow_ups.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.doors.web.words import Words
from fangxian.operations.follow_ups.queries import (
    count_follow_ups,
    find_fever,
    get_follow_up,
    list_flags,
    list_follow_ups,
    list_missed_days,
    list_siblings,
    list_symptoms,
)
from fangxian.operations.follow_ups.rows import FollowUpRow, MissedDay
from fangxian.operations.follow_ups.services import check, release_due

LISTS = ("due_today", "missed", "red", "to_release", "open", "closed")
MISSED_SHOWN, MISSED_READ, OFFICES_SHOWN = 6, 200, 40


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show one of the lists (?only=, today's checks by default), of all offices or one (?office=)."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    asked = (desk.reach, desk.outbreak.id, desk.known_at)
    only = request.GET.get("only", "") if request.GET.get("only") in LISTS else LISTS[0]
    counts, offices = count_follow_ups(*asked), list_offices(desk)
    office, page = _office(request), request.GET.get("page", "1")[:9]
    found = list_follow_ups(*asked, only=only, office_id=office, page=int(page) if page.isdecimal() else 1)
    missed = list_missed_days(*asked, office_id=office, limit=MISSED_READ)
    return render_page(
        request,
        "follow_ups/list.html",
        WORDS,
        only=only,
        office=office,
        lists=[(name, counts[name]) for name in LISTS],
        found=found,
        cards=_cards(found.rows),
        missed=_by_person(missed)[:MISSED_SHOWN],
        offices=offices[:OFFICES_SHOWN],
        offices_in_all=len(offices),
        flags=[flag for flag in list_flags(*asked) if flag.acknowledged_at is None],
        **_to_tick(desk, desk.outbreak.id),
    )


def _office(request: HttpRequest) -> str:
    """Return the office asked for, "" for all of them and for what cannot be an office."""
    try:
        return str(UUID(request.GET.get("office", "")))
    except ValueError:
        return ""


def _to_tick(desk: Desk, outbreak_id: str) -> dict[str, Any]:
    asked = (desk.reach, outbreak_id)
    return {"symptoms": list_symptoms(*asked), "fever_from": find_fever(*asked)}


def _cards(rows: Iterable[FollowUpRow]) -> list[tuple[FollowUpRow, ...]]:
    """Return the follow-ups by person: one knock serves all of somebody's."""
    found: dict[str, list[FollowUpRow]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(row)
    return [tuple(own) for own in found.values()]


def _by_person(missed: Iterable[MissedDay]) -> list[tuple[MissedDay, tuple[date, ...]]]:
    """Return each person once, with the days nobody saw them, the latest first."""
    found: dict[str, list[MissedDay]] = {}
    for row in missed:
        found.setdefault(row.person_id, []).append(row)
    return [(rows[0], tuple(dict.fromkeys(row.on for row in rows))) for rows in found.values()]


@require_POST
@signed_in
def check_one(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Record a check, which counts for all of the person's follow-ups; send the card anew."""
    given = read_check(request.POST, request.POST.get("channel", "visit"))
    done = check(desk.actor, desk.clock, follow_up=key, given=given)
    if not request.headers.get("HX-Request"):
        tell(request, WORDS, "told_red" if done.red else "told_checked")
        return redirect("follow-ups")
    now = desk.clock.now()
    row = get_follow_up(desk.reach, key, now).row
    rows = (row, *list_siblings(desk.reach, row, now))
    return render_page(
        request, "follow_ups/card.html", WORDS, rows=rows, done=done, **_to_tick(desk, row.outbreak_id)
    )


@require_POST
@signed_in
def release_chosen(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Release those ticked whose days are complete; the rest stay and are counted."""
    chosen, reason = request.POST.getlist("follow_up"), request.POST.get("reason", "")
    done = release_due(desk.actor, desk.clock, follow_ups=chosen, reason=reason)
    tell(request, WORDS, "told_released", people=done.released, rest=done.not_yet)
    return redirect(f"{reverse('follow-ups')}?only=to_release")
