"""What a decision means for each person chosen: begin, last longer, nothing to do, too late, not exposed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from fangxian.engines.following import Exposed, Offer, Span, lapses_at, list_offers, span_of
from fangxian.operations.cases.queries import list_case_people
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.chunks import in_chunks
from fangxian.operations.contacts.queries import list_spans
from fangxian.operations.contacts.rows import ExposureSpan
from fangxian.operations.follow_ups.models import Course
from fangxian.operations.follow_ups.problems import NOT_OFFERED
from fangxian.operations.places.reach import Reach
from fangxian.stores.packs import read_plan


@dataclass
class Sorting:
    """Every person chosen, in exactly one of five; `episodes`: which exposure of theirs begins anew."""

    fresh: dict[str, ExposureSpan] = field(default_factory=dict)
    episodes: dict[str, int] = field(default_factory=dict)
    longer: dict[str, tuple[Course, ExposureSpan]] = field(default_factory=dict)
    already: set[str] = field(default_factory=set)
    lapsed: set[str] = field(default_factory=set)
    not_exposed: set[str] = field(default_factory=set)


def find_offer(outbreak: OutbreakRow, act: str, measure: str) -> Offer:
    """Return what the outbreak's plan offers under this name. Raises `act-not-offered`.

    The measure may be left out where the act has only one.
    """
    offers = list_offers(read_plan(outbreak.plan))
    fitting = [offer for offer in offers if offer.act == act and measure in ("", offer.measure.id)]
    if len(fitting) != 1:
        offered = ", ".join(f"{offer.act} ({offer.measure.id})" for offer in offers)
        raise NOT_OFFERED(act=act, measure=measure or "?", offered=offered or "-")
    return fitting[0]


def sort_people(
    reach: Reach, outbreak: OutbreakRow, offer: Offer, people: Iterable[str], at: datetime
) -> Sorting:
    """Return what the offer means for each of these people, as exposed within the reach."""
    wanted = sorted(set(people))
    spans = list_spans(reach, outbreak.id, at, wanted)
    standing = find_courses(outbreak.id, wanted, offer.measure.id)
    ill = list_case_people(outbreak.id, at)
    sorting = Sorting(not_exposed=set(wanted) - spans.keys())
    for person, span in spans.items():
        course = standing.get(person)
        if person in ill or (course is not None and span.last_exposed_at <= course.last_exposed_at):
            sorting.already.add(person)
        elif _is_late(offer, span, outbreak, at):
            sorting.lapsed.add(person)
        elif course is not None and course.closed_at is None:
            sorting.longer[person] = course, span
        else:
            sorting.fresh[person] = span
            sorting.episodes[person] = course.follow_up.episode + 1 if course is not None else 1
    return sorting


def find_courses(outbreak_id: str, people: Collection[str], measure: str) -> dict[str, Course]:
    """Return person -> the latest course under a measure, open or closed."""
    found: dict[str, Course] = {}
    for some in in_chunks(people):
        rows = Course.objects.open().filter(
            outbreak_id=outbreak_id, follow_up__person_id__in=some, follow_up__measure=measure
        )
        for row in rows.select_related("follow_up").order_by("follow_up__episode"):
            found[row.follow_up.person_id] = row
    return found


def period_of(offer: Offer, span: ExposureSpan, outbreak: OutbreakRow) -> Span:
    """Return the pack's period for an exposure."""
    return span_of(offer.measure, _when(span), outbreak.timezone)


def lapse_of(offer: Offer, span: ExposureSpan) -> datetime | None:
    """Return when the measure is of no use any more, or None."""
    return lapses_at(offer.measure, _when(span))


def _when(span: ExposureSpan) -> Exposed:
    return Exposed(span.first_exposed_at, span.last_exposed_at, span.first_over_at)


def exposed_columns(offer: Offer, span: ExposureSpan, outbreak: OutbreakRow) -> dict[str, Any]:
    """Return the columns of a course that follow from the exposure."""
    return {
        "place_id": span.place_id,
        "degree": span.degree,
        "evidence": ";".join(span.case_ids),
        "first_exposed_at": span.first_exposed_at,
        "last_exposed_at": span.last_exposed_at,
        "first_over_at": span.first_over_at,
        "ends_at": period_of(offer, span, outbreak).ends_at,
        "lapses_at": lapse_of(offer, span),
    }


def _is_late(offer: Offer, span: ExposureSpan, outbreak: OutbreakRow, at: datetime) -> bool:
    lapse = lapse_of(offer, span)
    return (lapse is not None and lapse <= at) or period_of(offer, span, outbreak).ends_at <= at
