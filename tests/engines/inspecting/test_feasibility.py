"""Was it feasible with the people and hours that office had? The arithmetic, and what may never change it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.inspecting import FEASIBILITIES, Asked, DutyHours, Shift, judge

MORNING = datetime(2021, 7, 31, 0, tzinfo=UTC)
"""08:00 in Changsha, when duty begins."""
HOUR = timedelta(hours=1)
DAY_DUTY = DutyHours(8, 20, "Asia/Shanghai")
ALWAYS = (MORNING - timedelta(days=30), MORNING + timedelta(days=30))


def hours_from(morning: float) -> datetime:
    return MORNING + morning * HOUR


def task(key: str, reached: float, due: float, need_h, issued: float | None = None) -> Asked:
    minutes = None if need_h is None else (need_h * 60, need_h * 60)
    return Asked(
        key, hours_from(reached if issued is None else issued), hours_from(reached), hours_from(due), minutes
    )


def people(number: int) -> list[Shift]:
    return [Shift(*ALWAYS)] * number


def test_the_line_shows_the_arithmetic_in_both_languages():
    ours = task("ours", 3, 8.5, 5, issued=0)
    others = [task(f"other-{number}", 3, 8.5, 2) for number in range(7)]
    found = judge(ours, others, people(2), DAY_DUTY)
    assert found.line.en == (
        "2 people × 5.5 h = 11 h; this and 7 other tasks need 19 h; passed on 3 h after it was issued: not feasible"
    )
    assert found.line.zh == (
        "2 人 × 5.5 小时 = 11 小时；本件和另外 7 件任务需 19 小时；上级晚 3 小时转达：无法按时完成"
    )


def test_one_task_and_people_enough_is_feasible():
    found = judge(task("ours", 0, 6, 5), [], people(1), DAY_DUTY)
    assert (found.verdict, found.line.en) == (
        "feasible",
        "1 person × 6 h = 6 h; this task needs 5 h: feasible",
    )


def test_the_night_gives_no_hours():
    found = judge(task("ours", 10, 26, 4), [], people(1), DAY_DUTY)
    assert found.hours == 4
    assert judge(task("ours", 10, 26, 4), [], people(1), DutyHours(0, 24, "Asia/Shanghai")).hours == 16


def test_what_may_wait_until_after_this_deadline_does_not_count():
    ours, later = task("ours", 0, 6, 5), task("later", 0, 30, 40)
    assert judge(ours, [later], people(1), DAY_DUTY).verdict == "feasible"


def test_work_that_came_in_before_and_was_due_by_then_is_part_of_it():
    """Ten hours of work came in six hours before: alone this task fits, behind those it does not."""
    ours, before = task("ours", 6, 10, 3), task("before", 0, 9, 10)
    assert judge(ours, [], people(1), DAY_DUTY).verdict == "feasible"
    found = judge(ours, [before], people(1), DAY_DUTY)
    assert (found.verdict, found.from_at, found.hours) == ("not-feasible", hours_from(0), 10)


def test_somebody_who_came_late_gives_only_the_hours_there():
    found = judge(task("ours", 0, 6, 9), [], [*people(1), Shift(hours_from(4), ALWAYS[1])], DAY_DUTY)
    assert (found.people, found.hours, found.hours_each) == (2, 8, None)
    assert found.line.en.startswith("2 people, together 8 h")


def test_where_nobody_serves_nothing_is_feasible():
    found = judge(task("ours", 0, 60, 1), [], [], DAY_DUTY)
    assert (found.verdict, found.line.en) == (
        "not-feasible", "nobody was on duty there; this task needs 1 h: not feasible",
    )  # fmt: skip


def test_what_arrives_after_its_deadline_is_not_feasible():
    assert judge(task("ours", 8, 6, 0.1, issued=0), [], people(9), DAY_DUTY).verdict == "not-feasible"


def test_a_planning_figure_that_leaves_it_open_cannot_tell():
    rough = Asked("ours", MORNING, MORNING, hours_from(6), (180, 540))
    found = judge(rough, [], people(1), DAY_DUTY)
    assert (found.verdict, found.line.en) == (
        "cannot-tell", "1 person × 6 h = 6 h; this task needs 3–9 h: cannot tell",
    )  # fmt: skip


def test_a_task_of_unknown_length_cannot_tell_unless_the_known_ones_are_too_much_already():
    ours, unknown = task("ours", 0, 6, 2), task("unknown", 0, 6, None)
    found = judge(ours, [unknown], people(1), DAY_DUTY)
    assert (found.verdict, found.unknown) == ("cannot-tell", 1)
    assert "nobody knows how long 1 of them takes" in found.line.en
    assert judge(replace(ours, minutes=(420, 420)), [unknown], people(1), DAY_DUTY).verdict == "not-feasible"


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/Chicago"])
def test_a_whole_day_has_as_many_hours_as_the_duty_has(zone):
    assert DutyHours(8, 20, zone).between(MORNING, MORNING + timedelta(days=3)) == pytest.approx(36)


quarters = st.integers(0, 200).map(lambda quarter: quarter / 4)
lengths = st.one_of(st.none(), st.floats(0, 20))
work = st.builds(
    lambda reached, lasts, need, key: task(f"w{key}", reached, reached + lasts, need),
    quarters,
    quarters,
    lengths,
    st.integers(0, 9_999),
)
shifts = st.builds(
    lambda start, lasts: Shift(hours_from(start), hours_from(start + lasts)), quarters, quarters
)
ours = work.map(lambda one: replace(one, key="ours"))


def rank(asked, others, there, hours=DAY_DUTY) -> int:
    return FEASIBILITIES.index(judge(asked, others, there, hours).verdict)


@settings(deadline=None)
@given(ours, st.lists(work, max_size=6), st.lists(shifts, max_size=4), shifts)
def test_more_people_never_make_it_less_feasible(asked, others, there, more):
    assert rank(asked, others, [*there, more]) >= rank(asked, others, there)


@settings(deadline=None)
@given(ours, st.lists(work, max_size=6), st.lists(shifts, max_size=4), st.floats(0, 8), st.floats(0, 4))
def test_longer_duty_hours_never_make_it_less_feasible(asked, others, there, earlier, later):
    longer = DutyHours(8 - earlier, 20 + later, "Asia/Shanghai")
    assert rank(asked, others, there, longer) >= rank(asked, others, there)


@settings(deadline=None)
@given(ours, st.lists(work, max_size=6), st.lists(shifts, max_size=4), work)
def test_more_work_never_makes_it_more_feasible(asked, others, there, more):
    assert rank(asked, [*others, more], there) <= rank(asked, others, there)


@settings(deadline=None)
@given(ours, st.lists(work, max_size=6), st.lists(shifts, max_size=4), quarters)
def test_being_told_later_never_makes_it_more_feasible(asked, others, there, delay):
    told_later = replace(asked, reached_at=asked.reached_at + delay * HOUR)
    assert rank(told_later, others, there) <= rank(asked, others, there)


@settings(deadline=None)
@given(ours, st.lists(work, max_size=6), st.lists(shifts, max_size=4), quarters)
def test_a_later_deadline_of_a_task_alone_never_makes_it_less_feasible(asked, others, there, more):
    longer = replace(asked, due_at=asked.due_at + more * HOUR)
    assert rank(longer, [], there) >= rank(asked, [], there)


@settings(deadline=None)
@given(ours, st.lists(work, max_size=5, unique_by=lambda one: one.key), st.lists(shifts, max_size=3))
def test_what_is_called_feasible_for_all_is_done_in_time_when_the_nearest_deadline_goes_first(
    asked, others, there
):
    """Work it off quarter by quarter, nearest deadline first: the verdict is held against what happens."""
    everything = [asked, *(one for one in others if one.minutes is not None)]
    if asked.minutes is None:
        return
    verdicts = [judge(one, everything, there, DAY_DUTY).verdict for one in everything]
    if set(verdicts) != {"feasible"}:
        return
    late = _work_off(everything, there)
    assert late == []


def _work_off(everything: list[Asked], there: list[Shift], step_h: float = 0.25) -> list[str]:
    left = {number: one.minutes[0] / 60 for number, one in enumerate(everything)}
    late, at = [], 0.0
    while at <= 110:
        now, then = hours_from(at), hours_from(at + step_h)
        late += [everything[n].key for n, need in left.items() if need > 1e-6 and everything[n].due_at <= now]
        left = {n: need for n, need in left.items() if everything[n].due_at > now}
        hands = sum(DAY_DUTY.between(max(shift.from_at, now), min(shift.to_at, then)) for shift in there)
        for n in sorted(left, key=lambda n: everything[n].due_at):
            if everything[n].reached_at <= now:
                used = min(hands, left[n])
                left[n] -= used
                hands -= used
        at += step_h
    return late
