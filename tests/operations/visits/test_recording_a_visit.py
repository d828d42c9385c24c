"""Doing a visit once records every part it serves; sent twice nothing is doubled, and nothing a colleague did is lost."""

from datetime import timedelta
from uuid import uuid4

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.ids import new_id
from tests.operations.visits.conftest import bind


def outcomes(done):
    """Kind of part -> what came of it, each once."""
    return {(one.part.partition(":")[0], one.outcome) for one in done.outcomes}


def checks(walk, person):
    """What is on record of a person's follow-up."""
    from fangxian.operations.follow_ups.queries import get_follow_up

    return get_follow_up(walk.cast.commander.reach, walk.desk.key(person), walk.clock.now()).checks


def entries():
    """How many entries the journal has."""
    from fangxian.operations.journal.models import Entry

    return Entry.objects.count()


def served(walk):
    """How many slips are still to hand over."""
    from fangxian.operations.restrictions.queries import list_unserved

    now = walk.clock.now()
    return len(list_unserved(walk.cast.community_worker.reach, "tea", now, now))


def test_one_visit_records_the_checks_the_slips_and_the_task_that_rides_along(walk):
    bind(walk, "guest-1")
    walk.order("community-screening")
    visit = walk.visit_of("guest-1")
    before = served(walk)
    done = walk.give(visit, temperature_c=36.5)
    assert outcomes(done) == {("check", "done"), ("check", "shared"), ("slip", "done"), ("along", "done")}
    assert [check.temperature_c for check in checks(walk, "guest-1")] == [36.5]
    assert served(walk) < before
    (wide,) = walk.round().wide
    assert (wide.asked, wide.task.status) == (1, "acknowledged")
    assert visit.door_id not in {one.door_id for one in walk.round().visits}


def test_two_orders_at_a_venue_are_done_in_one_visit_each_with_its_own_proof(walk):
    orders = [
        walk.order(measure, place_id="v-teahouse") for measure in ("find-attendees", "notify-exposed-venue")
    ]
    visit = next(visit for visit in walk.round().visits if visit.kind == "place")
    assert outcomes(walk.give(visit)) == {("task", "done")}
    for order in orders:
        assert walk.status(order, "v-teahouse") == "done"


def test_the_same_visit_sent_twice_changes_nothing(walk):
    bind(walk, "guest-1")
    walk.order("community-screening")
    visit, event = walk.visit_of("guest-1"), new_id()
    walk.give(visit, event_id=event)
    stood = entries(), len(checks(walk, "guest-1"))
    again = walk.give(visit, event_id=event)
    assert outcomes(again) == {
        ("check", "repeated"), ("check", "shared"), ("slip", "already"), ("along", "repeated"),
    }  # fmt: skip
    assert (entries(), len(checks(walk, "guest-1"))) == stood


def test_a_task_done_by_a_colleague_meanwhile_stays_done_once(walk):
    order = walk.order("find-attendees", place_id="v-teahouse")
    visit = next(visit for visit in walk.round().visits if visit.kind == "place")
    walk.give(visit, actor=walk.cast.grid_worker)
    late = walk.give(visit)
    assert outcomes(late) == {("task", "already")}
    assert walk.proofs(order, "v-teahouse") == 1


def test_what_a_colleague_did_keeps_nothing_else_from_being_kept(walk):
    """The colleague handed the slips over and asked the screening's questions; what the visit found is kept."""
    bind(walk, "guest-1")
    walk.order("community-screening")
    visit = walk.visit_of("guest-1")
    walk.give(visit, actor=walk.cast.grid_worker, only="slip")
    done = walk.give(visit, "symptoms", symptoms=("cough",))
    assert {("slip", "already"), ("along", "repeated"), ("check", "done")} <= outcomes(done)
    assert done.red
    assert [check.result for check in checks(walk, "guest-1")] == ["symptoms"]
    (wide,) = walk.round().wide
    assert wide.asked == 1, "one door, whoever sends it"


def test_a_follow_up_closed_meanwhile_is_told_and_the_other_person_is_still_recorded(walk):
    from fangxian.operations.follow_ups.services import release

    visit = walk.visit_of("guest-1")
    walk.clock.advance(timedelta(minutes=10))
    release(
        walk.cast.commander,
        walk.clock,
        follow_up=walk.desk.key("guest-1"),
        reason="was never there",
        early=True,
    )
    walk.clock.advance(timedelta(minutes=10))
    done = walk.give(visit)
    assert outcomes(done) == {("check", "over"), ("check", "done")}
    assert len(checks(walk, "guest-2")) == 1


def test_an_order_taken_back_meanwhile_is_told(walk):
    from fangxian.operations.orders.services import revoke

    order = walk.order("community-screening")
    visit = walk.visit_of("guest-1")
    revoke(walk.cast.commander, walk.clock, order_id=order, reason="not needed")
    assert outcomes(walk.give(visit)) == {("check", "done"), ("along", "over")}


def test_what_is_wrong_in_one_part_keeps_the_whole_visit_back(walk):
    visit = walk.visit_of("guest-1")
    with pytest.raises(Problem) as refused:
        walk.give(visit, temperature_c=98.6)
    assert refused.value.code == "temperature-unlikely"
    assert checks(walk, "guest-1") == checks(walk, "guest-2") == ()


def test_a_visit_without_anything_done_is_refused(walk):
    from fangxian.operations.visits.rows import VisitGiven
    from fangxian.operations.visits.services import make_visit

    with pytest.raises(Problem) as refused:
        make_visit(walk.cast.community_worker, walk.clock, given=VisitGiven("x", uuid4()))
    assert refused.value.code == "nothing-at-the-door"


def test_a_door_nobody_of_the_visit_lives_behind_counts_for_no_task(walk):
    """Else a made-up door would be one more household screened."""
    from dataclasses import replace

    walk.order("community-screening")
    visit = replace(walk.visit_of("guest-1"), door_id="00000000-0000-0000-0000-000000000000")
    assert ("along", "elsewhere") in outcomes(walk.give(visit))
    assert walk.round().wide[0].asked == 0


def test_somebody_not_reached_stays_due_and_comes_again(walk):
    visit = walk.visit_of("cousin")
    walk.give(visit, "not-reached")
    assert walk.visit_of("cousin").door_id == visit.door_id


def test_what_is_said_once_is_not_said_again_the_next_day(walk):
    walk.desk.decide("quarantine", "cousin", measure="quarantine-contact-of-contact")
    first = {one.question for one in walk.visit_of("cousin").asked}
    walk.give(walk.visit_of("cousin"))
    walk.clock.advance(timedelta(days=1))
    second = {one.question for one in walk.visit_of("cousin").asked}
    assert {"consent", "told-until"} <= first
    assert second == first - {"consent", "told-until"}
