"""The laboratory run by run: every tube in the machine that takes it. What the fluid is held against."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import numpy as np

from fangxian.engines.testing.laboratory.lines import Floats, Laboratory, Line


@dataclass(frozen=True)
class Batches:
    """Per tube in the order of arrival: hours of arrival, of the run it went into, and of the result (NaN: none yet)."""

    arrived: Floats
    begun: Floats
    resulted: Floats

    def count_begun(self, hour: float) -> int:
        """Return the tubes begun before or at this hour."""
        return int((self.begun <= hour).sum())


def run_batches(
    arrivals: Sequence[int], laboratory: Laboratory, until_hour: float, waiting: int = 0
) -> Batches:
    """Return every tube's hours when machines take what waits as soon as they are free, up to a full run.

    Args:
        arrivals: whole tubes in hour 0, 1, 2 …, spread evenly over the hour.
        laboratory: what takes them; of machines free at once, those of earlier lines begin.
        until_hour: no run is begun from this hour on.
        waiting: tubes that wait already at hour 0.

    >>> from fangxian.engines.testing.laboratory import Laboratory, Line
    >>> runs = run_batches([4], Laboratory((Line(1, 3, 2.0),)), 24)
    >>> runs.arrived.tolist(), runs.begun.tolist()
    ([0.125, 0.375, 0.625, 0.875], [0.125, 2.125, 2.125, 2.125])
    """
    arrived = _arrivals(arrivals, waiting)
    begun, resulted = np.full((2, len(arrived)), np.nan)
    spans = [line.open_hours(until_hour) for line in laboratory.lines]
    free = [(0.0, at, one) for at, line in enumerate(laboratory.lines) for one in range(line.machines)]
    heapify(free)
    taken = 0
    while free and taken < len(arrived):
        hour, at, one = heappop(free)
        line = laboratory.lines[at]
        begins = _open_from(spans[at], max(hour, arrived[taken]))
        if begins is None:
            continue
        if begins > hour:
            # Another machine may be free before this one opens: it goes back into the row.
            heappush(free, (begins, at, one))
            continue
        last = _last_taken(arrived, taken, begins, line)
        begun[taken:last], resulted[taken:last] = begins, begins + line.run_hours
        taken = last
        heappush(free, (begins + line.run_hours, at, one))
    return Batches(arrived, begun, resulted)


def _arrivals(arrivals: Sequence[int], waiting: int) -> Floats:
    spread = [hour + (np.arange(count) + 0.5) / count for hour, count in enumerate(arrivals) if count]
    return np.concatenate([np.zeros(waiting), *spread])


def _open_from(spans: list[tuple[float, float]], hour: float) -> float | None:
    """Return the first hour from `hour` on at which a run may begin."""
    return next((max(begins, hour) for begins, ends in spans if hour < ends), None)


def _last_taken(arrived: Floats, taken: int, hour: float, line: Line) -> int:
    return min(taken + line.run_tubes, int(np.searchsorted(arrived, hour, side="right")))
