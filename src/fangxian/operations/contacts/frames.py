"""What the latest run of the tracer found, as engine tables: for services that count or publish and show nobody."""

from datetime import datetime

import polars as pl

from fangxian.engines import tables
from fangxian.operations.contacts.models import Exposure, TraceRun, VenueExposure
from fangxian.operations.places.reach import Reach

_VISIT = ("case_id", "place_id", "from_at", "to_at", "precision", "found", "unknown_attendees")
_MEETING = (
    "person_id",
    "degree",
    "via_person_id",
    "place_id",
    "first_exposed_at",
    "last_exposed_at",
    "minutes",
    "score",
    "kind",
    "case_id",
    "precision",
)


def exposure_frames(
    reach: Reach, inside: Reach, outbreak_id: str, known_at: datetime
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (`tables.VENUE_EXPOSURES`, `tables.EXPOSURES` of the first degree) at the places of `inside` within `reach`.

    Who was exposed at a place is counted wherever they live: the place is the reader's, the people are not shown.
    """
    if not reach.places:
        return tables.VENUE_EXPOSURES.empty(), tables.EXPOSURES.empty()
    runs = TraceRun.objects.filter(outbreak_id=outbreak_id, known_at__lte=known_at)
    run = runs.order_by("-known_at").first()
    visits = inside.filter(reach.filter(VenueExposure.objects.filter(run=run)))
    met = inside.filter(reach.filter(Exposure.objects.filter(run=run, degree=1, kind="presence")))
    return (
        tables.VENUE_EXPOSURES.rows(
            [_row(_VISIT, row) for row in visits.order_by("place_id", "from_at", "id").values_list(*_VISIT)]
        ),
        tables.EXPOSURES.rows(
            [
                {**_row(_MEETING, row), "earliest_infectious_at": row[4]}
                for row in met.order_by("id").values_list(*_MEETING)
            ]
        ),
    )


def list_exposed_people(outbreak_id: str, known_at: datetime) -> list[str]:
    """Return the keys of those the latest run found in the first degree; for checks that answer nobody directly."""
    runs = TraceRun.objects.filter(outbreak_id=outbreak_id, known_at__lte=known_at)
    met = Exposure.objects.filter(run=runs.order_by("-known_at").first(), degree=1)
    return sorted(set(met.values_list("person_id", flat=True)))


def _row(names: tuple[str, ...], values: tuple[object, ...]) -> dict[str, object]:
    return {name: value if value != "" else None for name, value in zip(names, values, strict=True)}
