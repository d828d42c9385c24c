"""Somebody moves: who answers for their follow-ups moves with them, in the same instant."""

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.follow_ups.finding import get_open
from fangxian.operations.follow_ups.models import Course
from fangxian.operations.follow_ups.owners import find_offices, tree_places
from fangxian.operations.follow_ups.rows import Moved
from fangxian.operations.journal.services import record
from fangxian.operations.people.services import move_person
from fangxian.operations.restrictions.services import move_restrictions
from fangxian.operations.versions import correct


@transaction.atomic
def move(actor: Actor, clock: Clock, *, follow_up: str, to_place_id: str, reason: str) -> Moved:
    """Record that the person lives elsewhere from now on; follow-ups and restrictions go to the offices there.

    The offices of the old home see nothing of them from this instant on, but for what else ties the person to them
    (an exposure, an isolation). What happened before stays on record with the offices it happened at, and a red flag
    with the hospital that was called: whoever was alarmed settles it.

    Raises:
        Problem: `not-your-role`, `not-found` (follow-up, place), `follow-up-closed`, `reason-needed`.
    """
    actor.require("work")
    person = get_open(actor, follow_up).follow_up.person_id
    move_person(actor, clock, key=person, to_place_id=to_place_id, moved_at=clock.now(), reason=reason)
    seat = tree_places({to_place_id}).get(to_place_id, to_place_id)
    return Moved(
        follow_ups=_move_follow_ups(actor, clock, person, seat, reason),
        restrictions=move_restrictions(actor, clock, person, seat, reason),
    )


def _move_follow_ups(actor: Actor, clock: Clock, person: str, seat: str, reason: str) -> int:
    standing = Course.objects.open().filter(follow_up__person=person, valid_to=None, closed_at=None)
    at, courses = clock.now(), list(standing.exclude(seat=seat).select_for_update(of=("self",)))
    offices = find_offices(actor, clock, {seat} if courses else set())
    for course in courses:
        before = {"seat": course.seat_id, "office": course.office_id}
        after = {"seat": seat, "office": offices[seat]}
        told = ("moved", "follow-up", course.id)
        entry = record(actor, *told, at=at, before=before, after=after, reason=reason)
        correct(course, entry, at, seat_id=seat, office_id=offices[seat])
    return len(courses)
