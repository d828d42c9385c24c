"""A check counts once, in whatever order it arrives; a day nobody saw the person is missed and has an owner."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.follow_ups.queries import (
    count_missed_days,
    get_follow_up,
    list_flags,
    list_missed_days,
)
from fangxian.operations.ids import new_id

AUGUST_1 = datetime(2021, 8, 1, 2, tzinfo=UTC)


@pytest.fixture
def advised(exposed):
    """The guests are advised on 31 July after noon: the first check is due on 1 August."""
    exposed.decide("advise")
    return exposed


def view(desk, person):
    return get_follow_up(desk.cast.commander.reach, desk.key(person), desk.now)


def days(desk, person):
    return {day.on.day: day.state for day in view(desk, person).row.days}


def test_a_check_settles_its_day(advised):
    advised.clock.at = AUGUST_1
    done = advised.check("guest-1")
    assert (done.state, done.red, done.repeated) == ("well", False, False)
    assert advised.rows()["guest-1", "advise"].today == "well"


def test_the_community_worker_checks_the_own_people_only(advised):
    advised.clock.at = AUGUST_1
    advised.check("guest-1", actor=advised.cast.community_worker)
    with pytest.raises(Problem) as refused:
        advised.check("guest-2", actor=advised.cast.community_worker)
    assert refused.value.code == "not-found"


def test_the_same_check_sent_twice_counts_once(advised):
    advised.clock.at = AUGUST_1
    event = new_id()
    advised.check("guest-1", event_id=event)
    again = advised.check("guest-1", event_id=event)
    assert again.repeated
    assert len(view(advised, "guest-1").checks) == 1


def test_an_id_serves_one_check_only(advised):
    advised.clock.at = AUGUST_1
    event = new_id()
    advised.check("guest-1", event_id=event)
    with pytest.raises(Problem) as refused:
        advised.check("guest-2", event_id=event)
    assert refused.value.code == "check-id-taken"


@pytest.mark.parametrize("order", list(permutations([0, 1, 2])))
def test_the_order_of_arrival_does_not_matter(advised, order):
    advised.clock.at = datetime(2021, 8, 3, 2, tzinfo=UTC)
    found = [("not-reached", 0), ("symptoms", 4), ("well", 24)]
    for at in order:
        result, hours = found[at]
        symptoms = ["cough"] if result == "symptoms" else []
        advised.check("guest-1", result, symptoms=symptoms, device_at=AUGUST_1 + timedelta(hours=hours))
    assert days(advised, "guest-1") == {1: "symptoms", 2: "well", 3: "not-visited"}
    assert advised.rows()["guest-1", "advise"].last_result == "well"
    assert len(list_flags(advised.cast.commander.reach, "tea", advised.now)) == 1


def test_a_missed_day_has_an_owner(advised):
    advised.clock.at = AUGUST_1
    advised.check("guest-1")
    advised.check("guest-2", "not-reached")
    advised.clock.at = AUGUST_1 + timedelta(days=1)
    missed = list_missed_days(advised.cast.commander.reach, "tea", advised.now)
    assert {(row.person_id, row.on.day, row.state, row.attempts) for row in missed} == {
        ("guest-2", 1, "not-reached", 1),
        ("guest-3", 1, "not-visited", 0),
    }
    assert all(row.office.en for row in missed)


def test_every_day_of_an_office_adds_up(advised):
    advised.clock.at = AUGUST_1
    advised.check("guest-1")
    advised.check("guest-2", "refused")
    counts = count_missed_days(advised.cast.commander.reach, "tea", advised.now)
    assert sum(row.due for row in counts) == 3
    assert all(row.due == row.seen + row.refused + row.not_reached + row.not_visited for row in counts)


def test_a_check_of_tomorrow_is_refused(advised):
    with pytest.raises(Problem) as refused:
        advised.check("guest-1", device_at=advised.now + timedelta(days=1))
    assert refused.value.code == "check-in-the-future"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"result": "fine"}, "not-a-check-result"),
        ({"channel": "letter"}, "not-a-channel"),
        ({"temperature_c": 98.6}, "temperature-unlikely"),
        ({"symptoms": ["cough"]}, "symptoms-told-well"),
    ],
)
def test_what_cannot_be_is_refused(advised, given, code):
    with pytest.raises(Problem) as refused:
        advised.check("guest-1", **given)
    assert refused.value.code == code


def test_a_note_is_ciphertext_and_only_those_who_may_see_identities_read_it(advised):
    from fangxian.operations.follow_ups.models import Check

    advised.clock.at = AUGUST_1
    advised.check("guest-1", note="母亲独居")
    assert "母亲" not in Check.objects.get().note
    assert view(advised, "guest-1").checks[0].note == "母亲独居"
    blind = get_follow_up(advised.cast.auditor.reach, advised.key("guest-1"), advised.now)
    assert blind.checks[0].note == ""
