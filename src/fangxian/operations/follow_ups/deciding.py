"""Deciding for many exposed people at once. What takes liberty away is only proposed here: two offices sign it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from uuid import UUID

import polars as pl
from django.db import transaction

from fangxian.engines.following import Offer, Span, lapses_at, list_offers, span_of
from fangxian.engines.response.digests import identity
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.bulk import insert_rows
from fangxian.operations.cases.queries import get_outbreak, list_case_people
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.cases.services import hold_open
from fangxian.operations.chunks import in_chunks
from fangxian.operations.clock import Clock
from fangxian.operations.contacts.queries import list_spans
from fangxian.operations.contacts.rows import ExposureSpan
from fangxian.operations.follow_ups.models import Course, FollowUp
from fangxian.operations.follow_ups.owners import find_offices, find_seats
from fangxian.operations.follow_ups.problems import NOBODY_CHOSEN, NOT_OFFERED
from fangxian.operations.follow_ups.quarantine import propose_quarantine
from fangxian.operations.follow_ups.rows import Decision, DecisionPreview
from fangxian.operations.journal.services import record
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import REASON_NEEDED
from fangxian.operations.versions import correct
from fangxian.stores.packs import read_plan

_TOLD_IN_FULL = 50


@dataclass
class Sorting:
    """What a decision means for each person: every one is in exactly one of the five."""

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


def preview(
    actor: Actor, clock: Clock, *, outbreak_id: str, act: str, people: Sequence[str], measure: str = ""
) -> DecisionPreview:
    """Return what a decision would do, in people, before anybody signs it. Raises as `decide`."""
    outbreak, at = get_outbreak(actor.reach, outbreak_id), clock.now()
    offer = find_offer(outbreak, act, measure)
    sorting = _sort(actor.reach, outbreak, offer, people, at)
    chosen = [*sorting.fresh.values(), *(span for _, span in sorting.longer.values())]
    spans = [_span(offer, span, outbreak) for span in chosen]
    ends = [lapse for span in chosen if (lapse := _lapse(offer, span))]
    hours = sorted((end - at).total_seconds() / 3600 for end in ends)
    return DecisionPreview(
        people=len(chosen),
        already=len(sorting.already),
        lapsed=len(sorting.lapsed),
        not_exposed=len(sorting.not_exposed),
        restricts=offer.measure.restricts,
        signatures_required=max(read_plan(outbreak.plan).signatures_required, 2)
        if offer.measure.restricts
        else 1,
        ends_at=max((span.ends_at for span in spans), default=None),
        first_hours_left=hours[0] if hours else None,
        last_hours_left=hours[-1] if hours else None,
    )


@transaction.atomic
def decide(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    act: str,
    people: Sequence[str],
    reason: str,
    measure: str = "",
    agreed: Collection[str] = (),
) -> Decision:
    """Decide the same for many exposed people; each gets a follow-up with a daily check. Twice changes nothing.

    Quarantine binds nobody here: it becomes a proposal that two offices sign, the follow-up only watches.
    `agreed`: who consented to it beforehand, which is kept on their follow-up.

    Raises:
        Problem: `not-your-role`, `not-found`, `outbreak-ended`, `reason-needed`, `nobody-chosen`, `act-not-offered`.
    """
    actor.require("respond" if act == "quarantine" else "sign")
    if not reason.strip():
        raise REASON_NEEDED()
    if not people:
        raise NOBODY_CHOSEN()
    outbreak, at = get_outbreak(actor.reach, outbreak_id), clock.now()
    hold_open(outbreak_id)
    offer = find_offer(outbreak, act, measure)
    sorting = _sort(actor.reach, outbreak, offer, people, at)
    _extend(actor, outbreak, offer, sorting, at, reason)
    _open(actor, clock, outbreak, offer, sorting, reason, frozenset(agreed))
    proposals = _propose(actor, clock, outbreak, offer, people) if offer.measure.restricts else ()
    return Decision(
        opened=len(sorting.fresh),
        extended=len(sorting.longer),
        already=len(sorting.already),
        lapsed=len(sorting.lapsed),
        not_exposed=len(sorting.not_exposed),
        proposals=proposals,
    )


def _sort(reach: Reach, outbreak: OutbreakRow, offer: Offer, people: Iterable[str], at: datetime) -> Sorting:
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


def _is_late(offer: Offer, span: ExposureSpan, outbreak: OutbreakRow, at: datetime) -> bool:
    lapse = _lapse(offer, span)
    return (lapse is not None and lapse <= at) or _span(offer, span, outbreak).ends_at <= at


def _span(offer: Offer, span: ExposureSpan, outbreak: OutbreakRow) -> Span:
    return span_of(offer.measure, span.first_exposed_at, span.last_exposed_at, outbreak.timezone)


def _lapse(offer: Offer, span: ExposureSpan) -> datetime | None:
    return lapses_at(offer.measure, span.first_exposed_at, span.last_exposed_at)


def _extend(
    actor: Actor, outbreak: OutbreakRow, offer: Offer, sorting: Sorting, at: datetime, reason: str
) -> None:
    if not sorting.longer:
        return
    keys = sorted(course.id for course, _ in sorting.longer.values())
    entry = record(actor, "extended", "follow-ups", outbreak.id, at=at, after=_told(keys), reason=reason)
    for course, span in sorting.longer.values():
        correct(course, entry, at, **_exposed(offer, span, outbreak), shortened=False)


def _open(
    actor: Actor,
    clock: Clock,
    outbreak: OutbreakRow,
    offer: Offer,
    sorting: Sorting,
    reason: str,
    agreed: Collection[str],
) -> None:
    if not sorting.fresh:
        return
    at, seats = clock.now(), find_seats(actor, sorting.fresh, clock.now())
    offices = find_offices(actor, clock, set(seats.values()))
    keys = keys_of(outbreak.id, offer.measure.id, sorting.episodes)
    told = _told(sorted(keys.values())) | {
        "act": offer.act,
        "measure": offer.measure.id,
        "agreed": len(agreed),
    }
    entry = record(actor, "decided", "follow-ups", outbreak.id, at=at, after=told, reason=reason)
    insert_rows(
        FollowUp(
            id=keys[person],
            outbreak_id=outbreak.id,
            person_id=person,
            act=offer.act,
            measure=offer.measure.id,
            title_zh=offer.measure.title.zh,
            title_en=offer.measure.title.en,
            episode=sorting.episodes[person],
            decided_at=at,
            decided_by=actor.user_id,
            reason=reason,
        )
        for person in sorting.fresh
    )
    insert_rows(
        Course(
            id=keys[person],
            follow_up_id=keys[person],
            outbreak_id=outbreak.id,
            seat_id=seats[person],
            office_id=offices[seats[person]],
            starts_at=at,
            restriction_key=f"r-{keys[person][2:18]}" if offer.measure.restricts else "",
            agreed_at=at if person in agreed else None,
            known_from=at,
            valid_from=at,
            entry=entry,
            **_exposed(offer, span, outbreak),
        )
        for person, span in sorting.fresh.items()
    )


def _exposed(offer: Offer, span: ExposureSpan, outbreak: OutbreakRow) -> dict[str, object]:
    """The columns of a course that follow from the exposure."""
    return {
        "place_id": span.place_id,
        "degree": span.degree,
        "evidence": ";".join(span.case_ids),
        "first_exposed_at": span.first_exposed_at,
        "last_exposed_at": span.last_exposed_at,
        "ends_at": _span(offer, span, outbreak).ends_at,
        "lapses_at": _lapse(offer, span),
    }


def keys_of(outbreak_id: str, measure: str, episodes: Mapping[str, int]) -> dict[str, str]:
    """Return person -> the id of the follow-up: the engine's own, with the episode behind it from the second on."""
    people = sorted(episodes)
    columns = [pl.Series([value] * len(people), dtype=pl.String()) for value in (outbreak_id, measure)]
    ids = identity("f-", *columns, pl.Series(people, dtype=pl.String())).to_list()
    return {
        person: key if episodes[person] == 1 else f"{key}-{episodes[person]}"
        for person, key in zip(people, ids, strict=True)
    }


def _propose(
    actor: Actor, clock: Clock, outbreak: OutbreakRow, offer: Offer, people: Iterable[str]
) -> tuple[UUID, ...]:
    courses = find_courses(outbreak.id, sorted(set(people)), offer.measure.id)
    watched = [course for course in courses.values() if course.closed_at is None]
    return propose_quarantine(actor, clock, outbreak, offer.measure, watched)


def _told(keys: Sequence[str]) -> dict[str, object]:
    """What the journal keeps of many: a few as they are, of thousands the number and their digest."""
    if len(keys) <= _TOLD_IN_FULL:
        return {"keys": list(keys)}
    return {"count": len(keys), "sha256": sha256("\n".join(keys).encode()).hexdigest()}
