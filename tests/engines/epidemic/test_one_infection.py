"""What one case does in a city that does nothing: held to figures that can be worked out without running anything."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from fangxian.engines.epidemic import Course, hand, make_world, no_policy, run
from fangxian.engines.plans.plan import Figure
from fangxian.engines.rehearsal import Assumptions, MixingCity, closeness_of, course_of, make_up_city
from fangxian.engines.rehearsal.spreading import infectious_share
from fangxian.stores.packs import read_disease

DELTA = read_disease("sars-cov-2-delta")
SEEDS, FUTURES, DAYS = 60, 25, 25.0
"""Hardly anybody is infected by a seed after the last of these days, and others infect others ever faster."""


def delta(**figures: float):
    changed = {name: Figure(value, "1", (), "M") for name, value in figures.items()}
    return replace(DELTA, figures={**DELTA.figures, **changed})


ALL_ILL = {"silent_share": 0.0}


@pytest.fixture(scope="module")
def city() -> MixingCity:
    return make_up_city(300_000, seed=3, vaccinated=0.0)


def first_generation(city: MixingCity, course: Course, futures: int = FUTURES) -> Iterator[np.ndarray]:
    """Yield the rows of everybody in each future, of whom the first SEEDS came from outside."""
    world = make_world(
        city.ground, course, no_policy(len(city.kinds)), (city.population, city.pupils), DAYS, 5, 1 << 18
    )
    handed = hand(world)
    rng = np.random.default_rng(9)
    for future in range(futures):
        world.key[1] = future
        seeds = rng.choice(city.people, SEEDS, replace=False).astype(np.int64)
        assert run(handed, seeds, np.zeros(SEEDS))
        yield world.touched.row[: world.touched.size[0]].copy()


@pytest.fixture(scope="module")
def told(city) -> list[np.ndarray]:
    course = course_of(delta(**ALL_ILL), closeness_of(city.ground), Assumptions())
    return list(first_generation(city, course))


def children_of_seeds(rows: np.ndarray) -> np.ndarray:
    return rows[(rows["infector"] >= 0) & (rows["infector"] < SEEDS)]


def mean_and_error(values: list[float]) -> tuple[float, float]:
    return float(np.mean(values)), float(np.std(values, ddof=1) / np.sqrt(len(values)))


def test_a_case_that_falls_ill_infects_r0_others(told):
    found = [len(children_of_seeds(rows)) / SEEDS for rows in told]
    mean, error = mean_and_error(found)
    assert abs(mean - DELTA.figures["r0"].value) < 4 * error + 0.05
    assert error < 0.2


def test_at_home_the_share_of_the_packs_attack_rate_is_infected(city, told):
    homes = np.diff(city.ground.household_first.astype(np.int64))
    found = []
    for rows in told:
        others = homes[city.ground.household[rows["person"][:SEEDS]]].sum() - SEEDS
        found.append((children_of_seeds(rows)["way"] == 0).sum() / others)
    mean, error = mean_and_error(found)
    assert abs(mean - DELTA.figures["attack_at_home"].value) < 4 * error + 0.01


def test_the_time_from_infection_to_infecting_is_that_of_the_curves_alone(city):
    """Only at venues, where somebody else is met each day, and few: nobody is infected by another before."""
    elsewhere = Assumptions(at_work=0.0, at_school=0.0)
    course = course_of(delta(**ALL_ILL, attack_at_home=0.001, r0=0.9), closeness_of(city.ground), elsewhere)
    times = [children_of_seeds(rows)["infected_at"] for rows in first_generation(city, course, 200)]
    window = course.lead_q[0] + course.mild_q[0]
    # One row an incubation, one column a part of the window: when in days, and whether one is infectious by then.
    when = course.latent_q[:, None] - course.lead_q[0] + course.when_q[None, :] * window
    counts = when >= np.maximum(course.latent_q[:, None] - course.lead_q[0], course.earliest)
    assert infectious_share(course) == pytest.approx(counts.mean(), abs=0.01)
    assert np.concatenate(times).mean() == pytest.approx((when * counts).sum() / counts.sum(), rel=0.03)


def test_few_cases_infect_most(told):
    """Over-dispersion of 0.45: the gamma law says what share of the forces makes up four fifths of their sum."""
    forces = np.concatenate([rows["force"] for rows in told])
    expected = np.random.default_rng(1).gamma(0.45, 1 / 0.45, 200_000)
    assert forces.mean() == pytest.approx(1.0, rel=0.02)
    assert _share_that_makes(forces, 0.8) == pytest.approx(_share_that_makes(expected, 0.8), abs=0.01)


def _share_that_makes(values: np.ndarray, share: float) -> float:
    falling = np.sort(values)[::-1]
    return float(np.searchsorted(np.cumsum(falling), share * falling.sum()) / len(values))


def test_the_size_of_the_city_does_not_change_what_a_case_does():
    means = []
    for people in (60_000, 600_000):
        city = make_up_city(people, seed=3, vaccinated=0.0)
        course = course_of(delta(**ALL_ILL), closeness_of(city.ground), Assumptions())
        means.append(
            mean_and_error([len(children_of_seeds(rows)) / SEEDS for rows in first_generation(city, course)])
        )
    (small, error), (large, other) = means
    assert abs(small - large) < 4 * float(np.hypot(error, other)) + 0.1
