"""Day after day: how far each unit has left the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fangxian.engines.testing.drift.charts import Chart, Limit, Outcome, Watch
from fangxian.engines.testing.drift.likelihood import Floats, Shares, deviations, log_ratio, share_out
from fangxian.engines.testing.drift.usual import Usual

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Day:
    """Results of one day: areas × units tested and, by outcome, counted."""

    tested: Floats
    counted: Mapping[Outcome, Floats]


@dataclass(frozen=True)
class Seen:
    """One day, chart by chart: scores (1 is the limit), alarms, and what was observed against what was expected."""

    scores: Mapping[str, Floats]
    alarms: Mapping[str, Bools]
    shares: Mapping[str, Shares]


class Watcher:
    """Holds what has been seen of units so far; `see` takes the next day. The same days always give the same alarms."""

    def __init__(
        self, units: int, charts: Sequence[Chart], watch: Watch, limits: Mapping[str, Limit]
    ) -> None:
        self._charts, self._watch, self._limits = charts, watch, limits
        self._usual = {chart.outcome: Usual.at_first(units, watch) for chart in charts}
        self._sums = {chart.id: np.zeros(units) for chart in charts}
        self._held = np.zeros(units, dtype=np.int64)

    def see(self, day: Day, cleared: Sequence[int] = ()) -> Seen:
        """Return what the results of one more day say.

        `cleared`: units whose alarm somebody looked into and found groundless, before this day: they are new again.
        """
        for unit in cleared:
            self._clear(unit)
        reference = self._held == 0
        alarms = {chart.id: np.zeros(len(reference), dtype=bool) for chart in self._charts}
        while True:
            shares = self._shares(day, reference)
            sums = {chart.id: self._summed(chart, shares[chart.outcome]) for chart in self._charts}
            scores = {
                chart.id: self._scored(chart, shares[chart.outcome], sums[chart.id]) for chart in self._charts
            }
            worst = self._worst(scores, alarms)
            if worst is None:
                break
            # The worst is no measure for the others: what they owe to it alone is taken back.
            alarms[worst[0]][worst[1]] = True
            reference = reference & (np.arange(len(reference)) != worst[1])
        self._keep(shares, sums, alarms)
        return Seen(scores, alarms, {chart.id: shares[chart.outcome] for chart in self._charts})

    def _clear(self, unit: int) -> None:
        self._held[unit] = 0
        for sums in self._sums.values():
            sums[unit] = 0.0
        for usual in self._usual.values():
            usual.forget(unit)

    def _shares(self, day: Day, reference: Bools) -> dict[Outcome, Shares]:
        return {
            outcome: share_out(day.tested, day.counted[outcome], usual.mean, reference)
            for outcome, usual in self._usual.items()
        }

    def _summed(self, chart: Chart, shares: Shares) -> Floats:
        """While a unit is new, what it usually is weighs on every day alike: its days may not be summed."""
        usual = self._usual[chart.outcome]
        before = np.where(usual.settled, self._sums[chart.id], 0.0)
        return np.maximum(0.0, before + log_ratio(shares, usual.scatter(shares), chart.factor, usual.clumped))

    def _scored(self, chart: Chart, shares: Shares, sums: Floats) -> Floats:
        """The sum, or the day alone where it lies nearer to `factor` than to nothing; in units of the limit."""
        usual, limit = self._usual[chart.outcome], self._limits[chart.id]
        scatter = usual.scatter(shares)
        today = log_ratio(shares, scatter, chart.factor, usual.clumped)
        far = deviations(shares, scatter, usual.clumped) * np.sign(np.log(chart.factor))
        return np.maximum(sums / limit.summed, np.where(today > 0, far, 0.0) / limit.one_day)

    def _worst(self, scores: Mapping[str, Floats], alarms: Mapping[str, Bools]) -> tuple[str, int] | None:
        found = [
            (float(scores[chart.id][unit]), -at, -int(unit))
            for at, chart in enumerate(self._charts)
            for unit in np.flatnonzero((scores[chart.id] >= 1) & ~alarms[chart.id])
        ]
        if not found:
            return None
        _, at, unit = max(found)
        return self._charts[-at].id, -unit

    def _keep(
        self, shares: Mapping[Outcome, Shares], sums: Mapping[str, Floats], alarms: Mapping[str, Bools]
    ) -> None:
        raised = np.any([alarms[chart.id] for chart in self._charts], axis=0)
        self._held = np.where(raised, self._watch.hold_days, np.maximum(self._held - 1, 0))
        for chart in self._charts:
            self._sums[chart.id] = np.where(alarms[chart.id], 0.0, sums[chart.id])
        for outcome, usual in self._usual.items():
            usual.learn(shares[outcome], self._held > 0)
