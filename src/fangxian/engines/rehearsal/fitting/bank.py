"""The futures a fit tries, each with settings of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

import numpy as np
import numpy.typing as npt

from fangxian.engines.epidemic import Course, Policy, hand, make_world
from fangxian.engines.epidemic.limits import CASES_MOST, DAYS_KNOWN, INFECTIONS_MOST
from fangxian.engines.rehearsal.city import MixingCity
from fangxian.engines.rehearsal.fitting.describing import FIGURES
from fangxian.engines.rehearsal.fitting.parameters import PARAMETERS, Scale, settings_of
from fangxian.engines.rehearsal.fitting.trying import OUTCOMES, make_bench, try_some

Floats = npt.NDArray[np.float64]
Progress = Callable[[int, int], None]

LONGEST = 45
"""Days an outbreak may go on before anybody is found."""
ROOM = 1 << 13
PIECE = 2_000
"""Futures tried between two looks at the progress."""


@dataclass(frozen=True, eq=False)
class Bank:
    """Futures that were tried: place in the unit cube, settings, figures and outcomes; a row each, the told ones only."""

    unit: Floats
    settings: Floats
    figures: Floats
    outcomes: Floats
    tried: int


@dataclass(frozen=True, eq=False)
class Setting:
    """Where futures are tried: a city, a course, a plan, the scale of R, and how many days are known.

    A future with more than so many cases or infections is given up: it is not near the record.
    """

    city: MixingCity
    course: Course
    policy: Policy
    scale: Scale
    days: int
    cases_most: int
    infections_most: int


def try_futures(
    setting: Setting, futures: int, *, seed: int = 1, threads: int = 2, progress: Progress | None = None
) -> Bank:
    """Return so many futures with settings drawn evenly from the unit cube.

    >>> from fangxian.engines.rehearsal.fitting.examples import a_setting
    >>> bank = try_futures(a_setting(), 40)
    >>> bank.tried, bank.figures.shape[1]
    (40, 24)
    """
    unit = np.random.default_rng([seed, 1]).random((futures, len(PARAMETERS)))
    settings = settings_of(unit)
    handed = settings.copy()
    handed[:, 0] = setting.scale.factor_of(settings[:, 0])
    figures, outcomes = np.full((futures, FIGURES), np.nan), np.zeros((futures, OUTCOMES))
    firsts = range(0, futures, PIECE)
    free: SimpleQueue[Any] = SimpleQueue()
    for _ in range(threads):
        free.put(make_ready(setting, seed))

    def try_piece(first: int) -> None:
        world, bench, kept = free.get()
        part = slice(first, first + PIECE)
        try_some(world, bench, handed[part], first, figures[part], outcomes[part])
        free.put((world, bench, kept))

    with ThreadPoolExecutor(threads) as pool:
        for done, _ in enumerate(pool.map(try_piece, firsts), start=1):
            if progress is not None:
                progress(min(done * PIECE, futures), futures)
    told = ~np.isnan(figures[:, 0])
    return Bank(unit[told], settings[told], figures[told], outcomes[told], futures)


def make_ready(setting: Setting, seed: int) -> tuple[Any, Any, Any]:
    """Return a world and a bench to try in, handed, and what they borrow from."""
    world = make_world(
        setting.city.ground, own_course(setting.course), own_policy(setting.policy),
        (setting.city.population, setting.city.pupils), LONGEST + setting.days, seed, ROOM,
    )  # fmt: skip
    limits = world.limits.figure
    limits[DAYS_KNOWN], limits[CASES_MOST] = setting.days, setting.cases_most
    limits[INFECTIONS_MOST] = min(setting.infections_most, ROOM - 2)
    bench = make_bench(world, setting.cases_most)
    return hand(world), hand(bench), (world, bench)


def own_course(course: Course) -> Course:
    """Return a course whose rates may be written to."""
    return course._replace(rate=course.rate.copy())


def own_policy(policy: Policy) -> Policy:
    """Return a policy that may be written to; its median of asking made one day."""
    median = float(np.median(policy.seeking_q)) or 1.0
    return policy._replace(
        seeking=policy.seeking.copy(), seeking_q=policy.seeking_q / median, coverage=policy.coverage.copy()
    )
