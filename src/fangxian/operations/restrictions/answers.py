"""Reading who was asked to stay of their own accord, and what became of it."""

from collections import Counter, defaultdict
from datetime import datetime

from django.db.models import Q, QuerySet

from fangxian.engines.problems import Text
from fangxian.operations.people.queries import decrypt_for, names_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.restrictions.models import Offer
from fangxian.operations.restrictions.rows import OfferCount, OfferRow
from fangxian.operations.restrictions.standing import agreed_at
from fangxian.stores.packs import read_plan


def count_offers(reach: Reach, outbreak_id: str, plan: str, at: datetime) -> tuple[OfferCount, ...]:
    """Return per measure how many people within reach were asked, and where the last offer to each stands.

    `agreed` counts who stays of their own accord now; an agreement that has ended or run out is counted no longer.
    """
    agreed = set(reach.filter_persons(agreed_at(outbreak_id, at), "seat_id").values_list("id", flat=True))
    latest: dict[str, dict[str, str]] = defaultdict(dict)
    rows = _offers(reach, outbreak_id, at).order_by("offered_at", "id")
    for key, measure, person, answer, answered_at in rows.values_list(
        "id", "measure", "person_id", "answer", "answered_at"
    ):
        said = answer if answered_at and answered_at <= at else Offer.Answer.WAITING.value
        latest[measure][person] = said if said != Offer.Answer.AGREED or key in agreed else "over"
    return tuple(
        _count(plan, measure, Counter(people.values())) for measure, people in sorted(latest.items())
    )


def list_offers(
    reach: Reach, outbreak_id: str, plan: str, at: datetime, limit: int = 500
) -> tuple[OfferRow, ...]:
    """Return the offers within reach: those that wait for an answer first, then the latest."""
    lasting = _offers(reach, outbreak_id, at).filter(Q(ended_at=None) | Q(ended_at__gt=at))
    rows = list(lasting.order_by("-offered_at", "id")[:limit])
    names = names_of(reach, [row.person_id for row in rows], at)
    answered = {row.id: row.answered_at is not None and row.answered_at <= at for row in rows}
    found = [
        OfferRow(
            person_id=row.person_id,
            name=names.get(row.person_id, ""),
            measure=row.measure,
            title=_title(plan, row.measure),
            channel=row.channel,
            until=row.until,
            offered_at=row.offered_at,
            answer=row.answer if answered[row.id] else Offer.Answer.WAITING.value,
            answered_at=row.answered_at if answered[row.id] else None,
            words=decrypt_for(reach, row.person_id, row.words, at) or ""
            if answered[row.id] and row.words
            else "",
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda row: row.answer != Offer.Answer.WAITING))


def _offers(reach: Reach, outbreak_id: str, at: datetime) -> QuerySet:
    return reach.filter_persons(Offer.objects.filter(outbreak_id=outbreak_id, offered_at__lte=at), "seat_id")


def _count(plan: str, measure: str, said: Counter[str]) -> OfferCount:
    return OfferCount(
        measure=measure,
        title=_title(plan, measure),
        asked=sum(said.values()),
        waiting=said["waiting"],
        agreed=said["agreed"],
        refused=said["refused"],
        no_answer=said["no-answer"],
    )


def _title(plan: str, measure: str) -> Text:
    found = read_plan(plan).measures.get(measure)
    return found.title if found else Text(measure, measure)
