"""Deciding for many exposed people at once. What takes liberty away is only proposed here: two offices sign it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from fangxian.engines.following import Offer, act_of
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.cases.services import hold_open
from fangxian.operations.clock import Clock
from fangxian.operations.decisions.services import withdraw_rows
from fangxian.operations.follow_ups.models import Course
from fangxian.operations.follow_ups.opening import extend_follow_ups, open_follow_ups
from fangxian.operations.follow_ups.problems import NOBODY_CHOSEN
from fangxian.operations.follow_ups.quarantine import propose_quarantine
from fangxian.operations.follow_ups.rows import Decision, DecisionPreview
from fangxian.operations.follow_ups.sorting import (
    Sorting,
    find_courses,
    find_offer,
    lapse_of,
    period_of,
    sort_people,
)
from fangxian.operations.problems import REASON_NEEDED
from fangxian.operations.restrictions.blocking import ListAsked, ListBlocked, kept_for_the_auditor
from fangxian.operations.restrictions.offers import (
    Answered,
    ToOffer,
    answer,
    find_agreed,
    find_waiting_offers,
)
from fangxian.operations.restrictions.offers import offer as ask
from fangxian.stores.packs import read_plan


def preview(
    actor: Actor, clock: Clock, *, outbreak_id: str, act: str, people: Sequence[str], measure: str = ""
) -> DecisionPreview:
    """Return what a decision would do, in people, before anybody signs it. Raises as `decide`."""
    outbreak, at = get_outbreak(actor.reach, outbreak_id), clock.now()
    offer = find_offer(outbreak, act, measure)
    sorting = sort_people(actor.reach, outbreak, offer, people, at)
    chosen = [*sorting.fresh.values(), *(span for _, span in sorting.longer.values())]
    lapses = [lapse for span in chosen if (lapse := lapse_of(offer, span)) is not None]
    hours = sorted((lapse - at).total_seconds() / 3600 for lapse in lapses)
    return DecisionPreview(
        people=len(chosen),
        already=len(sorting.already),
        lapsed=len(sorting.lapsed),
        not_exposed=len(sorting.not_exposed),
        restricts=offer.measure.restricts,
        signatures_required=_signatures(outbreak, offer),
        ends_at=max((period_of(offer, span, outbreak).ends_at for span in chosen), default=None),
        first_hours_left=hours[0] if hours else None,
        last_hours_left=hours[-1] if hours else None,
    )


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
    `agreed`: who consented to it beforehand: they are watched, and nothing is proposed that would bind them.

    Raises:
        Problem: `not-your-role`, `not-found`, `outbreak-ended`, `reason-needed`, `nobody-chosen`, `act-not-offered`;
            `list-blocked` where quarantine is asked for anybody who is not exposed (the auditor is told).
    """
    actor.require("respond" if act == "quarantine" else "sign")
    if not reason.strip():
        raise REASON_NEEDED()
    if not people:
        raise NOBODY_CHOSEN()
    with kept_for_the_auditor(actor, clock):
        outbreak = get_outbreak(actor.reach, outbreak_id)
        hold_open(outbreak_id)
        offer = find_offer(outbreak, act, measure)
        sorting = sort_people(actor.reach, outbreak, offer, people, clock.now())
        if offer.measure.restricts:
            _refuse_unexposed(outbreak_id, offer, people, sorting, reason)
        extend_follow_ups(actor, clock, outbreak, offer, sorting, reason=reason)
        open_follow_ups(actor, clock, outbreak, offer, sorting, reason=reason, agreed=frozenset(agreed))
        watched = set(people) if offer.measure.restricts else set()
        proposals = _propose(actor, clock, outbreak, offer, watched, frozenset(agreed))
    return Decision(
        opened=len(sorting.fresh),
        extended=len(sorting.longer),
        already=len(sorting.already),
        lapsed=len(sorting.lapsed),
        not_exposed=len(sorting.not_exposed),
        proposals=proposals,
    )


def _refuse_unexposed(
    outbreak_id: str, offer: Offer, people: Sequence[str], sorting: Sorting, reason: str
) -> None:
    if sorting.not_exposed:
        faults = {"no-evidence": len(sorting.not_exposed)}
        asked = ListAsked(
            outbreak_id, offer.measure.id, tuple(sorted(set(people))), faults, "follow-up", reason
        )
        raise ListBlocked(asked)


def watch_bound(
    actor: Actor,
    clock: Clock,
    *,
    outbreak: OutbreakRow,
    people_by_measure: Mapping[str, Collection[str]],
    reason: str,
) -> int:
    """Open the follow-ups of people whom two offices have just bound, inside the caller's transaction.

    Return how many began. Whoever signs for the whole outbreak opens them wherever the people live.
    """
    opened, whole = 0, replace(actor, reach=actor.reach.narrow(outbreak.place_id))
    for measure_id, people in sorted(people_by_measure.items()):
        measure = read_plan(outbreak.plan).measures.get(measure_id)
        if measure is None or act_of(measure) != "quarantine":
            continue
        offer = find_offer(outbreak, "quarantine", measure_id)
        sorting = sort_people(whole.reach, outbreak, offer, people, clock.now())
        open_follow_ups(whole, clock, outbreak, offer, sorting, reason=reason or "signed")
        opened += len(sorting.fresh)
    return opened


def _signatures(outbreak: OutbreakRow, offer: Offer) -> int:
    return max(read_plan(outbreak.plan).signatures_required, 2) if offer.measure.restricts else 1


def _propose(
    actor: Actor,
    clock: Clock,
    outbreak: OutbreakRow,
    offer: Offer,
    people: Iterable[str],
    agreed: Collection[str],
) -> tuple[UUID, ...]:
    courses = find_courses(outbreak.id, sorted(people), offer.measure.id)
    watched = [course for course in courses.values() if course.closed_at is None]
    if agreed:
        _keep_agreed(actor, clock, outbreak, offer, [one for one in watched if _person(one) in agreed])
    free = find_agreed(outbreak.id, clock.now())
    binding = [course for course in watched if (_person(course), offer.measure.id) not in free]
    return propose_quarantine(actor, clock, outbreak, offer.measure, binding) if binding else ()


def _keep_agreed(
    actor: Actor, clock: Clock, outbreak: OutbreakRow, offer: Offer, courses: Sequence[Course]
) -> None:
    """They were asked and agreed beforehand: the offer and its answer go on record, what would bind them is withdrawn."""
    measure = offer.measure.id
    asked = [ToOffer(_person(course), course.seat_id, course.ends_at) for course in courses]
    ask(actor, clock, outbreak_id=outbreak.id, measure=measure, asked=asked, channel="call")
    waiting = find_waiting_offers(outbreak.id, measure, [one.person_id for one in asked])
    said = [Answered(person, "agreed") for person in sorted(waiting)]
    answer(actor, clock, outbreak_id=outbreak.id, measure=measure, answers=said)
    keys = [("restrictions", course.restriction_key) for course in courses]
    withdraw_rows(actor, clock, outbreak_id=outbreak.id, rows=keys, reason="they stay of their own accord")


def _person(course: Course) -> str:
    return course.follow_up.person_id
