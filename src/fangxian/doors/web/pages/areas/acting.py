"""What is done to an area: zones around a case, another level, a round of tests, its end."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.areas.words import WORDS
from fangxian.doors.web.rendering import tell
from fangxian.operations.areas.problems import ROUND_NOT_POSSIBLE
from fangxian.operations.areas.services import RoundGiven
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.drawing import change_level, propose_zones
from fangxian.operations.lifting import end_area, record_round


@require_POST
@signed_in
def propose_around(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Propose every zone of the plan's pack around one case."""
    outbreak = desk.outbreak or get_outbreak(desk.reach, "")
    found = propose_zones(
        desk.actor,
        desk.clock,
        outbreak_id=outbreak.id,
        case_id=request.POST.get("case", ""),
        reason=request.POST.get("reason", ""),
    )
    tell(request, WORDS, "zones_proposed", count=len(found))
    return redirect("areas")


@require_POST
@signed_in
def change(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Change the level: a milder one at once, a stricter one as a proposal."""
    given = request.POST
    change_level(
        desk.actor, desk.clock, key=key, level=given.get("level", ""), reason=given.get("reason", "")
    )
    tell(request, WORDS, "level_given")
    return redirect("area", key=key)


@require_POST
@signed_in
def record(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Record what a round of tests came to."""
    given = request.POST
    try:
        figures = RoundGiven(
            date.fromisoformat(given.get("finished_on", "")),
            *(int(given.get(name, "")) for name in ("due", "tested", "positive")),
        )
    except ValueError as error:
        raise ROUND_NOT_POSSIBLE() from error
    record_round(desk.actor, desk.clock, key=key, figures=figures)
    tell(request, WORDS, "round_recorded")
    return redirect("area", key=key)


@require_POST
@signed_in
def end(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """End an area, with the reason; despite evidence that stands only when that is ticked."""
    given = request.POST
    end_area(desk.actor, desk.clock, key=key, reason=given.get("reason", ""), despite="despite" in given)
    tell(request, WORDS, "area_ended")
    return redirect("area", key=key)
