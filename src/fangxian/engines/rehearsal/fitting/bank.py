"""The futures a fit tries, each with settings of its own."""

from collections.abc import Callable, Sequence
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
Ints = npt.NDArray[np.int64]
Progress = Callable[[int, int], None]

LONGEST = 45
"""Days an outbreak may go on before anybody is found."""
ROOM = 1 << 13
PIECE = 2_000
"""Futures tried between two looks at the progress."""


@dataclass(frozen=True, eq=False)
class Bank:
    """Futures that were tried: number, place in the unit cube, settings, figures and outcomes; a row each, the told ones
    only. A number names the luck: the same one with the same settings is the same future."""

    numbers: Ints
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

    def handed(self, settings: Floats) -> Floats:
        """Return settings as the kernel takes them: a factor of all forces of infection in place of R."""
        found = settings.copy()
        found[:, 0] = self.scale.factor_of(settings[:, 0])
        return found


def try_futures(
    setting: Setting,
    futures: int | range,
    *,
    seed: int = 1,
    threads: int = 2,
    progress: Progress | None = None,
) -> Bank:
    """Return so many futures with settings drawn evenly from the unit cube, or those with these numbers.

    Whether futures are tried all together or a range after the other changes nothing of any of them.

    >>> from fangxian.engines.rehearsal.fitting.examples import a_setting
    >>> bank = try_futures(a_setting(), 40)
    >>> bank.tried, bank.figures.shape[1]
    (40, 24)
    """
    asked = range(futures) if isinstance(futures, int) else futures
    unit = np.random.default_rng([seed, 1]).random((asked.stop, len(PARAMETERS)))[asked.start :]
    settings = settings_of(unit)
    handed = setting.handed(settings)
    figures, outcomes = np.full((len(asked), FIGURES), np.nan), np.zeros((len(asked), OUTCOMES))
    free: SimpleQueue[Any] = SimpleQueue()
    for _ in range(threads):
        free.put(make_ready(setting, seed))

    def try_piece(first: int) -> None:
        world, bench, kept = free.get()
        part = slice(first, first + PIECE)
        try_some(world, bench, handed[part], asked.start + first, figures[part], outcomes[part])
        free.put((world, bench, kept))

    with ThreadPoolExecutor(threads) as pool:
        for done, _ in enumerate(pool.map(try_piece, range(0, len(asked), PIECE)), start=1):
            if progress is not None:
                progress(min(done * PIECE, len(asked)), len(asked))
    told = ~np.isnan(figures[:, 0])
    numbers = np.arange(asked.start, asked.stop)
    return Bank(numbers[told], unit[told], settings[told], figures[told], outcomes[told], len(asked))


def join(banks: Sequence[Bank]) -> Bank:
    """Return one bank of several, as if their futures had been tried together.

    >>> from fangxian.engines.rehearsal.fitting.examples import a_setting
    >>> parts = [try_futures(a_setting(), numbers) for numbers in (range(0, 20), range(20, 40))]
    >>> bool((join(parts).figures == try_futures(a_setting(), 40).figures).all())
    True
    """
    columns = ("numbers", "unit", "settings", "figures", "outcomes")
    found = {name: np.concatenate([getattr(bank, name) for bank in banks]) for name in columns}
    return Bank(**found, tried=sum(bank.tried for bank in banks))


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
