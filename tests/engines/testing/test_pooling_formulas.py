"""The formulas of shared tubes against tubes that are filled and tested one by one, and against each other."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.problems import Problem
from fangxian.engines.testing.pooling import (
    SINGLE,
    Assay,
    Expected,
    Households,
    Scheme,
    expect,
    expect_household_tubes,
)

PEOPLE = 200_000
FAMILIES = Households({1: 0.3, 2: 0.3, 4: 0.4}, attack_rate=0.3)
PERFECT = Assay(1.0, 1.0, diluted=0.0)
ROUGH = Assay(0.85, 0.97)
SHARES = st.floats(0.0, 1.0)
ASSAYS = st.builds(Assay, st.floats(0.5, 1.0), st.floats(0.9, 1.0), diluted=st.floats(0.0, 1.0))
HOUSEHOLDS = st.builds(
    Households,
    st.dictionaries(st.integers(1, 7), st.floats(0.1, 1.0), min_size=1, max_size=4),
    st.floats(0.0, 1.0),
)
SCHEMES = st.sampled_from(
    [
        SINGLE,
        Scheme((5, 1)),
        Scheme((10, 1)),
        Scheme((25, 5, 1)),
        Scheme((8, 4, 2, 1)),
        Scheme((6, 1), square=True),
    ]
)


def _tubes_of(
    size: int, prevalence: float, households: Households, rng: np.random.Generator
) -> npt.NDArray[np.bool_]:
    """Tubes × places: who is infected, tubes filled with households drawn at random, the last one cut."""
    count = PEOPLE // size
    sizes, shares = zip(*households.sizes.items(), strict=True)
    infected = np.zeros((count, size), dtype=bool)
    filled = np.zeros(count, dtype=int)
    together = max(0.0, (households.attack_rate - prevalence) / (1 - prevalence))
    strength = (1 - together) / together if together else np.inf
    while (filled < size).any():
        chance = (
            rng.beta(prevalence * strength, (1 - prevalence) * strength, count)
            if together
            else np.full(count, prevalence)
        )
        members = rng.choice(sizes, count, p=np.array(shares) / sum(shares))
        for at in range(max(sizes)):
            goes = np.flatnonzero((at < members) & (filled < size))
            infected[goes, filled[goes]] = rng.random(len(goes)) < chance[goes]
            filled[goes] += 1
    return infected


def _test(
    infected: npt.NDArray[np.int64], size: int, assay: Assay, rng: np.random.Generator
) -> npt.NDArray[np.bool_]:
    return rng.random(infected.shape) < assay.positive(size)[infected]


def _simulate(
    scheme: Scheme, prevalence: float, assay: Assay, households: Households, seed: int
) -> tuple[float, float, float]:
    """Tests a person, share of the infected found, false positives a person."""
    rng, sizes = np.random.default_rng(seed), scheme.sizes
    smallest = sizes[-2] if len(sizes) > 1 else 1
    infected = _tubes_of(smallest, prevalence, households, rng).ravel()
    infected = infected[: len(infected) // sizes[0] * sizes[0]]
    still, tests = np.ones(len(infected), dtype=bool), 0.0
    for size in sizes:
        tubes = still.reshape(-1, size).any(axis=1)
        tests += tubes.sum()
        positive = _test(infected.reshape(-1, size).sum(axis=1), size, assay, rng) & tubes
        still = np.repeat(positive, size)
    return tests / len(infected), still[infected].mean(), (still & ~infected).mean()


def _simulate_square(
    side: int, prevalence: float, assay: Assay, households: Households, seed: int
) -> tuple[float, float, float]:
    rng = np.random.default_rng(seed)
    rows = _tubes_of(side, prevalence, households, rng)
    squares = rows[: len(rows) // side * side].reshape(-1, side, side)
    row, column = (_test(squares.sum(axis=axis), side, assay, rng) for axis in (2, 1))
    crossing = row[:, :, None] & column[:, None, :]
    found = crossing & _test(squares.astype(int), 1, assay, rng)
    people = squares.size
    tests = 2 / side + crossing.sum() / people
    return tests, found[squares].mean(), (found & ~squares).sum() / people


def _agrees(expected: Expected, simulated: tuple[float, float, float], prevalence: float) -> None:
    tests, found, falsely = simulated
    assert tests == pytest.approx(expected.tests, rel=0.03)
    assert found == pytest.approx(expected.sensitivity, abs=4 * np.sqrt(0.25 / (PEOPLE * prevalence)) * 1.5)
    assert falsely == pytest.approx(
        expected.false_positives, abs=5 * np.sqrt(expected.false_positives / PEOPLE)
    )


@pytest.mark.parametrize("households", [Households(), FAMILIES], ids=["strangers", "families"])
@pytest.mark.parametrize("prevalence", [0.01, 0.08])
@pytest.mark.parametrize("sizes", [(1,), (5, 1), (10, 1), (20, 1), (25, 5, 1), (20, 10, 5, 1)])
def test_stages_take_and_find_what_simulated_tubes_do(
    sizes: tuple[int, ...], prevalence: float, households: Households
) -> None:
    scheme = Scheme(sizes)
    simulated = _simulate(scheme, prevalence, ROUGH, households, seed=7)
    _agrees(expect(scheme, prevalence, ROUGH, households), simulated, prevalence)


@pytest.mark.parametrize("households", [Households(), FAMILIES], ids=["strangers", "families"])
@pytest.mark.parametrize("prevalence", [0.01, 0.08])
def test_a_square_takes_and_finds_what_simulated_squares_do(
    prevalence: float, households: Households
) -> None:
    simulated = _simulate_square(8, prevalence, ROUGH, households, seed=11)
    _agrees(expect(Scheme((8, 1), square=True), prevalence, ROUGH, households), simulated, prevalence)


def test_household_tubes_take_and_find_what_tubes_of_each_size_do() -> None:
    whole = expect_household_tubes(0.02, ROUGH, FAMILIES)
    sizes = {size: Households({size: 1.0}, 0.3) for size in FAMILIES.sizes}
    people = {size: size * share for size, share in FAMILIES.sizes.items()}
    simulated = [
        _simulate(Scheme((size, 1)) if size > 1 else SINGLE, 0.02, ROUGH, one, 5)
        for size, one in sizes.items()
    ]
    weights = np.array(list(people.values())) / sum(people.values())
    _agrees(whole, tuple(weights @ np.array(simulated)), 0.02)


@pytest.mark.parametrize(("prevalence", "best"), [(0.01, 11), (0.02, 8), (0.05, 5), (0.1, 4)])
def test_the_best_sizes_and_costs_are_those_of_dorfmans_table(prevalence: float, best: int) -> None:
    """Dorfman 1943: at 1 % tubes of 11 take 20 tests for 100 people, at 2 % 8 and 27, at 5 % 5 and 43, at 10 % 4 and 59."""
    tests = {size: expect(Scheme((size, 1)), prevalence, PERFECT).tests for size in range(2, 40)}
    assert min(tests, key=tests.__getitem__) == best
    assert round(100 * tests[best]) == {0.01: 20, 0.02: 27, 0.05: 43, 0.1: 59}[prevalence]


@given(SCHEMES, SHARES, ASSAYS, HOUSEHOLDS)
@settings(max_examples=80, deadline=None)
def test_shares_stay_shares_and_missed_and_found_are_all_the_infected(
    scheme: Scheme, prevalence: float, assay: Assay, households: Households
) -> None:
    found = expect(scheme, prevalence, assay, households)
    assert -1e-9 <= found.sensitivity <= 1 + 1e-9
    assert -1e-9 <= found.pool_sensitivity <= 1 + 1e-9
    assert -1e-9 <= found.false_positives <= 1 - prevalence + 1e-9
    assert found.missed == pytest.approx(prevalence * (1 - found.sensitivity))
    assert found.tubes <= found.tests + 1e-12


@given(st.integers(1, 20), SHARES, HOUSEHOLDS)
@settings(max_examples=80, deadline=None)
def test_a_tube_holds_as_many_infected_as_its_people_however_households_stand(
    people: int, prevalence: float, households: Households
) -> None:
    chances = households.infected_in_tube(people, prevalence)
    assert chances.sum() == pytest.approx(1)
    assert (chances >= 0).all()
    assert chances @ np.arange(people + 1) == pytest.approx(people * prevalence, abs=1e-9)


@given(st.integers(2, 6), st.floats(0.001, 0.3), st.floats(0.31, 1.0))
@settings(max_examples=60, deadline=None)
def test_another_member_is_infected_as_often_as_the_attack_rate_says(
    members: int, prevalence: float, attack_rate: float
) -> None:
    chances = Households({members: 1.0}, attack_rate).infected(members, prevalence)
    count = np.arange(members + 1)
    pairs = chances @ (count * (count - 1)) / (members * (members - 1))
    assert pairs == pytest.approx(prevalence * attack_rate)


@given(st.floats(0.0005, 0.05), ASSAYS)
@settings(max_examples=60, deadline=None)
def test_infected_who_stand_together_need_fewer_retests(prevalence: float, assay: Assay) -> None:
    apart = expect(Scheme((10, 1)), prevalence, Assay(1.0, 1.0, diluted=0.0))
    together = expect(Scheme((10, 1)), prevalence, Assay(1.0, 1.0, diluted=0.0), FAMILIES)
    assert together.retests < apart.retests
    found = (expect(Scheme((10, 1)), prevalence, assay, one).sensitivity for one in (FAMILIES, Households()))
    assert next(found) >= next(found) - 1e-12


@given(st.integers(1, 50), st.floats(0.0, 1.0), ASSAYS)
@settings(max_examples=60, deadline=None)
def test_more_people_in_a_tube_never_make_one_infected_easier_to_see(
    size: int, diluted: float, assay: Assay
) -> None:
    thinned = Assay(assay.sensitivity, assay.specificity, diluted=diluted)
    assert thinned.keeps(size + 1) <= thinned.keeps(size) <= 1


@pytest.mark.parametrize("sizes", [(), (10,), (1, 1), (10, 4, 1), (5, 10, 1)])
def test_stages_that_do_not_divide_are_refused(sizes: tuple[int, ...]) -> None:
    with pytest.raises(Problem, match="is no way of sharing tubes"):
        Scheme(sizes)
