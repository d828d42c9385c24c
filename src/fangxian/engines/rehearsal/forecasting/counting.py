"""What is known of an outbreak from published counts alone, and the figures by which futures are likened to it."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from fangxian.engines.rehearsal.forecasting.telling import REPORTED, SERIES

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.float64] | npt.NDArray[np.int16]

BACK = (1, 3, 7, 14)
"""Counts are compared in all and over the last day, the two before it, the four before those, and the week before that."""


@dataclass(frozen=True, eq=False)
class Known:
    """`counts` (series, day since the first report), NaN where a day was not published or a series is not known at all;
    `asked`: the series that is forecast; `since`: fewest and most days from the first infection to the first report."""

    counts: Floats
    asked: int = REPORTED
    since: tuple[float, float] = (0.0, np.inf)

    @property
    def days(self) -> int:
        """Days known, the day of the first report counted."""
        return self.counts.shape[1]

    @property
    def so_far(self) -> int:
        """How many of what is forecast were counted until now."""
        return int(np.nansum(self.counts[self.asked]))


def known_of(asked: int, **series: Floats) -> Known:
    """Return what is known where some series (`reported`, `confirmed`, `silent`) were published, day after day.

    >>> known = known_of(REPORTED, reported=np.array([1.0, 0.0, 2.0]))
    >>> known.days, known.so_far
    (3, 3)
    """
    days = max(len(counts) for counts in series.values())
    rows = [series.get(name, np.full(days, np.nan)) for name in ("reported", "confirmed", "silent")]
    return Known(np.array(rows, dtype=np.float64).reshape(SERIES, days), asked)


def figures_of(counts: Counts, known: Known) -> Floats:
    """Return the figures of outbreaks (outbreak, series, day), of those days and series only that are known: logarithms of
    one more than what was counted in all and in each part of the last two weeks.

    >>> known = known_of(REPORTED, reported=np.array([1.0, 0.0, 2.0]))
    >>> np.expm1(figures_of(known.counts[None], known)).round(6).tolist()
    [[3.0, 2.0, 1.0, 0.0, 0.0]]
    """
    days = known.days
    there = np.where(np.isnan(known.counts), 0.0, 1.0)
    seen = np.nan_to_num(counts[:, :, :days]) * there
    edges = [0, *BACK]
    parts = [seen] + [
        seen[:, :, max(days - last, 0) : max(days - first, 0)] for first, last in pairwise(edges)
    ]
    sums = np.stack([part.sum(axis=2) for part in parts], axis=2)
    return np.asarray(np.log1p(sums[:, there.any(axis=1)].reshape(len(counts), -1)))
