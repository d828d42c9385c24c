"""Cases are interviewed in turn, like tubes in a laboratory: nobody waits while teams are free."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.epidemic import hand, make_world, no_policy
from fangxian.engines.epidemic.reporting import _interviewed_at
from fangxian.engines.rehearsal.examples import A_CITY, A_COURSE

USUAL = 0.5


def interviewed(reports: list[float], a_day: float) -> list[float]:
    policy = no_policy(len(A_CITY.kinds))._replace(finding_days=USUAL, interviews_a_day=a_day)
    world = hand(make_world(A_CITY.ground, A_COURSE, policy, (A_CITY.population, A_CITY.pupils), 60.0, 1, 64))
    return [_interviewed_at(world, at, -1) for at in reports]


def test_ten_cases_of_one_morning_take_two_teams_five_days():
    assert interviewed([3.0] * 10, 2.0) == [3.5, 4.0, 4.5, 5.0, 5.5, 6.0, 6.5, 7.0, 7.5, 8.0]


def test_a_case_that_comes_after_the_queue_is_done_does_not_wait():
    assert interviewed([3.0, 3.0, 9.0], 1.0) == [4.0, 5.0, 10.0]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0.0, 50.0), max_size=30).map(sorted), st.floats(0.5, 50.0))
def test_nobody_is_earlier_than_usual_and_no_more_are_done_in_a_day_than_the_teams_can(reports, a_day):
    done = interviewed(reports, a_day)
    assert all(end >= at + USUAL for at, end in zip(reports, done, strict=True))
    assert done == sorted(done)
    for first in range(len(done)):
        for last in range(first + 1, len(done)):
            # The work of everybody after the first lies between the two ends, or the last had to wait for nobody.
            worked = (last - first) / a_day
            assert done[last] - reports[first] >= worked - 1e-9


@pytest.mark.parametrize("a_day", [np.inf, 1e12])
def test_teams_without_end_change_nothing(a_day):
    reports = [1.0, 1.0, 1.25, 7.5]
    assert interviewed(reports, a_day) == [at + USUAL for at in reports]
