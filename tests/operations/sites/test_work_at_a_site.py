"""Crews and queues: on duty once, off duty again, how many wait; who reads no register is told no number of a person."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem


def refused(act) -> str:
    with pytest.raises(Problem) as caught:
        act()
    return caught.value.code


def test_somebody_on_duty_twice_is_on_duty_once_until_they_go(testing):
    first = testing.on_duty("fay")
    testing.wait(1)
    assert testing.on_duty("fay").id == first.id
    testing.wait(1)
    testing.off_duty("fay")
    testing.wait(1)
    assert testing.on_duty_now() == []
    assert testing.on_duty("fay").id != first.id


def test_the_last_word_on_the_end_of_a_shift_stands(testing):
    from fangxian.operations.sites.shifts import list_shifts

    began = testing.clock.now()
    testing.on_duty("fay")
    testing.wait(3)
    testing.off_duty("fay")
    testing.wait(1)
    testing.off_duty("fay", to_at=began + timedelta(hours=2))
    [row] = list_shifts(testing.cast.commander.reach, "tiny", testing.clock.now())
    assert row.to_at == began + timedelta(hours=2)


def test_staff_without_a_record_are_on_duty_by_their_handle(testing):
    row = testing.on_duty("", staff_id="site-lead")
    assert (row.staff_id, row.person_id) == ("site-lead", None)
    assert refused(lambda: testing.on_duty("", staff_id="nobody-here")) == "nobody-on-duty"
    assert refused(lambda: testing.on_duty("")) == "nobody-on-duty"


def test_hours_that_cannot_be_are_refused(testing):
    now = testing.clock.now()
    assert refused(lambda: testing.on_duty("fay", from_at=now + timedelta(hours=1))) == "shift-hours-unclear"
    testing.on_duty("fay")
    assert refused(lambda: testing.off_duty("fay", to_at=now - timedelta(hours=1))) == "shift-hours-unclear"
    testing.wait(30)
    assert refused(lambda: testing.off_duty("fay")) == "shift-hours-unclear"


def test_nobody_is_on_duty_and_nobody_waits_at_a_closed_site(testing):
    testing.wait(1)
    testing.close()
    testing.wait(1)
    assert refused(lambda: testing.on_duty("fay")) == "site-closed"
    assert refused(lambda: testing.queue(3)) == "site-closed"


def test_whoever_is_on_duty_when_a_site_closes_is_so_no_longer(testing):
    testing.on_duty("fay")
    testing.wait(2)
    testing.close()
    testing.wait(1)
    assert testing.on_duty_now() == []


def test_a_queue_is_a_number_of_people_seen_by_now(testing):
    assert testing.queue(0).waiting == 0
    assert refused(lambda: testing.queue(-1)) == "not-a-queue"
    assert refused(lambda: testing.queue(30_000)) == "not-a-queue"


def test_a_site_lead_taps_and_sends_people_off_without_reading_who_they_are(testing):
    from fangxian.operations.sites.shifts import list_shifts

    testing.on_duty("fay")
    lead = testing.cast.site_lead
    rows = list_shifts(lead.reach, "tiny", testing.clock.now())
    assert all(row.person_id is None for row in rows)


def test_a_stranger_neither_sees_nor_changes_anything_here(testing):
    testing.on_duty("fay")
    stranger = testing.cast.stranger
    assert testing.on_duty_now(stranger) == []
    assert refused(lambda: testing.queue(3, actor=stranger)) == "no-such-site"
    assert refused(lambda: testing.on_duty("bo", actor=stranger)) == "no-such-site"
    assert refused(lambda: testing.off_duty("fay", actor=stranger)) == "no-such-site"
