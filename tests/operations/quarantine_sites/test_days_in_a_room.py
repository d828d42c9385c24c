"""Samples on their days, symptoms for a doctor, a release with its evidence, a restart two offices sign."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from fangxian.engines.following import last_day
from fangxian.engines.problems import Problem
from fangxian.operations.quarantine_sites import services
from tests.operations.quarantine_sites.test_rooms_and_transfers import refusal

CN = ZoneInfo("Asia/Shanghai")


def test_samples_are_due_on_days_1_4_7_and_on_the_last(inn):
    row = inn.row(inn.settle("friend-1", "201"))
    begin, end = row.arrived_at.astimezone(CN).date(), last_day(row.ends_at, "Asia/Shanghai")
    days = [min(begin + timedelta(days=day - 1), end) for day in (1, 4, 7, 14)]
    assert [day.on for day in row.days] == sorted(set(days))
    assert row.test_due
    inn.test(row.id, days[0], result="")
    assert not inn.row(row.id).test_due
    assert (
        refusal(services.take_sample, inn.worker, inn.clock, stay_id=row.id, due_on=days[0])
        == "not-a-due-day"
    )
    inn.wait(days=3)
    assert inn.site().tests == 1


def test_a_release_takes_the_days_and_every_result(inn):
    stay = inn.settle("friend-1", "201")
    given = {"stay_id": stay, "reason": "served"}
    with pytest.raises(Problem) as raised:
        services.release_stay(inn.desk.cast.commander, inn.clock, **given)
    assert raised.value.code == "release-lacks"
    assert "its end" in raised.value.happened.en
    for day in inn.row(stay).days:
        inn.test(stay, day.on)
    assert [one.en.split(":")[0] for one in inn.row(stay).lacking] == ["its end"]
    assert refusal(services.release_stay, inn.worker, inn.clock, **given) == "release-lacks"


def test_when_what_binds_is_over_the_person_goes_and_what_was_lacking_is_kept(inn):
    stay = inn.settle("friend-1", "201")
    inn.wait(days=30)
    assert inn.row(stay).release_due
    assert not inn.row(stay).bound
    services.release_stay(inn.worker, inn.clock, stay_id=stay, reason="its end")
    gone = inn.row(stay)
    assert gone.why_left == "released"
    assert any("the sample of" in one.en for one in gone.lacking)


def test_who_may_sign_lets_somebody_go_early_and_the_restriction_ends_with_it(inn):
    from fangxian.operations.restrictions.holding import find_holds

    stay, key = inn.settle("friend-1", "201"), inn.key("friend-1")
    services.release_stay(
        inn.desk.cast.commander, inn.clock, stay_id=stay, reason="the case is discarded", early=True
    )
    assert not find_holds([key], inn.clock.now())[key].stands
    assert inn.rows() == ()


def test_symptoms_go_to_a_doctor_who_sees_and_settles_them(inn):
    from fangxian.operations.quarantine_sites.queries import list_flags

    stay = inn.settle("friend-1", "201")
    flag = services.raise_flag(inn.worker, inn.clock, stay_id=stay, symptoms=("fever",), temperature_c=38.4)
    doctor = inn.desk.cast.clinician
    assert refusal(services.see_flag, inn.worker, inn.clock, flag_id=flag) == "not-a-doctor"
    inn.wait(hours=3)
    (row,) = list_flags(doctor.reach, inn.desk.outbreak_id, inn.clock.now())
    assert (row.late, row.symptoms, row.room, row.seen_at) == (True, ("fever",), "201", None)
    assert "a doctor's answer" in str([one.en for one in inn.row(stay).lacking])
    services.see_flag(doctor, inn.clock, flag_id=flag)
    assert (
        refusal(services.settle_flag, doctor, inn.clock, flag_id=flag, ending="magic") == "not-a-flag-ending"
    )
    services.settle_flag(doctor, inn.clock, flag_id=flag, ending="tested")
    assert list_flags(doctor.reach, inn.desk.outbreak_id, inn.clock.now()) == ()
    assert refusal(services.raise_flag, inn.worker, inn.clock, stay_id=stay) == "nothing-seen"


def test_after_a_positive_result_the_floor_and_its_air_begin_anew_when_two_offices_have_signed(inn):
    """201 turns out positive on day 3; 202 shares the floor, 301 its air, 401 nothing."""
    from fangxian.operations.quarantine_sites.queries import list_restarts
    from fangxian.operations.restarting import restart_stays

    rooms = ("201", "202", "301", "401")
    stays = [inn.settle(f"friend-{at}", room) for at, room in enumerate(rooms, 1)]
    before = inn.row(stays[1]).ends_at
    inn.wait(days=3)
    commander = inn.desk.cast.commander
    asked = {"stay_id": stays[0], "reason": "room 201 is positive"}
    assert refusal(restart_stays, commander, inn.clock, **asked) == "not-positive"
    inn.test(stays[0], inn.row(stays[0]).days[0].on, "positive")
    assert refusal(restart_stays, commander, inn.clock, **asked) == "not-positive"
    inn.desk.report("friend-1")
    assert restart_stays(commander, inn.clock, **asked) == 2
    found = {
        row.room: row.scope for row in list_restarts(commander.reach, inn.desk.outbreak_id, inn.clock.now())
    }
    assert found == {"202": "floor", "301": "air"}
    assert inn.row(stays[1]).ends_at == before, "nobody is bound longer before two offices have signed"
    inn.desk.sign_all()
    assert inn.row(stays[1]).ends_at > before
    assert inn.row(stays[3]).ends_at == before
    assert restart_stays(commander, inn.clock, **asked) == 0, "nobody is named twice"


def test_the_journal_vouches_for_every_row(inn):
    from fangxian.operations.journal.queries import verify
    from fangxian.operations.journal.services import seal
    from fangxian.operations.quarantine_sites.models import Stay

    inn.settle("friend-1", "201")
    seal()
    assert verify().ok
    Stay.objects.update(room="203")
    assert not verify().ok
