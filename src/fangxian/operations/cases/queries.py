"""Reading outbreaks and cases. Whoever answers for a place a case lives in or has been to sees that case."""

from collections import Counter
from datetime import datetime
from typing import Any

import polars as pl
from django.db.models import Count, Min, QuerySet

from fangxian.engines import tables
from fangxian.engines.problems import Text
from fangxian.operations.cases.models import CaseState, Outbreak, Stay
from fangxian.operations.cases.rows import CaseChange, CaseRow, DayCount, OutbreakRow, StayRow
from fangxian.operations.cases.services import image
from fangxian.operations.cases.touching import touches
from fangxian.operations.people.queries import names_of, reach_people
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND

_FACTS = tuple(
    name for name in tables.CASES.names if name not in ("case_id", "person_id", "outbreak_id", "disease")
)


def list_outbreaks(reach: Reach, known_at: datetime | None = None) -> tuple[OutbreakRow, ...]:
    """Return the outbreaks that touch the reach, open ones first, the newest first; with `known_at`, as known then."""
    opened = Outbreak.objects.order_by("-opened_at")
    if known_at is not None:
        opened = opened.filter(opened_at__lte=known_at)
    rows = list(opened)
    touched = reach.touched(row.place_id for row in rows)
    found = [_outbreak(row, known_at) for row in rows if row.place_id in touched]
    return tuple(sorted(found, key=lambda row: row.ended_at is not None))


def get_outbreak(reach: Reach, outbreak_id: str, known_at: datetime | None = None) -> OutbreakRow:
    """Return an outbreak; its end only if it was known at `known_at`. Raises `not-found`, also outside the reach."""
    found = Outbreak.objects.filter(id=outbreak_id).first()
    if found is None or not touches(reach, found.place_id):
        raise NOT_FOUND(what="outbreak", what_zh="疫情", key=outbreak_id)
    return _outbreak(found, known_at)


def list_cases(reach: Reach, outbreak_id: str, known_at: datetime) -> tuple[CaseRow, ...]:
    """Return the cases as known at `known_at`, discarded and merged ones included, by number."""
    states = list(_states(reach, outbreak_id, known_at))
    return _case_rows(reach, states, known_at)


def get_case(reach: Reach, case_id: str, known_at: datetime) -> CaseRow:
    """Return a case. Raises `not-found`, also for one outside the reach."""
    states = list(_states(reach, None, known_at).filter(case_id=case_id))
    if not states:
        raise NOT_FOUND(what="case", what_zh="病例", key=case_id)
    return _case_rows(reach, states, known_at)[0]


def get_outbreak_of(reach: Reach, case_id: str, known_at: datetime) -> OutbreakRow:
    """Return the outbreak a case belongs to. Raises `not-found`, also for a case outside the reach."""
    state = _states(reach, None, known_at).filter(case_id=case_id).first()
    if state is None:
        raise NOT_FOUND(what="case", what_zh="病例", key=case_id)
    return get_outbreak(reach, state.case.outbreak_id, known_at)


def list_stays(reach: Reach, case_id: str, known_at: datetime) -> tuple[StayRow, ...]:
    """Return a case's itinerary in order of time. Raises `not-found`."""
    get_case(reach, case_id, known_at)
    return _stay_rows(Stay.objects.as_known(known_at).filter(case_id=case_id))


def list_unresolved_stays(reach: Reach, outbreak_id: str, known_at: datetime) -> tuple[StayRow, ...]:
    """Return the stays whose place has to be asked for."""
    stays = Stay.objects.as_known(known_at).filter(case__outbreak_id=outbreak_id, place=None)
    return _stay_rows(stays.filter(case__person_id__in=reach_people(reach, known_at)))


def list_case_history(reach: Reach, case_id: str, known_at: datetime) -> tuple[CaseChange, ...]:
    """Return what was known of a case when, the first report first. Raises `not-found`."""
    get_case(reach, case_id, known_at)
    versions = CaseState.objects.filter(case_id=case_id, known_from__lte=known_at, valid_to=None)
    changes, before = [], dict[str, Any]()
    for state in versions.select_related("entry").order_by("known_from", "version"):
        after = image(state)
        fields = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
        differing = tuple((name, before.get(name), after.get(name)) for name in fields)
        changes.append(CaseChange(state.known_from, state.entry.who, differing))
        before = after
    return tuple(changes)


def find_recorded(outbreak_id: str, case_id: str) -> dict[str, Any] | None:
    """Return what is on record of a case, for an import that must not record it twice; None if nothing is."""
    states = CaseState.objects.open().filter(case_id=case_id, case__outbreak_id=outbreak_id, valid_to=None)
    state = states.select_related("case").first()
    return {**image(state), "person_id": state.case.person_id} if state else None


def list_case_people(outbreak_id: str, known_at: datetime) -> dict[str, str]:
    """Return person -> their latest case that counts, for services that must not treat a case as a contact."""
    states = CaseState.objects.as_known(known_at).filter(case__outbreak_id=outbreak_id, valid_to=None)
    rows = states.exclude(kind="discarded").filter(outcome="").order_by("case__episode")
    return dict(rows.values_list("case__person_id", "case_id"))


def count_by_day(reach: Reach, outbreak_id: str, known_at: datetime) -> tuple[DayCount, ...]:
    """Return the cases that count, per day of report, kind and place of residence."""
    states = _states(reach, outbreak_id, known_at).exclude(kind="discarded")
    counted = Counter((row.reported_on, row.kind, row.residence_place_id) for row in states)
    return tuple(
        DayCount(day, kind, home, cases)
        for (day, kind, home), cases in sorted(counted.items(), key=lambda found: str(found[0]))
    )


