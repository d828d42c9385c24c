"""A laboratory, site or run going wrong: its results leave those of the others of the same day and areas."""

from fangxian.engines.testing.drift.charts import (
    FALLING,
    INCONCLUSIVE,
    LABORATORY_CHARTS,
    RISING,
    RUN_CHARTS,
    SITE_CHARTS,
    Chart,
    Limit,
    Watch,
    limits_of,
)
from fangxian.engines.testing.drift.finding import DRIFTS, RESULT_COUNTS, find_drift, find_odd_runs
from fangxian.engines.testing.drift.watching import Day, Seen, Watcher

__all__ = [
    "DRIFTS",
    "FALLING",
    "INCONCLUSIVE",
    "LABORATORY_CHARTS",
    "RESULT_COUNTS",
    "RISING",
    "RUN_CHARTS",
    "SITE_CHARTS",
    "Chart",
    "Day",
    "Limit",
    "Seen",
    "Watch",
    "Watcher",
    "find_drift",
    "find_odd_runs",
    "limits_of",
]
