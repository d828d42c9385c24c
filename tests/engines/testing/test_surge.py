"""A night of sampling: everybody in so many hours, with so many crews, sites, tubes and laboratories."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxian.engines.problems import Problem
from fangxian.engines.testing.surge import Surge, surge

VILLAGE = Surge(
    12_000, hours=4, sites=20, desks=5, crews=100, crew_rate=30, pool=10, tubes=1_200, tubes_an_hour=0,
    laboratory_tubes=5_000, run_hours=4, carry_hours=1, result_hours=24,
)  # fmt: skip

nights = st.builds(
    Surge,
    people=st.integers(1, 2_000_000), hours=st.floats(1.0, 24.0), sites=st.integers(1, 5_000), desks=st.integers(1, 8),
    crews=st.integers(1, 20_000), crew_rate=st.floats(5.0, 80.0), pool=st.integers(1, 20), tubes=st.integers(0, 300_000),
    tubes_an_hour=st.floats(0.0, 30_000.0), carry_hours=st.floats(0.0, 4.0), laboratory_tubes=st.floats(100.0, 1e6),
    run_hours=st.floats(2.0, 8.0), result_hours=st.floats(6.0, 72.0), opens_hour=st.integers(0, 23),
)  # fmt: skip


def test_a_hundred_crews_take_twelve_thousand_in_four_hours_and_the_laboratory_follows():
    night = surge(VILLAGE)
    assert night.can
    assert night.last_sample_hour == 4.0
    assert 8.0 < night.last_result_hour < 12.0
    assert night.sampled_in_time == night.resulted_in_time == 12_000


def test_half_the_crews_take_twice_as_long_and_a_hundred_are_needed():
    night = surge(replace(VILLAGE, crews=50))
    assert night.last_sample_hour == 8.0
    assert night.sampled_in_time == 6_000
    assert [(short.what, short.have, short.need) for short in night.shortages] == [("crews", 50, 100)]
    assert set(night.hours["held_up_by"]) == {"crews", ""}


def test_crews_without_desks_to_stand_at_are_no_help():
    night = surge(replace(VILLAGE, sites=10))
    assert night.last_sample_hour == 8.0
    assert [(short.what, short.have, short.need) for short in night.shortages] == [("sites", 10, 20)]


def test_when_the_tubes_run_out_nobody_more_is_sampled():
    night = surge(replace(VILLAGE, tubes=300))
    assert night.last_sample_hour is None
    assert night.last_result_hour is None
    assert night.sampled_in_time == 3_000
    (short,) = night.shortages
    assert (short.what, short.have) == ("tubes", 300)
    assert short.need == pytest.approx(1_200, rel=0.002)


def test_tubes_that_come_too_late_are_short_though_there_are_enough_in_the_end():
    night = surge(replace(VILLAGE, tubes=0, tubes_an_hour=100))
    assert night.last_sample_hour == pytest.approx(12.0)
    assert [short.what for short in night.shortages] == ["tubes"]


def test_a_small_laboratory_keeps_the_last_result_waiting_and_the_size_it_takes_is_told():
    night = surge(replace(VILLAGE, laboratory_tubes=600))
    assert night.last_sample_hour == 4.0
    assert night.last_result_hour > 40.0
    (short,) = night.shortages
    assert short.what == "laboratory"
    assert surge(replace(VILLAGE, laboratory_tubes=short.need)).can


def test_twelve_million_in_one_night_says_what_it_takes():
    night = surge(
        Surge(
            12_000_000, hours=12, sites=5_000, desks=4, crews=20_000, tubes=900_000, laboratory_tubes=800_000
        )
    )
    assert not night.can
    needs = {short.what: short.need for short in night.shortages}
    assert needs["crews"] == 33_334
    assert needs["sites"] == 8_334
    assert night.sampled_in_time == pytest.approx(7_200_000)


@given(nights)
def test_no_hour_takes_more_than_crews_desks_or_tubes_allow(wish):
    before = wish.tubes
    for row in surge(wish).hours.iter_rows(named=True):
        most = min(wish.crews, wish.sites * wish.desks) * wish.crew_rate
        assert row["sampled"] <= most * (1 + 1e-9)
        assert row["sampled"] / wish.pool <= before + wish.tubes_an_hour + 1e-6
        before = row["tubes_left"]


@given(nights)
def test_the_night_balances(wish):
    hours = surge(wish).hours
    assert hours["sampled"].sum() == pytest.approx(hours["sampled_so_far"].last())
    assert hours["sampled_so_far"].max() <= wish.people * (1 + 1e-9)
    assert hours["tubes_left"].min() >= -1e-6
    assert (hours["resulted_so_far"] <= hours["sampled_so_far"] + 1e-6).all()
    assert (
        hours["resulted_so_far"].diff().drop_nulls().min() is None
        or hours["resulted_so_far"].diff().min() >= -1e-6
    )


@given(nights)
def test_it_can_be_done_just_when_nothing_is_short(wish):
    night = surge(wish)
    in_time = (
        night.last_sample_hour is not None
        and night.last_sample_hour <= wish.hours + 1e-6
        and night.last_result_hour is not None
        and night.last_result_hour <= wish.result_hours + 1e-6
    )
    assert in_time == night.can


@given(nights)
def test_with_all_that_was_short_it_can_be_done(wish):
    needs = {short.what: short.need for short in surge(wish).shortages}
    if float("inf") in needs.values():
        return
    enough = replace(
        wish,
        crews=round(needs.get("crews", wish.crews)),
        sites=round(needs.get("sites", wish.sites)),
        tubes=-int(-needs.get("tubes", wish.tubes) // 1),
        laboratory_tubes=needs.get("laboratory", wish.laboratory_tubes),
    )
    assert surge(enough).can


@pytest.mark.parametrize("wrong", [{"people": 0}, {"crews": -1}, {"pool": 0}, {"opens_hour": 24}])
def test_figures_that_cannot_be_are_refused(wrong):
    with pytest.raises(Problem) as refused:
        replace(VILLAGE, **wrong)
    assert refused.value.code == "no-such-surge"
