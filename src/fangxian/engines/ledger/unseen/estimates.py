"""What an estimate of people on no list is: a number a place, with its interval."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]
Z90 = 1.6448536269514722
"""The normal quantile of a two-sided 90 % interval."""


@dataclass(frozen=True)
class Estimates:
    """People on no list and the 90 % interval, an entry a place."""

    unseen: Reals
    low: Reals
    high: Reals


def log_normal(unseen: Reals, variance: Reals) -> Estimates:
    """Return the estimates with intervals that never fall below nobody: log-normal ones (Chao 1987; Burnham and
    others 1987).

    >>> one = log_normal(np.array([100.0]), np.array([400.0]))
    >>> one.low.round(1).tolist(), one.high.round(1).tolist()
    ([72.2], [138.5])
    """
    width = np.exp(Z90 * log_spread(variance / np.square(np.maximum(unseen, 1e-9))))
    return Estimates(unseen, unseen / width, unseen * width)


def log_spread(relative_variance: Reals) -> Reals:
    """Return the standard deviation of the logarithm that belongs to a variance over the square of the mean."""
    return np.sqrt(np.log1p(relative_variance))
