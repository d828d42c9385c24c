"""The price of an order's delay: the same futures with the order in time and late by some hours.

Only futures that the delay touches are told twice (see `engines.epidemic.watch`); the others are the same, but for what
goes by the clock alone, which one of them tells. An order's price is the share of futures touched times the mean
difference in those told twice. More of them are told where an order is dear and its price still uncertain.
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
from fangxian.engines.rehearsal.race.bench import Orders, RaceSetting, Ready, make_ready

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Progress = Callable[[int, int], None]

HOURS = 6.0
"""Hours of delay that are compared; the price of one is a sixth of it."""
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
    """Of one order: the futures it touches, in the order of their numbers, and the differences told so far."""

    touched: Ints
    differences: list[Floats]
    by_clock: Floats

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
        base, touches = bench.tell_base()
        looked = _first_looks(bench, base, touches, orders.kind == PLACE)
        while bench.spent < total and (wanted := _most_wanted(looked, futures)):
            work = [(k, looked[k].rest(NEXT_LOOK)) for k in wanted]
            for (k, _), found in zip(work, bench.tell_late(work), strict=True):
                looked[k].differences.extend(_differ(found, base[looked[k].rest(NEXT_LOOK)]))
    rows = [_row(name, one, futures, hours) for name, one in zip(orders.ids, looked, strict=True)]
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

    def tell_base(self) -> tuple[Floats, Ints]:
        """Return (outcomes, touches) of all futures with every order in time."""
        parts = np.array_split(self._numbers, 8)
        found = list(self._pool.map(lambda part: self._on_a_world(None, part), parts))
        return np.concatenate([one[0] for one in found]), np.concatenate([one[1] for one in found])

    def tell_late(self, work: list[tuple[int, Ints]]) -> list[Floats]:
        """Return the outcomes of these futures, each order's with that order late."""
        found = [one[0] for one in self._pool.map(lambda each: self._on_a_world(*each), work)]
        self.spent += sum(len(numbers) for _, numbers in work)
        if self._progress is not None:
            self._progress(min(len(self._numbers) + self.spent, self._total), self._total)
        return found

    def _on_a_world(self, late: int | None, numbers: Ints) -> tuple[Floats, Ints]:
        ready = self._free.get()
        try:
            tallies, touches = ready.tell(late, numbers)
        finally:
            self._free.put(ready)
        return _outcomes(tallies), touches


def _differ(late: Floats, base: Floats) -> Floats:
    """Return what a delay changes. A future that found no room when told again is taken to be the same."""
    return np.where(np.isnan(late), 0.0, late - base)


def _outcomes(tallies: Floats) -> Floats:
    restricted = tallies[:, QUARANTINE_DAYS] + tallies[:, LOCKED_DAYS]
    return np.column_stack([tallies[:, INFECTIONS], tallies[:, LAST_REPORT], restricted])


def _first_looks(
    bench: _Bench, base: Floats, touches: Ints, by_clock: npt.NDArray[np.bool_]
) -> list[_Looked]:
    """Tell a few futures twice for every order, and one that it does not touch where it costs anything by the clock."""
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
    return [_Looked(each, list(first), by) for each, first, by in zip(touched, found, clock, strict=False)]


def _most_wanted(looked: list[_Looked], futures: int) -> list[int]:
    """Return the orders whose price of infections is most uncertain, of those with futures left to be told twice."""
    errors = [_errors(one, futures)[0] if len(one.rest(1)) else 0.0 for one in looked]
    order = np.argsort(errors)[::-1][: max(len(looked) // 8, 1)]
    return [int(k) for k in order if errors[k] > 0.0]


def _errors(one: _Looked, futures: int) -> Floats:
    """Return the standard errors of an order's outcomes: of the mean of those told twice, and of the share touched."""
    count = len(one.differences)
    if count == 0:
        return np.zeros(len(OUTCOMES))
    found, share = np.array(one.differences), len(one.touched) / futures
    # One difference alone says nothing of the spread: it is taken to be as large as itself.
    spread = found.std(axis=0, ddof=1) if count > 1 else np.abs(found[0] - one.by_clock)
    gap = found.mean(axis=0) - one.by_clock
    return np.asarray(np.sqrt((share * spread) ** 2 / count + gap**2 * share * (1.0 - share) / futures))


def _row(name: str, one: _Looked, futures: int, hours: float) -> tuple[Any, ...]:
    share = len(one.touched) / futures
    mean = np.array(one.differences).mean(axis=0) if len(one.differences) else one.by_clock
    cost = (share * mean + (1.0 - share) * one.by_clock) / hours
    width = CERTAIN * _errors(one, futures) / hours
    cells = [
        float(v) for n in range(len(OUTCOMES)) for v in (cost[n], cost[n] - width[n], cost[n] + width[n])
    ]
    too_small = not (cost[0] - width[0] > 0.0 and cost[0] >= LEAST)
    return (name, *cells, share, len(one.differences), too_small)
