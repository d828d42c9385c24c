"""What share of people may be infected: a few values with their weights, from an interval or from earlier tubes."""

from dataclasses import dataclass

import numpy as np

from fangxian.engines.problems import Problem, Text
from fangxian.engines.testing.pooling.assay import Assay
from fangxian.engines.testing.pooling.households import Households

POINTS = 160
LOWEST, HIGHEST = 1e-7, 0.5
"""Between these every power of ten is held equally likely before the first tube."""


@dataclass(frozen=True)
class Belief:
    """Shares of people infected, rising, and how likely each is."""

    shares: tuple[float, ...]
    weights: tuple[float, ...]

    @property
    def mean(self) -> float:
        """The expected share infected."""
        return float(np.dot(self.shares, self.weights))

    def below(self, chance: float) -> float:
        """Return the share that is not exceeded with this chance, 0 to 1.

        >>> believe_interval(0.001, 0.002, 0.01).below(0.95)
        0.01
        """
        reached = np.searchsorted(np.cumsum(self.weights), chance - 1e-9)
        return self.shares[min(int(reached), len(self.shares) - 1)]


def believe_interval(low: float, middle: float, high: float) -> Belief:
    """Return the belief behind a middle value with its 90 % interval, as shares of 0 to 1.

    Three points stand for the whole: the 5th, 50th and 95th percentile weigh 0.185, 0.63 and 0.185 (Keefer DL, Bodily
    SE, Management Science 1983;29:595).

    Raises:
        Problem: not in rising order, or not shares.

    >>> round(believe_interval(0.0001, 0.0002, 0.0008).mean, 6)
    0.000293
    """
    if not 0 <= low <= middle <= high <= 1:
        raise Problem(
            "not-an-interval",
            Text(
                f"{low}、{middle}、{high} 不是比例区间。",
                f"{low}, {middle}, {high} is no interval of shares.",
            ),
            Text(
                "应为由小到大的三个比例（0 到 1）。", "Expected three shares between 0 and 1 in rising order."
            ),
            Text("请按 低、中、高 给出。", "Give low, middle, high."),
        )
    return Belief((low, middle, high), (0.185, 0.63, 0.185))


def believe_tubes(
    positive: int, tubes: int, size: int, assay: Assay, households: Households | None = None
) -> Belief:
    """Return what earlier tubes say: `positive` of `tubes`, each of `size` people.

    Bayes on a grid of shares, each power of ten equally likely before; the chance of a positive tube is that of
    `Assay` with the infected as `Households` put them together. Estimating prevalence from shared tubes: Thompson KH,
    Biometrics 1962;18:568.

    >>> none, some = (believe_tubes(count, 20_000, 10, Assay()) for count in (0, 20))
    >>> none.below(0.95) < some.below(0.05) < 1e-4
    True
    """
    together = households or Households()
    shares = np.geomspace(LOWEST, HIGHEST, POINTS)
    chance = np.array([together.infected_in_tube(size, share) @ assay.positive(size) for share in shares])
    chance = np.clip(chance, 1e-300, 1 - 1e-16)
    likely = positive * np.log(chance) + (tubes - positive) * np.log1p(-chance)
    weights = np.exp(likely - likely.max())
    return Belief(tuple(shares.tolist()), tuple((weights / weights.sum()).tolist()))
