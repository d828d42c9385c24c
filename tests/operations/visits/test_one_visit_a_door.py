"""One visit a door: what is due is put together, and each thing is asked of each person once."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem
from tests.operations.visits.conftest import TONGYINLI, bind


def parts(rounds):
    """Every part of a round, as (door, part)."""
    return [(visit.door_id, part.key) for visit in rounds.visits for part in visit.parts]


def test_two_people_behind_one_door_are_one_visit_and_somebody_without_a_household_another(walk):
    assert {one.person_id for one in walk.visit_of("guest-1").people} == {"guest-1", "guest-2"}
    assert {one.person_id for one in walk.visit_of("cousin").people} == {"cousin"}
    assert [visit.nth for visit in walk.round().visits] == [1, 2]


def test_the_measure_says_what_is_asked_and_how_long_it_takes(walk):
    """Home monitoring: symptoms and temperature, a minute each, of each of two people."""
    visit = walk.visit_of("guest-1")
    assert [(one.person_id, one.question) for one in visit.asked] == [
        ("guest-1", "symptoms"),
        ("guest-1", "temperature"),
        ("guest-2", "symptoms"),
        ("guest-2", "temperature"),
    ]
    assert visit.minutes == 4
    assert visit.minutes_apart > visit.minutes + 3


def test_a_person_with_two_follow_ups_is_asked_for_symptoms_once(walk):
    walk.desk.decide("test", "guest-1")
    visit = walk.visit_of("guest-1")
    assert len(visit.of_kind("check")) == 3
    asked = [(one.person_id, one.question) for one in visit.asked]
    assert asked.count(("guest-1", "symptoms")) == 1
    assert ("guest-1", "sample") in asked


def test_a_task_for_the_whole_community_rides_along_to_the_doors_somebody_goes_to_anyway(walk):
    walk.order("community-screening")
    visit = walk.visit_of("guest-1")
    (along,) = visit.of_kind("along")
    assert along.title.en == "Screen door to door"
    assert ("", "travel") in {(one.person_id, one.question) for one in visit.asked}
    (wide,) = walk.round().wide
    assert (wide.asked, wide.rides_along) == (0, 2)


def test_two_orders_at_one_venue_are_one_visit(walk):
    walk.order("find-attendees", place_id="v-teahouse")
    walk.order("notify-exposed-venue", place_id="v-teahouse")
    visit = next(visit for visit in walk.round().visits if visit.kind == "place")
    assert visit.place_id == "v-teahouse"
    assert [one.question for one in visit.asked] == ["attendees", "posted"]
    assert len(visit.of_kind("task")) == 2


def test_parts_an_office_split_off_in_the_same_words_are_one_door(walk):
    from fangxian.operations.orders.dividing import Part, split
    from fangxian.operations.orders.queries import list_my_tasks

    worker = walk.cast.community_worker
    walk.order("community-screening")
    walk.order("secure-supplies")
    tasks = list_my_tasks(worker, walk.clock.now())
    for task, words in zip(tasks, ("3 栋", "3栋"), strict=True):
        split(worker, walk.clock, dispatch_id=task.dispatch_id, parts=[Part(words), Part("5 栋")])
    addresses = {visit.words: visit for visit in walk.round().visits if visit.kind == "address"}
    assert {len(visit.parts) for visit in addresses.values()} == {2}
    assert len(addresses) == 2


def test_whoever_is_bound_gets_the_slip_in_the_same_visit(walk):
    bind(walk, "guest-1")
    visit = walk.visit_of("guest-1")
    assert "guest-1" in {slip.about for slip in visit.of_kind("slip")}
    assert ("guest-1", "slip") in {(one.person_id, one.question) for one in visit.asked}
    assert visit.parts[0].kind == "slip"


def test_nobody_is_asked_to_agree_who_is_bound_already(walk):
    bind(walk, "guest-1")
    asked = {(one.person_id, one.question) for one in walk.visit_of("guest-1").asked}
    assert ("guest-1", "consent") not in asked


def test_what_is_late_comes_first_and_is_marked(walk):
    walk.clock.advance(timedelta(days=1))
    walk.give(walk.visit_of("cousin"))
    walk.clock.advance(timedelta(days=1))
    first, second = walk.round().visits
    assert {first.urgent, second.urgent} == {True}, "one day was missed by both"


def test_the_round_of_a_street_is_that_of_its_communities(walk):
    street = walk.round(walk.cast.street_worker)
    assert parts(street) == parts(walk.round())
    assert {visit.place_id for visit in street.visits} == {TONGYINLI}


def test_a_round_is_read_as_it_was_known_at_an_hour(walk):
    from fangxian.operations.visits.queries import list_round

    before = walk.clock.now()
    walk.clock.advance(timedelta(minutes=5))
    walk.order("community-screening")
    visit = walk.visit_of("guest-1")
    walk.clock.advance(timedelta(hours=1))
    walk.give(visit)
    now = {visit.door_id for visit in walk.round().visits}
    assert visit.door_id not in now
    reach = walk.cast.community_worker.reach
    asked = {"place_id": TONGYINLI, "department": "command_office"}
    past = list_round(reach, **asked, at=before, then=before)
    assert visit.door_id in {one.door_id for one in past.visits}
    assert past.wide == (), "the order was not given yet"


@pytest.mark.parametrize("door", ["b60c58fe-bfce-51bd-ad48-911f1fd16b08", "nonsense"])
def test_a_door_where_nothing_is_due_is_not_found(walk, door):
    from fangxian.operations.visits.queries import get_visit

    with pytest.raises(Problem) as refused:
        get_visit(
            walk.cast.stranger.reach,
            door,
            place_id="430105001004",
            department="command_office",
            at=walk.clock.now(),
        )
    assert refused.value.code == "not-found"


def test_what_goes_beyond_one_round_is_counted_whatever_it_is(walk, monkeypatch):
    """Three checks, one slip and two venue tasks with room for one of each kind: two checks and a task are left."""
    bind(walk, "guest-1")
    walk.order("find-attendees", place_id="v-teahouse")
    walk.order("notify-exposed-venue", place_id="v-teahouse")
    whole = walk.round()
    counted = {
        kind: sum(len(one.of_kind(kind)) for one in whole.visits) for kind in ("check", "slip", "task")
    }
    assert whole.left_out == 0
    monkeypatch.setattr("fangxian.operations.visits.due.AT_MOST", 1)
    assert walk.round().left_out == sum(max(number - 1, 0) for number in counted.values()) > 2
