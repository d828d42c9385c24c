"""Today's checks: what is missed on top, then one card a person, recorded with one tap."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.checks import read_check
from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.follow_ups.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.doors.web.words import Words
from fangxian.operations.follow_ups.queries import (
    count_follow_ups,
    count_missed_days,
    find_fever,
    get_follow_up,
    list_flags,
    list_follow_ups,
    list_missed_days,
    list_symptoms,
)
from fangxian.operations.follow_ups.rows import FollowUpRow, MissedCount
from fangxian.operations.follow_ups.services import check, release_due
from fangxian.operations.people.queries import list_identities

LISTS = ("due_today", "missed", "red", "to_release", "open", "closed")
MISSED_SHOWN = 12


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show one of the lists (?only=, today's checks by default), of all offices or one (?office=)."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    asked = (desk.reach, desk.outbreak.id, desk.known_at)
    only = request.GET.get("only", "") if request.GET.get("only") in LISTS else LISTS[0]
    office, page = request.GET.get("office", ""), request.GET.get("page", "1")
    found = list_follow_ups(*asked, only=only, office_id=office, page=int(page) if page.isdecimal() else 1)
    counts = count_follow_ups(*asked)
    missed = list_missed_days(*asked, office_id=office, limit=MISSED_SHOWN + 1)
    return render_page(
        request,
        "follow_ups/list.html",
        WORDS,
        only=only,
        office=office,
        lists=[(name, counts[name]) for name in LISTS],
        found=found,
        cards=_cards(desk, found.rows),
        missed=missed[:MISSED_SHOWN],
        more_missed=len(missed) > MISSED_SHOWN,
        offices=_latest_by_office(count_missed_days(*asked)),
        flags=[flag for flag in list_flags(*asked) if flag.acknowledged_at is None],
        **_to_tick(desk, desk.outbreak.id),
    )


def _to_tick(desk: Desk, outbreak_id: str) -> dict[str, Any]:
    asked = (desk.reach, outbreak_id)
    return {"symptoms": list_symptoms(*asked), "fever_from": find_fever(*asked)}


def _cards(desk: Desk, rows: tuple[FollowUpRow, ...]) -> list[tuple[FollowUpRow, str]]:
    """Return each row with the number to call, as far as the reader may know it."""
    people = list_identities(desk.reach, [row.person_id for row in rows], desk.known_at)
    return [(row, people[row.person_id].phone or "" if row.person_id in people else "") for row in rows]


def _latest_by_office(counted: tuple[MissedCount, ...]) -> list[MissedCount]:
    """Return each office's latest day that is over, the offices with most missed first."""
    latest: dict[str, MissedCount] = {}
    for row in sorted(counted, key=lambda row: row.on):
        latest[row.office_id] = row
    return sorted(latest.values(), key=lambda row: (-row.not_visited, -row.not_reached, row.office_id))


@require_POST
@signed_in
def check_one(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Record a check: well, symptoms, not reached or refused, by visit or by call."""
    given = read_check(request.POST, request.POST.get("channel", "visit"))
    done = check(desk.actor, desk.clock, follow_up=key, given=given)
    if request.headers.get("HX-Request"):
        row = get_follow_up(desk.reach, key, desk.clock.now()).row
        ((row, phone),) = _cards(desk, (row,))
        return render_page(
            request,
            "follow_ups/card.html",
            WORDS,
            row=row,
            phone=phone,
            done=done,
            **_to_tick(desk, row.outbreak_id),
        )
    tell(request, WORDS, "told_red" if done.red else "told_checked")
    return redirect("follow-ups")


@require_POST
@signed_in
def release_chosen(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Release those ticked whose days are complete; the rest stay and are counted."""
    chosen, reason = request.POST.getlist("follow_up"), request.POST.get("reason", "")
    done = release_due(desk.actor, desk.clock, follow_ups=chosen, reason=reason)
    tell(request, WORDS, "told_released", people=done.released, rest=done.not_yet)
    return redirect(f"{reverse('follow-ups')}?only=to_release")
