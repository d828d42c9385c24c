"""What a laboratory can begin: machines that take a run of tubes at a time, in shifts or around the clock."""

from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor

import numpy as np
import numpy.typing as npt

from fangxian.engines.problems import Problem, Text

Floats = npt.NDArray[np.float64]
DAY = 24.0
AROUND_THE_CLOCK = ((0.0, DAY),)


@dataclass(frozen=True)
class Line:
    """Machines that work alike.

    Each takes up to `run_tubes` at once and gives their results `run_hours` later. Runs are begun within `shifts`, hours
    of the local day (20, 32 is eight in the evening until eight in the morning); a run once begun is finished. Hours
    count from a local midnight; before `from_hour` the machines are not there.
    """

    machines: int
    run_tubes: int
    run_hours: float
    shifts: tuple[tuple[float, float], ...] = AROUND_THE_CLOCK
    from_hour: float = 0.0

    def __post_init__(self) -> None:
        hours = all(0 <= begins < ends <= begins + DAY and begins < DAY for begins, ends in self.shifts)
        if min(self.machines, self.run_tubes) < 1 or self.run_hours <= 0 or not hours or not self.shifts:
            raise Problem(
                "no-such-line",
                Text("检测线的写法不成立。", "This line of machines cannot work."),
                Text(
                    "机器、每批管数、每批小时须为正；班次为当日小时，至多 24 小时。",
                    "Expected machines, tubes and hours of a run above 0, and shifts of at most 24 hours.",
                ),
                Text("请改正后重试。", "Correct it and try again."),
            )

    def open_hours(self, until_hour: float) -> list[tuple[float, float]]:
        """Return the spans in which runs may begin, touching ones joined.

        >>> Line(1, 96, 5, shifts=((8, 20), (20, 22))).open_hours(48)
        [(8.0, 22.0), (32.0, 46.0)]
        """
        days = range(-1, ceil(until_hour / DAY) + 1)
        spans = sorted((day * DAY + begins, day * DAY + ends) for day in days for begins, ends in self.shifts)
        joined: list[tuple[float, float]] = []
        for begins, ends in spans:
            first, last = max(begins, self.from_hour, 0.0), min(ends, until_hour)
            if last <= first:
                continue
            if joined and first <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
            else:
                joined.append((first, last))
        return joined

    @property
    def tubes_per_day(self) -> float:
        """Tubes begun in a day when they never run short."""
        spans = [span for span in self.open_hours(self.from_hour + 20 * DAY) if span[0] >= self.from_hour]
        runs = sum(_runs(ends - begins, self.run_hours) for begins, ends in spans)
        return runs * self.machines * self.run_tubes / 20


def _runs(hours: float, run_hours: float) -> float:
    """Runs a machine begins in a span: one when it opens, then each time it is free; a long span counts in full."""
    runs = hours / run_hours
    return runs if hours > DAY else floor(runs - 1e-9) + 1


@dataclass(frozen=True)
class Laboratory:
    """All lines that take from one queue, first come first served."""

    lines: tuple[Line, ...]

    @property
    def run_hours(self) -> float:
        """The longest a tube may be in a machine."""
        return max((line.run_hours for line in self.lines), default=0.0)

    @property
    def tubes_per_day(self) -> float:
        """Tubes begun in a day when they never run short.

        >>> Laboratory((Line(4, 96, 4.0), Line(2, 96, 4.0, shifts=((8, 20),)))).tubes_per_day
        2880.0
        """
        return sum(line.tubes_per_day for line in self.lines)

    def capacity(self, until_hour: float) -> tuple[Floats, Floats]:
        """Return hours, rising, and how many tubes could have been begun by each; straight in between."""
        opened = [(span, line) for line in self.lines for span in line.open_hours(until_hour)]
        edges = np.unique([0.0, until_hour, *(edge for span, _ in opened for edge in span)])
        rates = np.zeros(len(edges) - 1)
        for (begins, ends), line in opened:
            runs = (
                (ends - begins) / line.run_hours
                if ends >= until_hour
                else _runs(ends - begins, line.run_hours)
            )
            inside = (edges[:-1] >= begins) & (edges[1:] <= ends)
            rates[inside] += runs * line.machines * line.run_tubes / (ends - begins)
        widths = np.array([after - before for before, after in pairwise(edges)])
        return edges, np.concatenate([[0.0], np.cumsum(rates * widths)])


def mobile_laboratory(tubes_per_day: float, from_hour: float = 0.0, run_hours: float = 4.0) -> Line:
    """Return a line that works around the clock and begins so many tubes a day.

    >>> mobile_laboratory(7_500).tubes_per_day
    7500.0
    """
    return Line(1, max(1, round(tubes_per_day * run_hours / DAY)), run_hours, from_hour=from_hour)
