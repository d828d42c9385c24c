"""Futures told past today: what each would have published, day after day from its first report."""

import numpy as np
import numpy.typing as npt

from fangxian.engines.compiled import compiled, whole
from fangxian.engines.epidemic import NEVER, run
from fangxian.engines.epidemic.limits import CASES_MOST, INFECTIONS_MOST
from fangxian.engines.epidemic.tallies import CASES, FIRST_REPORT, INFECTIONS, LAST_INFECTION, LAST_REPORT
from fangxian.engines.epidemic.touched import Touched
from fangxian.engines.epidemic.world import World
from fangxian.engines.rehearsal.fitting.trying import SEEDS, Bench, seed, set_world

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

REPORTED, CONFIRMED, SILENT = range(3)
"""What is counted on a day: everybody put on record; those on record who are ill, on the day they are both; those who are
not ill yet on the day they are put on record (whoever falls ill later is counted again, as confirmed)."""
SERIES = 3
LOOK_BACK = 3
"""Days whose mean stands for every day after a future was given up."""


@compiled
def tell_some(world: World, bench: Bench, settings: Floats, first: int, counts: Ints, since: Floats) -> None:
    """Tell a future for each row of settings, the first with the number `first`, and write what it published.

    `counts[n, series, day]`: by day since the first report. `since[n]`: days from the first infection to the first
    report; NaN where nobody was found.
    """
    for number in range(len(settings)):
        world.key[1] = first + number
        set_world(world, bench, settings[number])
        seeds = whole(settings[number, SEEDS])
        people, at = np.zeros(seeds, np.int64), np.zeros(seeds)
        seed(world, people, at)
        since[number] = np.nan
        if run(world, people, at) and world.tally[FIRST_REPORT] >= 0.0:
            since[number] = world.tally[FIRST_REPORT] - at.min()
            tally, day = world.tally, whole(world.tally[FIRST_REPORT])
            count_days(world.touched, day, counts[number])
            if _was_given_up(world):
                _go_on(counts[number], whole(max(tally[LAST_REPORT], tally[LAST_INFECTION])) - day)


@compiled
def count_days(touched: Touched, first: int, counts: Ints) -> None:
    """Write what a future published: (series, day since `first`, the day of its first report)."""
    counts[:] = 0
    days = counts.shape[1]
    for row in range(touched.size[0]):
        reported, onset = touched.row[row].reported_at, touched.row[row].onset_at
        if reported == NEVER or whole(reported) - first >= days:
            continue
        counts[REPORTED, whole(reported) - first] += 1
        if onset > reported:
            counts[SILENT, whole(reported) - first] += 1
        if onset != NEVER and whole(max(onset, reported)) - first < days:
            counts[CONFIRMED, whole(max(onset, reported)) - first] += 1


@compiled
def _was_given_up(world: World) -> bool:
    limits, tally = world.limits.figure, world.tally
    return tally[CASES] > limits[CASES_MOST] or tally[INFECTIONS] > limits[INFECTIONS_MOST]


@compiled
def _go_on(counts: Ints, last: int) -> None:
    """Let a future that was given up as too large stay as it was on its last days: it has at least so many."""
    for series in range(counts.shape[0]):
        begins = max(last - LOOK_BACK, 0)
        if begins < last:
            counts[series, last:] = whole(np.ceil(counts[series, begins:last].mean()))
