"""Where a future stops before its horizon, and what of it is already known."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fangxian.engines.epidemic.handing import handed

Floats = npt.NDArray[np.float64]

DAYS_KNOWN, CASES_MOST, INFECTIONS_MOST, NOW, FIRST_KNOWN = range(5)
"""Positions in `Limits.figure`."""


@handed
class Limits(NamedTuple):
    """`figure[DAYS_KNOWN]`: the future ends so many whole days after the first day with a report; `[CASES_MOST]`,
    `[INFECTIONS_MOST]`: or with more than so many of either. Infinite where nothing is set.

    `figure[NOW]`: until this instant everything on record is known (0: nothing is). Cases on record come with the
    first infections; nobody else may have been put on record before it, and rules start nothing before it.
    `figure[FIRST_KNOWN]`: when the first of them was.
    """

    figure: Floats


def make_limits() -> Limits:
    """Return limits that limit nothing.

    >>> make_limits().figure.tolist()
    [inf, inf, inf, 0.0, inf]
    """
    return Limits(np.array([np.inf, np.inf, np.inf, 0.0, np.inf]))
