"""What a way of sharing tubes is expected to take and to find: tests, people found, people missed, false positives."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from fangxian.engines.problems import Problem, Text
from fangxian.engines.testing.pooling.assay import Assay
from fangxian.engines.testing.pooling.households import ALONE, Counts, Households


@dataclass(frozen=True)
class Scheme:
    """Stages from the largest tube down to one person: (1,) alone, (10, 1) Dorfman, (25, 5, 1) three stages.

    With `square` the first stage is a square of `sizes[0]` rows and columns: everybody is in the tube of a row and in
    that of a column, and only who stands where a positive row crosses a positive column is tested alone.
    """

    sizes: tuple[int, ...]
    square: bool = False

    def __post_init__(self) -> None:
        falls = all(more > fewer and more % fewer == 0 for more, fewer in pairwise(self.sizes))
        if not self.sizes or self.sizes[-1] != 1 or not falls or (self.square and len(self.sizes) != 2):
            stages = "-".join(str(size) for size in self.sizes)
            raise Problem(
                "no-such-scheme",
                Text(f"混检方案 {stages} 不成立。", f"{stages} is no way of sharing tubes."),
                Text(
                    "各级人数须逐级整除，最后一级为 1；方阵只有两级。",
                    "Each stage must divide the one before, the last is 1; a square has two.",
                ),
                Text("请改为例如 10-1 或 25-5-1。", "Give for example 10-1 or 25-5-1."),
            )


SINGLE = Scheme((1,))


@dataclass(frozen=True)
class Expected:
    """Expected figures; all but the sensitivities are per person sampled.

    `tubes`: tests of the first stage. `retests`: those of all later ones. `pool_sensitivity`: chance that a first tube
    with somebody infected in it is positive (for a square, that both of one's tubes are). `sensitivity`: that an
    infected person is found in the end. `false_positives`: people without infection who end positive. `missed`:
    infected people who end negative.
    """

    tubes: float
    retests: float
    pool_sensitivity: float
    sensitivity: float
    false_positives: float
    missed: float

    @property
    def tests(self) -> float:
        """Tests per person, of all stages."""
        return self.tubes + self.retests


def expect(scheme: Scheme, prevalence: float, assay: Assay, households: Households | None = None) -> Expected:
    """Return what `scheme` is expected to take and to find among people of whom the share `prevalence` is infected.

    Two stages: 1/n tests and as many retests as people in positive tubes (Dorfman R, Ann Math Stat 1943;14:436).
    More stages, squares and errors: Kim HY, Hudgens MG, Dreyfuss JM, Westreich DJ, Pilcher CD, Biometrics
    2007;63:1152; as there, tests are independent of each other given who is infected. In addition the chance of a
    positive tube falls with its size and grows with the infected in it (`Assay`), and members of a household stand
    together (`Households`); the infected are then in fewer tubes and more of them in each, which
    saves retests and finds more people (observed in 133,816 samples: Barak N et al., Sci Transl Med 2021, abf2823).

    Args:
        scheme: sizes of the stages, in people.
        prevalence: share infected, 0 to 1.
        assay: sensitivity and specificity of a test and their loss by dilution.
        households: who stands together; everybody for themselves when left out.

    >>> dorfman = expect(Scheme((10, 1)), 0.01, Assay(1.0, 1.0, diluted=0.0))
    >>> round(dorfman.tests, 4), dorfman.sensitivity, dorfman.false_positives
    (0.1956, 1.0, 0.0)
    """
    together = households or Households(ALONE)
    if scheme.square:
        return _expect_square(scheme.sizes[0], prevalence, assay, together)
    pools = [size for size in scheme.sizes if size > 1]
    reached = _reached(pools, prevalence, assay, together)
    later = sum(share / size for share, size in zip(reached, scheme.sizes[1:], strict=False))
    falsely_alone, alone = assay.positive(1).tolist()
    found, falsely = (
        _end_positive(pools, prevalence, assay, together, infected=one) for one in (True, False)
    )
    return Expected(
        tubes=1 / scheme.sizes[0],
        retests=later,
        pool_sensitivity=_pool_sensitivity(scheme.sizes[0], prevalence, assay, together),
        sensitivity=found * alone,
        false_positives=(1 - prevalence) * falsely * falsely_alone,
        missed=prevalence * (1 - found * alone),
    )


def _reached(pools: list[int], prevalence: float, assay: Assay, together: Households) -> list[float]:
    """Return, stage by stage, the share of people whose tubes up to that stage are all positive."""
    return [
        _all_positive(
            pools[: at + 1], together.infected_in_tube(pools[at], prevalence), prevalence, assay, together
        )
        for at in range(len(pools))
    ]


def _all_positive(
    pools: list[int], inmost: Counts, prevalence: float, assay: Assay, together: Households
) -> float:
    """Return the chance that all tubes around one smallest tube are positive; `inmost`: the infected in that one."""
    chances = inmost
    for at in range(len(pools) - 1, -1, -1):
        chances = chances * assay.positive(pools[at])
        if at:
            beside = together.infected_in_tube(pools[at], prevalence)
            for _ in range(pools[at - 1] // pools[at] - 1):
                chances = np.convolve(chances, beside)
    return float(chances.sum())


def _end_positive(
    pools: list[int], prevalence: float, assay: Assay, together: Households, *, infected: bool
) -> float:
    """Return the chance that a person's tubes are all positive, given whether that person is infected."""
    if not pools:
        return 1.0
    of_person = _around(pools[-1], prevalence, together, infected=infected)
    return _all_positive(pools, of_person, prevalence, assay, together)


def _around(size: int, prevalence: float, together: Households, *, infected: bool) -> Counts:
    """Return the infected in a tube as the infected (or not infected) in it see it: fuller tubes are seen by more."""
    chances = together.infected_in_tube(size, prevalence)
    count = np.arange(size + 1)
    seen = chances * (count if infected else size - count)
    if seen.sum() <= 0:
        # Nobody of that kind is there; what they would see follows from one more infected, or one less.
        seen = np.roll(chances, 1 if infected else -1)
    return seen / seen.sum()


def _pool_sensitivity(size: int, prevalence: float, assay: Assay, together: Households) -> float:
    chances = together.infected_in_tube(size, prevalence)
    some = chances[1:].sum()
    if some <= 0:
        return float(assay.positive(size)[1])
    return float((chances * assay.positive(size))[1:].sum() / some)


def _expect_square(side: int, prevalence: float, assay: Assay, together: Households) -> Expected:
    """Households stand along the rows: those in a column are strangers, so the two tubes share one person only."""
    strangers, both = Households(ALONE), {}
    falsely_alone, alone = assay.positive(1).tolist()
    for infected in (True, False):
        row = _around(side, prevalence, together, infected=infected) @ assay.positive(side)
        column = _around(side, prevalence, strangers, infected=infected) @ assay.positive(side)
        both[infected] = float(row * column)
    return Expected(
        tubes=2 / side,
        retests=prevalence * both[True] + (1 - prevalence) * both[False],
        pool_sensitivity=both[True],
        sensitivity=both[True] * alone,
        false_positives=(1 - prevalence) * both[False] * falsely_alone,
        missed=prevalence * (1 - both[True] * alone),
    )


def expect_household_tubes(prevalence: float, assay: Assay, households: Households) -> Expected:
    """Return what one tube a household is expected to take and to find; positive ones are tested person by person.

    >>> whole = expect_household_tubes(0.01, Assay(1.0, 1.0, diluted=0.0), Households({4: 1.0}, attack_rate=1.0))
    >>> round(whole.tests, 4)
    0.26
    """
    tubes = {
        size: expect(Scheme((size, 1)) if size > 1 else SINGLE, prevalence, assay, _only(size, households))
        for size in households.sizes
    }
    people = {size: size * share for size, share in households.sizes.items()}
    whole = sum(people.values())

    def mean(name: str) -> float:
        return sum(people[size] * getattr(one, name) for size, one in tubes.items()) / whole

    return Expected(
        mean("tubes"),
        mean("retests"),
        _mean_of_infected_tubes(prevalence, households, tubes),
        mean("sensitivity"),
        mean("false_positives"),
        mean("missed"),
    )


def _mean_of_infected_tubes(prevalence: float, households: Households, tubes: dict[int, Expected]) -> float:
    shares = {
        size: share * float(households.infected(size, prevalence)[1:].sum())
        for size, share in households.sizes.items()
    }
    whole = sum(shares.values())
    if whole <= 0:
        shares, whole = dict(households.sizes), sum(households.sizes.values())
    return sum(shares[size] * one.pool_sensitivity for size, one in tubes.items()) / whole


def _only(size: int, households: Households) -> Households:
    return Households({size: 1.0}, households.attack_rate)
