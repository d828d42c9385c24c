"""A laboratory, site or run going wrong is seen against the others; a wave is nobody's fault."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.tables import TableError
from fangxian.engines.testing.drift import (
    DRIFTS,
    LABORATORY_CHARTS,
    RESULT_COUNTS,
    SITE_CHARTS,
    Day,
    Watch,
    Watcher,
    find_drift,
    find_odd_runs,
    limits_of,
)
from fangxian.engines.testing.drift.likelihood import deviations, log_ratio, share_out

FIRST = date(2021, 8, 1)
LABS = [f"lab-{number}" for number in range(6)]


def _rows(days: int, share, tested: int = 5_000, seed: int = 1) -> pl.DataFrame:
    """Six laboratories, two areas; `share(day, lab, area)` is positive, half a percent inconclusive."""
    rng = np.random.default_rng(seed)
    rows = []
    for day in range(days):
        for at, lab in enumerate(LABS):
            for area in (0, 1):
                own = tested * (1 + area * at) // 4
                found = rng.binomial(own, share(day, at, area) * np.exp(rng.normal(0, 0.05)))
                unclear = rng.binomial(own, 0.005)
                rows.append(
                    (FIRST + timedelta(day), lab, f"site-{at % 3}", None, f"area-{area}", own, found, unclear)
                )
    return pl.DataFrame(rows, schema=RESULT_COUNTS.schema, orient="row")


def _alarms(counts: pl.DataFrame, **given: object) -> list[tuple[int, str, str]]:
    found = find_drift(counts, **given).filter("alarm")
    return [
        ((day - FIRST).days, unit, chart)
        for day, unit, chart in found.select("day_on", "unit_id", "chart").rows()
    ]


def _steady(day: int, lab: int, area: int) -> float:
    return 0.03 if area else 0.06


def test_laboratories_that_do_alike_raise_no_alarm() -> None:
    assert _alarms(_rows(60, _steady)) == []


def test_a_wave_through_the_areas_raises_no_alarm() -> None:
    """From 2 in 1,000 to 20 in 100 and back, the second area two weeks after the first."""

    def wave(day: int, lab: int, area: int) -> float:
        return 0.002 + 0.2 * float(np.exp(-0.5 * ((day - 30 - 14 * area) / 8) ** 2))

    assert _alarms(_rows(75, wave)) == []


def test_a_laboratory_that_reports_half_of_its_positives_is_found_with_the_first_days_results() -> None:
    def fault(day: int, lab: int, area: int) -> float:
        return _steady(day, lab, area) * (0.5 if lab == 2 and day >= 40 else 1)

    assert _alarms(_rows(41, fault)) == [(40, "lab-2", "positives-falling")]


def test_it_is_found_at_the_top_of_a_wave_too_and_the_others_are_not_blamed() -> None:
    def fault(day: int, lab: int, area: int) -> float:
        wave = 0.002 + 0.1 * float(np.exp(-0.5 * ((day - 40) / 8) ** 2))
        return wave * (0.5 if lab == 2 and day >= 40 else 1)

    assert {unit for _, unit, _ in _alarms(_rows(50, fault))} == {"lab-2"}


def test_a_contaminated_laboratory_is_found_on_the_other_chart() -> None:
    def fault(day: int, lab: int, area: int) -> float:
        return _steady(day, lab, area) * (2.5 if lab == 0 and day == 40 else 1)

    assert _alarms(_rows(41, fault)) == [(40, "lab-0", "positives-rising")]


def test_results_that_are_inconclusive_more_often_are_found() -> None:
    counts = _rows(41, _steady)
    failed = (pl.col("lab_id") == "lab-4") & (pl.col("day_on") == FIRST + timedelta(40))
    worse = pl.when(failed).then(pl.col("inconclusive") * 4).otherwise(pl.col("inconclusive"))
    assert _alarms(counts.with_columns(inconclusive=worse)) == [(40, "lab-4", "inconclusive-rising")]


def test_four_of_2400_where_8_in_100_are_positive_is_found_even_in_a_new_laboratory() -> None:
    """Sheffield's samples at Immensa: 4 positive where more than 200 were expected (press, October 2021)."""
    rows = [
        (FIRST, lab, None, None, "sheffield", 2_400, found, 12)
        for lab, found in zip(LABS, [190, 205, 4, 188, 197, 201], strict=True)
    ]
    assert _alarms(pl.DataFrame(rows, schema=RESULT_COUNTS.schema, orient="row")) == [
        (0, "lab-2", "positives-falling")
    ]


