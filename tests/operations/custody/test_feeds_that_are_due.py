"""A laboratory whose results do not come when they are due is an alarm within minutes, once, and a signal for the plan."""

from datetime import timedelta

import pytest

from fangxian.doors.cli.keeping_up import WATCHED_S
from fangxian.operations.custody.backlogs import list_backlogs
from fangxian.operations.custody.watching import list_alarms, watch_feeds
from fangxian.operations.signals.queries import list_signals

DUE_AFTER_H = 12


@pytest.fixture
def waiting(day):
    """Two tubes were counted in by the laboratory."""
    day.give("t1", "t2")
    day.swab("ann", "t1")
    day.swab("bo", "t2")
    day.send("t1", "t2")
    day.wait(1)
    day.receive("t1", "t2")
    return day


def look(day) -> int:
    return watch_feeds(day.cast.commander, day.clock, outbreak_id="tiny")


def backlog(day):
    (row,) = list_backlogs(day.cast.commander.reach, "tiny", day.clock.now())
    return row


def alarms(day):
    return list_alarms("tiny", day.clock.now(), [backlog(day)])


def test_a_laboratory_tells_what_waits_and_when_it_will_be_done(waiting):
    row = backlog(waiting)
    assert (row.received, row.waiting, row.resulted, row.on_the_way) == (2, 2, 0, 0)
    assert row.due_at - row.waits_since == timedelta(hours=DUE_AFTER_H)
    assert waiting.clock.now() < row.done_at < waiting.clock.now() + timedelta(hours=DUE_AFTER_H)


def test_nothing_is_raised_before_the_hour_and_once_within_ten_minutes_after_it(waiting):
    waiting.wait(DUE_AFTER_H - 0.01)
    assert look(waiting) == 0
    minutes = 0
    while not alarms(waiting):
        waiting.clock.advance(timedelta(seconds=WATCHED_S))
        look(waiting)
        minutes += WATCHED_S / 60
    assert minutes <= 10
    assert look(waiting) == 0
    [alarm] = alarms(waiting)
    assert (alarm.shortfall, alarm.waiting, alarm.over) == ("late", 2, False)


def test_some_results_of_what_is_due_are_not_all_of_it(waiting):
    waiting.wait(5)
    waiting.result(("t1", "negative"))
    waiting.wait(8)
    look(waiting)
    [alarm] = alarms(waiting)
    assert (alarm.shortfall, alarm.waiting) == ("short", 1)


def test_the_alarm_is_over_once_the_results_have_come(waiting):
    waiting.wait(13)
    look(waiting)
    waiting.result(("t1", "negative"), ("t2", "negative"))
    [alarm] = alarms(waiting)
    assert alarm.over
    assert backlog(waiting).waiting == 0


def test_a_late_feed_is_a_signal_that_a_plan_may_fire_on(waiting):
    waiting.wait(13)
    look(waiting)
    rows = list_signals(waiting.cast.commander.reach, "tiny", waiting.clock.now())
    assert [row.key for row in rows if row.kind == "feed"] == ["laboratory-city-lab@4301"]
