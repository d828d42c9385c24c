"""`python -m benchmarks.rehearsal.sizes`: one outbreak in cities of 100,000 to 10 million people.

Held: the size of the city changes neither what an outbreak does that nobody stops (mean infections by day 12, with its
95 % interval), nor what a future under the plan costs (milliseconds each, one thread, best of three, without compiling and
opening the city). Writes results/sizes.md and results/sizes.svg.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import altair as alt
import numpy as np
import polars as pl

from benchmarks.rehearsal.running import Timed, tell
from fangxian.engines.rehearsal import Start

RESULTS = Path(__file__).parent / "results"
PEOPLE = (100_000, 300_000, 1_000_000, 3_000_000, 10_000_000)
ALONE, CONTAINED = Start(40, 0, 12), Start(40, 7, 60)
"""Too few days for the smallest city to run out of people; and the outbreak of the other benchmarks."""
FUTURES, REPEATS = 300, 3


@dataclass(frozen=True)
class Size:
    """A city of so many people: infections without a plan, mean and half its interval; under the plan, and its time."""

    people: int
    infections: float
    half: float
    contained: float
    milliseconds: float


def measure(people: int) -> Size:
    """Run both outbreaks in one city."""
    alone = _infections(tell(people, ALONE, FUTURES, contained=False, threads=1))
    runs = [tell(people, CONTAINED, FUTURES, threads=1) for _ in range(REPEATS)]
    best = min(runs, key=lambda run: run.seconds)
    half = 1.96 * float(alone.std(ddof=1)) / np.sqrt(FUTURES)
    return Size(people, float(alone.mean()), half, best.infections, best.each * 1000.0)


def _infections(timed: Timed) -> np.ndarray:
    return timed.found.futures["infections"].to_numpy().astype(float)


def are_equal(sizes: list[Size]) -> bool:
    """Return whether every two means are closer than four standard errors of their difference.

    >>> are_equal([Size(1, 100.0, 5.0, 0.0, 0.0), Size(2, 104.0, 5.0, 0.0, 0.0)])
    True
    >>> are_equal([Size(1, 100.0, 5.0, 0.0, 0.0), Size(2, 130.0, 5.0, 0.0, 0.0)])
    False
    """
    return all(
        abs(a.infections - b.infections) < 4.0 / 1.96 * np.hypot(a.half, b.half) for a in sizes for b in sizes
    )


def as_table(sizes: list[Size]) -> str:
    """Return the figures as a table."""
    head = ["| people | infections by day 12, no plan | infections under the plan | ms a future |", "|---:|---:|---:|---:|"]  # fmt: skip
    rows = [
        f"| {one.people:,} | {one.infections:.1f} ± {one.half:.1f} | {one.contained:.0f} | {one.milliseconds:.2f} |"
        for one in sizes
    ]
    told = "The means without a plan are equal within chance." if are_equal(sizes) else "The means differ."
    return "\n".join([*head, *rows, "", told, ""])


def draw(sizes: list[Size], path: Path) -> None:
    """Draw milliseconds a future over the people of the city, which is in powers of ten."""
    rows = pl.DataFrame({"people": [s.people for s in sizes], "ms": [s.milliseconds for s in sizes]})
    line = alt.Chart(rows).encode(
        x=alt.X("people", title="people in the city", scale=alt.Scale(type="log", nice=False)),
        y=alt.Y("ms", title="milliseconds a future, one thread", scale=alt.Scale(zero=True)),
    )
    drawn = (line.mark_line() + line.mark_point(filled=True, size=60)).properties(width=460, height=300)
    drawn.configure_axis(gridOpacity=0.4).save(str(path), format="svg")


def main() -> None:
    """Measure every size and keep table and chart."""
    began = os.getloadavg()[0]
    sizes = [measure(people) for people in PEOPLE]
    RESULTS.mkdir(exist_ok=True)
    text = f"{os.cpu_count()} cores, load {began:.1f} at the start.\n\n{as_table(sizes)}"
    (RESULTS / "sizes.md").write_text(text, "utf-8")
    draw(sizes, RESULTS / "sizes.svg")
    print(text)


if __name__ == "__main__":
    main()
