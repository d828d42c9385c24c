"""The people of a synthetic district: exact in number, plausible in age, alike for the same seed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.city import DistrictFigures, make_people, pick_cases
from fangxian.engines.city.people import household_sizes


def district(people, size=2.6, alone=0.25, alone_65=0.17, urban_every=2):
    counts = np.array(people)
    return DistrictFigures("d", counts, np.arange(len(counts)) % urban_every == 0, size, alone, alone_65)


def seeded(seed=1):
    return np.random.default_rng(seed)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 300), min_size=1, max_size=12), st.integers(0, 99))
def test_a_district_holds_exactly_its_people_and_every_household_lives_in_one_community(counts, seed):
    figures = district(counts)
    people = make_people(figures, seeded(seed))
    assert len(people) == sum(counts)
    homes = {}
    for household, community in zip(people.household, people.community, strict=True):
        assert homes.setdefault(int(household), int(community)) == community


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 5000), st.integers(0, 99))
def test_household_sizes_sum_to_the_people(total, seed):
    assert household_sizes(total, district([total]), seeded(seed)).sum() == total


@pytest.mark.parametrize(("size", "alone"), [(2.4, 0.30), (2.67, 0.25), (3.19, 0.18)])
def test_households_follow_the_census_within_two_percent(size, alone):
    sizes = household_sizes(200_000, district([200_000], size, alone), seeded())
    assert sizes.mean() == pytest.approx(size, rel=0.02)
    assert (sizes == 1).mean() == pytest.approx(alone, abs=0.01)


def test_ages_follow_the_province_within_three_points():
    people = make_people(district([1000] * 200, size=2.67), seeded())
    assert (people.age < 15).mean() == pytest.approx(0.1952, abs=0.03)
    assert (people.age >= 65).mean() == pytest.approx(0.1481, abs=0.03)


def test_the_same_seed_gives_the_same_people_and_another_seed_others():
    first, again, other = (make_people(district([500, 700]), seeded(seed)) for seed in (3, 3, 4))
    assert first.age.tobytes() == again.age.tobytes()
    assert first.age.tobytes() != other.age.tobytes()


def test_cases_live_where_they_were_published_with_their_whole_household():
    people = make_people(district([400, 400, 400]), seeded())
    homes = np.array([2, 2, 0, 1])
    picked = pick_cases(people, homes, seeded(7))
    assert people.community[picked].tolist() == homes.tolist()
    assert len(set(people.household[picked])) == 4
    for person in picked:
        assert len(set(people.community[people.household == people.household[person]])) == 1


def test_a_district_too_small_for_its_cases_is_refused():
    with pytest.raises(ValueError, match="too few households"):
        pick_cases(make_people(district([3]), seeded()), np.zeros(9, dtype=np.int64), seeded())
