"""Futures that went as an outbreak went from its first day to its last: what may be told again with something changed."""

import numpy as np
import numpy.typing as npt

from fangxian.engines.rehearsal.forecasting.bank import Told
from fangxian.engines.rehearsal.forecasting.counting import Known

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

STEP = 2
"""Days counted together when whole outbreaks are compared: which day a case falls on is chance."""
EVEN = 0.375
"""Added to a count before its root is taken: then chance spreads small and large counts alike (Anscombe 1948)."""


def most_alike(told: Told, known: Known, count: int) -> Ints:
    """Return the rows of so many futures whose counts, all days told, went most nearly as an outbreak that is over went.

    >>> from fangxian.engines.rehearsal.forecasting import REPORTED, known_of, tell_futures
    >>> from fangxian.engines.rehearsal.forecasting.examples import a_long_setting
    >>> told = tell_futures(a_long_setting(), 60)
    >>> own = known_of(REPORTED, reported=told.counts[7, 0].astype(float))
    >>> int(most_alike(told, own, 1)[0])
    7
    """
    can = np.flatnonzero((told.since >= known.since[0]) & (told.since <= known.since[1]))
    every = np.zeros(told.counts.shape[2])
    every[: known.days] = np.nan_to_num(known.counts[known.asked])
    away = _roots(told.counts[can, known.asked].astype(np.float64)) - _roots(every[None])
    return np.asarray(can[np.argsort((away**2).sum(axis=1), kind="stable")[:count]])


def _roots(counts: Floats) -> Floats:
    """Return the roots of counts summed over a few days each: (outbreak, part)."""
    edges = np.arange(0, counts.shape[1], STEP)
    return np.asarray(np.sqrt(np.add.reduceat(counts, edges, axis=1) + EVEN))
