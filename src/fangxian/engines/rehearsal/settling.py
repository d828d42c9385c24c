"""Futures until it is clear which plan is better, and no more."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
import polars as pl
from scipy import stats

from fangxian.engines.epidemic import Course, Policy
from fangxian.engines.rehearsal.city import MixingCity
from fangxian.engines.rehearsal.futures import Progress, Rehearsed, Start, rehearse_some

BATCH = 50
"""Futures between two looks."""
ERROR = 0.05
"""Chance that any look takes chance for a difference, shared out evenly over the looks there may be."""


def rehearse_until_decided(
    city: MixingCity, course: Course, policies: Mapping[str, Policy], start: Start, most: int,
    *, seed: int = 1, threads: int = 2, progress: Progress | None = None,
) -> Rehearsed:  # fmt: skip
    """Return futures in batches until the plans' ranking by infections is decided, at most so many.

    >>> from fangxian.engines.epidemic import no_policy
    >>> from fangxian.engines.rehearsal.examples import A_CITY, A_COURSE
    >>> nothing = no_policy(len(A_CITY.kinds))
    >>> found = rehearse_until_decided(A_CITY, A_COURSE, {"a": nothing, "b": nothing}, Start(3, 0, 10), 80)
    >>> found.futures.height  # the same plan twice is never decided
    160
    """
    looks = -(-most // BATCH)
    parts: list[Rehearsed] = []
    for first in range(0, most, BATCH):
        numbers = range(first, min(first + BATCH, most))
        parts.append(rehearse_some(city, course, policies, start, numbers, seed=seed, threads=threads))
        if progress is not None:
            progress(numbers.stop, most)
        if is_decided(pl.concat([part.futures for part in parts]), ERROR / looks):
            break
    return _joined(parts)


def is_decided(futures: pl.DataFrame, error: float) -> bool:
    """Return whether every two plans differ in infections by more than chance, future by future.

    >>> from fangxian.engines.rehearsal.examples import some_futures
    >>> is_decided(some_futures(), 0.05)
    True
    """
    wide = futures.pivot("plan", index="future", values="infections").drop("future")
    columns = {name: wide[name].to_numpy().astype(float) for name in wide.columns}
    return all(_differ(columns[a] - columns[b], error) for a, b in combinations(columns, 2))


def _differ(values: np.ndarray, error: float) -> bool:
    spread = values.std(ddof=1) / np.sqrt(len(values))
    return bool(abs(values.mean()) > stats.t.ppf(1.0 - error / 2.0, len(values) - 1) * spread)


def _joined(parts: Sequence[Rehearsed]) -> Rehearsed:
    frame = pl.concat([part.futures for part in parts])
    plans = frame["plan"].unique(maintain_order=True).to_list()
    ordered = pl.concat([frame.filter(plan=plan) for plan in plans])
    return Rehearsed(
        ordered,
        {plan: np.concatenate([part.infections[plan] for part in parts]) for plan in plans},
        {plan: np.concatenate([part.cases[plan] for part in parts]) for plan in plans},
    )
