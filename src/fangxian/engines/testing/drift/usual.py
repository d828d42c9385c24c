"""What each unit usually is against the others, learnt from days that are old enough, and how far units scatter."""

from collections import deque
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.special import logit

from fangxian.engines.testing.drift.charts import Watch
from fangxian.engines.testing.drift.likelihood import Floats, Shares, deviations

Bools = npt.NDArray[np.bool_]
MANY, FEW = 50.0, 5.0
"""Counts expected of a unit: from `MANY` on its scatter from day to day shows, from `FEW` on how counts clump."""
MEDIAN_SQUARE = 0.4549
"""Median of the square of a standard normal."""
SETTLED = 0.12
"""Standard deviation of what is usual, below which a unit is no longer new."""
SLOWEST = 0.05
"""How far one day moves the scatter, once many were seen."""
CLAMP = 2.0
"""Standard deviations beyond which a day does not pull harder on what is usual."""


@dataclass
class Usual:
    """What each unit usually is, as log odds against the others, and how sure that is."""

    watch: Watch
    mean: Floats
    variance: Floats
    spread2: float
    clumped: float
    days: int = 0
    waiting: deque[tuple[Floats, Floats]] = field(default_factory=deque)

    @classmethod
    def at_first(cls, units: int, watch: Watch) -> "Usual":
        """Return what is believed of units nobody has seen yet."""
        return cls(watch, np.zeros(units), np.full(units, watch.differ**2), watch.spread**2, watch.clumped)

    def scatter(self, shares: Shares) -> Floats:
        """Variance of the log odds of each share on one day."""
        return self.variance + self.spread2 * (1 + shares.others)

    @property
    def settled(self) -> Bools:
        """Which units are no longer new."""
        return self.variance <= SETTLED**2

    def learn(self, shares: Shares, held: Bools) -> None:
        """Take in a day; it weighs once it is old enough, and never for units held back meanwhile."""
        observed, expected = shares.observed, shares.expected
        apart = logit((observed + 0.5) / (shares.total + 1)) - logit((expected + 0.5) / (shares.total + 1))
        missing, beside = np.maximum(shares.total - expected, 0.0), expected + 0.5
        known = (shares.total > 0) & ~held
        counting = self.clumped * (1 / beside + 1 / (missing + 0.5))
        noise = np.where(known, counting + self.spread2 * (1 + shares.others), np.inf)
        self._learn_scatter(deviations(shares, self.scatter(shares), self.clumped) ** 2, expected, known)
        self.waiting.append((self.mean + apart, noise))
        self.variance = self.variance + self.watch.wander**2
        for _, pending in self.waiting:
            pending[held] = np.inf
        if len(self.waiting) > self.watch.lag_days:
            self._take_in(*self.waiting.popleft())

    def forget(self, unit: int) -> None:
        """Make a unit new again."""
        self.variance[unit] = self.watch.differ**2
        for _, pending in self.waiting:
            pending[unit] = np.inf

    def _learn_scatter(self, squares: Floats, expected: Floats, known: Bools) -> None:
        """Large counts tell how units scatter from day to day, small ones how people are found together.

        Half of the units lie within the median of their scatter; one that drifts moves it little.
        """
        self.days += 1
        gain = max(SLOWEST, 1 / (self.days + 3))
        more = _excess(squares[known & (expected >= MANY)])
        self.spread2 = float(np.clip(self.spread2 * np.exp(gain * more), 0.05**2, 1.0))
        more = _excess(squares[known & (expected >= FEW) & (expected < MANY)])
        self.clumped = float(np.clip(self.clumped * np.exp(gain * more), 1.0, 6.0))

    def _take_in(self, seen: Floats, noise: Floats) -> None:
        """One step of a Kalman filter, the surprise clamped."""
        scatter = np.sqrt(self.variance + noise)
        gain = self.variance / (self.variance + noise)
        surprise = np.clip(
            np.where(np.isfinite(noise), seen - self.mean, 0.0), -CLAMP * scatter, CLAMP * scatter
        )
        self.mean = self.mean + gain * np.where(np.isfinite(surprise), surprise, 0.0)
        self.variance = self.variance * (1 - gain)


def _excess(squares: Floats) -> float:
    if len(squares) < 3:
        return 0.0
    return float(np.clip(np.median(squares) / MEDIAN_SQUARE - 1, -1.0, 2.0))
