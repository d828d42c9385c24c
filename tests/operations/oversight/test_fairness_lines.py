"""Every overdue dispatch says whether that office could have been in time: people, hours, other work, late upstream."""

from datetime import timedelta

import pytest

from fangxian.operations.ids import new_id
from fangxian.operations.oversight.queries import fairness_of, list_late_with_fairness
from tests.operations.oversight.conftest import TONGYIN, XINWU, appoint


def lines(desk, reach=None):
    return list_late_with_fairness(reach or desk.cast.commander.reach, "tiny", desk.now)


def test_two_people_and_half_an_hours_work_was_feasible(desk):
    """08:00 to 14:00 local, two people; the broadcast takes half an hour by the pack's planning figure."""
    desk.order(TONGYIN, due_h=6)
    desk.wait(7)
    (row,) = lines(desk)
    assert (row.verdict, row.unconfirmed) == ("feasible", True)
    assert row.line.en == "2 people × 6 h = 12 h; this task needs 15–45 min: feasible"
    assert row.line.zh == "2 人 × 6 小时 = 12 小时；本件需 15–45 分钟：可以按时完成"
    assert row.hours_late == pytest.approx(1, abs=0.01)


def test_where_nobody_was_on_duty_it_was_not(desk):
    desk.order(XINWU, due_h=6)
    desk.wait(7)
    (row,) = lines(desk)
    assert row.line.en == "nobody was on duty there; this task needs 15–45 min: not feasible"


def test_everything_else_the_office_was_asked_for_by_then_counts(desk):
    """Nine venues to disinfect, four hours each: no two people do that in six hours."""
    desk.order(*[TONGYIN] * 9, measure="venue-closure-disinfection", due_h=5)
    desk.order(TONGYIN, due_h=6)
    desk.wait(7)
    row = max(lines(desk), key=lambda row: row.due_at)
    assert (row.verdict, row.found.others) == ("not-feasible", 9)
    assert "this and 9 other tasks need 18.2–54.8 h: not feasible" in row.line.en


def test_more_people_make_it_feasible_again(desk):
    for number in range(8):
        appoint(desk.clock, f"more-{number}", "grid-worker", TONGYIN, "command_office")
    desk.order(*[TONGYIN] * 9, measure="venue-closure-disinfection", due_h=5)
    desk.wait(7)
    assert max(lines(desk), key=lambda row: row.due_at).verdict == "cannot-tell"


def test_a_measure_nobody_has_timed_cannot_be_told(desk):
    desk.order(TONGYIN, measure="alert-clinicians", due_h=6)
    desk.wait(7)
    (row,) = lines(desk)
    assert (row.verdict, row.unconfirmed) == ("cannot-tell", False)
    assert row.line.en.endswith("and nobody knows how long 1 of them takes: cannot tell")


def test_door_to_door_takes_its_minutes_for_every_person_where_households_are_unknown(desk):
    """Testing takes 1.33 minutes for each of 3,000 people: 66 hours for two people's twelve."""
    desk.order(TONGYIN, measure="mass-testing", due_h=6, people=9_000)
    desk.wait(7)
    (row,) = lines(desk)
    assert row.verdict == "not-feasible"
    assert row.found.need_h[0] == pytest.approx(3_000 * 1.33 * 0.5 / 60)


def test_what_was_done_after_its_time_keeps_its_line(desk):
    (dispatch,) = desk.order(TONGYIN, due_h=2)
    desk.wait(5)
    desk.finish(dispatch)
    desk.wait(20)
    row = fairness_of(desk.cast.commander.reach, [dispatch], desk.now)[dispatch]
    assert row.hours_late == pytest.approx(3, abs=0.01)


def test_what_is_in_time_or_taken_back_has_no_line(desk):
    from fangxian.operations.orders.services import revoke
    from fangxian.operations.orders.workload import list_work

    done, waits, taken = desk.order(TONGYIN, TONGYIN, TONGYIN, due_h=6)
    desk.finish(done)
    (work,) = list_work(desk.cast.commander.reach, [taken])
    revoke(desk.cast.commander, desk.clock, order_id=work.order_id, reason="experts")
    assert fairness_of(desk.cast.commander.reach, [done, waits, taken], desk.now) == {}
    desk.wait(7)
    assert set(fairness_of(desk.cast.commander.reach, [done, waits, taken], desk.now)) == {waits}


def test_the_night_gives_no_hours(desk):
    """Ordered at 20:00 local, due at 08:00: nobody has an hour for it."""
    desk.wait(12)
    desk.order(TONGYIN, due_h=11.9)
    desk.wait(13)
    (row,) = lines(desk)
    assert (row.verdict, row.found.hours) == ("not-feasible", 0)


def test_a_stranger_gets_no_line_of_another_district(desk):
    (dispatch,) = desk.order(TONGYIN, due_h=1)
    desk.wait(2)
    stranger = desk.cast.stranger
    assert fairness_of(stranger.reach, [dispatch, new_id()], desk.now) == {}
    assert lines(desk, stranger.reach) == ()
    assert [row.dispatch_id for row in lines(desk, desk.cast.community_worker.reach)] == [dispatch]


def test_two_hundred_late_dispatches_are_judged_in_few_queries(desk, django_assert_max_num_queries):
    desk.order(*[TONGYIN, XINWU] * 20, due_h=1)
    desk.clock.advance(timedelta(hours=2))
    with django_assert_max_num_queries(40):
        assert len(lines(desk)) == 40