def test_a_laboratory_whose_people_always_differ_is_left_alone_once_it_is_known() -> None:
    def screening(day: int, lab: int, area: int) -> float:
        return _steady(day, lab, area) * (0.6 if lab == 1 else 1)

    assert _alarms(_rows(60, screening)) == []


def test_where_nobody_else_tests_nothing_is_said() -> None:
    rows = [
        (FIRST + timedelta(day), "alone", None, None, "island", 1_000, 0 if day > 5 else 100, 5)
        for day in range(10)
    ]
    found = find_drift(pl.DataFrame(rows, schema=RESULT_COUNTS.schema, orient="row"))
    assert found["expected"].null_count() == found.height
    assert not found["alarm"].any()


def test_where_nobody_is_positive_no_evidence_gathers() -> None:
    found = find_drift(_rows(200, lambda day, lab, area: 0.0)).filter(
        pl.col("chart") != "inconclusive-rising"
    )
    assert found["score"].max() == 0


def test_more_positives_at_a_site_are_an_outbreak_and_no_alarm() -> None:
    def cluster(day: int, lab: int, area: int) -> float:
        return _steady(day, lab, area) * (3 if lab % 3 == 0 and day >= 40 else 1)

    alarms = _alarms(_rows(42, cluster), unit="site_id", charts=SITE_CHARTS)
    assert "site-0" not in {unit for _, unit, _ in alarms}


def test_a_site_that_finds_half_is_found() -> None:
    def poor(day: int, lab: int, area: int) -> float:
        return _steady(day, lab, area) * (0.4 if lab % 3 == 0 and day >= 40 else 1)

    assert _alarms(_rows(41, poor), unit="site_id", charts=SITE_CHARTS) == [
        (40, "site-0", "positives-falling")
    ]


def test_a_contaminated_run_is_found_among_the_runs_of_its_day() -> None:
    rng = np.random.default_rng(3)
    rows = [
        (FIRST, "lab-1", None, f"run-{run:03}", "north", 94, 30 if run == 17 else int(rng.poisson(0.5)), 0)
        for run in range(100)
    ]
    found = find_odd_runs(pl.DataFrame(rows, schema=RESULT_COUNTS.schema, orient="row")).filter("alarm")
    assert found.select("unit_id", "chart").rows() == [("run-017", "run-positives-rising")]


def test_runs_of_a_hundred_ordinary_days_raise_hardly_any_alarm() -> None:
    """Borne: one false alarm a laboratory and year; seen here in 100 days of 40 runs."""
    rng = np.random.default_rng(5)
    rows = [
        (
            FIRST + timedelta(day),
            "lab-1",
            None,
            f"{day}-{run}",
            "north",
            94,
            int(rng.poisson(2 * rng.gamma(3, 1 / 3))),
            0,
        )
        for day in range(100)
        for run in range(40)
    ]
    assert find_odd_runs(pl.DataFrame(rows, schema=RESULT_COUNTS.schema, orient="row"))["alarm"].sum() <= 1


def test_an_alarm_cleared_by_a_person_is_not_raised_again_for_the_same_people() -> None:
    def moved(day: int, lab: int, area: int) -> float:
        return _steady(day, lab, area) * (0.5 if lab == 3 and day >= 30 else 1)

    counts, clearing = _rows(80, moved), {"lab-3": [FIRST + timedelta(30)]}
    assert len(_alarms(counts)) > 1
    assert _alarms(counts, cleared=clearing) == [(30, "lab-3", "positives-falling")]


def test_a_cleared_unit_is_new_again_and_not_reported_for_the_same_thing() -> None:
    """A laboratory moves to other people for good: without clearing it is reported again and again."""

    def reports(clearing: bool) -> int:
        watcher = Watcher(6, LABORATORY_CHARTS, Watch(), limits_of(LABORATORY_CHARTS, Watch()))
        rng, raised, cleared = np.random.default_rng(2), 0, []
        for day in range(120):
            mean = np.full((1, 6), 300.0) * np.where(np.arange(6) == 3, 0.5 if day >= 40 else 1.0, 1.0)
            counted = {"positive": rng.poisson(mean).astype(float), "inconclusive": np.full((1, 6), 20.0)}
            seen = watcher.see(Day(np.full((1, 6), 5_000.0), counted), cleared)
            raised += int(seen.alarms["positives-falling"][3])
            cleared = [3] if clearing and seen.alarms["positives-falling"][3] else []
        return raised

    assert reports(clearing=True) < reports(clearing=False)


