"""The morning briefing."""

from ninja import Router
from pydantic import AwareDatetime

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.operations.briefing import Briefing, brief

router = Router()


@router.get("/outbreaks/{outbreak_id}/briefing", response=Briefing)
def show_briefing(
    request: Asked, outbreak_id: str, place_id: str, known_at: AwareDatetime | None = None
) -> Briefing:
    """Show what changed in a day, what is late, who is missing, what a laboratory owes: of a place, at one hour."""
    return brief(request.auth.reach, outbreak_id, place_id, clock_of_the_world().now(), known_at)
