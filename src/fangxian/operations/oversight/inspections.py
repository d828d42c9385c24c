"""Reading inspections: what was drawn, whether the draw was fair, what was found so far."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from fangxian.engines.inspecting import Question, Share, draw_by_risk, estimate_share
from fangxian.engines.problems import Text
from fangxian.operations.accounts.queries import name_users
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.journal.seals import find_seal
from fangxian.operations.oversight.drawing import seed_of
from fangxian.operations.oversight.models import Inspection, Visit
from fangxian.operations.oversight.rows import InspectionRow, InspectionView, QuestionShare, VisitRow
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND


def list_inspections(reach: Reach, outbreak_id: str, at: datetime) -> tuple[InspectionRow, ...]:
    """Return the inspections announced by `at` whose whole frame lies in reach, the latest first. Raises `not-found`."""
    get_outbreak(reach, outbreak_id)
    rows = Inspection.objects.filter(outbreak_id=outbreak_id, announced_at__lte=at)
    return _rows(list(reach.filter(rows).order_by("-announced_at", "-id")), at)


def get_inspection(reach: Reach, inspection_id: UUID, at: datetime) -> InspectionView:
    """Return one inspection with its places. Raises `not-found`, also for one outside the reach."""
    row = reach.filter(Inspection.objects.filter(id=inspection_id, announced_at__lte=at)).first()
    if row is None:
        raise NOT_FOUND(what="inspection", what_zh="督查", key=inspection_id)
    visits = _visits(Visit.objects.filter(inspection=row), at)
    questions = _questions(row)
    return InspectionView(_rows([row], at)[0], visits, questions, _shares(row, visits, questions))


def get_visit(reach: Reach, visit_id: UUID, at: datetime) -> tuple[VisitRow, tuple[Question, ...]]:
    """Return one place drawn and what is asked there. Raises `not-found`, also for one outside the reach."""
    rows = Visit.objects.filter(id=visit_id, inspection__announced_at__lte=at)
    row = reach.filter(rows).select_related("inspection").first()
    if row is None:
        raise NOT_FOUND(what="visit", what_zh="督查地点", key=visit_id)
    return _visits(Visit.objects.filter(id=visit_id), at)[0], _questions(row.inspection)


def list_visits_to_make(
    reach: Reach, outbreak_id: str, at: datetime, limit: int = 500
) -> tuple[VisitRow, ...]:
    """Return the places drawn that nobody had been to by `at`, in the order of the draw."""
    drawn = Visit.objects.filter(inspection__outbreak_id=outbreak_id, inspection__announced_at__lte=at)
    lasting = Q(inspection__withdrawn_at=None) | Q(inspection__withdrawn_at__gt=at)
    rows = drawn.filter(lasting, Q(visited_at=None) | Q(visited_at__gt=at))
    chosen = reach.filter(rows).order_by("inspection__announced_at", "position").values("id")[:limit]
    return _visits(Visit.objects.filter(id__in=[row["id"] for row in chosen]), at)


def frame_of(reach: Reach, inspection_id: UUID) -> dict[str, float]:
    """Return everything that could be drawn with its weight, for whoever draws again. Raises `not-found`."""
    row = reach.filter(Inspection.objects.filter(id=inspection_id)).first()
    if row is None:
        raise NOT_FOUND(what="inspection", what_zh="督查", key=inspection_id)
    return dict(row.frame)


def _rows(rows: Sequence[Inspection], at: datetime) -> tuple[InspectionRow, ...]:
    places = titles_of([row.place_id for row in rows])
    names = name_users({row.announced_by for row in rows})
    counted = Visit.objects.filter(inspection__in=rows, visited_at__lte=at).values_list("inspection_id")
    visited = dict(counted.annotate(Count("id")))
    found = dict(counted.filter(findings__isnull=False).annotate(Count("findings")))
    return tuple(
        InspectionRow(
            id=row.id,
            outbreak_id=row.outbreak_id,
            place_id=row.place_id,
            place=places[row.place_id],
            method=row.method,
            purpose=row.purpose,
            level=row.level,
            size=row.size,
            frame=len(row.frame),
            seed=row.seed,
            sealed_seq=row.sealed_seq,
            announced_at=row.announced_at,
            announced_by=names.get(row.announced_by, _SYSTEM),
            visited=visited.get(row.id, 0),
            findings=found.get(row.id, 0),
            withdrawn_at=row.withdrawn_at if _withdrawn(row, at) else None,
            withdraw_reason=row.withdraw_reason if _withdrawn(row, at) else "",
            true_to_seed=_is_true(row),
        )
        for row in rows
    )


def _withdrawn(row: Inspection, at: datetime) -> bool:
    return row.withdrawn_at is not None and row.withdrawn_at <= at


def _is_true(row: Inspection) -> bool:
    """Draw again: the seal of the announcement gives the seed, the seed and the frame give the places."""
    seal = find_seal(row.entry_id) if row.entry_id else None
    if seal is None or seed_of(seal.hash) != row.seed:
        return False
    again = [(one.place_id, one.position) for one in draw_by_risk(row.frame, row.size, row.seed)]
    return again == list(row.visits.order_by("position").values_list("place_id", "position"))


def _visits(rows: QuerySet, at: datetime) -> tuple[VisitRow, ...]:
    found = list(rows.annotate(found=Count("findings")).order_by("inspection__announced_at", "position"))
    places = titles_of([row.place_id for row in found])
    names = name_users({row.visited_by for row in found})
    return tuple(_visit(row, places[row.place_id], names, at) for row in found)


def _visit(row: Visit, place: Text, names: dict[str, Text], at: datetime) -> VisitRow:
    seen = row.visited_at is not None and row.visited_at <= at
    return VisitRow(
        id=row.id,
        inspection_id=row.inspection_id,
        place_id=row.place_id,
        place=place,
        position=row.position,
        weight=row.weight,
        visited_at=row.visited_at if seen else None,
        visited_by=names.get(row.visited_by, _SYSTEM) if seen else _NOBODY,
        answers=row.answers if seen else {},
        findings=row.found if seen else 0,  # type: ignore[attr-defined]
    )


def _questions(row: Inspection) -> tuple[Question, ...]:
    return tuple(Question(one["key"], Text(one["zh"], one["en"]), one["severity"]) for one in row.questions)


def _shares(
    row: Inspection, visits: Collection[VisitRow], questions: Collection[Question]
) -> tuple[QuestionShare, ...]:
    """What was drawn by risk was drawn to find faults: it says nothing about all the others."""
    estimates = row.method == "random"
    shares: list[QuestionShare] = []
    for question in questions:
        answers = [visit.answers.get(question.key) for visit in visits]
        part, whole = answers.count("no"), answers.count("no") + answers.count("yes")
        share = estimate_share(part, whole, len(row.frame)) if estimates else _counted(part, whole)
        shares.append(QuestionShare(question, share, estimates))
    return tuple(shares)


def _counted(part: int, whole: int) -> Share:
    return estimate_share(part, whole, whole)


_SYSTEM, _NOBODY = Text("系统", "the system"), Text("", "")