@given(st.permutations(range(12)))
@settings(max_examples=5, deadline=None)
def test_the_order_of_rows_says_nothing(order: list[int]) -> None:
    counts = _rows(12, lambda day, lab, area: 0.05 * (0.5 if lab == 2 and day > 8 else 1))
    days = [
        counts.filter(day_on=FIRST + timedelta(day)).sample(fraction=1.0, shuffle=True, seed=day)
        for day in order
    ]
    assert find_drift(pl.concat(days)).equals(find_drift(counts))


@given(st.lists(st.integers(0, 50), min_size=4, max_size=4), st.integers(2, 60))
@settings(max_examples=60, deadline=None)
def test_a_wave_that_multiplies_everything_moves_no_share(counted: list[int], times: int) -> None:
    tested = np.array([[100.0, 200.0, 50.0, 400.0]])
    usual, everybody = np.zeros(4), np.ones(4, dtype=bool)
    before, after = (
        share_out(tested, np.array([counted], dtype=float) * k, usual, everybody) for k in (1, times)
    )
    if sum(counted):
        assert np.allclose(before.share[before.total > 0], after.share[before.total > 0])
    assert np.allclose(before.expected * times, after.expected)


@given(st.integers(1, 400), st.floats(0.02, 0.6), st.floats(1e-4, 0.2))
@settings(max_examples=60, deadline=None)
def test_the_likelihood_ratio_is_one_on_average_where_nothing_is_wrong(
    total: int, share: float, variance: float
) -> None:
    """What makes the sum a fair one: the mean of exp(log ratio) under the expected law is 1."""
    counts = np.arange(total + 1, dtype=float)
    shares = share_out(np.ones((1, 1)), np.ones((1, 1)), np.zeros(1), np.zeros(1, dtype=bool))
    every = type(shares)(
        counts, np.full(total + 1, float(total)), np.full(total + 1, share), np.ones(total + 1)
    )
    law = _beta_binomial(total, share, variance)
    ratio = np.exp(log_ratio(every, np.full(total + 1, variance), 0.5))
    assert law.sum() == pytest.approx(1)
    assert law @ ratio == pytest.approx(1, abs=1e-6)


def _beta_binomial(total: int, share: float, variance: float) -> np.ndarray:
    from scipy.stats import betabinom

    strength = max(1 / (share * (1 - share) * variance) - 1, 0.5)
    return betabinom.pmf(np.arange(total + 1), total, share * strength, (1 - share) * strength)


@given(st.integers(20, 5_000), st.floats(0.02, 0.4), st.floats(0.001, 0.05))
@settings(max_examples=40, deadline=None)
def test_deviations_rise_with_the_count_and_are_nought_at_what_was_expected(
    total: int, share: float, variance: float
) -> None:
    counts = np.array([0.0, total * share, float(total)])
    shares = share_out(np.ones((1, 1)), np.ones((1, 1)), np.zeros(1), np.zeros(1, dtype=bool))
    three = type(shares)(counts, np.full(3, float(total)), np.full(3, share), np.ones(3))
    low, none, high = deviations(three, np.full(3, variance))
    assert low < 0 < high
    assert none == pytest.approx(0, abs=1e-9)


def test_fewer_bearable_alarms_put_the_limits_higher() -> None:
    one, ten = (limits_of(LABORATORY_CHARTS, Watch(alarms_per_year=often)) for often in (1.0, 10.0))
    assert all(one[name].summed > ten[name].summed and one[name].one_day > ten[name].one_day for name in one)
    assert one["positives-falling"].one_day < one["positives-rising"].one_day


def test_false_alarms_of_a_year_stay_within_what_is_borne() -> None:
    """Six laboratories, a year, two waves; laboratories differ for good and from day to day."""
    rng = np.random.default_rng(8)
    lasting, daily = rng.normal(0, 0.2, 6), rng.normal(0, 0.1, (365, 6))

    def share(day: int, lab: int, area: int) -> float:
        waves = sum(np.exp(-0.5 * ((day - top - 9 * area) / 15) ** 2) for top in (90, 250))
        return (0.003 + 0.06 * float(waves)) * float(np.exp(lasting[lab] + daily[day, lab]))

    assert len(_alarms(_rows(365, share))) <= 6


def test_no_counts_no_rows_and_a_missing_column_is_named() -> None:
    assert find_drift(RESULT_COUNTS.empty()).schema == pl.Schema(DRIFTS)
    assert find_odd_runs(RESULT_COUNTS.empty()).is_empty()
    with pytest.raises(TableError, match="positive"):
        find_drift(RESULT_COUNTS.empty().drop("positive"))
