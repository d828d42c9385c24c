"""The line list and one case."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.opening import opens
from fangxian.doors.web.pages.cases.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.doors.web.words import Words
from fangxian.engines.tables import CASE_KINDS
from fangxian.operations.areas.queries import count_areas_on, count_measures_on
from fangxian.operations.cases.itineraries import resolve_stay
from fangxian.operations.cases.queries import get_case, list_case_history, list_cases, list_stays
from fangxian.operations.cases.rows import CaseRow
from fangxian.operations.cases.services import correct_case, discard_case, merge_cases
from fangxian.operations.contacts.queries import list_exposed_places
from fangxian.operations.places.finding import find_places
from fangxian.operations.restrictions.queries import count_restrictions_on


@require_GET
@signed_in
def list_all(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the line list, filtered by ?kind= and ?day=."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    rows = list_cases(desk.reach, desk.outbreak.id, desk.known_at)
    kind, day = request.GET.get("kind", ""), request.GET.get("day", "")
    shown = [row for row in rows if kind in ("", row.kind) and day in ("", row.reported_on.isoformat())]
    return render_page(
        request, "cases/list.html", WORDS, rows=shown, total=len(rows), kind=kind, day=day, kinds=CASE_KINDS
    )


@require_GET
@signed_in
@opens("case", "case_id")
def show(request: HttpRequest, desk: Desk, case_id: str) -> HttpResponse:
    """Show one case: facts, itinerary, who was exposed, history, and what can be done."""
    case = get_case(desk.reach, case_id, desk.known_at)
    others = _others(desk, case_id)
    stays = [(stay, _candidates(stay)) for stay in list_stays(desk.reach, case_id, desk.known_at)]
    return render_page(
        request,
        "cases/one.html",
        WORDS,
        case=case,
        stays=stays,
        places=list_exposed_places(desk.reach, desk.outbreak.id, desk.known_at, case_id)
        if desk.outbreak
        else (),
        history=list_case_history(desk.reach, case_id, desk.known_at),
        kinds=[kind for kind in CASE_KINDS if kind not in (case.kind, "discarded")],
        others=[row for row in others if row.kind != "discarded"],
        into=next((row for row in others if row.id == case.merged_into), None),
        alone=_alone(desk, case_id),
    )


def _others(desk: Desk, case_id: str) -> list[CaseRow]:
    """The other cases of the case's outbreak; none while the desk is turned to another outbreak."""
    rows = list_cases(desk.reach, desk.outbreak.id, desk.known_at) if desk.outbreak else ()
    here = any(row.id == case_id for row in rows)
    return [row for row in rows if here and row.id != case_id]


def _alone(desk: Desk, case_id: str) -> dict[str, int]:
    """What rests on this case alone, before somebody takes it away."""
    if desk.outbreak is None:
        return {"areas": 0, "measures": 0, "restrictions": 0}
    asked = (desk.reach, desk.outbreak.id, case_id, desk.known_at)
    return {
        "areas": count_areas_on(*asked),
        "measures": count_measures_on(*asked),
        "restrictions": count_restrictions_on(*asked),
    }


def _candidates(stay: Any) -> Any:
    return () if stay.place_id else find_places(stay.unresolved)


@require_POST
@signed_in
def discard(request: HttpRequest, desk: Desk, case_id: str) -> HttpResponse:
    """Discard the case with a reason; what rested on it alone is released by the next response."""
    case = get_case(desk.reach, case_id, desk.known_at)
    discard_case(desk.actor, desk.clock, case_id=case.id, reason=request.POST.get("reason", ""))
    return redirect(reverse("case", args=[case_id]))


@require_POST
@signed_in
def merge(request: HttpRequest, desk: Desk, case_id: str) -> HttpResponse:
    """Merge the case into another of its outbreak, with a reason; go on to the case that stays."""
    case = get_case(desk.reach, case_id, desk.known_at)
    into = get_case(desk.reach, request.POST.get("into_id", ""), desk.known_at)
    reason = request.POST.get("reason", "")
    merge_cases(desk.actor, desk.clock, from_id=case.id, into_id=into.id, reason=reason)
    tell(request, WORDS, "merged", number=str(case.number))
    return redirect(reverse("case", args=[into.id]))


@require_POST
@signed_in
def correct(request: HttpRequest, desk: Desk, case_id: str) -> HttpResponse:
    """Change the kind of the case (an asymptomatic infection that becomes confirmed is the same case)."""
    case = get_case(desk.reach, case_id, desk.known_at)
    changes = {"kind": request.POST.get("kind", case.kind)}
    reason = request.POST.get("reason", "")
    correct_case(desk.actor, desk.clock, case_id=case.id, changes=changes, reason=reason)
    return redirect(reverse("case", args=[case_id]))


@require_POST
@signed_in
def resolve(request: HttpRequest, desk: Desk, case_id: str, stay_key: str) -> HttpResponse:
    """Settle the place of a stay that was written in words."""
    get_case(desk.reach, case_id, desk.known_at)
    resolve_stay(desk.actor, desk.clock, stay_id=stay_key, place_id=request.POST.get("place_id", ""))
    return redirect(reverse("case", args=[case_id]))
