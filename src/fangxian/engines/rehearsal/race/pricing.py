"""The price of an order's delay: the same futures with the order in time and late by some hours.

Only futures that the delay touches are told twice (see `engines.epidemic.watch`); the others are the same, but for what
goes by the clock alone, which one of them tells. An order's price is the share of futures touched times the mean
difference in those told twice, learnt from all orders of its kind together (see `pooling`). More of them are told where
an order is dear and its price still uncertain. Hours are not alike: of what six hours of delay cost, the next one bears
the share of possible infections that pass in it, by night fewer than in the evening.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from fangxian.engines.epidemic.tallies import INFECTIONS, LAST_REPORT, LOCKED_DAYS, QUARANTINE_DAYS
from fangxian.engines.epidemic.watch import PLACE
from fangxian.engines.rehearsal.race.bench import Orders, Passing, RaceSetting, Ready, make_ready
from fangxian.engines.rehearsal.race.pooling import Pooled, pool

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Progress = Callable[[int, int], None]

HOURS = 6.0
"""Hours of delay that are compared; one hour alone changes too few futures to tell."""
FIRST_LOOK, NEXT_LOOK = 8, 16
"""Futures told twice for an order at first, and each time more is wanted."""
RERUNS_AN_ORDER = 8
"""Futures told twice, for all orders together, as a multiple of their number."""
CERTAIN = 1.96
"""Standard errors on both sides of a mean: 95 % where it is normal."""
LEAST = 0.01
"""Infections an hour below which no order's delay is told from none."""

OUTCOMES = ("infections", "days", "person_days")
PRICES = {
    "order_id": pl.String(),
    **{f"{name}{end}": pl.Float64() for name in OUTCOMES for end in ("", "_low", "_high")},
    "touched": pl.Float64(), "told_twice": pl.Int64(), "too_small": pl.Boolean(),
}  # fmt: skip
"""What another hour of delay costs, a row an order, dearest first: `infections`, `days` to the last case, `person_days` of
quarantine and of staying at home, with the ends of their 95 % intervals. `touched`: share of futures that the delay
changes; `too_small`: whether the price of infections is too small to tell."""


@dataclass(frozen=True, eq=False)
class _Looked:
    """Of one order: the futures it touches, in the order of their numbers, the differences told so far, what its delay
    changes by the clock alone, and of possible infections it lets pass those `within` it and in its `first` hour."""

    touched: Ints
    differences: list[Floats]
    by_clock: Floats
    within: int
    first: int

    def rest(self, count: int) -> Ints:
        """Return the next futures to be told twice."""
        return self.touched[len(self.differences) : len(self.differences) + count]


def price(
    setting: RaceSetting, orders: Orders, futures: int = 200,
    *, hours: float = HOURS, reruns: int | None = None, seed: int = 1, threads: int = 2, progress: Progress | None = None,
) -> pl.DataFrame:  # fmt: skip
    """Return PRICES of the orders, each late by itself.

    >>> from fangxian.engines.rehearsal.race.examples import a_race, some_orders
    >>> prices = price(a_race(), some_orders(), 60)
    >>> sorted(prices["order_id"]), bool((prices["touched"] <= 1.0).all())
    (['isolate-case-1', 'stay-home'], True)
    """
    total = reruns if reruns is not None else RERUNS_AN_ORDER * len(orders.ids)
    free: SimpleQueue[Ready] = SimpleQueue()
    for _ in range(threads):
        free.put(make_ready(setting, orders, hours, seed))
    with ThreadPoolExecutor(threads) as pool:
        bench = _Bench(pool, free, np.arange(futures), progress, futures + total)
        base, passing = bench.tell_base()
        looked = _first_looks(bench, base, passing, orders.kind == PLACE)
        while bench.spent < total and (wanted := _most_wanted(looked, orders.kind, futures, hours)):
            work = [(k, looked[k].rest(NEXT_LOOK)) for k in wanted]
            for (k, _), found in zip(work, bench.tell_late(work), strict=True):
                looked[k].differences.extend(_differ(found, base[looked[k].rest(NEXT_LOOK)]))
    costs, errors = _costs(looked, orders.kind, futures, hours)
    rows = [
        _row(name, one, futures, cost, CERTAIN * error)
        for name, one, cost, error in zip(orders.ids, looked, costs, errors, strict=True)
    ]
    return pl.DataFrame(rows, schema=PRICES, orient="row").sort("infections", descending=True)


