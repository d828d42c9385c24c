"""What is decided for the exposed, and what a plan lets one decide: beside the list of the exposed."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from fangxian.engines.following import list_offers as offers_of
from fangxian.engines.following import symptom_title
from fangxian.engines.problems import Text
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.chunks import in_chunks
from fangxian.operations.follow_ups.finding import rule_of
from fangxian.operations.follow_ups.lists import brief_of
from fangxian.operations.follow_ups.models import Course, FollowUp
from fangxian.operations.follow_ups.rows import Decided, OfferRow, PersonDecisions, Symptom
from fangxian.operations.people.queries import visible_keys
from fangxian.operations.places.reach import Reach
from fangxian.operations.restrictions.queries import find_bound, list_bound_people
from fangxian.stores.packs import read_plan


def decided_people(outbreak_id: str, at: datetime) -> QuerySet:
    """Return, as a subquery, the keys of the persons for whom anything is decided, or whom a restriction binds."""
    followed = FollowUp.objects.filter(outbreak_id=outbreak_id, decided_at__lte=at).values("person_id")
    return followed.union(list_bound_people(outbreak_id, at, at))


def decisions_of(
    reach: Reach, outbreak_id: str, person_ids: Collection[str], at: datetime
) -> dict[str, PersonDecisions]:
    """Return person -> what is decided for them, for those in reach for whom anything is."""
    found: dict[str, list[Course]] = {}
    for some in in_chunks(person_ids):
        visible = visible_keys(reach, some, at)
        rows = Course.objects.as_known(at).filter(outbreak_id=outbreak_id, follow_up__person_id__in=visible)
        for row in rows.select_related("follow_up").order_by("follow_up__decided_at", "id"):
            found.setdefault(row.follow_up.person_id, []).append(row)
    keys = [row.restriction_key for rows in found.values() for row in rows if row.restriction_key]
    bound = find_bound(outbreak_id, keys, at, at)
    return {person: _decisions(rows, bound) for person, rows in found.items()}


def list_offers(reach: Reach, outbreak_id: str) -> tuple[OfferRow, ...]:
    """Return what the outbreak's plan lets a person decide, the lightest first. Raises `not-found`."""
    plan = read_plan(get_outbreak(reach, outbreak_id).plan)
    return tuple(
        OfferRow(
            act=offer.act,
            measure=offer.measure.id,
            title=offer.measure.title,
            instruction=offer.measure.instruction,
            restricts=offer.measure.restricts,
            signatures_required=max(plan.signatures_required, 2) if offer.measure.restricts else 1,
            days=offer.measure.duration.to_days,
            lapses_hours=offer.lapses_hours,
        )
        for offer in offers_of(plan)
    )


def list_symptoms(reach: Reach, outbreak_id: str) -> tuple[Symptom, ...]:
    """Return the symptoms the disease's pack asks for. Raises `not-found`."""
    rule = rule_of(get_outbreak(reach, outbreak_id).plan)
    return tuple(Symptom(code, symptom_title(code)) for code in rule.symptoms)


def find_fever(reach: Reach, outbreak_id: str) -> float | None:
    """Return from which temperature (°C) the disease's pack calls it fever. Raises `not-found`."""
    return rule_of(get_outbreak(reach, outbreak_id).plan).fever_from_c


def _decisions(rows: list[Course], bound: dict[str, tuple[datetime, datetime]]) -> PersonDecisions:
    briefs = [brief for row in rows if (brief := brief_of(row, bound)) is not None]
    return PersonDecisions(
        decisions=tuple(_decided(row) for row in rows),
        restriction=next((brief for brief in briefs if brief.in_force), briefs[0] if briefs else None),
        case_id=next((row.case_id for row in rows if row.case_id), ""),
    )


def _decided(row: Course) -> Decided:
    owner = row.follow_up
    title = Text(owner.title_zh, owner.title_en)
    return Decided(row.id, owner.act, owner.measure, title, row.starts_at, row.ends_at, row.outcome or "open")
