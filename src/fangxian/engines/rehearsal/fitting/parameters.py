"""What a fit does not know, and what it believes before it has seen a case."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fangxian.engines.epidemic import Course
from fangxian.engines.plans.disease import Disease
from fangxian.engines.rehearsal.spreading import Closeness, reproduction_of

Floats = npt.NDArray[np.float64]

PARAMETERS = ("r", "seeds", "asks_before", "asks_after", "ask_days", "found")
"""`r`: how many others one case infects where nothing is done. `seeds`: first infections, from outside.

`asks_before`, `asks_after`: share of the ill who ask for a test before and after the outbreak is known; `ask_days`:
median days after onset. `found`: share of the contacts found, against what a rehearsal assumes.
"""
LOWEST = np.array([0.7, 1.0, 0.05, 0.05, 0.5, 0.3])
HIGHEST = np.array([9.0, 40.0, 0.9, 1.0, 5.0, 1.0])
"""Between these each is as likely as any other: `r` and `seeds` by their logarithm. Assumptions of this project."""
BY_LOGARITHM = np.array([True, True, False, False, False, False])


@dataclass(frozen=True, eq=False)
class Scale:
    """How many others one case infects (`r`) where every force of infection is so many times (`factor`) the pack's."""

    factor: Floats
    r: Floats

    def factor_of(self, r: Floats) -> Floats:
        """Return the factors that give these reproduction numbers."""
        return np.interp(r, self.r, self.factor)


def scale_of(disease: Disease, course: Course, closeness: Closeness) -> Scale:
    """Return how forces and reproduction numbers of a disease belong together in a city.

    >>> from fangxian.engines.rehearsal import Assumptions, closeness_of, course_of
    >>> from fangxian.engines.rehearsal.examples import A_DISEASE, A_GROUND
    >>> closeness = closeness_of(A_GROUND)
    >>> scale = scale_of(A_DISEASE, course_of(A_DISEASE, closeness, Assumptions()), closeness)
    >>> float(scale.factor_of(np.array([2.0, 4.0])).round(2)[1]) > 1.0
    True
    """
    factor = np.geomspace(0.05, 50.0, 121)
    return Scale(factor, np.array([reproduction_of(disease, course, closeness, each) for each in factor]))


def settings_of(unit: Floats) -> Floats:
    """Return the settings at these places of the unit cube, where all places are equally likely beforehand.

    >>> settings_of(np.array([[0.0, 1.0, 0.0, 1.0, 0.5, 0.5]])).round(2).tolist()
    [[0.7, 40.0, 0.05, 1.0, 2.75, 0.65]]
    """
    even = LOWEST + unit * (HIGHEST - LOWEST)
    by_logarithm = LOWEST * (HIGHEST / LOWEST) ** unit
    found = np.where(BY_LOGARITHM, by_logarithm, even)
    # Whoever asks before the outbreak is known asks after it: the second share is counted from the first one up.
    asks, more = PARAMETERS.index("asks_before"), PARAMETERS.index("asks_after")
    found[:, more] = found[:, asks] + (1.0 - found[:, asks]) * unit[:, more]
    return np.asarray(found)
