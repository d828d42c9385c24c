"""Futures told once, past any day that will be asked about: what a forecast of any day chooses from."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

import numpy as np
import numpy.typing as npt

from fangxian.engines.rehearsal.fitting.bank import Progress, Setting, make_ready
from fangxian.engines.rehearsal.fitting.parameters import PARAMETERS, settings_of
from fangxian.engines.rehearsal.forecasting.telling import SERIES, tell_some

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

CASES_MOST, INFECTIONS_MOST = 1_500, 6_000
"""Where a future is given up: whatever it would still come to, it is more than anybody plans for by itself."""
PIECE = 500


@dataclass(frozen=True, eq=False)
class Told:
    """Futures in which somebody was found, a row each: the number it is known by, its settings as the kernel takes them,
    `counts` (future, series, day since the first report), and `since`: days from the first infection to the first report."""

    numbers: Ints
    settings: Floats
    counts: npt.NDArray[np.int16]
    since: Floats
    tried: int


def tell_futures(
    setting: Setting, futures: int, *, seed: int = 1, threads: int = 2, progress: Progress | None = None
) -> Told:
    """Return so many futures with settings drawn evenly, each told for `setting.days` days from its first report on.

    >>> from fangxian.engines.rehearsal.forecasting.examples import a_long_setting
    >>> told = tell_futures(a_long_setting(), 40)
    >>> told.tried, told.counts.shape[1:]
    (40, (3, 40))
    """
    unit = np.random.default_rng([seed, 1]).random((futures, len(PARAMETERS)))
    settings = settings_of(unit)
    settings[:, 0] = setting.scale.factor_of(settings[:, 0])
    counts, since = np.zeros((futures, SERIES, setting.days), np.int16), np.full(futures, np.nan)
    free: SimpleQueue[Any] = SimpleQueue()
    for _ in range(threads):
        free.put(make_ready(setting, seed))

    def tell_piece(first: int) -> None:
        world, bench, kept = free.get()
        part = slice(first, first + PIECE)
        told = np.zeros((len(since[part]), SERIES, setting.days), np.int64)
        tell_some(world, bench, settings[part], first, told, since[part])
        counts[part] = told
        free.put((world, bench, kept))

    with ThreadPoolExecutor(threads) as pool:
        for done, _ in enumerate(pool.map(tell_piece, range(0, futures, PIECE)), start=1):
            if progress is not None:
                progress(min(done * PIECE, futures), futures)
    found = np.flatnonzero(~np.isnan(since))
    return Told(found, settings[found], counts[found], since[found], futures)
