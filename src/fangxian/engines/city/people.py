"""Synthetic people: households of a district's sizes, with plausible ages and occupations."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fangxian.engines.city.kinds import OCCUPATIONS

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
LARGEST_EXTRA = 6
"""A household of two or more has up to six people beyond the second."""


@dataclass(frozen=True)
class DistrictFigures:
    """What a district's people are drawn from: communities with head counts, and census shares.

    `one_person_share` is of households; `alone_65_share` is of one-person households.
    """

    place_id: str
    people: Ints
    urban: Bools
    household_size: float
    one_person_share: float
    alone_65_share: float


@dataclass
class People:
    """One entry per person; `household` counts from 0 in the district, `community` indexes its communities."""

    community: npt.NDArray[np.int32]
    household: npt.NDArray[np.int32]
    age: npt.NDArray[np.uint8]
    occupation: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.age)


def make_people(figures: DistrictFigures, rng: np.random.Generator) -> People:
    """Draw the people of one district: exactly `figures.people.sum()` of them.

    A household lives in one community: the one that holds its first member's place in the district's
    list, so that a community may hold one household more or less than its head count.

    >>> figures = DistrictFigures("d", np.array([60, 40]), np.array([True, False]), 2.6, 0.25, 0.15)
    >>> len(make_people(figures, np.random.default_rng(1)))
    100
    """
    total = int(figures.people.sum())
    sizes = household_sizes(total, figures, rng)
    household = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    first = np.cumsum(sizes) - sizes
    home = np.searchsorted(np.cumsum(figures.people), first, side="right").astype(np.int32)
    community = home[household]
    position = (np.arange(total) - first[household]).astype(np.int8)
    age = _ages(sizes[household], position, household, figures.alone_65_share, rng)
    return People(community, household, age, _occupations(age, figures.urban[community], rng))


def household_sizes(total: int, figures: DistrictFigures, rng: np.random.Generator) -> Ints:
    """Draw household sizes that sum to `total`: one person, or two and a binomial number more.

    The mean and the share of one-person households are the district's; the last household is cut.
    """
    if total == 0:
        return np.zeros(0, dtype=np.int64)
    alone = figures.one_person_share
    extra = ((figures.household_size - alone) / (1.0 - alone) - 2.0) / LARGEST_EXTRA
    draws = int(total / figures.household_size * 1.1) + 60
    sizes = np.where(
        rng.random(draws) < alone, 1, 2 + rng.binomial(LARGEST_EXTRA, np.clip(extra, 0.0, 1.0), draws)
    )
    while sizes.sum() < total:
        sizes = np.concatenate([sizes, sizes])
    ends = np.cumsum(sizes)
    last = int(np.searchsorted(ends, total))
    cut = sizes[: last + 1].copy()
    cut[last] -= ends[last] - total
    return cut.astype(np.int64)


def _ages(
    size: Ints, position: npt.NDArray[np.int8], household: npt.NDArray[np.int32],
    alone_65_share: float, rng: np.random.Generator,
) -> npt.NDArray[np.uint8]:  # fmt: skip
    """Ages by the place in a household: couples, their children, their parents."""
    count = len(size)
    homes = int(household[-1]) + 1 if count else 0
    couple = rng.uniform(25, 56, homes)[household]
    old_pair = (rng.random(homes) < 0.5)[household]
    old = 65 + rng.gamma(1.6, 5.0, count)
    jitter = rng.normal(0, 2.5, count)
    draw = rng.random(count)
    child = np.where(draw < 0.9, rng.uniform(0, 18, count), rng.uniform(18, 27, count))
    grandparent = np.clip(couple + 28 + 2 * jitter, 50, 95)
    alone = np.where(draw < alone_65_share, old, rng.uniform(20, 65, count))
    pair = np.where(old_pair, 60 + rng.gamma(2.2, 4.5, homes)[household] + jitter, couple + jitter)
    pair = np.where((position == 1) & (draw < 0.12) & ~old_pair, child, pair)
    third = np.where(draw < 0.84, child, grandparent)
    fourth = np.where(rng.random(count) < 0.58, child, grandparent)
    later = np.where(rng.random(count) < 0.25, child, grandparent)
    family = np.select([position <= 1, position == 2, position == 3], [couple + jitter, third, fourth], later)
    age = np.select([size == 1, size == 2], [alone, pair], family)
    return np.clip(age, 0, 99).astype(np.uint8)


def _occupations(age: npt.NDArray[np.uint8], urban: Bools, rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Occupation by age and kind of community; `employ` turns workers of some venues into their trade."""
    code = {name: number for number, name in enumerate(OCCUPATIONS)}
    draw = rng.random(len(age))
    grown = np.select(
        [draw < np.where(urban, 0.72, 0.45), draw < np.where(urban, 0.72, 0.82)],
        [code["worker"], code["farmer"]],
        code["at_home"],
    )
    young = np.where(draw < 0.35, code["student"], grown)
    aged = np.where(~urban & (age < 72) & (draw < 0.5), code["farmer"], code["retired"])
    return np.select(
        [age < 3, age < 6, age < 18, age < 22, age < 62],
        [code["at_home"], code["preschool"], code["pupil"], young, grown],
        aged,
    ).astype(np.uint8)
