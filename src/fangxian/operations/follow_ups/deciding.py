"""Deciding for many exposed people at once. What takes liberty away is only proposed here: two offices sign it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.db import transaction

from fangxian.engines.following import Offer, act_of
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.cases.services import hold_open
from fangxian.operations.clock import Clock
from fangxian.operations.follow_ups.opening import extend_follow_ups, open_follow_ups
from fangxian.operations.follow_ups.problems import NOBODY_CHOSEN
from fangxian.operations.follow_ups.quarantine import propose_quarantine
from fangxian.operations.follow_ups.rows import Decision, DecisionPreview
from fangxian.operations.follow_ups.sorting import (
    find_courses,
    find_offer,
    lapse_of,
    period_of,
    sort_people,
)
from fangxian.operations.problems import REASON_NEEDED
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
    outbreak = get_outbreak(actor.reach, outbreak_id)
    hold_open(outbreak_id)
    offer = find_offer(outbreak, act, measure)
    sorting = sort_people(actor.reach, outbreak, offer, people, clock.now())
    extend_follow_ups(actor, clock, outbreak, offer, sorting, reason=reason)
    open_follow_ups(actor, clock, outbreak, offer, sorting, reason=reason, agreed=frozenset(agreed))
    watched = (set(people) - sorting.not_exposed) if offer.measure.restricts else set()
    return Decision(
        opened=len(sorting.fresh),
        extended=len(sorting.longer),
        already=len(sorting.already),
        lapsed=len(sorting.lapsed),
        not_exposed=len(sorting.not_exposed),
        proposals=_propose(actor, clock, outbreak, offer, watched),
    )


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
    actor: Actor, clock: Clock, outbreak: OutbreakRow, offer: Offer, people: Iterable[str]
) -> tuple[UUID, ...]:
    courses = find_courses(outbreak.id, sorted(people), offer.measure.id)
    watched = [course for course in courses.values() if course.closed_at is None]
    return propose_quarantine(actor, clock, outbreak, offer.measure, watched) if watched else ()
