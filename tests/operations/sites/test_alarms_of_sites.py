"""What goes wrong at a site is told once: too many waiting, more samples than desks, a case on duty."""

import pytest

from fangxian.engines.problems import Problem
from tests.operations.sites.conftest import site


def kinds(testing, actor=None) -> list[tuple]:
    return [(one.site_id, one.kind, one.measured, one.allowed) for one in testing.alarms(actor)]


def test_a_queue_longer_than_there_is_room_for_is_an_alarm_once_for_each_time(testing):
    testing.queue(testing.get().queue_limit)
    assert testing.watch() == 0
    testing.wait(0.1)
    testing.queue(200)
    assert testing.watch() == 1
    testing.wait(0.1)
    testing.queue(260)
    assert testing.watch() == 0
    assert kinds(testing) == [("north", "crowded", 200, 150)]
    testing.wait(0.1)
    testing.queue(20)
    testing.wait(0.1)
    testing.queue(300)
    assert testing.watch() == 1


def test_more_samples_in_an_hour_than_the_desks_can_take_is_told_once_a_day(sites):
    from tests.operations.rounds.conftest import listings

    sites.rounds.open("testing", lists={"household-register": listings()})
    sites.open(site(desks=1, per_desk_hour=2))
    sites.sample("ann", "bo")
    assert sites.watch() == 0
    sites.wait(0.5)
    sites.sample("cem")
    assert sites.watch() == 1
    sites.wait(0.1)
    assert sites.watch() == 0
    assert kinds(sites) == [("north", "over-capacity", 3, 2)]


def test_a_case_on_duty_is_an_alarm_that_tells_the_days_and_how_many_were_sampled(testing):
    testing.wait(1)
    testing.on_duty("fay")
    testing.wait(1)
    testing.sample("ann", "bo")
    testing.wait(1)
    testing.off_duty("fay")
    assert testing.watch() == 0
    testing.wait(1)
    testing.sample("cem")
    testing.report("fay")
    assert testing.watch() == 1
    assert testing.watch() == 0
    [alarm] = testing.alarms()
    assert (alarm.kind, alarm.person_id, alarm.measured, alarm.days) == (
        "infected-staff",
        "fay",
        2,
        ("2021-07-31",),
    )


def test_a_case_that_was_discarded_is_none(testing):
    testing.on_duty("fay")
    testing.report("fay", kind="suspected")
    from fangxian.operations.cases.services import discard_case

    testing.wait(0.1)
    discard_case(testing.cast.commander, testing.clock, case_id="c-fay", reason="negative twice")
    assert testing.watch() == 0


def test_an_alarm_is_answered_once_by_somebody_who_says_what_was_done(testing):
    testing.queue(900)
    testing.watch()
    [alarm] = testing.alarms()
    before = testing.clock.now()
    testing.wait(0.1)
    with pytest.raises(Problem) as caught:
        testing.answer(alarm, said=" ")
    assert caught.value.code == "reason-needed"
    testing.answer(alarm, said="two desks more")
    [answered] = testing.alarms()
    assert (answered.said, answered.answered_at) == ("two desks more", testing.clock.now())
    assert testing.alarms(at=before)[0].answered_at is None
    with pytest.raises(Problem) as caught:
        testing.answer(alarm)
    assert caught.value.code == "alarm-answered"


def test_another_district_neither_sees_nor_answers_an_alarm(testing):
    testing.queue(900)
    testing.watch()
    [alarm] = testing.alarms()
    assert testing.alarms(testing.cast.stranger) == []
    with pytest.raises(Problem) as caught:
        testing.answer(alarm, actor=testing.cast.stranger)
    assert caught.value.code == "not-found"


def test_a_queue_of_an_earlier_hour_that_is_told_later_was_not_known_before(testing):
    from fangxian.operations.at_sites.board import get_state

    testing.queue(10)
    testing.wait(1)
    seen = testing.clock.now()
    testing.wait(1)
    before = testing.clock.now()
    testing.wait(0.1)
    testing.queue(900, seen_at=seen)
    reach, hours = testing.cast.commander.reach, (before, testing.clock.now())
    assert [get_state(reach, "tiny", "north", at).queue.waiting for at in hours] == [10, 900]
