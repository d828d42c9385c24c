"""The picture of an outbreak: the figures and the curve of the command page."""

from ninja import Router
from pydantic import AwareDatetime

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.operations import picture

router = Router()


@router.get("/outbreaks/{outbreak_id}/summary", response=picture.Overview)
def summarise(
    request: Asked,
    outbreak_id: str,
    as_of: AwareDatetime | None = None,
    known_at: AwareDatetime | None = None,
) -> picture.Overview:
    """Summarise an outbreak as it stood `as_of`, with what was known at `known_at`."""
    as_of = as_of or clock_of_the_world().now()
    return picture.summarise(request.auth.reach, outbreak_id, as_of, known_at or as_of)


@router.get("/outbreaks/{outbreak_id}/curve", response=list[picture.CurvePoint])
def epidemic_curve(
    request: Asked, outbreak_id: str, known_at: AwareDatetime | None = None
) -> list[picture.CurvePoint]:
    """The cases that count, by day of report, kind and place."""
    known_at = known_at or clock_of_the_world().now()
    return list(picture.epidemic_curve(request.auth.reach, outbreak_id, known_at))
