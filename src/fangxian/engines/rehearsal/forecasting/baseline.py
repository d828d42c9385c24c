"""Next week like last week: what anybody says who knows only the counts, made as good as that can be.

The middle is the daily mean of the last seven known days (of as many as there are); the width is learned from how far the
same rule was from the counts it would have forecast until now. Counts are taken as negative binomial: Poisson where past
errors were no larger than chance. Of eight ways to set the width that were tried, this one scored best in the outbreak it is
used beside (`docs/concepts/four-cities.md`), which is a favour to it.
"""

import numpy as np
import numpy.typing as npt
from scipy import stats

from fangxian.engines.rehearsal.forecasting.scoring import QUANTILES

Floats = npt.NDArray[np.float64]

WEEK = 7
MOST_EXCESS = 1.0
"""At most so much: beyond it half of a forecast would be zero, whatever its mean."""
NOTHING_YET = 0.5
"""Cases added to a week: a week without any does not say that none will ever come (Jeffreys' prior for a rate)."""


def like_last_week(counts: Floats) -> Floats:
    """Return QUANTILES of the count of each of the next seven days, all the same, from the counts of all days known.

    >>> like_last_week(np.array([4.0, 6.0, 5.0, 5.0, 4.0, 6.0, 5.0])).tolist()
    [2.0, 3.0, 5.0, 6.0, 9.0]
    """
    mean = _mean(counts)
    excess = excess_of(counts)
    if excess == 0.0:
        return np.asarray(stats.poisson.ppf(QUANTILES, mean))
    size = 1.0 / excess
    return np.asarray(stats.nbinom.ppf(QUANTILES, size, size / (size + mean)))


def _mean(counts: Floats) -> float:
    last = counts[-WEEK:]
    return float((last.sum() + NOTHING_YET) / len(last))


def excess_of(counts: Floats) -> float:
    """Return by how much the squared errors of the rule until now exceeded chance, as a share of the squared mean.

    >>> excess_of(np.array([5.0, 5.0, 5.0, 5.0])), round(excess_of(np.array([1.0, 1.0, 6.0, 5.0])), 1) > 0.5
    (0.0, True)
    """
    found: list[float] = []
    for day in range(1, len(counts)):
        mean = _mean(counts[:day])
        found.extend(((counts[day : day + WEEK] - mean) ** 2 - mean) / mean**2)
    return min(max(float(np.mean(found)), 0.0), MOST_EXCESS) if found else 0.0
