"""A forecast: what came next in the futures most like what is known, and what that makes of the outbreak in the end."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from fangxian.engines.problems import Problem, Text
from fangxian.engines.rehearsal.fitting.learning import learn
from fangxian.engines.rehearsal.forecasting.bank import Told
from fangxian.engines.rehearsal.forecasting.counting import Known, figures_of
from fangxian.engines.rehearsal.forecasting.scoring import QUANTILES

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

NEAR = 0.05
"""Share of the futures, those least far by all figures, of which it is learned what the figures say on what comes next."""
LEAST_NEAR = 600
KEPT = 300
"""Futures that make a forecast: those which by what was learned expect the same to come."""
FEWEST = 50
"""Futures as large as the record, within a third or a case, without which nothing can be said."""
AHEAD = (3, 7)
"""What is learned: cases of the next three days, of the next seven, and of all days that are told."""

FORECAST = {
    "day": pl.Int64(), **{f"q{round(share * 100):02}": pl.Float64() for share in QUANTILES},
}  # fmt: skip
"""A row a day: new cases on so many days after the last known one, at each of the QUANTILES; the last row, with no day, is
the final size, cases known included."""


@dataclass(frozen=True, eq=False)
class Forecast:
    """`rows`: which futures of the bank were kept, `weights`: how much each counts; `ahead` (kept, day after the last known
    one): what they counted; `so_far`: what had been counted."""

    rows: Ints
    weights: Floats
    ahead: Ints
    so_far: int

    def quantiles(self) -> Floats:
        """Return QUANTILES of each day ahead: (day, quantile)."""
        return np.array([_quantiles(day, self.weights) for day in self.ahead.T])

    def final(self) -> Floats:
        """Return QUANTILES of the final size."""
        return self.so_far + _quantiles(self.ahead.sum(axis=1), self.weights)

    def table(self, days: int) -> pl.DataFrame:
        """Return FORECAST for so many days."""
        lines = np.vstack([self.quantiles()[:days], self.final()])
        numbers = [*range(1, len(lines)), None]
        rows = [(number, *line) for number, line in zip(numbers, lines.tolist(), strict=True)]
        return pl.DataFrame(rows, schema=FORECAST, orient="row")


def forecast(told: Told, known: Known) -> Forecast:
    """Return what the futures most like what is known say of the days to come.

    Raises:
        Problem: too few futures are like it; none is told past the last known day.

    >>> from fangxian.engines.rehearsal.forecasting import REPORTED, known_of, tell_futures
    >>> from fangxian.engines.rehearsal.forecasting.examples import a_long_setting
    >>> told = tell_futures(a_long_setting(), 4000)
    >>> found = forecast(told, known_of(REPORTED, reported=np.array([1.0, 0.0, 2.0, 3.0])))
    >>> found.table(7).height, bool(found.final()[0] >= 6)
    (8, True)
    """
    can = (told.since >= known.since[0]) & (told.since <= known.since[1])
    rows = np.flatnonzero(can)
    figures = figures_of(told.counts[rows], known)
    own = figures_of(known.counts[None], known)[0]
    alike = int((np.abs(_sums(told, known, rows) - known.so_far) <= max(known.so_far / 3.0, 1.0)).sum())
    if alike < FEWEST or known.days >= told.counts.shape[2]:
        raise _unlike(alike, told.tried)
    near = _nearest(figures / np.maximum(figures.std(axis=0), 1e-9), own / np.maximum(figures.std(axis=0), 1e-9),
                    min(max(LEAST_NEAR, int(NEAR * len(rows))), len(rows)))  # fmt: skip
    ahead = told.counts[rows[near], known.asked, known.days :].astype(np.int64)
    kept, weights = _expecting_the_same(figures[near], own, ahead)
    return Forecast(rows[near][kept], weights, ahead[kept], known.so_far)


def _sums(told: Told, known: Known, rows: Ints) -> Ints:
    return np.asarray(told.counts[rows, known.asked, : known.days].sum(axis=1, dtype=np.int64))


def _nearest(figures: Floats, own: Floats, count: int) -> Ints:
    """Return which rows lie nearest to a point."""
    far = ((figures - own) ** 2).sum(axis=1)
    return np.argpartition(far, count - 1)[:count]


def _expecting_the_same(figures: Floats, own: Floats, ahead: Ints) -> tuple[Ints, Floats]:
    """Return (which, weights) of the futures whose figures say most nearly the same on what comes next as one's own."""
    targets = np.log1p(np.column_stack([*[ahead[:, :days].sum(axis=1) for days in AHEAD], ahead.sum(axis=1)]))
    learned = learn(figures, targets)
    away = learned.said(figures) - learned.said(own[None])[0]
    root = np.linalg.cholesky(learned.spread + 1e-6 * np.eye(len(learned.spread)))
    far = np.sqrt((np.linalg.solve(root, away.T) ** 2).sum(axis=0))
    kept = np.argpartition(far, min(KEPT, len(far)) - 1)[:KEPT]
    weights = np.maximum(1.0 - (far[kept] / (far[kept].max() + 1e-12)) ** 2, 1e-6)
    return kept, weights / weights.sum()


def _quantiles(values: Ints, weights: Floats) -> Floats:
    """Return QUANTILES of weighted counts: the least count that as much of the weight does not exceed."""
    order = np.argsort(values, kind="stable")
    at = np.searchsorted(np.cumsum(weights[order]), np.array(QUANTILES) - 1e-12)
    return values[order[np.minimum(at, len(order) - 1)]].astype(np.float64)


def _unlike(alike: int, futures: int) -> Problem:
    return Problem(
        "nothing-to-forecast-from",
        Text(f"{futures:,} 个推演中只有 {alike} 个像这些计数。", f"Only {alike} of {futures:,} futures are like these counts."),
        Text(f"至少需要 {FEWEST} 个。", f"At least {FEWEST} are needed."),
        Text("请增加 --futures，或检查城市、预案和日期。", "Raise --futures, or check the city, the plan and the days."),
    )  # fmt: skip
