"""Reading named contacts and what the latest run of the tracer found."""

from datetime import datetime
from typing import Any

import polars as pl
from django.db.models import Count, Max, Min, QuerySet

from fangxian.engines import tables
from fangxian.operations.contacts.models import Contact, Exposure, TraceRun, VenueExposure
from fangxian.operations.contacts.rows import ExposedPlace, ExposureRow, TraceRunRow
from fangxian.operations.people.queries import names_of, reach_people
from fangxian.operations.places.queries import list_places, titles_of
from fangxian.operations.places.reach import Reach


def contact_table(reach: Reach, outbreak_id: str, root: str, known_at: datetime) -> pl.DataFrame:
    """Return the named contacts as `tables.CONTACTS`, for the engines: whole, or empty without a reach over `root`."""
    if not reach.covers(root):
        return tables.CONTACTS.empty()
    return _table(Contact.objects.as_known(known_at).filter(outbreak_id=outbreak_id))


def list_named(outbreak_id: str) -> pl.DataFrame:
    """Return the contacts on record as `tables.CONTACTS`, for an import that must not record one twice."""
    return _table(Contact.objects.open().filter(outbreak_id=outbreak_id))


def _table(contacts: QuerySet) -> pl.DataFrame:
    names, rows = tables.CONTACTS.names, contacts.order_by("source_case_id", "id")
    return tables.CONTACTS.rows([{name: getattr(row, name) or None for name in names} for row in rows])


def find_run(reach: Reach, outbreak_id: str, known_at: datetime) -> TraceRunRow | None:
    """Return the latest run by `known_at`, or None (also for an empty reach)."""
    run = _latest(reach, outbreak_id, known_at)
    if run is None:
        return None
    return TraceRunRow(
        run.id, run.as_of, run.known_at, run.plan, run.exposed, run.venues, run.venues_not_found
    )


def count_exposed(reach: Reach, outbreak_id: str, known_at: datetime) -> dict[int, int]:
    """Return degree -> people exposed, each counted once at their closest degree."""
    people = _exposures(reach, outbreak_id, known_at).values("person_id").annotate(closest=Min("degree"))
    counted: dict[int, int] = {}
    for row in people:
        counted[row["closest"]] = counted.get(row["closest"], 0) + 1
    return dict(sorted(counted.items()))


def list_exposures(
    reach: Reach, outbreak_id: str, known_at: datetime, case_id: str | None = None, limit: int = 500
) -> tuple[ExposureRow, ...]:
    """Return the exposures the latest run found, closest and strongest first."""
    found = _exposures(reach, outbreak_id, known_at)
    if case_id is not None:
        found = found.filter(case_id=case_id)
    rows = list(found.order_by("degree", "-score", "person_id")[:limit])
    names = names_of(reach, [row.person_id for row in rows], known_at)
    places = titles_of([row.place_id for row in rows])
    return tuple(
        ExposureRow(
            row.person_id,
            names.get(row.person_id, ""),
            row.degree,
            row.kind,
            row.place_id,
            places.get(row.place_id),
            row.case_id,
            row.first_exposed_at,
            row.last_exposed_at,
            row.minutes,
            row.score,
            row.via_person_id,
        )
        for row in rows
    )


def list_exposed_places(
    reach: Reach, outbreak_id: str, known_at: datetime, case_id: str | None = None
) -> tuple[ExposedPlace, ...]:
    """Return the places where people were exposed, those with people not found first."""
    run = _latest(reach, outbreak_id, known_at)
    found = reach.filter(VenueExposure.objects.filter(run=run))
    if case_id is not None:
        found = found.filter(case_id=case_id)
    grouped: Any = found.values("place_id", "unknown_attendees").annotate(
        from_at=Min("from_at"), to_at=Max("to_at"), people=Max("found"), cases=Count("case_id", distinct=True)
    )
    rows = list(grouped)
    places = {place.place_id: place for place in list_places([row["place_id"] for row in rows])}
    return tuple(
        ExposedPlace(
            row["place_id"],
            (place := places[row["place_id"]]).title,
            place.venue_kind,
            place.lat,
            place.lon,
            row["from_at"],
            row["to_at"],
            row["people"],
            row["unknown_attendees"],
            row["cases"],
        )
        for row in sorted(
            rows, key=lambda row: (not row["unknown_attendees"], -row["cases"], row["place_id"])
        )
    )


def _latest(reach: Reach, outbreak_id: str, known_at: datetime) -> TraceRun | None:
    if not reach.places:
        return None
    runs = TraceRun.objects.filter(outbreak_id=outbreak_id, known_at__lte=known_at)
    return runs.order_by("-known_at").first()


def _exposures(reach: Reach, outbreak_id: str, known_at: datetime) -> QuerySet:
    run = _latest(reach, outbreak_id, known_at)
    return Exposure.objects.filter(run=run, person_id__in=reach_people(reach, known_at))
