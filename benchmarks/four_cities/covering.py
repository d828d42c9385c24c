"""`python -m benchmarks.four_cities.covering [futures] [outbreaks]`: how often the intervals hold what came.

One outbreak is no proof. So many simulated ones as large as that of 2021 was on a day are foretold from their counts alone, each
by all other futures: how often the intervals of the final size hold it, and how wide they are. Writes results/covering.md.
"""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.four_cities.knowing import Day, list_days
from benchmarks.four_cities.scene import the_setting
from fangxian.engines.rehearsal.forecasting import (
    CONFIRMED,
    SILENT,
    Known,
    Told,
    forecast,
    known_of,
    tell_futures,
)

RESULTS = Path(__file__).parent / "results" / "covering.md"
ON_DAYS = (4, 8, 12)
AS_LARGE = 2.0
"""An outbreak is as large where it has at least half as many cases, and at most twice as many."""


def main(futures: int = 20_000, outbreaks: int = 150, threads: int = 2) -> None:
    """Foretell simulated outbreaks and keep how often that was right."""
    told = tell_futures(the_setting(), futures, seed=2, threads=threads)
    lines = [
        f"{outbreaks} simulated outbreaks a day, each foretold by all others of {len(told.numbers):,} futures.", "",
        "| day | confirmed so far | inside the 90 % | inside the 50 % | upper / lower, median |", "|---:|---|---:|---:|---:|",
    ]  # fmt: skip
    days = {day.number: day for day in list_days()}
    lines += [_line(told, days[number], outbreaks) for number in ON_DAYS]
    text = "\n".join(lines) + "\n"
    RESULTS.write_text(text, "utf-8")
    print(text)


def _line(told: Told, day: Day, outbreaks: int) -> str:
    so_far = told.counts[:, CONFIRMED, : day.number].sum(axis=1)
    low, high = day.known.so_far / AS_LARGE, day.known.so_far * AS_LARGE
    can = (told.since >= day.known.since[0]) & (told.since <= day.known.since[1])
    rows = np.flatnonzero(can & (so_far >= low) & (so_far <= high))
    drawn = np.random.default_rng(day.number).choice(rows, min(outbreaks, len(rows)), replace=False)
    finals = np.array([forecast(_others(told, row), _known(told, row, day)).final() for row in drawn])
    came = told.counts[drawn, CONFIRMED].sum(axis=1)
    wide = ((finals[:, 0] <= came) & (came <= finals[:, -1])).mean()
    half = ((finals[:, 1] <= came) & (came <= finals[:, 3])).mean()
    ratio = np.median(finals[:, -1] / np.maximum(finals[:, 0], 1.0))
    return f"| {day.number} | {low:.0f} – {high:.0f} | {wide:.0%} | {half:.0%} | {ratio:.1f} |"


def _known(told: Told, row: int, day: Day) -> Known:
    confirmed, silent = (
        told.counts[row, series, : day.number].astype(float) for series in (CONFIRMED, SILENT)
    )
    return replace(known_of(CONFIRMED, confirmed=confirmed, silent=silent), since=day.known.since)


def _others(told: Told, row: int) -> Told:
    keep = np.arange(len(told.numbers)) != row
    return replace(
        told, numbers=told.numbers[keep], settings=told.settings[keep], counts=told.counts[keep], since=told.since[keep],
    )  # fmt: skip


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
