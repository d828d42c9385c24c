"""Who comes into the city infected and who leaves it: held to figures that can be worked out without running anything."""

import numpy as np
import pytest
from scipy import stats
from worlds import in_force, rows_of, tell

from fangxian.engines.epidemic import NEVER, no_policy
from fangxian.engines.epidemic.tallies import CASES, EXPORTED, INFECTIONS, TESTS
from fangxian.engines.rehearsal import Assumptions, closeness_of, course_of, make_up_city
from fangxian.engines.rehearsal.examples import A_DISEASE

CITY = make_up_city(30_000, seed=1, vaccinated=0.0)
USUAL = course_of(A_DISEASE, closeness_of(CITY.ground), Assumptions())
HARMLESS = USUAL._replace(rate=np.zeros(5))
"""Nobody infects anybody: whoever is infected came so, or was so at the beginning."""
SURE = HARMLESS._replace(sensitivity=np.ones(2))
NOTHING = no_policy(len(CITY.kinds))
DAYS = 40.0


def arrivals(course, policy=NOTHING, futures: int = 30) -> np.ndarray:
    return np.concatenate([rows_of(world) for world in tell(CITY, course, policy, [], DAYS, futures)])


@pytest.mark.parametrize("a_day", [0.2, 3.0])
def test_as_many_arrive_as_is_said_and_their_number_scatters_like_chance(a_day):
    course = HARMLESS._replace(arrivals_a_day=a_day)
    counts = [world.tally[INFECTIONS] for world in tell(CITY, course, NOTHING, [], DAYS, 200)]
    expected = a_day * DAYS
    assert np.mean(counts) == pytest.approx(expected, abs=4 * np.sqrt(expected / 200))
    assert np.var(counts) == pytest.approx(expected, rel=0.4)


def test_any_moment_of_an_infection_is_as_likely_to_be_the_one_of_arrival():
    rows = arrivals(HARMLESS._replace(arrivals_a_day=2.0))
    gone = (rows["arrived_at"] - rows["infected_at"]) / (rows["until_at"] - rows["infected_at"])
    assert stats.kstest(gone, "uniform").pvalue > 1e-3


def test_people_come_home_to_where_people_live():
    rows = arrivals(HARMLESS._replace(arrivals_a_day=5.0))
    communities = len(CITY.ground.community_first) - 1
    counts = np.bincount(rows["community"], minlength=communities)
    people = CITY.population[:communities]
    assert stats.chisquare(counts, people / people.sum() * counts.sum()).pvalue > 1e-3


def test_nobody_is_infected_by_somebody_who_has_not_arrived_yet():
    rows = rows_of(next(tell(CITY, USUAL._replace(arrivals_a_day=2.0), NOTHING, [], 25.0)))
    children = rows[rows["infector"] >= 0]
    assert len(children) > 20
    assert (children["infected_at"] >= rows["arrived_at"][children["infector"]]).all()


@pytest.mark.parametrize("checked", [0.0, 0.4, 1.0])
def test_a_checkpoint_around_the_city_finds_the_share_it_samples(checked):
    course = SURE._replace(arrivals_a_day=3.0)
    gates = in_force(CITY, ["city"], checks=1, checked=checked)
    worlds = [world.tally.copy() for world in tell(CITY, course, gates, [], DAYS, 30)]
    arrived, found, sampled = (sum(tally[k] for tally in worlds) for k in (INFECTIONS, CASES, TESTS))
    assert found == sampled
    assert found / arrived == pytest.approx(
        checked, abs=4 * np.sqrt(checked * (1 - checked) / arrived) + 1e-9
    )


def test_a_checkpoint_around_one_district_finds_only_those_who_live_in_it():
    city = make_up_city(300_000, seed=1, vaccinated=0.0)
    gates = in_force(city, ["d0"], checks=1, checked=1.0)
    course = SURE._replace(arrivals_a_day=3.0)
    rows = np.concatenate([rows_of(world) for world in tell(city, course, gates, [], DAYS, 5)])
    inside = city.ground.up[rows["community"], 2] == city.places.index("d0")
    assert 0 < inside.sum() < len(inside)
    assert ((rows["sampled_at"] < NEVER) == inside).all()


def leaving(course, policy=NOTHING, futures: int = 10) -> float:
    """Return how many of 300 first infected leave the city, on average."""
    seeds = list(range(0, 30_000, 100))
    return float(np.mean([w.tally[EXPORTED] for w in tell(CITY, course, policy, seeds, 60.0, futures)]))


def test_as_many_leave_as_a_rate_over_their_infectious_days_makes():
    rows = np.concatenate(
        [rows_of(world) for world in tell(CITY, HARMLESS, NOTHING, list(range(0, 30_000, 100)), 60.0, 10)]
    )
    expected = (1.0 - np.exp(-0.1 * (rows["until_at"] - rows["from_at"]))).sum() / 10
    assert leaving(HARMLESS._replace(leave_a_day=0.1)) == pytest.approx(expected, rel=0.06)


@pytest.mark.parametrize("left", [0.0, 0.25])
def test_a_border_around_the_city_lets_its_share_leave(left):
    free, course = leaving(HARMLESS._replace(leave_a_day=0.1)), HARMLESS._replace(leave_a_day=0.1)
    assert leaving(course, in_force(CITY, ["city"], border=left)) == pytest.approx(left * free, rel=0.15)


def test_who_is_kept_at_home_does_not_leave_and_who_only_keeps_a_distance_does():
    course = HARMLESS._replace(leave_a_day=0.1)
    assert leaving(course, in_force(CITY, ["city"], resident=0.0, binds=1)) == 0.0
    assert leaving(course, in_force(CITY, ["city"], resident=0.0)) == leaving(course)


def test_who_has_left_infects_nobody_here_any_more():
    course = USUAL._replace(leave_a_day=0.2)
    world = next(tell(CITY, course, NOTHING, list(range(0, 30_000, 600)), 25.0))
    rows = rows_of(world)
    gone = rows["isolated_at"] < NEVER
    assert gone.sum() == world.tally[EXPORTED] > 20
    children = rows[rows["infector"] >= 0]
    assert (children["infected_at"] <= rows["isolated_at"][children["infector"]]).all()
