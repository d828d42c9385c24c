"""Where everybody meets everybody, an epidemic that nobody stops infects the share that theory says."""

import numpy as np
import pytest
from scipy import optimize

from fangxian.engines.epidemic import NOBODY, Course, Ground, hand, make_world, no_policy, run
from fangxian.engines.rehearsal import MixingCity, make_up_city

PEOPLE, DAYS = 6_000, 400.0


@pytest.fixture(scope="module")
def mixed() -> MixingCity:
    """One community, nobody's household or team, ten people met in a day at one kind of venue."""
    city = make_up_city(PEOPLE, seed=1, vaccinated=0.0)
    everybody = np.zeros_like(city.ground.meeting)
    shop = city.kinds.index("shop")
    everybody[:, shop:] = 10.0
    alone = np.arange(PEOPLE + 1, dtype=np.uint32)
    reach = np.full_like(city.ground.venue_reach, 3)
    ground: Ground = city.ground._replace(
        meeting=everybody, venue_reach=reach, household=alone[:-1], household_first=alone,
        group=np.full(PEOPLE, NOBODY, dtype=np.uint32),
    )  # fmt: skip
    return MixingCity(ground, city.places, city.levels, city.kinds, city.population, city.pupils)


def course_with(r0: float) -> Course:
    days, always = 5.0, np.ones(100)
    same = np.full(2, 1.0)
    return Course(
        latent_q=same * 2.0, lead_q=same * 0.0, mild_q=same * days, severe_q=same * days, silent_q=same * days,
        spread_q=same, about_onset=0, earliest=0.0, shape=np.ones(4), when_q=np.array([0.0, 1.0]), symptomatic=always,
        severe=always * 0.0, susceptible=always, silent_factor=1.0, vaccine_susceptible=1.0, vaccine_infectious=1.0,
        rate=np.array([0.0, 0.0, 0.0, 0.0, r0 / days / 10.0]), sensitivity=np.zeros(2),
    )  # fmt: skip


@pytest.mark.parametrize("r0", [1.5, 2.5, 4.0])
def test_the_final_size_is_the_root_of_its_equation(mixed, r0):
    world = make_world(
        mixed.ground,
        course_with(r0),
        no_policy(len(mixed.kinds)),
        (mixed.population, mixed.pupils),
        DAYS,
        1,
        1 << 14,
    )
    assert run(hand(world), np.arange(0, PEOPLE, 300), np.zeros(20))
    share = world.touched.size[0] / PEOPLE
    expected = optimize.brentq(lambda z: 1.0 - z - np.exp(-r0 * z), 1e-6, 1.0 - 1e-12)
    assert share == pytest.approx(expected, abs=0.03)


def test_where_nobody_is_infectious_nobody_else_is_infected(mixed):
    course = course_with(2.0)._replace(rate=np.zeros(5))
    world = make_world(
        mixed.ground, course, no_policy(len(mixed.kinds)), (mixed.population, mixed.pupils), 60.0, 1, 64
    )
    assert run(hand(world), np.arange(10), np.zeros(10))
    assert world.touched.size[0] == 10