class _Bench:
    """Worlds to tell futures in, a thread each."""

    def __init__(
        self,
        pool: ThreadPoolExecutor,
        free: "SimpleQueue[Ready]",
        numbers: Ints,
        progress: Progress | None,
        total: int,
    ) -> None:
        self._pool, self._free, self._numbers = pool, free, numbers
        self._progress, self._total, self.spent = progress, total, 0

    def tell_base(self) -> tuple[Floats, Passing]:
        """Return outcomes of all futures with every order in time, and what would pass through the orders' delays."""
        parts = np.array_split(self._numbers, 8)
        found = list(self._pool.map(lambda part: self._on_a_world(None, part), parts))
        touches = np.concatenate([passing.touches for _, passing in found])
        within = np.sum([passing.within for _, passing in found], axis=0)
        first = np.sum([passing.first for _, passing in found], axis=0)
        return np.concatenate([outcomes for outcomes, _ in found]), Passing(touches, within, first)

    def tell_late(self, work: list[tuple[int, Ints]]) -> list[Floats]:
        """Return the outcomes of these futures, each order's with that order late."""
        found = [one[0] for one in self._pool.map(lambda each: self._on_a_world(*each), work)]
        self.spent += sum(len(numbers) for _, numbers in work)
        if self._progress is not None:
            self._progress(min(len(self._numbers) + self.spent, self._total), self._total)
        return found

    def _on_a_world(self, late: int | None, numbers: Ints) -> tuple[Floats, Passing]:
        ready = self._free.get()
        try:
            tallies, passing = ready.tell(late, numbers)
        finally:
            self._free.put(ready)
        return _outcomes(tallies), passing


def _differ(late: Floats, base: Floats) -> Floats:
    """Return what a delay changes. A future that found no room when told again is taken to be the same."""
    return np.where(np.isnan(late), 0.0, late - base)


def _outcomes(tallies: Floats) -> Floats:
    restricted = tallies[:, QUARANTINE_DAYS] + tallies[:, LOCKED_DAYS]
    return np.column_stack([tallies[:, INFECTIONS], tallies[:, LAST_REPORT], restricted])


def _first_looks(
    bench: _Bench, base: Floats, passing: Passing, by_clock: npt.NDArray[np.bool_]
) -> list[_Looked]:
    """Tell a few futures twice for every order, and one that it does not touch where it costs anything by the clock."""
    touches = passing.touches
    told = ~np.isnan(base[:, 0])
    touched = [np.flatnonzero((touches[:, k] > 0) & told) for k in range(touches.shape[1])]
    untouched = [
        np.flatnonzero((touches[:, k] == 0) & told & by_clock[k])[:1] for k in range(touches.shape[1])
    ]
    work = [(k, each[:FIRST_LOOK]) for k, each in enumerate(touched)] + list(enumerate(untouched))
    found = [
        _differ(late, base[numbers]) for late, (_, numbers) in zip(bench.tell_late(work), work, strict=True)
    ]
    clock = [one[0] if len(one) else np.zeros(base.shape[1]) for one in found[len(touched) :]]
    return [
        _Looked(touched[k], list(found[k]), clock[k], int(passing.within[k]), int(passing.first[k]))
        for k in range(touches.shape[1])
    ]


def _most_wanted(looked: list[_Looked], kind: Ints, futures: int, hours: float) -> list[int]:
    """Return the orders whose price of infections is most uncertain, of those with futures left to be told twice."""
    left = np.array([len(one.rest(1)) for one in looked])
    errors = _costs(looked, kind, futures, hours)[1][:, 0] * left
    order = np.argsort(errors)[::-1][: max(len(looked) // 8, 1)]
    return [int(k) for k in order if errors[k] > 0.0]


def _costs(looked: list[_Looked], kind: Ints, futures: int, hours: float) -> tuple[Floats, Floats]:
    """Return what the next hour of each order's delay costs, and the standard errors: orders x outcomes."""
    if not looked:
        return np.zeros((0, len(OUTCOMES))), np.zeros((0, len(OUTCOMES)))
    gaps = [np.array(one.differences).reshape(-1, len(OUTCOMES)) - one.by_clock for one in looked]
    gap: Pooled = pool(gaps, kind)
    share, share_variance = _shares(np.array([len(one.touched) for one in looked], float), futures)
    # Where nothing passes, as with a round of testing, an hour bears its even part.
    passed = np.array([[float(one.within)] for one in looked])
    hour = np.array([[one.first + 1.0] for one in looked]) / (passed + hours)
    hour_variance = hour * (1.0 - hour) * passed / (passed + hours) ** 2
    by_clock = np.array([one.by_clock for one in looked]) / hours
    squared = hour_variance * (share * gap.mean) ** 2
    squared = squared + hour**2 * (share**2 * gap.variance + share_variance * (gap.mean**2 + gap.variance))
    return by_clock + share * gap.mean * hour, np.sqrt(squared)


def _shares(touched: Floats, futures: int) -> tuple[Floats, Floats]:
    """Return the share of futures touched and its variance; none touched of so many may still be one of twice as many."""
    likely = ((touched + 0.5) / (futures + 1.0))[:, None]
    return (touched / futures)[:, None], likely * (1.0 - likely) / futures


def _row(name: str, one: _Looked, futures: int, cost: Floats, width: Floats) -> tuple[Any, ...]:
    cells = [
        float(v) for n in range(len(OUTCOMES)) for v in (cost[n], cost[n] - width[n], cost[n] + width[n])
    ]
    too_small = not (cost[0] - width[0] > 0.0 and cost[0] >= LEAST)
    return (name, *cells, len(one.touched) / futures, len(one.differences), too_small)
