"""How good a forecast was, judged by what happened: narrow is good, and missing costs.

Sources: Gneiting and Raftery, J Am Stat Assoc 102 (2007) 359 (interval score); Bracher, Ray, Gneiting and Reich, PLoS
Comput Biol 17 (2021) e1008618 (weighted interval score).
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""What a forecast says of a number: the middle half and the middle nine tenths, and the median."""
ALPHAS = (0.1, 0.5)
"""What its two intervals leave out."""


def interval_score(low: Floats, high: Floats, observed: Floats, alpha: float) -> Floats:
    """Return how wide an interval was, and 2/alpha times by how much it missed, in the unit of what is forecast.

    `alpha`: the share an interval leaves out, half of it on each side. Less is better.

    >>> interval_score(np.array([2.0]), np.array([8.0]), np.array([9.0]), 0.1).tolist()
    [26.0]
    """
    missed = np.maximum(low - observed, 0.0) + np.maximum(observed - high, 0.0)
    return high - low + 2.0 / alpha * missed


def weighted_interval_score(quantiles: Floats, observed: Floats) -> Floats:
    """Return the weighted interval score of forecasts (..., QUANTILES) against what happened (...).

    >>> weighted_interval_score(np.array([[1.0, 3.0, 4.0, 5.0, 9.0]]), np.array([4.0])).tolist()
    [0.36]
    """
    total = 0.5 * np.abs(observed - quantiles[..., 2])
    for number, alpha in enumerate(ALPHAS):
        low, high = quantiles[..., number], quantiles[..., -1 - number]
        total = total + alpha / 2.0 * interval_score(low, high, observed, alpha)
    return np.asarray(total / (len(ALPHAS) + 0.5))
