"""Reading findings and their rounds, and evaluations as they were made."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from fangxian.engines.problems import Text
from fangxian.operations.accounts.queries import name_offices, name_users
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.oversight.models import Evaluation, Finding, Rectification, Visit
from fangxian.operations.oversight.rows import (
    EvaluatedRow,
    EvaluationView,
    FindingRow,
    OversightCounts,
    RoundRow,
)
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND

ONLY = ("open", "late", "to-recheck", "closed", "all")


def list_findings(
    reach: Reach, outbreak_id: str, at: datetime, *, only: str = "open", office_id: str = "", limit: int = 500
) -> tuple[FindingRow, ...]:
    """Return the findings in reach as known at `at`: what is late first, then by their time. Raises `not-found`."""
    get_outbreak(reach, outbreak_id)
    found = _rows(_known(reach, outbreak_id, at, office_id), at)
    chosen = [row for row in found if _fits(row, only)]
    return tuple(sorted(chosen, key=lambda row: (not row.late, row.due_at, str(row.id)))[:limit])


def get_finding(reach: Reach, finding_id: UUID, at: datetime) -> FindingRow:
    """Return one finding. Raises `not-found`, also for one outside the reach."""
    rows = reach.filter(Finding.objects.filter(id=finding_id, found_at__lte=at))
    found = _rows(rows, at)
    if not found:
        raise NOT_FOUND(what="finding", what_zh="问题", key=finding_id)
    return found[0]


def count_oversight(reach: Reach, outbreak_id: str, at: datetime) -> OversightCounts:
    """Return what waits in reach."""
    rows = _rows(_known(reach, outbreak_id, at, "").filter(Q(closed_at=None) | Q(closed_at__gt=at)), at)
    lasting = Q(inspection__withdrawn_at=None) | Q(inspection__withdrawn_at__gt=at)
    drawn = Visit.objects.filter(lasting, inspection__outbreak_id=outbreak_id)
    drawn = drawn.filter(Q(visited_at=None) | Q(visited_at__gt=at), inspection__announced_at__lte=at)
    return OversightCounts(
        open=len(rows),
        late=sum(row.late for row in rows),
        to_recheck=sum(row.status == "to-recheck" for row in rows),
        to_visit=reach.filter(drawn).count(),
    )


def list_evaluations(
    reach: Reach, outbreak_id: str, at: datetime, limit: int = 20
) -> tuple[EvaluationView, ...]:
    """Return the evaluations in reach without their rows, the latest first. Raises `not-found`."""
    get_outbreak(reach, outbreak_id)
    rows = reach.filter(Evaluation.objects.filter(outbreak_id=outbreak_id, made_at__lte=at)).defer("rows")
    found = list(rows.order_by("-made_at", "-id")[:limit])
    places = titles_of([row.place_id for row in found])
    return tuple(_view(row, places[row.place_id], ()) for row in found)


def get_evaluation(reach: Reach, evaluation_id: UUID) -> EvaluationView:
    """Return one evaluation with its places. Raises `not-found`, also for one outside the reach."""
    row = reach.filter(Evaluation.objects.filter(id=evaluation_id)).first()
    if row is None:
        raise NOT_FOUND(what="evaluation", what_zh="评价", key=evaluation_id)
    places = titles_of([row.place_id, *(one["place_id"] for one in row.rows)])
    rows = tuple(EvaluatedRow(place=places[one["place_id"]], **one) for one in row.rows)
    return _view(row, places[row.place_id], rows)


def _view(row: Evaluation, place: Text, rows: tuple[EvaluatedRow, ...]) -> EvaluationView:
    return EvaluationView(row.id, row.outbreak_id, row.place_id, place, row.made_at, row.from_at, rows)


def _known(reach: Reach, outbreak_id: str, at: datetime, office_id: str) -> QuerySet:
    rows = reach.filter(Finding.objects.filter(outbreak_id=outbreak_id, found_at__lte=at))
    return rows.filter(office_id=office_id) if office_id else rows


def _fits(row: FindingRow, only: str) -> bool:
    if only == "late":
        return row.late
    if only == "open":
        return row.status in ("open", "to-recheck")
    shown = "closed" if row.status == "withdrawn" else row.status
    return only in ("all", shown)


def _rows(rows: QuerySet, at: datetime) -> list[FindingRow]:
    by_number = Prefetch("rounds", Rectification.objects.order_by("number"))
    found = list(rows.prefetch_related(by_number).order_by("found_at", "id"))
    places, offices = titles_of([row.place_id for row in found]), name_offices(_offices(found))
    names = name_users(_people(found))
    return [_row(row, at, places[row.place_id], offices[str(row.office_id)], names) for row in found]


def _row(row: Finding, at: datetime, place: Text, office: Text, names: dict[str, Text]) -> FindingRow:
    rounds = tuple(_round(one, at, names) for one in row.rounds.all() if _begun(row, one, at))
    status = _status(row, rounds[-1], at)
    return FindingRow(
        id=row.id,
        outbreak_id=row.outbreak_id,
        place_id=row.place_id,
        place=place,
        office_id=str(row.office_id),
        office=office,
        source=row.source,
        question=row.question,
        title=Text(row.what, row.what_en or row.what),
        evidence=row.evidence,
        severity=row.severity,
        found_at=row.found_at,
        found_by=_name(row.found_by, names),
        status=status,
        due_at=rounds[-1].due_at,
        late=status == "open" and rounds[-1].due_at < at,
        rounds=rounds,
    )


def _status(row: Finding, last: RoundRow, at: datetime) -> str:
    if row.closed_at is not None and row.closed_at <= at:
        return "withdrawn" if row.withdrawn else "closed"
    return "to-recheck" if last.done_at is not None and last.rechecked_at is None else "open"


def _begun(row: Finding, one: Rectification, at: datetime) -> bool:
    """A round begins as the one before fails."""
    before = [other for other in row.rounds.all() if other.number == one.number - 1]
    return all(other.rechecked_at is not None and other.rechecked_at <= at for other in before)


def _round(one: Rectification, at: datetime, names: dict[str, Text]) -> RoundRow:
    done = one.done_at is not None and one.done_at <= at
    checked = one.rechecked_at is not None and one.rechecked_at <= at
    return RoundRow(
        number=one.number,
        due_at=one.due_at,
        done_at=one.done_at if done else None,
        done_by=_name(one.done_by, names) if done else _NOBODY,
        proof=one.proof if done else "",
        rechecked_at=one.rechecked_at if checked else None,
        rechecked_by=_name(one.rechecked_by, names) if checked else _NOBODY,
        passed=one.passed if checked else None,
        note=one.note if checked else "",
    )


def _offices(rows: Iterable[Finding]) -> set[str]:
    return {str(row.office_id) for row in rows}


def _people(rows: Iterable[Finding]) -> set[str]:
    rounds = [one for row in rows for one in row.rounds.all()]
    return {row.found_by for row in rows} | {who for one in rounds for who in (one.done_by, one.rechecked_by)}


def _name(user_id: str, names: dict[str, Text]) -> Text:
    return names.get(user_id, _SYSTEM)


_SYSTEM, _NOBODY = Text("系统", "the system"), Text("", "")
