"""Where a future stops before its horizon, and what of it is already known."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fangxian.engines.epidemic.handing import handed
from fangxian.engines.epidemic.touched import NEVER

Floats = npt.NDArray[np.float64]

REPORTED, ISOLATED, FOUND, ROW = range(4)
"""Columns of `Limits.known`."""

DAYS_KNOWN, CASES_MOST, INFECTIONS_MOST, NOW, FIRST_KNOWN = range(5)
"""Positions in `Limits.figure`."""


@handed
class Limits(NamedTuple):
    """`figure[DAYS_KNOWN]`: the future ends so many whole days after the first day with a report; `[CASES_MOST]`,
    `[INFECTIONS_MOST]`: or with more than so many of either. Infinite where nothing is set.

    `figure[NOW]`: until this instant everything on record is known (0: nothing is). Cases on record come with the
    first infections; nobody else may have been put on record before it, and rules start nothing before it.
    `figure[FIRST_KNOWN]`: when the first of them was.
    `known[n]`: of the n-th of the first infections, when it was put on record, isolated, and its contacts were looked for
    (NEVER on record: it has to be found; NEVER for the others: as the policy says), and the row it got.
    """

    figure: Floats
    known: Floats


def make_limits(known: int = 0) -> Limits:
    """Return limits that limit nothing, with room for so many cases on record.

    >>> make_limits().figure.tolist()
    [inf, inf, inf, 0.0, inf]
    """
    return Limits(np.array([np.inf, np.inf, np.inf, 0.0, np.inf]), np.full((known, 4), NEVER))