def find_first_report(reach: Reach, outbreak_id: str, known_at: datetime) -> datetime | None:
    """Return when the first case that still counts was put on record, or None."""
    counted = _states(reach, outbreak_id, known_at).exclude(kind="discarded").values("case_id")
    first = CaseState.objects.filter(case_id__in=counted).aggregate(at=Min("known_from"))
    return first["at"]


def list_report_times(reach: Reach, outbreak_id: str, known_at: datetime) -> tuple[datetime, ...]:
    """Return when each case known at `known_at` was first put on record, the earliest first."""
    seen = _states(reach, outbreak_id, known_at).values("case_id")
    first = CaseState.objects.filter(case_id__in=seen).order_by().values("case_id")
    times: Any = first.annotate(at=Min("known_from")).values_list("at", flat=True)
    return tuple(sorted(times))


def case_table(reach: Reach, outbreak_id: str, as_of: datetime, known_at: datetime) -> pl.DataFrame:
    """Return the line list as `tables.CASES`, for the engines: whole, or empty without a reach over the root."""
    outbreak = get_outbreak(reach, outbreak_id)
    states = _whole(
        reach, outbreak, CaseState.objects.as_known(known_at).filter(case__outbreak_id=outbreak_id)
    )
    held = states.exclude(valid_to__lte=as_of).filter(merged_into=None).select_related("case")
    first: dict[str, CaseState] = {}
    for state in held.order_by("case_id", "valid_from"):
        first.setdefault(state.case_id, state)
    return tables.CASES.rows([_line(state, outbreak) for state in first.values()])


def interview_table(reach: Reach, outbreak_id: str, known_at: datetime) -> pl.DataFrame:
    """Return the resolved stays of the itineraries as `tables.PRESENCES`, for the engines."""
    outbreak = get_outbreak(reach, outbreak_id)
    stays = Stay.objects.as_known(known_at).filter(case__outbreak_id=outbreak_id, place__isnull=False)
    columns = ("place_id", "arrive_at", "leave_at", "session", "zone", "seat", "precision", "source")
    rows = _whole(reach, outbreak, stays).order_by("case_id", "arrive_at", "id")
    return tables.PRESENCES.rows(
        [
            {"person_id": row.case.person_id, **{name: getattr(row, name) or None for name in columns}}
            for row in rows.select_related("case")
        ]
    )


def _whole(reach: Reach, outbreak: OutbreakRow, rows: QuerySet) -> QuerySet:
    return rows if reach.covers(outbreak.place_id) else rows.none()


def _line(state: CaseState, outbreak: OutbreakRow) -> dict[str, Any]:
    facts = {
        name: getattr(state, f"{name.removesuffix('_id')}_id" if name.endswith("place_id") else name)
        for name in _FACTS
    }
    return {
        "case_id": state.case_id,
        "person_id": state.case.person_id,
        "outbreak_id": outbreak.id,
        "disease": outbreak.disease,
        **{name: None if value == "" else value for name, value in facts.items()},
    }


def _states(reach: Reach, outbreak_id: str | None, known_at: datetime) -> QuerySet:
    people = reach_people(reach, known_at)
    states = CaseState.objects.as_known(known_at).filter(valid_to=None, case__person_id__in=people)
    if outbreak_id is not None:
        states = states.filter(case__outbreak_id=outbreak_id)
    return states.select_related("case").order_by("case__number")


def _case_rows(reach: Reach, states: list[CaseState], known_at: datetime) -> tuple[CaseRow, ...]:
    names = names_of(reach, [state.case.person_id for state in states], known_at)
    places = titles_of([s.residence_place_id for s in states])
    stays = Stay.objects.as_known(known_at).filter(case_id__in=[state.case_id for state in states])
    counts = dict(stays.values_list("case_id").annotate(Count("version")))
    return tuple(
        CaseRow(
            id=state.case_id,
            number=state.case.number,
            person_id=state.case.person_id,
            name=names.get(state.case.person_id, ""),
            kind=state.kind,
            reported_on=state.reported_on,
            onset_on=state.onset_on,
            sampled_at=state.sampled_at,
            isolated_at=state.isolated_at,
            residence_id=state.residence_place_id,
            residence=places.get(state.residence_place_id),
            age=state.age,
            sex=state.sex,
            detection_route=state.detection_route,
            source_case_id=state.source_case_id,
            merged_into=state.merged_into_id,
            stays=counts.get(state.case_id, 0),
        )
        for state in states
    )


def _stay_rows(stays: QuerySet) -> tuple[StayRow, ...]:
    rows = list(stays.order_by("arrive_at", "id"))
    places = titles_of([row.place_id for row in rows])
    return tuple(
        StayRow(
            str(row.id),
            row.case_id,
            row.place_id,
            places.get(row.place_id),
            row.unresolved,
            row.arrive_at,
            row.leave_at,
            row.precision,
            row.source,
        )
        for row in rows
    )


def _outbreak(row: Outbreak, known_at: datetime | None = None) -> OutbreakRow:
    over = row.ended_at is not None and (known_at is None or row.ended_at <= known_at)
    return OutbreakRow(
        id=row.id,
        title=Text(row.title_zh, row.title_en),
        disease=row.disease,
        plan=row.plan,
        plan_version=row.plan_version,
        place_id=row.place_id,
        timezone=row.timezone,
        pack=row.pack,
        pack_scale=row.pack_scale,
        opened_at=row.opened_at,
        ended_at=row.ended_at if over else None,
        end_reason=row.end_reason if over else "",
    )
