"""Limits of rosters: defaults until the command of the whole outbreak sets others; what would break is told first."""

from dataclasses import replace

import pytest

from fangxian.engines.problems import Problem
from fangxian.engines.rostering import HeatBand, Rules
from fangxian.operations.journal.models import Entry
from tests.operations.rosters.conftest import OUTBREAK


@pytest.fixture
def limits(rosters):
    """What a test does with limits; a roster of two days stands, eight hours a shift."""
    rosters.take(rosters.propose())
    return Limits(rosters)


class Limits:
    """In the words of the work."""

    def __init__(self, rosters) -> None:
        self.rosters, self.cast, self.clock = rosters, rosters.cast, rosters.clock

    def now(self) -> Rules:
        from fangxian.operations.cases.queries import get_outbreak
        from fangxian.operations.rosters.limits import find_limits

        return find_limits(get_outbreak(self.cast.commander.reach, OUTBREAK), self.clock.now())

    def set(self, actor=None, reason="local rule of 2021", **changed) -> None:
        from fangxian.operations.rosters.services import set_limits

        rules = replace(self.now(), **changed)
        set_limits(actor or self.cast.commander, self.clock, outbreak_id=OUTBREAK, rules=rules, reason=reason)

    def broken(self, actor=None, **changed):
        from fangxian.operations.rosters.limits import count_broken

        reach = (actor or self.cast.commander).reach
        return count_broken(reach, OUTBREAK, replace(self.now(), **changed), self.clock.now())

    def settings(self, actor=None) -> tuple:
        from fangxian.operations.rosters.limits import list_limits_set

        return list_limits_set((actor or self.cast.commander).reach, OUTBREAK, self.clock.now())


def refused(act) -> str:
    with pytest.raises(Problem) as caught:
        act()
    return caught.value.code


def test_until_somebody_sets_others_the_defaults_of_the_engine_hold(limits):
    assert limits.now() == Rules(timezone="Asia/Shanghai")
    assert limits.settings() == ()
    found = limits.broken()
    assert (found.ahead, found.shifts, found.by_rule) == (6, 0, {})


def test_what_a_stricter_limit_would_break_is_told_before_it_is_set_and_nothing_is_written(limits):
    entries = Entry.objects.count()
    found = limits.broken(day_hours=6.0)
    assert (found.ahead, found.shifts) == (6, 6)
    assert found.by_rule == {"day_hours": 6}
    assert limits.broken(night_at_least=3).by_rule == {"pair": 2}, "two serve each of two nights"
    assert Entry.objects.count() == entries


def test_the_journal_keeps_who_changed_which_limit_from_what_to_what_and_why(limits):
    limits.set(day_hours=10.0, week_nights=3)
    assert limits.now().day_hours == 10
    [entry] = Entry.objects.filter(object_kind="roster-limits")
    assert (entry.verb, entry.who) == ("set", limits.cast.commander.user_id)
    [row] = limits.settings()
    assert row.changed == {"day_hours": (12.0, 10.0), "week_nights": (4.0, 3.0)}
    assert (row.reason, row.set_by.en) == ("local rule of 2021", limits.cast.commander.name.en)
    limits.set(day_hours=10.0)
    assert len(limits.settings()) == 1, "limits as they are already write nothing"


def test_a_roster_that_stands_stays_and_one_made_anew_keeps_to_the_new_limits(limits):
    stood = limits.rosters.states()
    limits.rosters.wait(1)
    limits.set(day_hours=6.0)
    assert limits.rosters.states() == stood
    row, _ = limits.rosters.get(limits.rosters.propose())
    assert row.missing > 0
    assert all("day_hours=" in one.why for one in row.short)


def test_hours_in_suits_are_set_by_temperature_and_never_longer_the_hotter_it_is(limits):
    cool, hot = HeatBand(-90, 240, 480), HeatBand(32, 120, 240)
    limits.set(heat=(cool, hot))
    assert limits.now().heat == (cool, hot)
    assert refused(lambda: limits.set(heat=(hot, cool))) == "not-roster-limits"
    assert refused(lambda: limits.set(heat=(cool, HeatBand(32, 300, 480)))) == "not-roster-limits"


@pytest.mark.parametrize(
    "wrong", [{"day_hours": 25.0}, {"rest_hours": -1.0}, {"week_hours": float("nan")}, {"night_at_least": 0}]
)
def test_limits_that_mean_nothing_are_refused_by_name(limits, wrong):
    with pytest.raises(Problem) as caught:
        limits.set(**wrong)
    assert next(iter(wrong)) in caught.value.happened.en
    assert refused(lambda: limits.broken(**wrong)) == "not-roster-limits"
    assert refused(lambda: limits.set(day_hours=10.0, reason=" ")) == "not-roster-limits"


def test_only_the_command_of_the_whole_outbreak_sets_them(limits):
    cast = limits.cast
    assert refused(lambda: limits.set(cast.community_worker, day_hours=10.0)) == "not-your-role"
    assert refused(lambda: limits.set(cast.district_commander, day_hours=10.0)) == "not-found"
    assert limits.broken(cast.stranger, day_hours=6.0).ahead == 0, "another district's shifts are not theirs"
