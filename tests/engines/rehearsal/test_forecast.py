"""Forecasts: what came next in the futures most like what is known.

A city of 6,000 in which every future is told for forty days from its first report on, or up to 300 infections.
"""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines import tables
from fangxian.engines.epidemic import NEVER, hand
from fangxian.engines.epidemic.touched import make_touched
from fangxian.engines.problems import Problem
from fangxian.engines.rehearsal.examples import A_PLAN
from fangxian.engines.rehearsal.forecasting import (
    CONFIRMED,
    REPORTED,
    SILENT,
    Told,
    forecast,
    known_of,
    most_alike,
    tell_again,
    tell_futures,
    without,
)
from fangxian.engines.rehearsal.forecasting.counting import figures_of
from fangxian.engines.rehearsal.forecasting.examples import a_long_setting
from fangxian.engines.rehearsal.forecasting.records import (
    DAILY_COUNTS,
    known_from_cases,
    known_from_counts,
)
from fangxian.engines.rehearsal.forecasting.telling import count_days

DAYS = 8


@pytest.fixture(scope="module")
def told() -> Told:
    return tell_futures(a_long_setting(), 4_000, seed=5)


def without_rows(told: Told, row: int) -> Told:
    keep = np.arange(len(told.numbers)) != row
    return replace(
        told,
        numbers=told.numbers[keep], settings=told.settings[keep], counts=told.counts[keep], since=told.since[keep],
    )  # fmt: skip


def record_of(told: Told, row: int, days: int = DAYS):
    return known_of(REPORTED, reported=told.counts[row, REPORTED, :days].astype(float))


def july(*days: int) -> "tables.pl.DataFrame":  # type: ignore[name-defined]
    """Return a line list of cases reported on these days of July 2021."""
    rows = [
        {"case_id": str(n), "person_id": f"p{n}", "reported_on": date(2021, 7, day)}
        for n, day in enumerate(days)
    ]
    return tables.CASES.rows(rows)


def test_a_line_list_becomes_a_count_a_day_up_to_today():
    known, last = known_from_cases(july(28, 30, 30), date(2021, 7, 31))
    assert known.counts[REPORTED].tolist() == [1.0, 0.0, 2.0, 0.0]
    assert np.isnan(known.counts[CONFIRMED]).all()
    assert (known.so_far, last) == (3, date(2021, 7, 31))


def test_what_comes_after_today_is_not_known():
    known, last = known_from_cases(july(28, 29, 31), date(2021, 7, 29))
    assert (known.days, known.so_far, last) == (2, 2, date(2021, 7, 29))


def test_a_day_nobody_published_is_not_a_day_without_cases():
    rows = [
        {"day": date(2021, 7, 27), "confirmed_new": 0, "asymptomatic_new": 0},
        {"day": date(2021, 7, 28), "confirmed_new": 0, "asymptomatic_new": 1},
        {"day": date(2021, 7, 29), "confirmed_new": 2, "asymptomatic_new": 5},
        {"day": date(2021, 7, 30), "confirmed_new": 6},
    ]
    known, _ = known_from_counts(DAILY_COUNTS.rows(rows))
    assert known.counts[CONFIRMED].tolist() == [0.0, 2.0, 6.0]
    assert known.counts[SILENT, :2].tolist() == [1.0, 5.0]
    assert np.isnan(known.counts[SILENT, 2])


def test_a_file_without_a_case_until_today_is_refused_with_what_to_do():
    with pytest.raises(Problem) as found:
        known_from_cases(july(28), date(2021, 7, 1))
    assert found.value.code == "no-case-to-forecast-from"
    assert "--today" in found.value.in_("en")


@given(st.lists(st.integers(0, 30), min_size=2, max_size=20), st.data())
@settings(max_examples=50)
def test_days_not_published_change_no_figure_whatever_a_future_counted_on_them(counts, draw):
    silent = np.array(counts, dtype=float)
    hidden = draw.draw(st.integers(0, len(counts) - 1))
    silent[hidden] = np.nan
    known = known_of(CONFIRMED, confirmed=np.array(counts, dtype=float), silent=silent)
    one, other = (np.zeros((1, 3, 30)) for _ in range(2))
    other[0, SILENT, hidden] = other[0, REPORTED, :] = other[0, CONFIRMED, len(counts) :] = 9.0
    assert figures_of(one, known).tolist() == figures_of(other, known).tolist()


def test_a_day_counts_who_is_reported_who_is_ill_by_then_and_who_is_not():
    """Reports on days 4 and 5; onsets before, after, and never; the fourth is on no list."""
    touched = make_touched(8, 64)
    touched.size[0] = 4
    for person, (reported, onset) in enumerate([(4.2, 3.0), (4.6, 6.1), (5.5, NEVER), (NEVER, 2.0)]):
        touched.row[person]["reported_at"], touched.row[person]["onset_at"] = reported, onset
    counts = np.zeros((3, 4), np.int64)
    count_days(hand(touched), 4, counts)
    assert counts[REPORTED].tolist() == [2, 1, 0, 0]
    assert counts[CONFIRMED].tolist() == [1, 0, 1, 0]
    assert counts[SILENT].tolist() == [1, 1, 0, 0]


