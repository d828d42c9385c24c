"""The laboratory as a fluid, held against every tube in its run, against what happened in 2021, and lever by lever."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.problems import Problem
from fangxian.engines.testing.laboratory import (
    Laboratory,
    Line,
    add_mobile,
    add_shift,
    compare_levers,
    defer,
    enlarge_pools,
    mobile_laboratory,
    predict_queue,
    run_batches,
    spread,
)

ARRIVALS = st.lists(st.integers(0, 60), min_size=1, max_size=40)
LINES = st.builds(Line, st.integers(1, 3), st.integers(1, 30), st.sampled_from([1.0, 2.5, 4.0, 6.0]))
SHIFTS = st.sampled_from(
    [((8.0, 20.0),), ((0.0, 6.0), (12.0, 18.0)), ((20.0, 32.0),), ((8.0, 16.0), (16.0, 22.0))]
)
DAY_LINES = st.builds(
    Line, st.integers(1, 3), st.integers(1, 30), st.sampled_from([1.0, 2.5, 4.0, 6.0]), SHIFTS
)
LABORATORIES = st.lists(LINES, min_size=1, max_size=3).map(lambda lines: Laboratory(tuple(lines)))
DAY_LABORATORIES = st.lists(DAY_LINES, min_size=1, max_size=2).map(lambda lines: Laboratory(tuple(lines)))

LONG_ENOUGH = 24.0 * 1500
"""Hours: one machine that takes one tube at a time does two of them a day."""


def _held_at_once(laboratory: Laboratory) -> int:
    return sum(line.machines * line.run_tubes for line in laboratory.lines)


def _apart(arrivals: list[int], laboratory: Laboratory, waiting: int) -> float:
    """The most by which the tubes begun differ at the end of any hour."""
    hours = predict_queue(arrivals, laboratory, waiting).hours
    exact = run_batches(arrivals, laboratory, hours.height, waiting)
    counted = np.array([exact.count_begun(hour) for hour in hours["hour"]])
    return float(np.abs(counted - hours["begun"].to_numpy()).max())


@given(ARRIVALS, LABORATORIES, st.integers(0, 200))
@settings(max_examples=60, deadline=None)
def test_around_the_clock_the_fluid_is_never_further_off_than_the_machines_hold(
    arrivals: list[int], laboratory: Laboratory, waiting: int
) -> None:
    assert _apart(arrivals, laboratory, waiting) <= _held_at_once(laboratory) + 1e-6


@given(ARRIVALS, DAY_LABORATORIES, st.integers(0, 200))
@settings(max_examples=60, deadline=None)
def test_with_shifts_the_fluid_is_never_further_off_than_twice_what_the_machines_hold(
    arrivals: list[int], laboratory: Laboratory, waiting: int
) -> None:
    assert _apart(arrivals, laboratory, waiting) <= 2 * _held_at_once(laboratory) + 1e-6


@given(ARRIVALS, LINES)
@settings(max_examples=60, deadline=None)
def test_around_the_clock_the_last_result_comes_within_a_run_of_what_was_said(
    arrivals: list[int], line: Line
) -> None:
    laboratory = Laboratory((line,))
    said = predict_queue(arrivals, laboratory)
    exact = run_batches(arrivals, laboratory, said.hours.height)
    if not sum(arrivals):
        assert said.finish_hour is None
    else:
        assert said.finish_hour is not None
        assert abs(float(exact.resulted.max()) - said.finish_hour) <= line.run_hours + 1


@given(ARRIVALS, st.one_of(LABORATORIES, DAY_LABORATORIES), st.integers(0, 100))
@settings(max_examples=60, deadline=None)
def test_every_tube_is_waiting_in_a_machine_or_resulted_at_every_hour(
    arrivals: list[int], laboratory: Laboratory, waiting: int
) -> None:
    queue = predict_queue(arrivals, laboratory, waiting)
    hours = queue.hours
    assert ((hours["arrived"] - hours["begun"] - hours["backlog"]).abs() < 1e-6).all()
    assert (hours["begun"] - hours["arrived"] < 1e-6).all()
    assert (hours["resulted"] - hours["begun"] < 1e-6).all()
    assert hours["resulted"].is_sorted()
    assert abs(hours["begun"][-1] - (waiting + sum(arrivals))) < 1e-6
    if queue.finish_hour is not None:
        waits = (queue.wait_median_hours, queue.wait_p90_hours, queue.wait_longest_hours)
        assert laboratory.run_hours - 1e-6 <= waits[0] <= waits[1] <= waits[2]


@given(ARRIVALS, LABORATORIES, st.integers(1, 3))
@settings(max_examples=40, deadline=None)
def test_one_more_machine_never_makes_it_later(
    arrivals: list[int], laboratory: Laboratory, more: int
) -> None:
    line = laboratory.lines[0]
    wider = Laboratory((replace(line, machines=line.machines + more), *laboratory.lines[1:]))
    before, after = (predict_queue(arrivals, one).finish_hour for one in (laboratory, wider))
    assert (before is None and after is None) or after <= before + 1e-6


@given(ARRIVALS, st.one_of(LABORATORIES, DAY_LABORATORIES))
@settings(max_examples=40, deadline=None)
def test_every_tube_goes_into_one_run_that_is_not_over_full_and_begins_in_a_shift(
    arrivals: list[int], laboratory: Laboratory
) -> None:
    exact = run_batches(arrivals, laboratory, LONG_ENOUGH)
    assert (exact.begun >= exact.arrived).all()
    assert (np.diff(exact.begun) >= 0).all()
    runs = pl.DataFrame({"begun": exact.begun, "resulted": exact.resulted}).group_by("begun").len()
    assert runs.is_empty() or runs["len"].max() <= _held_at_once(laboratory)
    spans = [span for line in laboratory.lines for span in line.open_hours(LONG_ENOUGH)]
    assert all(any(begins <= hour < ends for begins, ends in spans) for hour in set(exact.begun.tolist()))


def test_waits_of_the_fluid_are_those_of_the_tubes() -> None:
    """A day of 4,000 tubes into machines that hold 288: 8 hours of sampling, 14 of work."""
    arrivals, laboratory = [0] * 8 + [500] * 8, Laboratory((Line(3, 96, 1.0),))
    said, exact = predict_queue(arrivals, laboratory), run_batches(arrivals, laboratory, 96)
    waits = exact.resulted - exact.arrived
    for part, hours in (
        (0.5, said.wait_median_hours),
        (0.9, said.wait_p90_hours),
        (1.0, said.wait_longest_hours),
    ):
        assert hours == pytest.approx(np.quantile(waits, part), abs=1.0)


def test_without_machines_nothing_is_ever_done() -> None:
    queue = predict_queue([10], Laboratory(()))
    assert (queue.finish_hour, queue.wait_median_hours) == (None, None)
    assert queue.backlog_peak == 10


def test_zhuzhou_had_322093_results_outstanding_most_of_a_day_of_sampling() -> None:
    """By 2021-08-07: 2,241,932 samples, 1,919,839 results; 357,591 people sampled that day (China News, 2021-08-07).

    Samples came at that day's pace and laboratories kept the pace they had had: then as many are outstanding at the
    last hour, the last result comes 25 hours later, and a sample waits 22 hours (outstanding over pace of sampling).
    """
    sampled, resulted, per_day, run_hours = 2_241_932, 1_919_839, 357_591, 0.25
    hours = sampled / per_day * 24
    arrivals = [per_day / 24] * int(hours) + [per_day / 24 * (hours % 1)]
    pace = resulted / (len(arrivals) - run_hours)
    queue = predict_queue(arrivals, Laboratory((Line(1, round(pace * run_hours), run_hours),)))
    at_the_end = queue.hours.filter(hour=len(arrivals)).row(0, named=True)
    assert at_the_end["arrived"] == pytest.approx(sampled)
    assert at_the_end["outstanding"] == pytest.approx(322_093, rel=0.001)
    assert sampled - resulted == 322_093
    assert queue.finish_hour - len(arrivals) == pytest.approx(25, abs=1)
    assert queue.wait_longest_hours == pytest.approx(25, abs=1)
    assert round(322_093 / per_day * 24) == 22


def test_zhangjiajie_went_from_20000_to_110000_tubes_with_twelve_mobile_laboratories() -> None:
    """CCTV, 2021-08-06: 12 mobile laboratories, 20,000 tubes a day before, 110,000 after: 7,500 each."""
    before = Laboratory((mobile_laboratory(20_000),))
    twelve = add_mobile([], before, tubes_per_day=7_500, number=12).laboratory
    assert before.tubes_per_day == pytest.approx(20_000, rel=0.001)
    assert twelve.tubes_per_day == pytest.approx(110_000, rel=0.001)


def test_the_fourth_round_of_zhangjiajie_takes_four_days_without_and_one_with_the_mobile_laboratories() -> (
    None
):
    """764,198 people of the fourth round (CCTV, 2021-08-06), ten in a tube, within a day of sampling."""
    arrivals, before = [764_198 / 10 / 24] * 24, Laboratory((mobile_laboratory(20_000),))
    table = compare_levers(arrivals, before, [add_mobile(arrivals, before, 7_500, number=12)])
    assert table["lever"].to_list() == ["mobile", "as-it-is"]
    with_them, without = table["finish_hour"]
    assert with_them == pytest.approx(24 + 4, abs=0.1)
    assert without == pytest.approx(764_198 / 10 / 20_000 * 24 + 4, abs=0.1)


MORNING = [0.0] * 8 + [300.0] * 8
DAYTIME = Laboratory((Line(4, 96, 4.0, shifts=((8, 20),)),))


def test_levers_are_sorted_by_the_hour_at_which_all_is_done() -> None:
    levers = [
        add_shift(MORNING, DAYTIME),
        add_mobile(MORNING, DAYTIME, 3_000, from_hour=12),
        enlarge_pools(MORNING, DAYTIME, 0.11, 0.07),
        defer(MORNING, DAYTIME, 0.2),
        spread(MORNING, DAYTIME, 24),
    ]
    table = compare_levers(MORNING, DAYTIME, levers)
    finish = table["finish_hour"].to_list()
    assert finish == sorted(finish)
    assert table["lever"][0] == "mobile"
    assert table.filter(lever="as-it-is")["hours_saved"].item() == 0
    assert (table.filter(pl.col("lever") != "spread")["hours_saved"] >= 0).all()
    assert table["title_zh"].n_unique() == table["title_en"].n_unique() == 6


def test_spreading_the_day_shortens_the_waits_and_not_the_finish() -> None:
    table = compare_levers(MORNING, DAYTIME, [spread(MORNING, DAYTIME, 36)])
    even, now = (table.filter(lever=lever).row(0, named=True) for lever in ("spread", "as-it-is"))
    assert even["wait_median_hours"] < now["wait_median_hours"]
    assert even["finish_hour"] >= now["finish_hour"]


def test_a_lever_that_never_ends_stands_last() -> None:
    nothing = Laboratory(())
    table = compare_levers(
        MORNING, nothing, [add_shift(MORNING, nothing), add_mobile(MORNING, nothing, 5_000)]
    )
    assert table["lever"].to_list()[0] == "mobile"
    assert table["finish_hour"].to_list()[1:] == [None, None]
    assert table["hours_saved"].to_list() == [None, None, None]


def test_a_shift_is_never_longer_than_a_day() -> None:
    longest = add_shift(MORNING, DAYTIME, 20).laboratory
    assert longest.lines[0].shifts == ((8, 32),)
    assert longest.tubes_per_day == pytest.approx(4 * 96 * 6)


@pytest.mark.parametrize(
    "wrong",
    [
        {"machines": 0},
        {"run_tubes": 0},
        {"run_hours": 0.0},
        {"shifts": ((8, 8),)},
        {"shifts": ()},
        {"shifts": ((0, 25),)},
    ],
)
def test_a_line_that_cannot_work_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Problem, match="cannot work"):
        Line(**{"machines": 1, "run_tubes": 96, "run_hours": 4.0, **wrong})
