"""Futures told again under another plan, or with the ill found sooner or later: the same luck, another course."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from fangxian.engines.compiled import compiled, whole
from fangxian.engines.epidemic import hand, make_world, run
from fangxian.engines.epidemic.limits import DAYS_KNOWN, INFECTIONS_MOST
from fangxian.engines.epidemic.tallies import (
    CASES,
    FIRST_REPORT,
    INFECTIONS,
    LOCKED_DAYS,
    MANAGED,
    QUARANTINE_DAYS,
    TESTS,
)
from fangxian.engines.epidemic.world import World
from fangxian.engines.rehearsal.fitting.bank import LONGEST, Setting, own_course, own_policy
from fangxian.engines.rehearsal.fitting.trying import SEEDS, Bench, make_bench, seed, set_world

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

ROOM = 1 << 17
MOST = 20_000
"""Infections at which a future is given up; its figures are what it had come to by then."""

OUTCOMES = ("infections", "cases", "people_managed", "person_days", "tests", "first_report")
AGAIN = {"future": pl.Int64(), **dict.fromkeys(OUTCOMES, pl.Float64()), "given_up": pl.Boolean()}
"""A row a future. `person_days`: in quarantine and kept at home; `first_report`: days since the future began."""


def tell_again(
    setting: Setting, numbers: Ints, settings: Floats, *, later: float = 0.0, seed: int = 1, threads: int = 2
) -> pl.DataFrame:
    """Return AGAIN for futures known by their numbers, under the setting's policy, for its days from the first report on.

    `settings`: a row a future, as in `Told`. `later`: days by which everybody who asks for a test for being ill asks later
    (below 0: sooner, though not before they are infected); all that follows from it follows by the plan.

    >>> from fangxian.engines.rehearsal.forecasting import tell_futures
    >>> from fangxian.engines.rehearsal.forecasting.examples import a_long_setting
    >>> told = tell_futures(a_long_setting(), 60)
    >>> found = tell_again(a_long_setting(), told.numbers[:5], told.settings[:5])
    >>> whole = found["infections"].to_numpy() <= a_long_setting().infections_most
    >>> bool((found["cases"].to_numpy() == told.counts[:5, 0].sum(axis=1))[whole].all())
    True
    """
    free: SimpleQueue[Any] = SimpleQueue()
    for _ in range(threads):
        free.put(_make_ready(setting, seed))
    rows = np.zeros((len(numbers), len(OUTCOMES) + 1))
    soonest = -float(setting.course.latent_q[0])

    def tell_part(part: Ints) -> None:
        world, bench, kept = free.get()
        for n in part:
            _tell(world, bench, settings[n], int(numbers[n]), later, soonest, rows[n])
        free.put((world, bench, kept))

    _in_parts(tell_part, len(numbers), threads)
    columns = {name: rows[:, n] for n, name in enumerate(OUTCOMES)}
    return pl.DataFrame({"future": numbers, **columns, "given_up": rows[:, -1] > 0.0}, schema=AGAIN)


def _in_parts(tell_part: Callable[[Ints], None], count: int, threads: int) -> None:
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(tell_part, np.array_split(np.arange(count), threads)))


def _make_ready(setting: Setting, seed: int) -> tuple[Any, Any, Any]:
    """Return a world and a bench to tell in, handed, and what they borrow from."""
    world = make_world(
        setting.city.ground, own_course(setting.course), own_policy(setting.policy),
        (setting.city.population, setting.city.pupils), LONGEST + setting.days, seed, ROOM,
    )  # fmt: skip
    world.limits.figure[DAYS_KNOWN], world.limits.figure[INFECTIONS_MOST] = setting.days, MOST
    bench = make_bench(world, 1)
    return hand(world), hand(bench), (world, bench)


@compiled
def _tell(
    world: World, bench: Bench, setting: Floats, number: int, later: float, soonest: float, into: Floats
) -> None:
    """Tell one future and write its outcomes."""
    world.key[1] = number
    set_world(world, bench, setting)
    world.policy.seeking_q[:] = np.maximum(world.policy.seeking_q + later, soonest)
    seeds = whole(setting[SEEDS])
    people, at = np.zeros(seeds, np.int64), np.zeros(seeds)
    seed(world, people, at)
    told = run(world, people, at)
    tally = world.tally
    into[0], into[1], into[2] = tally[INFECTIONS], tally[CASES], tally[MANAGED]
    into[3], into[4] = tally[QUARANTINE_DAYS] + tally[LOCKED_DAYS], tally[TESTS]
    into[5] = tally[FIRST_REPORT]
    into[6] = 0.0 if told and tally[INFECTIONS] <= world.limits.figure[INFECTIONS_MOST] else 1.0
