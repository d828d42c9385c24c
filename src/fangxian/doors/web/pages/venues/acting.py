"""What is done at venues: record a look, close a finding, close a venue, let it open again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.given import read_moment
from fangxian.doors.web.pages.venues.given import read_look
from fangxian.doors.web.pages.venues.words import WORDS
from fangxian.doors.web.rendering import tell
from fangxian.engines.problems import Text
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.outreach import services
from fangxian.operations.outreach.looking import view_venue


@require_POST
@signed_in
def record_one(request: HttpRequest, desk: Desk, venue_id: str) -> HttpResponse:
    """Record a look and go back to what is due."""
    outbreak = desk.outbreak or get_outbreak(desk.reach, "")
    view = view_venue(desk.reach, outbreak.id, venue_id, desk.now)
    given = read_look(request.POST, venue_id, (one.key for one in view.questions), desk.now)
    done = services.record_look(desk.actor, desk.clock, outbreak_id=outbreak.id, given=given)
    tell(request, WORDS, "told_recorded")
    if done.findings or done.still_wrong:
        tell(request, WORDS, "told_found", findings=done.findings, still=done.still_wrong)
        return redirect("venue-form", venue_id)
    return redirect("venue-rounds")


@require_POST
@signed_in
def put_one_right(request: HttpRequest, desk: Desk, flaw_id: UUID) -> HttpResponse:
    """Close a finding with what shows that it is right."""
    services.put_right(desk.actor, desk.clock, finding_id=flaw_id, proof=request.POST.get("proof", ""))
    tell(request, WORDS, "told_right")
    return redirect("venue-findings")


@require_POST
@signed_in
def close_one(request: HttpRequest, desk: Desk, venue_id: str) -> HttpResponse:
    """Close a venue on its findings; the notice to its operator waits for a second person."""
    outbreak = desk.outbreak or get_outbreak(desk.reach, "")
    ends_at = read_moment(request.POST, "ends_at", Text("关闭期限", "until when"), optional=True)
    reason = request.POST.get("reason", "")
    services.close_venue(
        desk.actor, desk.clock, outbreak_id=outbreak.id, venue_id=venue_id, reason=reason, ends_at=ends_at
    )
    tell(request, WORDS, "told_closed")
    return redirect("venue-form", venue_id)


@require_POST
@signed_in
def reopen_one(request: HttpRequest, desk: Desk, venue_id: str) -> HttpResponse:
    """Let a venue open again, in one's own name."""
    outbreak = desk.outbreak or get_outbreak(desk.reach, "")
    services.reopen_venue(
        desk.actor,
        desk.clock,
        outbreak_id=outbreak.id,
        venue_id=venue_id,
        reason=request.POST.get("reason", ""),
    )
    tell(request, WORDS, "told_reopened")
    return redirect("venue-form", venue_id)
