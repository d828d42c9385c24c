"""How much likelier a unit's count is if it has drifted: its share of all positives of the same day and areas."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import betaln, expit, logit

Floats = npt.NDArray[np.float64]
LEAST_STRENGTH = 0.5


@dataclass(frozen=True)
class Shares:
    """Per unit: `observed` of `total` counts, the `share` of them it was expected to have, the others' noise.

    `total` is 0 where nobody else tested the same areas, or nobody found anything: then nothing is learnt.
    `others`: the sum of squares of the other units' parts, 1 for one other unit, 1/k for k alike.
    """

    observed: Floats
    total: Floats
    share: Floats
    others: Floats

    @property
    def expected(self) -> Floats:
        """The counts a unit was expected to have."""
        return self.total * self.share


def share_out(tested: Floats, counted: Floats, usual: Floats, reference: npt.NDArray[np.bool_]) -> Shares:
    """Return each unit's counts against those of the reference units in the same areas.

    Given all that was counted in an area, each unit's part follows its tests, whatever the epidemic does: a wave raises
    all of them and moves no share.

    Args:
        tested, counted: areas × units.
        usual: log odds by which each unit usually differs.
        reference: whose counts the others are held against; a unit is never its own reference.
    """
    weighed = tested * np.exp(usual)
    beside = (weighed * reference).sum(axis=1, keepdims=True) - weighed * reference
    found_beside = (counted * reference).sum(axis=1, keepdims=True) - counted * reference
    shared = (beside > 0) & (weighed > 0)
    totals = np.where(shared, counted + found_beside, 0.0)
    parts = np.divide(weighed, weighed + beside, out=np.zeros_like(weighed), where=shared)
    total = totals.sum(axis=0)
    expected = (totals * parts).sum(axis=0)
    share = np.divide(expected, total, out=np.full_like(total, 0.5), where=total > 0)
    return Shares(
        observed=np.where(shared, counted, 0.0).sum(axis=0),
        total=total,
        share=np.clip(share, 1e-9, 1 - 1e-9),
        others=_others(weighed * reference),
    )


def _others(weighed: Floats) -> Floats:
    whole = weighed.sum(axis=0)
    rest, squares = whole.sum() - whole, (whole**2).sum() - whole**2
    return np.divide(squares, rest**2, out=np.ones_like(whole), where=rest > 0)


def log_ratio(shares: Shares, variance: Floats, factor: float, clumped: float = 1.0) -> Floats:
    """Return the log likelihood ratio of odds `factor` times the expected against the expected, per unit.

    Beta-binomial: the log odds of the share scatter with `variance` from day to day. Counts that vary `clumped` times as
    much as single ones are worth so many times fewer. 0 where nothing is learnt.
    """
    moved = expit(logit(shares.share) + np.log(factor))
    usual, drifted = (_log_chance(shares, share, variance, clumped) for share in (shares.share, moved))
    ratio = drifted - usual
    return np.where(shares.total > 0, ratio, 0.0)


def _log_chance(shares: Shares, share: Floats, variance: Floats, clumped: float) -> Floats:
    """Up to what is the same for every share."""
    strength = np.maximum(1 / (share * (1 - share) * np.maximum(variance, 1e-9)) - 1, LEAST_STRENGTH)
    a, b = share * strength, (1 - share) * strength
    found, rest = shares.observed / clumped, (shares.total - shares.observed) / clumped
    chance: Floats = betaln(found + a, rest + b) - betaln(a, b)
    return chance


def deviations(shares: Shares, variance: Floats, clumped: float = 1.0) -> Floats:
    """Return by how many standard deviations each unit's count lies above what was expected; below is negative.

    On the scale on which a count that scatters has the same spread everywhere (Anscombe FJ, Biometrika 1948;35:246).
    """
    others = 1 - shares.share
    scatter = np.sqrt(np.maximum(variance, 1e-9)) * others
    counts = (
        np.arcsinh(scatter * np.sqrt(one / (clumped * others) + 0.375))
        for one in (shares.observed, shares.expected)
    )
    return np.where(shares.total > 0, 2 / scatter * (next(counts) - next(counts)), 0.0)
