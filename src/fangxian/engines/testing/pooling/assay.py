"""One test of one tube: how likely it is positive, by how many share the tube and how many of them are infected."""

from dataclasses import dataclass
from math import erf, log2, sqrt

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Assay:
    """A test and what sharing a tube costs it.

    `sensitivity`: chance that the sample of one infected person, alone in its tube, is positive; it holds sampling
    failures too. `specificity`: chance that a tube without an infected person is negative; by default
    no worse than if all 300 positives among 9,899,828 people of Wuhan had been false (Cao S et al., Nat Commun
    2020;11:5917).

    Sharing a tube of n delays the signal by log2(n) cycles, a doubling each. Whoever's own cycle then lies beyond
    `ct_limit` is not seen. `ct_median` and `ct_spread` (standard deviation, cycles) describe the infected at their
    first positive test; the defaults are those of Nanjing 2021 (ORF1ab 25.25, quartiles 20.53 and 29.50: Wang J et
    al., Front Public Health 2022, 933075). `diluted` is the share of the other samples that thins one's own: 1 where
    equal volumes are mixed in a laboratory, less where swabs go into one larger tube, 0 where nothing is lost.
    """

    sensitivity: float = 0.95
    specificity: float = 0.99997
    ct_median: float = 25.25
    ct_spread: float = 6.65
    ct_limit: float = 40.0
    diluted: float = 1.0

    def keeps(self, size: int) -> float:
        """Return which share of the infected found alone are still found in a tube of `size`, each on their own.

        >>> [round(Assay().keeps(size), 3) for size in (1, 5, 10, 20)]
        [1.0, 0.982, 0.97, 0.954]
        """
        delay = log2(1 + self.diluted * (size - 1))
        return self._within(self.ct_limit - delay) / self._within(self.ct_limit)

    def _within(self, cycles: float) -> float:
        return (1 + erf((cycles - self.ct_median) / (self.ct_spread * sqrt(2)))) / 2

    def positive(self, size: int) -> npt.NDArray[np.float64]:
        """Return the chance of a positive tube of `size` with 0, 1 … `size` infected people in it.

        Each of them is seen or missed on their own, so several are missed together less often than one.

        >>> Assay(0.9, 0.99).positive(1).round(3).tolist()
        [0.01, 0.9]
        """
        found = self.sensitivity * self.keeps(size)
        chances: npt.NDArray[np.float64] = 1 - (1 - found) ** np.arange(size + 1, dtype=np.float64)
        chances[0] = 1 - self.specificity
        return chances
