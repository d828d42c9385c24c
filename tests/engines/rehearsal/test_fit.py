"""The fit: what a line list says of the outbreak that is not on it."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines import tables
from fangxian.engines.problems import Problem
from fangxian.engines.rehearsal.fitting import (
    TARGETS,
    answer,
    back,
    draw_from,
    fit,
    intervals_of,
    join,
    learn,
    record_of,
    targets_of,
    try_futures,
)
from fangxian.engines.rehearsal.fitting.describing import FIGURES, describe, known_of
from fangxian.engines.rehearsal.fitting.examples import a_record, a_setting
from fangxian.engines.rehearsal.forecasting import around

JULY = date(2021, 7, 28)


def line_list(text: str) -> "tables.pl.DataFrame":  # type: ignore[name-defined]
    """Read a line list drawn as text: case, day of report, day of onset, route, home, source; a dot is not known."""
    rows = []
    for line in text.strip().splitlines():
        case, reported, onset, route, home, source = line.split()
        rows.append(
            {
                "case_id": case,
                "person_id": f"p{case}",
                "reported_on": date(2021, 7, int(reported)),
                "onset_on": None if onset == "." else date(2021, 7, int(onset)),
                "detection_route": None if route == "." else route,
                "residence_place_id": None if home == "." else home,
                "source_case_id": None if source == "." else source,
            }
        )
    return tables.CASES.rows(rows)


def figures(rows: np.ndarray, days: float = 4.0) -> np.ndarray:
    into = np.zeros(FIGURES)
    describe(rows, len(rows), days, into)
    return into


def test_a_line_list_becomes_a_record_counted_from_the_first_report():
    record = record_of(
        line_list("""
        1  28  26  fever_clinic  street-a  .
        2  30   .  contact       street-b  1
        3  30  29  mass_testing  street-a  .
        """),
        {"street-a": "wuling", "street-b": "dingcheng"},
    )
    assert (record.first_on, record.days, record.districts) == (JULY, 3, ("wuling", "dingcheng"))
    assert record.rows[:, 0].tolist() == [0.0, 2.0, 2.0]
    assert record.rows[:, 2].tolist() == [0.0, 1.0, 2.0]
    assert record.rows[1, 5] == 0.0


def test_what_comes_after_today_is_not_known_and_days_without_cases_are():
    cases = line_list("1 28 26 . a .\n2 31 30 . a 1")
    assert record_of(cases, {}, date(2021, 7, 29)).days == 2
    assert len(record_of(cases, {}, date(2021, 7, 29)).rows) == 1


def test_a_list_without_a_report_is_refused_with_what_to_do():
    with pytest.raises(Problem) as found:
        record_of(line_list("1 28 26 . a ."), {}, date(2021, 7, 1))
    assert found.value.code == "no-case-to-fit"


def test_columns_nobody_filled_in_are_left_out_on_both_sides():
    record = record_of(line_list("1 28 . . . .\n2 29 . . . ."), {})
    known = known_of(record.rows)
    assert known[:7].all()
    assert not known[7:].any()


@given(st.permutations(range(4)), st.permutations(range(3)))
@settings(max_examples=40, deadline=None)
def test_figures_do_not_depend_on_the_order_of_cases_or_the_names_of_places(
    order: list[int], names: list[int]
):
    rows = a_record().rows
    shuffled = rows[list(order)].copy()
    place = np.array(names, dtype=float)
    shuffled[:, 4] = place[shuffled[:, 4].astype(int)]
    at = np.argsort(order)
    known = ~np.isnan(shuffled[:, 5])
    shuffled[known, 5] = at[shuffled[known, 5].astype(int)]
    assert figures(shuffled) == pytest.approx(figures(rows))


def test_the_record_of_four_cases_in_figures():
    found = figures(a_record().rows)
    assert np.expm1(found[0]) == pytest.approx(4.0)  # cases
    assert np.expm1(found[7:10]) == pytest.approx([2.0, 1.0, 1.0])  # by illness, tracing, screening
    assert found[18] == pytest.approx(0.25)  # a quarter has a known source
    assert found[20] == pytest.approx(3.0)  # three days from onset to onset
    assert np.expm1(found[21]) == pytest.approx(2.0)  # two districts


def test_the_same_seed_gives_the_same_draws_in_any_number_of_threads():
    one = fit(a_record(), a_setting(), 5_000, threads=1)
    two = fit(a_record(), a_setting(), 5_000, threads=2)
    other = fit(a_record(), a_setting(), 5_000, seed=9)
    assert one.draws.equals(two.draws)
    assert not one.draws.equals(other.draws)


@settings(max_examples=10, deadline=None)
@given(cuts=st.lists(st.integers(1, 599), max_size=3, unique=True))
def test_futures_tried_range_by_range_are_those_tried_together(cuts):
    ends = [0, *sorted(cuts), 600]
    parts = [try_futures(a_setting(), range(*pair)) for pair in pairwise(ends)]
    one, two = join(parts), try_futures(a_setting(), 600)
    for name in ("numbers", "unit", "settings", "figures", "outcomes"):
        assert (getattr(one, name) == getattr(two, name)).all()
    assert one.tried == two.tried == 600


def test_the_futures_of_a_fit_told_again_have_as_many_cases_as_it_saw_in_them():
    bank = try_futures(a_setting(), 3_000)
    found = answer(a_record(), bank)
    of = np.searchsorted(bank.numbers, found.numbers)
    cases = np.expm1(bank.figures[of, 0])
    one = replace(found, numbers=found.numbers[:1], settings=found.settings[:1])
    assert around(one, a_setting())["q50"].sum() == pytest.approx(cases[0])
    lines = around(found, a_setting())
    assert lines["q05"].sum() <= cases.mean() <= lines["q95"].sum()


def test_intervals_lie_within_each_other():
    told = intervals_of(fit(a_record(), a_setting(), 3_000).draws)
    assert told["target"].to_list() == list(TARGETS)
    ends = told.drop("target").to_numpy()
    assert (np.diff(ends, axis=1) >= 0.0).all()


def test_draws_are_whole_outbreaks_within_what_was_thought_possible():
    draws = fit(a_record(), a_setting(), 5_000).draws
    assert draws.columns == list(TARGETS)
    assert draws["r"].is_between(0.7, 9.0).all()
    assert draws["detected_share"].is_between(0.0, 1.0).all()
    assert (draws["asks_after"] >= draws["asks_before"] - 1e-9).all()


def test_faster_growth_and_later_finding_are_told_apart():
    days, onsets = np.array([0, 0, 1, 2, 3, 3, 3, 3, 3, 3, 3]), np.array([-3, -2, -1, 0, 0, 1, 1, 2, 2, 1, 2])
    rows = np.full((len(days), 6), np.nan)
    rows[:, 0], rows[:, 1], rows[:, 2], rows[:, 3], rows[:, 4] = (
        days,
        onsets,
        0.0,
        0.0,
        np.arange(len(days)) % 2,
    )
    quick, slow = replace(a_record(), rows=rows), replace(a_record(), rows=rows[:3])
    slow_draws, quick_draws = (fit(each, a_setting(), 20_000).draws for each in (slow, quick))
    assert quick_draws["undetected"].median() > slow_draws["undetected"].median()
    assert quick_draws["r"].median() > slow_draws["r"].median()


def test_a_record_unlike_all_futures_is_said_to_be():
    long_ago = a_record().rows.copy()
    long_ago[:, 1] = -60.0
    found = fit(replace(a_record(), rows=long_ago), a_setting(), 5_000)
    assert found.strange > 0


def test_a_record_no_future_is_like_is_refused_with_what_to_do():
    many = replace(a_record(), rows=np.tile(a_record().rows, (9, 1)))
    with pytest.raises(Problem) as found:
        fit(many, a_setting(), 1_000)
    assert found.value.code == "record-unlike-futures"
    assert "--futures" in found.value.in_("en")


def test_intervals_hold_the_truth_as_often_as_they_say():
    """Two hundred outbreaks whose truth is known, in a city of one district; the benchmark takes a thousand, of many."""
    bank = try_futures(a_setting(), 12_000, seed=3)
    seen = bank.figures[:, 0] >= np.log1p(3)
    targets, tried = targets_of(bank)[:, : TARGETS.index("in_second_district")], np.flatnonzero(seen)[:200]
    others = np.setdiff1d(np.arange(len(targets)), tried)
    learned = learn(bank.figures[others], targets[others])
    said = learned.said(bank.figures)
    inside = np.zeros(targets.shape[1])
    for one in tried:
        draws, weights = draw_from(said[others], targets[others], said[one], learned.spread, 600)
        for n in range(targets.shape[1]):
            order = np.argsort(draws[:, n])
            gone = np.cumsum(weights[order])
            low, high = draws[order[np.searchsorted(gone, [0.05, 0.95])], n]
            inside[n] += low <= targets[one, n] <= high
    assert (inside / len(tried) > 0.82).all()
    assert (inside / len(tried) < 0.98).all()


@given(st.lists(st.floats(0.001, 0.999), min_size=6, max_size=6))
@settings(max_examples=40, deadline=None)
def test_targets_are_read_back_as_what_they_were_made_from(unit: list[float]):
    bank = replace(try_futures(a_setting(), 50), tried=1)
    told = replace(bank, unit=np.tile(unit, (len(bank.unit), 1)))
    again = back(targets_of(told))
    assert again[:, TARGETS.index("infections")] == pytest.approx(bank.outcomes[:, 0])
    assert again[:, TARGETS.index("undetected")] == pytest.approx(bank.outcomes[:, 1])
    assert again[:, TARGETS.index("days_since_first")] == pytest.approx(bank.outcomes[:, 2])
