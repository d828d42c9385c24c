"""A laboratory that misses positives is told of the next day; a place with few cases is not blamed; who sees what."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.custody.drift.finding import list_units
from fangxian.operations.custody.drift.raising import clear_drift, list_drift_alarms, watch_drift
from tests.operations.custody.drawn_results import (
    AWAY,
    HOME,
    LABS,
    STREET,
    record_day,
    register_three,
    usual,
)


@pytest.fixture
def results(day):
    """Records a day's results; then it is the next day."""
    register_three(day.cast.commander, day.clock, "tiny")

    def record(counts, size: int | None = 10, hours: float = 24):
        record_day(day.cast.commander, day.clock, "tiny", day.round_id, counts, size)
        day.wait(hours)

    return record


def look(day) -> int:
    return watch_drift(day.cast.commander, day.clock, outbreak_id="tiny")


def alarms(day, actor=None):
    return list_drift_alarms((actor or day.cast.commander).reach, "tiny")


def units(day, actor=None):
    return [
        (one.kind, one.id) for one in list_units((actor or day.cast.commander).reach, "tiny", day.clock.now())
    ]


@pytest.fixture
def missed(day, results):
    """Two days alike; on the third one laboratory finds 3 of its 24 positives."""
    results(usual())
    results(usual())
    assert look(day) == 0
    results(usual(bad=3))
    return day


def test_a_laboratory_that_misses_positives_is_told_of_by_the_next_day_once(missed):
    assert look(missed) == 1
    assert look(missed) == 0
    [alarm] = alarms(missed)
    assert (alarm.kind, alarm.unit_id, alarm.chart, alarm.observed) == (
        "laboratory",
        "bad",
        "positives-falling",
        3,
    )
    assert alarm.expected == pytest.approx((24 + 24 + 3) / 3, abs=0.1)
    assert alarm.since_on == alarm.until_on
    assert alarm.name.zh == "实验室 bad"


def test_a_day_is_judged_once_it_is_over(day, results):
    results(usual())
    results(usual())
    results(usual(bad=3), hours=1)
    assert look(day) == 0
    day.wait(23)
    assert look(day) == 1


def test_a_district_with_few_cases_is_not_blamed_nor_the_laboratory_it_sends_to(day, results):
    for _ in range(4):
        results({**usual(), ("bad", AWAY): (200, 0, 1), ("good", AWAY): (200, 1, 1)})
    assert look(day) == 0


def test_tubes_of_one_person_are_not_held_against_tubes_of_ten(day, results):
    """Of people sampled again more are positive: whoever tests them is no better a laboratory."""
    for _ in range(3):
        results(usual(), hours=0)
        results({("good", HOME): (40, 30, 0)}, size=1)
    assert look(day) == 0


def test_tubes_sampled_at_a_site_count_for_that_site(day, results):
    from fangxian.operations.custody.rows import SampleGiven
    from fangxian.operations.custody.services import record_samples
    from fangxian.operations.ids import new_id
    from fangxian.operations.sites.queries import get_site
    from fangxian.operations.sites.rows import SiteGiven
    from fangxian.operations.sites.services import open_sites

    commander = day.cast.commander
    open_sites(
        commander, day.clock, outbreak_id="tiny", sites=[SiteGiven("gym", HOME, 28.19, 113.0, desks=1)]
    )
    day.give("t1", place=HOME)
    swab = SampleGiven(new_id(), day.tubes["t1"], "ann", HOME, day.clock.now(), site_id="gym")
    record_samples(commander, day.clock, round_id=day.round_id, samples=[swab])
    day.result(("t1", "negative"))
    results(usual())
    assert ("site", get_site(commander.reach, "tiny", "gym").venue_id) in units(day)
    assert ("site", STREET) in units(day)


def test_what_was_looked_into_is_no_alarm_any_more_and_its_unit_is_watched_anew(missed, results):
    look(missed)
    answer = {"outbreak_id": "tiny", "kind": "laboratory", "unit_id": "bad"}
    with pytest.raises(Problem) as refused:
        clear_drift(missed.cast.commander, missed.clock, **answer, reason=" ")
    assert refused.value.code == "drift-unexplained"
    assert (
        clear_drift(missed.cast.commander, missed.clock, **answer, reason="复检一致，样本来自低流行小区") == 1
    )
    [alarm] = alarms(missed)
    assert not alarm.stands
    assert alarm.reason == "复检一致，样本来自低流行小区"
    assert look(missed) == 0
    results(usual())
    assert look(missed) == 0
    results(usual(bad=2))
    assert look(missed) == 1
    assert [one.stands for one in alarms(missed)] == [True, False]


def test_the_quality_of_laboratories_is_for_whoever_covers_the_outbreak_and_a_district_sees_its_own(missed):
    look(missed)
    assert {("laboratory", one) for one in LABS} | {("site", STREET)} <= set(units(missed))
    own = units(missed, missed.cast.district_commander)
    assert {("laboratory", "bad"), ("site", STREET)} <= set(own)
    assert ("laboratory", "good") not in own
    assert [one.unit_id for one in alarms(missed, missed.cast.district_commander)] == ["bad"]
    assert units(missed, missed.cast.street_worker) == [("site", STREET)]
    for nobody in (missed.cast.street_worker, missed.cast.stranger):
        assert alarms(missed, nobody) == ()
    assert units(missed, missed.cast.stranger) == []


@pytest.mark.parametrize(
    ("who", "unit_id", "code"),
    [
        ("lab_worker", "bad", "not-your-role"),
        ("district_commander", "bad", "no-such-drift"),
        ("commander", "good", "no-such-drift"),
    ],
)
def test_only_the_command_of_the_whole_outbreak_says_that_a_laboratory_is_well(missed, who, unit_id, code):
    look(missed)
    answer = {"outbreak_id": "tiny", "kind": "laboratory", "unit_id": unit_id, "reason": "无问题"}
    with pytest.raises(Problem) as refused:
        clear_drift(getattr(missed.cast, who), missed.clock, **answer)
    assert refused.value.code == code


def test_as_known_before_the_results_came_there_is_nothing(missed):
    reach = missed.cast.commander.reach
    assert list_units(reach, "tiny", missed.clock.now(), missed.clock.now() - timedelta(hours=80)) == ()
    assert list_drift_alarms(reach, "tiny", missed.clock.now() - timedelta(hours=1)) == ()


def test_the_journal_vouches_for_alarms_and_for_what_was_looked_into(missed):
    from fangxian.operations.journal.queries import verify
    from fangxian.operations.journal.services import seal

    look(missed)
    answer = {"outbreak_id": "tiny", "kind": "laboratory", "unit_id": "bad", "reason": "无问题"}
    clear_drift(missed.cast.commander, missed.clock, **answer)
    seal()
    assert verify().ok
