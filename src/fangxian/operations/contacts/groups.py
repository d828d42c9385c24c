"""The exposed as they are decided on: in groups of one place and one session, each person with the path to them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet

from fangxian.engines.tables.presences import PRECISIONS
from fangxian.operations.contacts.models import Exposure, VenueExposure
from fangxian.operations.contacts.queries import find_run
from fangxian.operations.contacts.rows import ExposedGroup, ExposedPerson, ExposedTotals, Meeting
from fangxian.operations.people.queries import names_of, reach_people
from fangxian.operations.places.queries import list_places, titles_of
from fangxian.operations.places.reach import Reach


@dataclass(frozen=True)
class Asked:
    """Which exposures are wanted: those the reach shows, of the latest run by `known_at`, narrowed by the rest.

    `decided`: a subquery of the persons something was decided for; `undecided` leaves them out.
    `place_id`: where they were exposed, a venue or anything it lies in.
    """

    reach: Reach
    outbreak_id: str
    known_at: datetime
    decided: QuerySet
    case_id: str = ""
    degree: int = 0
    kind: str = ""
    place_id: str = ""
    undecided: bool = False

    def exposures(self) -> QuerySet:
        """Return the exposures asked for."""
        run = find_run(self.reach, self.outbreak_id, self.known_at)
        people = reach_people(self.reach, self.known_at)
        rows = Exposure.objects.filter(run=run.id if run else None, person_id__in=people)
        exact = {"case_id": self.case_id, "degree": self.degree, "kind": self.kind}
        rows = rows.filter(**{name: value for name, value in exact.items() if value})
        if self.place_id:
            rows = Reach(frozenset({self.place_id})).filter(rows)
        if self.undecided:
            rows = rows.exclude(person_id__in=self.decided)
        return rows

    def inside(self, group: str) -> QuerySet:
        """Return the exposures asked for that belong to one group, by its key."""
        return self.exposures().filter(group=group)


def list_groups(asked: Asked, start: int, limit: int) -> tuple[ExposedGroup, ...]:
    """Return `limit` groups from `start` on: most contacts first, then most people."""
    rows = _grouped(asked.exposures(), asked.decided)
    return _groups(asked, rows.order_by("-contacts", "-people", "group")[start : start + limit])


def count_groups(asked: Asked) -> ExposedTotals:
    """Return how many groups and people there are."""
    rows, people = asked.exposures(), Count("person_id", distinct=True)
    counted = rows.aggregate(
        people=people,
        contacts=Count("person_id", distinct=True, filter=Q(degree=1)),
        decided=Count("person_id", distinct=True, filter=Q(person_id__in=asked.decided)),
    )
    return ExposedTotals(groups=_grouped(rows, asked.decided).count(), **counted)


def find_group(asked: Asked, key: str) -> ExposedGroup | None:
    """Return one group, or None where nothing of it is asked for or within reach."""
    return next(iter(_groups(asked, _grouped(asked.inside(key), asked.decided))), None)


def list_people(asked: Asked, group: str, start: int, limit: int) -> tuple[ExposedPerson, ...]:
    """Return people of a group, closest and strongest first, each once with the path that counts most."""
    ranked = asked.inside(group).values("person_id").annotate(closest=Min("degree"), most=Max("score"))
    ordered: Any = ranked.order_by("closest", "-most", "person_id")[start : start + limit]
    wanted = [row["person_id"] for row in ordered]
    rows = asked.inside(group).filter(person_id__in=wanted).order_by("degree", "-score", "case_id")
    best: dict[str, Any] = {}
    paths: dict[str, int] = {}
    for row in rows:
        best.setdefault(row.person_id, row)
        paths[row.person_id] = paths.get(row.person_id, 0) + 1
    meetings = _meetings(asked, best.values())
    names = names_of(asked.reach, wanted, asked.known_at)
    return tuple(
        ExposedPerson(key, names.get(key, ""), best[key].degree, best[key].score, meetings[key], paths[key])
        for key in wanted
    )


def list_keys(asked: Asked, group: str) -> tuple[str, ...]:
    """Return the persons of a group, by key."""
    return tuple(asked.inside(group).order_by("person_id").values_list("person_id", flat=True).distinct())


def _groups(asked: Asked, rows: QuerySet) -> tuple[ExposedGroup, ...]:
    found: Any = list(rows)
    places = {
        place.place_id: place for place in list_places([row["place_id"] for row in found if row["place_id"]])
    }
    visited = _visits(asked, list(places))
    return tuple(_group(row, places.get(row["place_id"]), visited) for row in found)


def _grouped(rows: QuerySet, decided: QuerySet) -> QuerySet:
    people = Count("person_id", distinct=True)
    return rows.values("group", "kind", "place_id").annotate(
        people=people,
        contacts=Count("person_id", distinct=True, filter=Q(degree=1)),
        decided=Count("person_id", distinct=True, filter=Q(person_id__in=decided)),
        cases=Count("case_id", distinct=True),
        held=Max("session"),
        from_at=Min("first_exposed_at"),
        to_at=Max("last_exposed_at"),
        on_days=Count("id", filter=Q(precision="day")),
        in_windows=Count("id", filter=Q(precision="window")),
    )


def _group(row: Mapping[str, Any], place: Any, visited: Iterable[VenueExposure]) -> ExposedGroup:
    here = [v for v in visited if v.place_id == row["place_id"] and _overlap(v, row)]
    return ExposedGroup(
        key=row["group"],
        kind=row["kind"],
        place_id=row["place_id"] or "",
        session=row["held"],
        place=place.title if place else None,
        venue_kind=(place.venue_kind or "") if place else "",
        within=(place.parent_id or place.place_id) if place else "",
        people=row["people"],
        contacts=row["contacts"],
        decided=row["decided"],
        cases=row["cases"],
        from_at=row["from_at"],
        to_at=row["to_at"],
        precision=_vaguest({"day": row["on_days"], "window": row["in_windows"]}),
        infectious_from_at=min((v.from_at for v in here), default=None),
        infectious_to_at=max((v.to_at for v in here), default=None),
        infectious_precision=_vaguest(Counter(v.precision for v in here)),
        unknown_attendees=any(v.unknown_attendees for v in here),
    )


def _vaguest(counted: Mapping[str, int]) -> str:
    return next((precision for precision in reversed(PRECISIONS) if counted.get(precision)), "exact")


def _overlap(visit: VenueExposure, row: Mapping[str, Any]) -> bool:
    return visit.from_at <= row["to_at"] and row["from_at"] <= visit.to_at


def _visits(asked: Asked, place_ids: list[str]) -> list[VenueExposure]:
    run = find_run(asked.reach, asked.outbreak_id, asked.known_at)
    return list(VenueExposure.objects.filter(run=run.id if run else None, place_id__in=place_ids))


def _meetings(asked: Asked, rows: Iterable[Any]) -> dict[str, tuple[Meeting, ...]]:
    """Return person -> how the infection may have come to them, from the case on, one meeting after another."""
    last = {row.person_id: row for row in rows}
    before = _earlier(last.values())
    chains = {
        key: [*before.get((row.via_person_id, row.case_id, row.run_id), ()), row] for key, row in last.items()
    }
    used = [row for chain in chains.values() for row in chain]
    places = titles_of([row.place_id for row in used])
    names = names_of(asked.reach, [row.via_person_id for row in used], asked.known_at)
    return {key: tuple(_meeting(row, places, names) for row in chain) for key, chain in chains.items()}


def _earlier(rows: Iterable[Any]) -> dict[tuple[str, str, Any], list[Any]]:
    """Return (via, case, run) -> the meetings by which the case reached `via`; empty for the case itself.

    Every step back is to a lower degree, so the walk ends.
    """
    far = [row for row in rows if row.degree > 1]
    if not far:
        return {}
    found = Exposure.objects.filter(
        run_id=far[0].run_id,
        degree__lt=max(row.degree for row in far),
        person_id__in={row.via_person_id for row in far},
        case_id__in={row.case_id for row in far},
    )
    best: dict[tuple[str, str, Any], Any] = {}
    for row in found.order_by("degree", F("score").desc()):
        best.setdefault((row.person_id, row.case_id, row.run_id), row)
    above = _earlier(best.values())
    return {
        key: [*above.get((row.via_person_id, row.case_id, row.run_id), ()), row] for key, row in best.items()
    }


def _meeting(row: Any, places: Mapping[str | None, Any], names: Mapping[str, str]) -> Meeting:
    return Meeting(
        kind=row.kind,
        place=places.get(row.place_id),
        with_case=row.case_id if row.degree == 1 else "",
        with_person=names.get(row.via_person_id, ""),
        from_at=row.first_exposed_at,
        to_at=row.last_exposed_at,
        minutes=row.minutes,
        precision=row.precision,
    )
