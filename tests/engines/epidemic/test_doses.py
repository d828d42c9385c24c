"""Doses for contacts: in time they end an infection, and afterwards they keep from being infected."""

import numpy as np
import pytest
from worlds import rows_of, tell

from fangxian.engines.epidemic import NEVER, Policy, hand, make_world, no_policy
from fangxian.engines.epidemic.dosing import _luck
from fangxian.engines.epidemic.tallies import INFECTIONS
from fangxian.engines.rehearsal import Assumptions, closeness_of, course_of, make_up_city
from fangxian.engines.rehearsal.examples import A_DISEASE

CITY = make_up_city(30_000, seed=1, vaccinated=0.0)
COURSE = course_of(A_DISEASE, closeness_of(CITY.ground), Assumptions())._replace(sensitivity=np.ones(2))
SEEDS = list(range(0, 30_000, 1_000))
DAYS = 20.0


def tracing(*doses: tuple[float, ...]) -> Policy:
    """Everybody ill asks at once, every contact is found half a day later and given these doses, and nobody is held."""
    return no_policy(len(CITY.kinds))._replace(
        seeking=np.ones(2), coverage=np.ones(5), finding_days=0.5, trace_days=2.0, isolation_days=0.1,
        doses=np.array(doses).reshape(-1, 6),
    )  # fmt: skip


def infections(policy: Policy, futures: int = 5) -> float:
    return float(np.mean([w.tally[INFECTIONS] for w in tell(CITY, COURSE, policy, SEEDS, DAYS, futures)]))


@pytest.mark.parametrize(("covered", "left"), [(0.0, 0.0), (0.8, 0.35), (1.0, 0.0), (1.0, 1.0)])
def test_a_dose_works_in_the_share_of_people_that_coverage_and_effect_make(covered, left):
    people = (CITY.population, CITY.pupils)
    world = hand(make_world(CITY.ground, COURSE, tracing((0, 0, 3, covered, left, 0)), people, DAYS, 1, 64))
    works = np.mean([_luck(world, person, 0) >= left for person in range(20_000)])
    expected = covered * (1.0 - left)
    assert works == pytest.approx(expected, abs=4 * np.sqrt(expected * (1 - expected) / 20_000) + 1e-12)


def test_a_dose_that_nobody_takes_or_that_does_nothing_changes_nothing():
    without = infections(tracing())
    assert infections(tracing((0.0, 0.0, 3.0, 0.0, 0.0, 0.0))) == without
    assert infections(tracing((0.0, 0.0, 3.0, 1.0, 1.0, 0.0))) == without


def test_nobody_is_infected_once_a_sure_dose_works():
    works_after = 2.0
    world = next(tell(CITY, COURSE, tracing((1.0, 0.0, 0.5, 1.0, 0.0, works_after)), SEEDS, DAYS))
    table = world.people_held.table[world.people_held.table["key"] > 0]
    found = {int(entry["key"]) - 1: float(entry["from_at"]) for entry in table}
    rows = rows_of(world)
    both = [row for row in rows[rows["infected_at"] < NEVER] if int(row["person"]) in found]
    assert len(both) > 20
    assert all(row["infected_at"] < found[int(row["person"])] + 1.0 + works_after for row in both)


def test_whoever_is_dosed_in_time_neither_falls_ill_nor_infects_anybody_later():
    world = next(tell(CITY, COURSE, tracing((0.0, 0.0, 100.0, 1.0, 0.0, 0.0)), SEEDS, DAYS))
    rows = rows_of(world)
    spared = rows["infected_at"] == NEVER
    assert spared.sum() > 20
    assert (rows["onset_at"][spared] == NEVER).all()
    children = rows[(rows["infector"] >= 0) & (rows["infected_at"] < NEVER)]
    assert (children["infected_at"] < rows["until_at"][children["infector"]]).all()
    assert world.tally[INFECTIONS] == (~spared).sum()


def test_the_sooner_the_dose_and_the_more_who_take_it_the_fewer_are_infected():
    none, few, late, soon = (
        infections(tracing(*doses), 20)
        for doses in ((), ((0.0, 0.0, 3.0, 0.3, 0.2, 0.0),), ((2.0, 0.0, 3.0, 0.9, 0.2, 0.0),), ((0.0, 0.0, 3.0, 0.9, 0.2, 0.0),))
    )  # fmt: skip
    assert soon < late < none
    assert soon < few < none


def test_a_vaccinated_person_is_given_none():
    city = make_up_city(6_000, seed=1, vaccinated=1.0)
    policy = tracing((0.0, 0.0, 3.0, 1.0, 0.0, 0.0))
    world = hand(make_world(city.ground, COURSE, policy, (city.population, city.pupils), DAYS, 1, 64))
    marked = [person for person in range(6_000) if city.ground.age[person] >= 128]
    assert marked
    assert all(_luck(world, person, 0) < 0.0 for person in marked)
