"""Reading areas and measures in force."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Min, QuerySet

from fangxian.engines import tables
from fangxian.engines.problems import Text
from fangxian.engines.tables import Table
from fangxian.operations.areas.history import in_force_at
from fangxian.operations.areas.models import Area, MeasureInForce
from fangxian.operations.areas.rows import AreaRow, MeasureRow
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach

_FIELDS: dict[Any, dict[str, str]] = {
    Area: {"area_id": "id"},
    MeasureInForce: {"measure_id": "id", "area_id": "area_key"},
}
"""Where a column of the engine's table has another name here."""


def list_areas(reach: Reach, outbreak_id: str, as_of: datetime, known_at: datetime) -> tuple[AreaRow, ...]:
    """Return the areas that stood at `as_of`, as known at `known_at`, by level and place."""
    held = _held(Area, reach, outbreak_id, as_of, known_at).filter(in_force_at(as_of))
    rows = list(held.order_by("level", "place_id", "id"))
    places = _titles(rows)
    return tuple(
        AreaRow(
            row.id,
            row.place_id,
            places[row.place_id],
            row.level,
            row.starts_at,
            Text(row.reason_zh, row.reason_en),
            row.population,
            row.eligible_to_end,
            row.release_due_at,
            tuple(filter(None, row.evidence.split(";"))),
            row.source,
            name_in(row.extent),
            json.loads(row.extent) if row.extent else None,
        )
        for row in rows
    )


def name_in(extent: str | None) -> Text | None:
    """Return the name an area was given when it was drawn, None for one that is the whole of its place."""
    name = json.loads(extent).get("name") if extent else None
    return Text(name["zh"], name["en"]) if name else None


def list_measures(
    reach: Reach, outbreak_id: str, as_of: datetime, known_at: datetime, *, lapsed: bool = False
) -> tuple[MeasureRow, ...]:
    """Return the measures in force at `as_of` (with `lapsed`, also those whose effect ended by itself)."""
    rows = list(_held(MeasureInForce, reach, outbreak_id, as_of, known_at).order_by("ends_at", "id"))
    places = _titles(rows)
    found = (
        MeasureRow(
            row.id,
            row.measure,
            Text(row.title_zh, row.title_en),
            row.place_id,
            places[row.place_id],
            row.starts_at,
            row.ends_at,
            min(filter(None, (row.ends_at, row.alone_until, row.release_due_at))),
            row.restricts,
            row.people,
            row.legal_basis,
            row.release_due_at,
            tuple(filter(None, row.evidence.split(";"))),
        )
        for row in rows
    )
    return tuple(row for row in found if lapsed or row.lapses_at > as_of)


def list_places_under(reach: Reach, outbreak_id: str, measures: Collection[str], at: datetime) -> set[str]:
    """Return the places over which one of these measures is in force at `at`."""
    rows = _held(MeasureInForce, reach, outbreak_id, at, at).filter(measure__in=list(measures))
    ends = rows.values_list("place_id", "ends_at", "alone_until", "release_due_at")
    return {place for place, *until in ends if min(filter(None, until)) > at}


def find_signed_measure(
    outbreak_id: str, measure: str, place_ids: Sequence[str], at: datetime
) -> tuple[str, UUID | None] | None:
    """Return (key, decision) of this measure in force at `at` on the last of `place_ids` that has one, or None.

    What an authority decided outside this system stands on its source and has no decision here.
    """
    rows = MeasureInForce.objects.at(at).filter(
        outbreak_id=outbreak_id, measure=measure, place_id__in=place_ids
    )
    standing = [
        row
        for row in rows.exclude(decision=None, source="")
        if row.alone_until is None or row.alone_until > at
    ]
    nearest = max(standing, key=lambda row: place_ids.index(row.place_id), default=None)
    return (nearest.id, nearest.decision_id) if nearest else None


def find_measure_ends(outbreak_id: str) -> dict[str, datetime]:
    """Return measure (the engine's id) -> when its last period ended or will: released, lapsed, or as signed."""
    rows = MeasureInForce.objects.open().filter(outbreak_id=outbreak_id).order_by("valid_from")
    return {row.id: min(filter(None, (row.ends_at, row.valid_to, row.alone_until))) for row in rows}


def list_area_times(reach: Reach, outbreak_id: str, known_at: datetime) -> tuple[datetime, ...]:
    """Return when each area, standing or over, was first put on record by `known_at`."""
    rows = reach.filter(Area.objects.filter(outbreak_id=outbreak_id, known_from__lte=known_at))
    times: Any = rows.order_by().values("id").annotate(at=Min("known_from")).values_list("at", flat=True)
    return tuple(sorted(times))


def count_areas_on(reach: Reach, outbreak_id: str, case_id: str, at: datetime) -> int:
    """Return how many areas that stand have this one case as their whole evidence."""
    return _held(Area, reach, outbreak_id, at, at).filter(evidence=case_id).count()


def count_measures_on(reach: Reach, outbreak_id: str, case_id: str, at: datetime) -> int:
    """Return how many measures in force have this one case as their whole evidence."""
    return _held(MeasureInForce, reach, outbreak_id, at, at).filter(evidence=case_id).count()


def has_area(outbreak_id: str, key: str) -> bool:
    """Tell whether an area with this key is on record, standing or over."""
    return Area.objects.filter(outbreak_id=outbreak_id, id=key).exists()


def has_measure(outbreak_id: str, key: str) -> bool:
    """Tell whether a measure with this key is on record, in force or over."""
    return MeasureInForce.objects.filter(outbreak_id=outbreak_id, id=key).exists()


def standing_areas(
    reach: Reach, outbreak_id: str, as_of: datetime, known_at: datetime
) -> list[dict[str, Any]]:
    """Return what stands as rows of `tables.AREAS`, for the engines."""
    return _standing(Area, tables.AREAS, reach, outbreak_id, as_of, known_at)


def standing_measures(
    reach: Reach, outbreak_id: str, as_of: datetime, known_at: datetime
) -> list[dict[str, Any]]:
    """Return what stands as rows of `tables.MEASURES`, for the engines."""
    return _standing(MeasureInForce, tables.MEASURES, reach, outbreak_id, as_of, known_at)


def _standing(
    model: Any, table: Table, reach: Reach, outbreak_id: str, as_of: datetime, known_at: datetime
) -> list[dict[str, Any]]:
    fields = {name: _FIELDS[model].get(name, name) for name in table.names if name != "change"}
    rows = _held(model, reach, outbreak_id, as_of, known_at).order_by("id")
    return [
        {"change": "unchanged", **{name: getattr(row, field) for name, field in fields.items()}}
        for row in rows
    ]


def _held(model: Any, reach: Reach, outbreak_id: str, as_of: datetime, known_at: datetime) -> QuerySet:
    return reach.filter(model.objects.at(as_of, known_at).filter(outbreak_id=outbreak_id))


def _titles(rows: list[Any]) -> dict[str | None, Text]:
    return titles_of([row.place_id for row in rows])
