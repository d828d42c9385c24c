"""What is watched of a laboratory, how soon an alarm is raised, and how many false ones that may cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Literal

from scipy.special import ndtri

from fangxian.engines.problems import Text

Outcome = Literal["positive", "inconclusive"]


@dataclass(frozen=True)
class Chart:
    """One thing that may go wrong: the odds of `outcome` at a unit become `factor` times what they are at the others.

    `part`: how much of the bearable false alarms it may use up, against the other charts.
    """

    id: str
    outcome: Outcome
    factor: float
    title: Text
    part: float = 1.0


FALLING = Chart(
    "positives-falling",
    "positive",
    0.5,
    Text("阳性率低于其他同类", "positives fall against the others"),
    part=2.0,
)
RISING = Chart(
    "positives-rising", "positive", 2.0, Text("阳性率高于其他同类", "positives rise against the others")
)
INCONCLUSIVE = Chart(
    "inconclusive-rising",
    "inconclusive",
    2.0,
    Text("无法判定率高于其他同类", "inconclusive results rise against the others"),
)
LABORATORY_CHARTS = (FALLING, RISING, INCONCLUSIVE)
SITE_CHARTS = (FALLING, INCONCLUSIVE)
"""A site with more positives than its neighbours is an outbreak, not a fault."""

RUN_CHARTS = (
    Chart(
        "run-positives-rising",
        "positive",
        5.0,
        Text("本批阳性异常偏多", "far more positives than in other runs"),
    ),
    Chart(
        "run-inconclusive-rising",
        "inconclusive",
        5.0,
        Text("本批无法判定异常偏多", "far more inconclusive results than in other runs"),
    ),
)
"""In one run contamination or a failed reagent shows; too few are positive in a run for a fall to show."""


@dataclass(frozen=True)
class Watch:
    """How units are watched.

    `alarms_per_year`: false alarms a unit may raise in a year of days, over all charts together. Log odds of units are
    believed to differ for good by `differ`, to wander by `wander` a day and to jump by `spread` from day to day (standard
    deviations); the last is learnt while watching. Counts vary `clumped` times as much as if each person were found apart:
    positives come by household. What a unit usually is, is learnt from days at least `lag_days` old. A
    unit that raised an alarm is no reference for the others and teaches nothing for `hold_days`.
    """

    alarms_per_year: float = 1.0
    differ: float = 0.3
    wander: float = 0.015
    spread: float = 0.15
    clumped: float = 1.5
    lag_days: int = 5
    hold_days: int = 7


@dataclass(frozen=True)
class Limit:
    """Where a chart raises an alarm: a sum of log likelihood ratios, or standard deviations on one day."""

    summed: float
    one_day: float


def limits_of(charts: Sequence[Chart], watch: Watch, per_year: float = 365.0) -> dict[str, Limit]:
    """Return each chart's limits so that all together raise no more false alarms than `watch` bears.

    Half of a chart's part goes to its sum: a cumulative sum of log likelihood ratios raises a false alarm no more often
    than every exp(limit) steps (Lorden G, Ann Math Stat 1971;42:1897). The other half goes to the single day, by the
    normal tail (both together: Lucas JM, J Quality Technology 1982;14:51). Both hold if the scatter is as believed.

    >>> {name: (round(one.summed, 1), round(one.one_day, 1)) for name, one in limits_of(SITE_CHARTS, Watch()).items()}
    {'positives-falling': (7.0, 3.1), 'inconclusive-rising': (7.7, 3.3)}
    """
    whole = sum(chart.part for chart in charts)
    share = {chart.id: watch.alarms_per_year * chart.part / whole / 2 / per_year for chart in charts}
    return {name: Limit(max(0.0, -log(one)), float(ndtri(1 - min(one, 0.5)))) for name, one in share.items()}


RUN_WATCH = Watch(differ=0.0, wander=0.0, spread=0.6)
"""Runs of one laboratory are alike but for the households that go into them together."""
