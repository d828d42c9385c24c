"""Reading drills: seen by whoever sees their city."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from fangxian.engines.problems import Text
from fangxian.operations.drills.models import Drill
from fangxian.operations.drills.rows import DrillRow
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND


def is_drill_world() -> bool:
    """Tell whether what happens in this world is a drill: no page of it may pass for the real thing."""
    return Drill.objects.exists()


def list_drills(reach: Reach, then: datetime | None = None) -> list[DrillRow]:
    """Return the drills within reach, the latest first; as they stood `then`, where it is given."""
    rows = _rows(reach.filter(Drill.objects.select_related("report")).order_by("-recorded_at", "-id"))
    return [_as_known(row, then) for row in rows if then is None or row.began_at <= then]


def get_drill(reach: Reach, drill_id: UUID, then: datetime | None = None) -> DrillRow:
    """Return one drill, as it stood `then`. Raises `not-found`, also outside the reach."""
    rows = _rows(reach.filter(Drill.objects.select_related("report")).filter(id=drill_id))
    if not rows:
        raise NOT_FOUND(what="drill", what_zh="演练", key=drill_id)
    return _as_known(rows[0], then)


def _as_known(row: DrillRow, then: datetime | None) -> DrillRow:
    """Return a drill without its report where it came later."""
    if then is None or row.ended_at is None or row.ended_at <= then:
        return row
    return replace(row, report=None, ended_at=None)


def _rows(found: Iterable[Drill]) -> list[DrillRow]:
    drills = list(found)
    places = titles_of(row.place_id for row in drills)
    return [_row(row, places[row.place_id]) for row in drills]


def _row(row: Drill, place: Text) -> DrillRow:
    report = getattr(row, "report", None)
    return DrillRow(
        id=row.id,
        outbreak_id=row.outbreak_id,
        place_id=row.place_id,
        place=place,
        settings=row.settings,
        began_at=row.recorded_at,
        ended_at=report.recorded_at if report else None,
        report=report.content if report else None,
    )
