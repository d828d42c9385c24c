"""The picture of an outbreak: the figures and the curve of the command page."""

from ninja import Router

from fangxian.doors.api.entrance import Asked
from fangxian.doors.api.hours import AsOf, KnownAt, judged, known
from fangxian.operations import picture

router = Router()


@router.get("/outbreaks/{outbreak_id}/summary", response=picture.Overview)
def summarise(
    request: Asked,
    outbreak_id: str,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> picture.Overview:
    """Summarise an outbreak as it stood `as_of`, with what was known at `known_at`."""
    live = as_of is None and known_at is None
    as_of, known_at = judged(as_of, known_at)
    return picture.summarise(request.auth.reach, outbreak_id, as_of, known_at, live)


@router.get("/outbreaks/{outbreak_id}/curve", response=list[picture.CurvePoint])
def epidemic_curve(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[picture.CurvePoint]:
    """The cases that count, by day of report, kind and place."""
    return list(picture.epidemic_curve(request.auth.reach, outbreak_id, known(known_at)))
