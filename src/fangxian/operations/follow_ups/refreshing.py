"""Follow-ups follow the facts: a later exposure moves the end, a case closes them, a case discarded unsettles them."""

from collections import defaultdict

from fangxian.engines.following import Offer, list_offers
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import list_case_people
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.clock import Clock
from fangxian.operations.contacts.queries import list_spans
from fangxian.operations.contacts.rows import ExposureSpan
from fangxian.operations.follow_ups.closing import link_case
from fangxian.operations.follow_ups.models import Course
from fangxian.operations.follow_ups.opening import extend_follow_ups, tell
from fangxian.operations.follow_ups.sorting import Sorting
from fangxian.operations.journal.services import record
from fangxian.operations.places.reach import Reach
from fangxian.operations.versions import correct
from fangxian.stores.packs import read_plan

_REASON = "the facts moved"


def keep_follow_ups_true(actor: Actor, clock: Clock, outbreak: OutbreakRow) -> int:
    """Hold the open follow-ups against the latest findings, inside the caller's transaction; return how many changed.

    An end is only ever moved later by itself. Who is not exposed any more stays followed, marked as no longer
    supported, until a person lets them go.
    """
    rows = Course.objects.open().filter(outbreak_id=outbreak.id, closed_at=None).select_related("follow_up")
    courses = list(rows)
    if not courses:
        return 0
    at, ill = clock.now(), list_case_people(outbreak.id, clock.now())
    now_cases = {row.follow_up.person_id for row in courses} & ill.keys()
    closed = sum(
        link_case(actor, clock, outbreak_id=outbreak.id, person_id=person, case_id=ill[person])
        for person in sorted(now_cases)
    )
    left = [row for row in courses if row.follow_up.person_id not in now_cases]
    people = {row.follow_up.person_id for row in left}
    spans = list_spans(Reach(frozenset({outbreak.place_id})), outbreak.id, at, people)
    return (
        closed + _extend(actor, clock, outbreak, left, spans) + _support(actor, clock, outbreak, left, spans)
    )


def _extend(
    actor: Actor, clock: Clock, outbreak: OutbreakRow, courses: list[Course], spans: dict[str, ExposureSpan]
) -> int:
    offers = {offer.measure.id: offer for offer in list_offers(read_plan(outbreak.plan))}
    by_measure: dict[str, Sorting] = defaultdict(Sorting)
    for course in courses:
        span = spans.get(course.follow_up.person_id)
        if span is not None and span.last_exposed_at > course.last_exposed_at:
            by_measure[course.follow_up.measure].longer[course.id] = course, span
    moved: list[tuple[Offer, Sorting]] = [
        (offers[measure], sorting) for measure, sorting in sorted(by_measure.items()) if measure in offers
    ]
    for offer, sorting in moved:
        extend_follow_ups(actor, clock, outbreak, offer, sorting, reason=_REASON)
    return sum(len(sorting.longer) for _, sorting in moved)


def _support(
    actor: Actor, clock: Clock, outbreak: OutbreakRow, courses: list[Course], spans: dict[str, ExposureSpan]
) -> int:
    differing = [
        course
        for course in courses
        if course.supported != (course.follow_up.person_id in spans)
        # What was extended just now is supported, and its row replaced.
        and not _is_later(course, spans.get(course.follow_up.person_id))
    ]
    if not differing:
        return 0
    at, told = clock.now(), tell(sorted(course.id for course in differing))
    entry = record(actor, "reviewed", "follow-ups", outbreak.id, at=at, after=told, reason=_REASON)
    for course in differing:
        correct(course, entry, at, supported=not course.supported)
    return len(differing)


def _is_later(course: Course, span: ExposureSpan | None) -> bool:
    return span is not None and span.last_exposed_at > course.last_exposed_at
