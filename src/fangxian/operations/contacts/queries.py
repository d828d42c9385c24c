"""Reading named contacts and what the latest run of the tracer found."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import polars as pl
from django.db.models import Count, Max, Min, QuerySet

from fangxian.engines import tables
from fangxian.operations.chunks import in_chunks
from fangxian.operations.contacts.models import Contact, Exposure, TraceRun, VenueExposure
from fangxian.operations.contacts.rows import ExposedPlace, ExposureRow, ExposureSpan, TraceRunRow, VisitRow
from fangxian.operations.people.queries import names_of, reach_people, visible_keys
from fangxian.operations.places.queries import list_places, titles_of
from fangxian.operations.places.reach import Reach

_PATH = ("person_id", "degree", "first_exposed_at", "last_exposed_at", "case_id", "place_id")


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


def list_spans(
    reach: Reach, outbreak_id: str, known_at: datetime, people: Collection[str]
) -> dict[str, ExposureSpan]:
    """Return for those of the people whom the latest run found exposed, and who are in reach: since when and how."""
    run = _latest(reach, outbreak_id, known_at)
    visible = [key for some in in_chunks(people) for key in sorted(visible_keys(reach, some, known_at))]
    paths: dict[str, list[Any]] = {}
    for some in in_chunks(visible):
        found = Exposure.objects.filter(run=run, person_id__in=some).order_by("degree", "-score", "id")
        for row in found.values_list(*_PATH):
            paths.setdefault(row[0], []).append(row)
    return {person: _span([row for row in rows if row[1] == rows[0][1]]) for person, rows in paths.items()}


def _span(nearest: Sequence[Any]) -> ExposureSpan:
    """Put the paths of a person's closest degree together; the strongest comes first."""
    person, degree = nearest[0][:2]
    return ExposureSpan(
        person_id=person,
        degree=degree,
        first_exposed_at=min(row[2] for row in nearest),
        last_exposed_at=max(row[3] for row in nearest),
        first_over_at=min(row[3] for row in nearest),
        case_ids=tuple(sorted({row[4] for row in nearest})),
        place_id=next((row[5] for row in nearest if row[5]), None),
    )


def list_exposed_places(
    reach: Reach, outbreak_id: str, known_at: datetime, case_id: str | None = None
) -> tuple[ExposedPlace, ...]:
    """Return the places where people were exposed, those with people not found first."""
    run = _latest(reach, outbreak_id, known_at)
    found = reach.filter_persons(VenueExposure.objects.filter(run=run))
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


def list_visits(reach: Reach, outbreak_id: str, place_id: str, known_at: datetime) -> tuple[VisitRow, ...]:
    """Return the stays of cases at one place, the earliest first; two cases at once are two rows."""
    found = reach.filter_persons(VenueExposure.objects.filter(run=_latest(reach, outbreak_id, known_at)))
    rows = found.filter(place_id=place_id).order_by("from_at", "to_at", "id")
    return tuple(VisitRow(*row) for row in rows.values_list("from_at", "to_at", "precision"))


def list_exposed_at(outbreak_id: str, known_at: datetime, place_ids: Collection[str]) -> dict[str, set[str]]:
    """Return place -> the keys of those the latest run found exposed there, for counting them: nobody is shown."""
    run = (
        TraceRun.objects.filter(outbreak_id=outbreak_id, known_at__lte=known_at)
        .order_by("-known_at", "-id")
        .first()
    )
    rows = Exposure.objects.filter(run=run, place_id__in=list(place_ids), kind="presence", degree=1)
    found: dict[str, set[str]] = {}
    for place, person in rows.values_list("place_id", "person_id"):
        found.setdefault(place, set()).add(person)
    return found


def _latest(reach: Reach, outbreak_id: str, known_at: datetime) -> TraceRun | None:
    if not reach.places:
        return None
    runs = TraceRun.objects.filter(outbreak_id=outbreak_id, known_at__lte=known_at)
    return runs.order_by("-known_at", "-id").first()


def _exposures(reach: Reach, outbreak_id: str, known_at: datetime) -> QuerySet:
    run = _latest(reach, outbreak_id, known_at)
    return Exposure.objects.filter(run=run, person_id__in=reach_people(reach, known_at))
