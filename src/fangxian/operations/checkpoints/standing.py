"""Which checkpoints there are at an hour, and whether the areas they belong to still stand."""

from datetime import datetime
from typing import Any

from fangxian.engines.problems import Text
from fangxian.operations.areas.queries import standing_areas
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.checkpoints.models import Checkpoint
from fangxian.operations.checkpoints.problems import NO_SUCH_CHECKPOINT
from fangxian.operations.checkpoints.rows import CheckpointRow
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach

_NOWHERE = Text("", "")


def list_checkpoints(reach: Reach, outbreak_id: str, at: datetime) -> tuple[CheckpointRow, ...]:
    """Return the checkpoints within reach as known at `at`, by key. Raises `not-found` (outbreak)."""
    outbreak = get_outbreak(reach, outbreak_id)
    told = Checkpoint.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at)
    last = {row.checkpoint_id: row for row in reach.filter(told).order_by("recorded_at", "id")}
    places = titles_of({row.place_id for row in last.values()})
    standing = find_standing_areas(outbreak.place_id, outbreak_id, at) if last else set()
    return tuple(_row(last[key], places, standing) for key in sorted(last))


def get_checkpoint(reach: Reach, outbreak_id: str, key: str, at: datetime) -> CheckpointRow:
    """Return one checkpoint. Raises `not-found` (outbreak), `no-such-checkpoint`, also out of reach."""
    found = (row for row in list_checkpoints(reach, outbreak_id, at) if row.id == key)
    row = next(found, None)
    if row is None:
        raise NO_SUCH_CHECKPOINT(key=key)
    return row


def find_standing_areas(
    root: str, outbreak_id: str, at: datetime, known_at: datetime | None = None
) -> set[str]:
    """Return the keys of the areas that stand. For operations: an area may lie above whoever keeps its gate."""
    areas: list[dict[str, Any]] = standing_areas(Reach(frozenset({root})), outbreak_id, at, known_at or at)
    return {row["area_id"] for row in areas}


def _row(row: Checkpoint, places: dict[str | None, Text], standing: set[str]) -> CheckpointRow:
    return CheckpointRow(
        id=row.checkpoint_id,
        kind=row.kind,
        name=Text(row.name, row.name_en),
        place_id=row.place_id,
        place=places.get(row.place_id, _NOWHERE),
        lat=row.lat,
        lon=row.lon,
        least_crew=row.least_crew,
        area_key=row.area_key,
        open_from=row.open_from,
        closed_at=row.closed_at,
        lifted=bool(row.area_key) and row.area_key not in standing,
        lanes=row.lanes or 1,
    )
