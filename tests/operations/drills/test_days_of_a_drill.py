"""A drill lies in days on which its plan and the law behind it are in force."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fangxian.stores.packs import read_plan

PLAN = read_plan("cn-covid19-8e-2021")


@given(length=st.integers(1, 150), today=st.dates(date(2021, 12, 1), date(2030, 1, 1)))
def test_a_drill_ends_today_or_on_the_last_day_of_its_plan(length, today):
    from fangxian.operations.drilling.stage import days_in_force, latest_start

    ends = latest_start(PLAN, length, today) + timedelta(days=length)
    assert ends == min(today, days_in_force(PLAN)[1])


def test_a_plan_without_an_end_is_in_force_as_long_as_its_law():
    from fangxian.operations.drilling.stage import days_in_force

    assert days_in_force(replace(PLAN, valid_to=None))[1] == date(2025, 8, 31)
