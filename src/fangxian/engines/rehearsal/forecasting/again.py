"""Futures told again under another plan, or with their first report moved: the same luck, another course."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from fangxian.engines.compiled import compiled, whole
from fangxian.engines.epidemic import NEVER, hand, make_world, run
from fangxian.engines.epidemic.limits import DAYS_KNOWN, INFECTIONS_MOST, REPORTED
from fangxian.engines.epidemic.tallies import (
    CASES,
    INFECTIONS,
    LOCKED_DAYS,
    MANAGED,
    QUARANTINE_DAYS,
    TESTS,
)
from fangxian.engines.epidemic.world import World
from fangxian.engines.rehearsal.fitting.bank import LONGEST, Progress, Setting, own_course, own_policy
from fangxian.engines.rehearsal.fitting.trying import SEEDS, Bench, make_bench, seed, set_world

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

ROOM = 1 << 16
MOST = 20_000
"""Infections at which a future is given up; it counts as having so many."""
MOVED_MOST = 400
"""Reports that may be moved: those of the first infections, and of as many others as a day may bring."""
SOONEST = 0.25
"""Days from infection to report at the least, where a report is moved ahead."""
_ROUNDS = 40

OUTCOMES = ("infections", "cases", "people_managed", "person_days", "tests")
AGAIN = {"future": pl.Int64(), **dict.fromkeys(OUTCOMES, pl.Float64()), "too_large": pl.Boolean()}
"""A row a future. `person_days`: in quarantine and kept at home; `too_large`: given up, its figures are what it had then."""


@dataclass(frozen=True, eq=False)
class _Ready:
    world: Any
    bench: Any
    kept: Any


def tell_again(
    setting: Setting, numbers: Ints, settings: Floats,
    *, later: float = 0.0, seed: int = 1, threads: int = 2, progress: Progress | None = None,
) -> pl.DataFrame:  # fmt: skip
    """Return AGAIN for futures known by their numbers, under the setting's policy.

    `settings`: a row a future, as in `Told`. `later`: days by which the first report comes later (below 0: sooner); what
    follows from it follows by the plan. Told for `setting.days` days from the first report.

    >>> from fangxian.engines.rehearsal.forecasting import tell_futures
    >>> from fangxian.engines.rehearsal.forecasting.examples import a_long_setting
    >>> told = tell_futures(a_long_setting(), 60)
    >>> found = tell_again(a_long_setting(), told.numbers[:5], told.settings[:5])
    >>> found["cases"].to_list() == told.counts[:5, 0].sum(axis=1).tolist()
    True
    """
    free: SimpleQueue[_Ready] = SimpleQueue()
    for _ in range(threads):
        free.put(_make_ready(setting, seed))
    rows = np.zeros((len(numbers), len(OUTCOMES) + 1))

    def tell_one(n: int) -> None:
        ready = free.get()
        _tell(ready.world, ready.bench, settings[n], int(numbers[n]), later, rows[n])
        free.put(ready)

    with ThreadPoolExecutor(threads) as pool:
        for done, _ in enumerate(pool.map(tell_one, range(len(numbers))), start=1):
            if progress is not None:
                progress(done, len(numbers))
    columns = {name: rows[:, n] for n, name in enumerate(OUTCOMES)}
    return pl.DataFrame({"future": numbers, **columns, "too_large": rows[:, -1] > 0.0}, schema=AGAIN)


def _make_ready(setting: Setting, seed: int) -> _Ready:
    world = make_world(
        setting.city.ground, own_course(setting.course), own_policy(setting.policy),
        (setting.city.population, setting.city.pupils), LONGEST + setting.days, seed, ROOM, known=MOVED_MOST,
    )  # fmt: skip
    world.limits.figure[DAYS_KNOWN], world.limits.figure[INFECTIONS_MOST] = setting.days, MOST
    bench = make_bench(world, 1)
    return _Ready(hand(world), hand(bench), (world, bench))


@compiled
def _tell(world: World, bench: Bench, setting: Floats, number: int, later: float, into: Floats) -> None:
    """Tell one future, again if its first report is to be moved, and write its outcomes."""
    world.key[1] = number
    set_world(world, bench, setting)
    seeds = whole(setting[SEEDS])
    people, at = np.zeros(seeds + MOVED_MOST, np.int64), np.zeros(seeds + MOVED_MOST)
    seed(world, people[:seeds], at[:seeds])
    world.limits.known[:] = NEVER
    run(world, people[:seeds], at[:seeds])
    if later < 0.0:
        _sooner(world, people, at, seeds, later)
    elif later > 0.0:
        _hold_back(world, people, at, seeds, later)
    tally = world.tally
    into[0], into[1], into[2] = tally[INFECTIONS], tally[CASES], tally[MANAGED]
    into[3], into[4] = tally[QUARANTINE_DAYS] + tally[LOCKED_DAYS], tally[TESTS]
    into[5] = 1.0 if tally[INFECTIONS] > world.limits.figure[INFECTIONS_MOST] else 0.0


@compiled
def _sooner(world: World, people: Ints, at: Floats, seeds: int, later: float) -> None:
    """Tell the future just told again, its first case put on record sooner."""
    row = _first(world)
    if row < 0:
        return
    one = world.touched.row[row]
    report = max(one.reported_at + later, one.infected_at + SOONEST)
    count = _move(world, people, at, seeds, row, min(report, one.reported_at))
    run(world, people[:count], at[:count])


@compiled
def _first(world: World) -> int:
    """Return the row of the case put on record first; -1 where there is none."""
    best, when = -1, NEVER
    for row in range(world.touched.size[0]):
        if world.touched.row[row].reported_at < when:
            best, when = row, world.touched.row[row].reported_at
    return best


@compiled
def _move(world: World, people: Ints, at: Floats, count: int, row: int, report: float) -> int:
    """Let somebody be put on record at an instant; who was not infected from outside is added with their own instant, and
    is infected then whoever infects them. Returns how many are infected from outside."""
    one = world.touched.row[row]
    number = count
    for other in range(count):
        if people[other] == one.person:
            number = other
    if number >= min(len(people), len(world.limits.known)):
        return count
    if number == count:
        people[count], at[count] = one.person, one.infected_at
        count += 1
    world.limits.known[number, REPORTED] = report
    return count


@compiled
def _hold_back(world: World, people: Ints, at: Floats, seeds: int, later: float) -> None:
    """Tell the future just told again until nobody is on record before the first report as it is held back.

    Whoever would be is put on record so much later too; holding them back may let somebody else ask first.
    """
    first = _first(world)
    if first < 0:
        return
    until, count = world.touched.row[first].reported_at + later, seeds
    for _ in range(_ROUNDS):
        before = count
        moved = 0
        for row in range(world.touched.size[0]):
            reported = world.touched.row[row].reported_at
            if reported < until - 1e-9:
                count = _move(world, people, at, count, row, reported + later)
                moved += 1
        if moved == 0:
            return
        run(world, people[:count], at[:count])
        if moved > 0 and count == before and count >= len(world.limits.known):
            return