def test_a_future_given_up_as_too_large_goes_on_as_it_was_on_its_last_days():
    told = tell_futures(a_long_setting(), 300)
    large = told.counts[told.counts[:, REPORTED].sum(axis=1) > 600]
    assert len(large) > 0
    assert (large[:, REPORTED, -1] == large[:, REPORTED, -2]).all()


def test_everybody_on_record_is_confirmed_once_they_are_both_ill_and_reported(told):
    reported, confirmed, silent = (
        told.counts[:, series].sum(axis=1) for series in (REPORTED, CONFIRMED, SILENT)
    )
    # Whoever was not ill when put on record is confirmed later, or never, or after the last day told.
    assert (confirmed >= reported - silent).all()
    assert (confirmed <= reported).all()


def test_somebody_is_reported_on_the_first_day(told):
    assert (told.counts[:, REPORTED, 0] >= 1).all()


def test_futures_are_the_same_in_any_number_of_threads():
    one, two = (tell_futures(a_long_setting(), 1_100, threads=n) for n in (1, 2))
    assert np.array_equal(one.counts, two.counts)
    assert np.array_equal(one.numbers, two.numbers)


def test_a_forecast_has_a_row_a_day_and_one_for_the_end(told):
    known = known_of(REPORTED, reported=np.array([1.0, 0.0, 2.0, 3.0]))
    table = forecast(told, known).table(7)
    assert table["day"].to_list() == [1, 2, 3, 4, 5, 6, 7, None]
    lines = table.drop("day").to_numpy()
    assert (np.diff(lines, axis=1) >= 0.0).all()
    assert table["q05"][-1] >= known.so_far


def test_cases_every_day_promise_more_than_cases_long_ago(told):
    growing = known_of(REPORTED, reported=np.array([1.0, 0, 1, 1, 2, 2, 3, 4]))
    over = known_of(REPORTED, reported=np.array([4.0, 3, 2, 2, 1, 1, 1, 0]))
    assert forecast(told, growing).final()[2] > forecast(told, over).final()[2]


def test_an_outbreak_known_to_be_young_is_not_likened_to_an_old_one(told):
    known = replace(known_of(REPORTED, reported=np.array([1.0, 0.0, 2.0, 3.0])), since=(0.0, 6.0))
    assert told.since[forecast(told, known).rows].max() <= 6.0


def test_counts_no_future_is_like_are_refused_with_what_to_do(told):
    many = known_of(REPORTED, reported=np.array([900.0, 900.0]))
    with pytest.raises(Problem) as found:
        forecast(told, many)
    assert found.value.code == "nothing-to-forecast-from"
    assert "--futures" in found.value.in_("en")


def test_intervals_hold_what_came_as_often_as_they_say(told):
    """Two hundred outbreaks whose future is known, each foretold from its first eight days by all the others."""
    so_far = told.counts[:, REPORTED, :DAYS].sum(axis=1)
    large = np.flatnonzero((so_far >= 4) & (so_far <= 40))[:200]
    wide = half = 0
    for row in large:
        final = forecast(without_rows(told, int(row)), record_of(told, int(row))).final()
        came = told.counts[row, REPORTED].sum()
        wide += final[0] <= came <= final[-1]
        half += final[1] <= came <= final[3]
    # Counts are whole numbers: an interval whose ends are likely counts holds more than it says.
    assert 0.85 <= wide / len(large) <= 0.98
    assert 0.42 <= half / len(large) <= 0.70


def test_the_future_most_like_an_outbreak_that_is_over_is_itself(told):
    for row in (3, 50, 700):
        own = record_of(told, row, told.counts.shape[2])
        assert np.array_equal(told.counts[most_alike(told, own, 1)[0], REPORTED], told.counts[row, REPORTED])


def test_a_future_told_again_is_the_same(told):
    again = tell_again(a_long_setting(), told.numbers[:80], told.settings[:80], seed=5)
    whole = (again["infections"] <= a_long_setting().infections_most).to_numpy()
    cases = told.counts[:80, REPORTED].sum(axis=1)
    assert whole.sum() > 40
    assert again["cases"].to_numpy()[whole].tolist() == cases[whole].tolist()


def test_where_the_ill_ask_a_day_later_the_first_report_is_a_day_later_and_more_are_infected(told):
    asked = (told.numbers[:150], told.settings[:150])
    base, late, soon = (tell_again(a_long_setting(), *asked, later=days, seed=5) for days in (0.0, 1.0, -1.0))
    assert float(np.median(late["first_report"] - base["first_report"])) == pytest.approx(1.0, abs=0.01)
    assert float(np.median(soon["first_report"] - base["first_report"])) == pytest.approx(-1.0, abs=0.3)
    assert late["infections"].mean() > base["infections"].mean() > soon["infections"].mean()


def test_a_plan_without_a_measure_has_no_trigger_for_it():
    left = without(A_PLAN, ["stay-home"])
    assert {action.measure for trigger in left.triggers for action in trigger.then} == {"central-quarantine"}
    assert without(A_PLAN, []).triggers == A_PLAN.triggers


def test_leaving_out_what_a_plan_does_not_have_is_refused_with_what_it_has():
    with pytest.raises(Problem) as found:
        without(A_PLAN, ["stay-hom"])
    assert found.value.code == "no-such-measure-to-leave-out"
    assert "stay-home" in found.value.in_("en")
