"""The laboratory as a queue: tubes flow in by the hour and out as fast as runs can be begun, first come first served."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from fangxian.engines.testing.laboratory.lines import DAY, Floats, Laboratory

QUANTILES = 2_000
"""Into so many equal parts the tubes are cut to say how long they wait."""


@dataclass(frozen=True)
class Queue:
    """What became of a day's tubes.

    `hours`: one row an hour (its end): hour, arrived, begun, resulted, backlog (arrived and not begun), outstanding
    (arrived without a result); tubes, summed from hour 0. `finish_hour`: the last result, None: never. The waits are
    hours from arrival to result; None while some never have one.
    """

    hours: pl.DataFrame
    finish_hour: float | None
    wait_median_hours: float | None
    wait_p90_hours: float | None
    wait_longest_hours: float | None
    backlog_peak: float


def predict_queue(arrivals: Sequence[float], laboratory: Laboratory, waiting: float = 0.0) -> Queue:
    """Return when the tubes of a round have their results.

    A fluid: within an hour tubes arrive evenly, a line begins runs evenly at the pace of its machines. What has been
    begun by t is the least over s ≤ t of (arrived by s) + (could be begun between s and t) (Newell GF, Applications of
    Queueing Theory, 1971). Held against runs simulated one by one the tubes begun differ by less than what the machines
    hold at once where they work around the clock, and by less than twice that with shifts.

    Args:
        arrivals: tubes in hour 0, 1, 2 … after a local midnight.
        laboratory: what takes them.
        waiting: tubes that wait already at hour 0.

    >>> from fangxian.engines.testing.laboratory import Laboratory, Line
    >>> queue = predict_queue([0] * 8 + [400] * 8, Laboratory((Line(6, 96, 4.0),)))
    >>> round(queue.finish_hour, 1), round(queue.backlog_peak), round(queue.wait_p90_hours, 1)
    (34.2, 2048, 16.8)
    """
    until = _horizon(arrivals, laboratory, waiting)
    edges, could = laboratory.capacity(until)
    times = np.union1d(edges, np.arange(until + 1))
    arrived = np.interp(
        times, np.arange(len(arrivals) + 1), waiting + np.concatenate([[0.0], np.cumsum(arrivals)])
    )
    times, arrived, begun = _begun(times, arrived, np.interp(times, edges, could))
    run_hours = laboratory.run_hours
    at = np.arange(1.0, until + 1)
    hours = _hourly(at, np.interp(at, times, arrived), times, begun, run_hours)
    finish = _when(times, begun, np.array([arrived[-1]]))[0] + run_hours
    waits = _waits(times, arrived, begun) + run_hours
    done = arrived[-1] > 0 and bool(np.isfinite(finish))
    median, ninth, longest = (float(np.quantile(waits, part)) if done else None for part in (0.5, 0.9, 1.0))
    return Queue(
        hours, float(finish) if done else None, median, ninth, longest, float((arrived - begun).max())
    )


def _horizon(arrivals: Sequence[float], laboratory: Laboratory, waiting: float) -> int:
    """Whole days in which everything is surely begun, or a day more than the arrivals where nothing ever is."""
    days = len(arrivals) / DAY + 2
    latest = max((line.from_hour for line in laboratory.lines), default=0.0) / DAY
    if laboratory.tubes_per_day > 0:
        days += latest + (waiting + sum(arrivals)) / laboratory.tubes_per_day
    return int(np.ceil(days)) * int(DAY)


def _begun(times: Floats, arrived: Floats, could: Floats) -> tuple[Floats, Floats, Floats]:
    """Return times, arrived and begun, with the instants added at which a backlog is gone."""
    ahead = arrived - could
    least = np.minimum(0.0, np.minimum.accumulate(ahead))
    before, after, floor = ahead[:-1], ahead[1:], least[:-1]
    emptied = (before > floor) & (after < floor)
    part = (before[emptied] - floor[emptied]) / (before[emptied] - after[emptied])
    gone = times[:-1][emptied] + part * np.diff(times)[emptied]
    every = np.union1d(times, gone)
    arrived, could = np.interp(every, times, arrived), np.interp(every, times, could)
    return every, arrived, could + np.minimum(0.0, np.minimum.accumulate(arrived - could))


def _when(times: Floats, counted: Floats, tubes: Floats) -> Floats:
    """Return when a rising count first reaches each number of tubes (infinity: never)."""
    nearly = tubes - 1e-9 * np.maximum(1.0, tubes)
    at = np.searchsorted(counted, nearly, side="left")
    inside = np.clip(at, 1, len(counted) - 1)
    low, high = counted[inside - 1], counted[inside]
    part = np.clip(np.divide(nearly - low, high - low, out=np.zeros_like(low), where=high > low), 0.0, 1.0)
    reached = np.where(at == 0, times[0], times[inside - 1] + part * (times[inside] - times[inside - 1]))
    return np.where(at >= len(counted), np.inf, reached)


def _waits(times: Floats, arrived: Floats, begun: Floats) -> Floats:
    tubes = arrived[-1] * (np.arange(QUANTILES) + 0.5) / QUANTILES
    if not begun[-1] >= arrived[-1] * (1 - 1e-9):
        return np.full(QUANTILES, np.inf)
    return np.maximum(0.0, _when(times, begun, tubes) - _when(times, arrived, tubes))


def _hourly(hours: Floats, arrived: Floats, times: Floats, begun: Floats, run_hours: float) -> pl.DataFrame:
    by_hour = np.interp(hours, times, begun)
    resulted = np.where(hours < run_hours, 0.0, np.interp(hours - run_hours, times, begun))
    return pl.DataFrame(
        {
            "hour": hours.astype(np.int64),
            "arrived": arrived,
            "begun": by_hour,
            "resulted": resulted,
            "backlog": arrived - by_hour,
            "outstanding": arrived - resulted,
        }
    )
