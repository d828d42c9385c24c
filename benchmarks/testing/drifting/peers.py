"""Charts beside ours: each gives, by day and laboratory, how far positives have fallen (and other results risen)."""

from collections.abc import Callable

import numpy as np

from benchmarks.testing.drifting.drawing import Drawn, Floats
from fangxian.engines.testing.drift import LABORATORY_CHARTS, Day, Watch, Watcher, limits_of
from fangxian.engines.testing.drift.charts import Outcome

Scores = dict[str, Floats]
"""By chart, days × laboratories; an alarm where a score reaches the limit."""
LEARNING, LOOKED_INTO = 28, 3


def ours(drawn: Drawn, faulty: int = -1, from_day: int = 0) -> Scores:
    """The engine. Every alarm is looked into and cleared `LOOKED_INTO` days later, but for that of the faulty one."""
    days, _, labs = drawn.tested.shape
    watcher = Watcher(labs, LABORATORY_CHARTS, Watch(), limits_of(LABORATORY_CHARTS, Watch()))
    scores: Scores = {chart.id: np.zeros((days, labs)) for chart in LABORATORY_CHARTS}
    cleared: dict[int, list[int]] = {}
    for day in range(days):
        counted: dict[Outcome, Floats] = {
            "positive": drawn.positive[day],
            "inconclusive": drawn.inconclusive[day],
        }
        seen = watcher.see(Day(drawn.tested[day], counted), cleared.get(day, []))
        for chart in LABORATORY_CHARTS:
            scores[chart.id][day] = seen.scores[chart.id]
            raised = [int(lab) for lab in np.flatnonzero(seen.alarms[chart.id])]
            groundless = [lab for lab in raised if lab != faulty or day < from_day]
            cleared.setdefault(day + LOOKED_INTO, []).extend(groundless)
    return scores


def shewhart(drawn: Drawn) -> Scores:
    """A p-chart a laboratory: standard deviations from its own share of the 28 days before."""
    return _three(drawn, _from_own_past)


def funnel(drawn: Drawn) -> Scores:
    """A p-chart a day: standard deviations from the share of all other laboratories of that day, areas not regarded."""
    return _three(drawn, _from_others)


def halved(drawn: Drawn) -> Scores:
    """A plain threshold: positives at most half, or at least twice, of the laboratory's mean of the 7 days before."""
    return _three(drawn, _times_own_week)


def _three(drawn: Drawn, far: Callable[[Floats, Floats], Floats]) -> Scores:
    tested = drawn.tested.sum(axis=1)
    positive, unclear = (far(counted.sum(axis=1), tested) for counted in (drawn.positive, drawn.inconclusive))
    return {"positives-falling": -positive, "positives-rising": positive, "inconclusive-rising": unclear}


def _from_own_past(counted: Floats, tested: Floats) -> Floats:
    before, of = (_sum_before(one, LEARNING) for one in (counted, tested))
    return _deviations(counted, tested, np.divide(before, of, out=np.zeros_like(before), where=of > 0))


def _from_others(counted: Floats, tested: Floats) -> Floats:
    others, of = (one.sum(axis=1, keepdims=True) - one for one in (counted, tested))
    return _deviations(counted, tested, others / np.maximum(of, 1))


def _times_own_week(counted: Floats, tested: Floats) -> Floats:
    before, of = (_sum_before(one, 7) for one in (counted, tested))
    usual = np.divide(before, of, out=np.zeros_like(before), where=of > 0) * tested
    doubled = np.log2(np.maximum(counted, 0.5) / np.maximum(usual, 0.5))
    return np.where(usual > 0, doubled, 0.0)


def _sum_before(counts: Floats, days: int) -> Floats:
    whole = np.vstack([np.zeros((1, counts.shape[1])), np.cumsum(counts, axis=0)])
    at = np.arange(counts.shape[0])
    summed: Floats = whole[at] - whole[np.maximum(at - days, 0)]
    return summed


def _deviations(counted: Floats, tested: Floats, share: Floats) -> Floats:
    spread = np.sqrt(np.maximum(tested * share * (1 - share), 1e-9))
    return np.where(share > 0, (counted - tested * share) / spread, 0.0)
