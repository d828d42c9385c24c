"""`python -m benchmarks.validity.race_clock [futures] [orders]`: prices of delays beside brute force.

A running outbreak with open orders; the race clock prices them all. Brute force then tells each of so many other futures
(another seed) with every order in time, and again with each order late by one hour, as long as its possible infections
pass through the hour or contacts are looked for; of the first thousand futures it tells every one again, to see that the
others are the same. Compared: how often the clock's intervals hold the true price, the rank correlation, orders in
districts without anybody infected said to be too small, and of orders that cost more than half an infection an hour, how
many are told from nothing. What is told is kept in pieces under the machine's folder for such things and found again by
the next run. Ends with the number of goals missed.
"""

import hashlib
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy import stats

from benchmarks.rehearsal.race_scene import DUMMY, Scene, a_scene
from fangxian.engines.epidemic.tallies import INFECTIONS
from fangxian.engines.epidemic.watch import TRACING
from fangxian.engines.rehearsal.race import price
from fangxian.engines.rehearsal.race.bench import Ready, make_ready

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

PEOPLE, UNDETECTED, THREADS, OTHER_SEED = 300_000, 300.0, 2, 77
HOUR = 1.0
DEAR = 0.5
PIECE, WHOLE = 250, 1_000
"""Futures that are kept together, and of which every order is told again."""
RESULTS = Path(__file__).parent / "results" / "race_clock.md"


class Truth(NamedTuple):
    """Of each order the mean number of infections an hour costs and its standard error, and untouched futures that differ."""

    mean: Floats
    error: Floats
    overlooked: int


def true_prices(scene: Scene, futures: int, kept: Path) -> Truth:
    """Return what one hour of each order's delay truly costs; pieces found in `kept` are not told again."""
    pieces = [np.arange(first, min(first + PIECE, futures)) for first in range(0, futures, PIECE)]
    ready: SimpleQueue[Ready] = SimpleQueue()
    for _ in range(THREADS):
        ready.put(make_ready(scene.setting, scene.orders, HOUR, OTHER_SEED))
    with ThreadPoolExecutor(THREADS) as pool:
        told = list(pool.map(lambda piece: _piece(ready, scene, piece, kept / f"{piece[0]}.npz"), pieces))
    found = np.concatenate([one for one, _ in told])
    found = found[~np.isnan(found).any(axis=1)]
    error = found.std(axis=0, ddof=1) / np.sqrt(len(found))
    return Truth(found.mean(axis=0), error, sum(overlooked for _, overlooked in told))


def _piece(free: "SimpleQueue[Ready]", scene: Scene, numbers: Ints, kept: Path) -> tuple[Floats, int]:
    """Return the differences of some futures, a column an order, and how many differ without being touched."""
    if kept.exists():
        with np.load(kept) as found:
            return found["differences"], int(found["overlooked"])
    ready = free.get()
    base, passing = ready.tell(None, numbers)
    differences, overlooked = np.zeros((len(numbers), len(scene.orders.ids))), 0
    for k, kind in enumerate(scene.orders.kind):
        touched = passing.touches[:, k] > 0
        again = np.flatnonzero(touched | (kind == TRACING) | (numbers < WHOLE))
        late = ready.tell(k, numbers[again])[0]
        differences[again, k] = late[:, INFECTIONS] - base[again, INFECTIONS]
        overlooked += (
            int((~touched & (np.nan_to_num(differences[:, k]) != 0.0)).sum()) if kind != TRACING else 0
        )
    free.put(ready)
    np.savez(kept, differences=differences, overlooked=overlooked)
    print(f"  futures from {numbers[0]:,} told", file=sys.stderr, flush=True)
    return differences, overlooked


def _kept(scene: Scene) -> Path:
    """Return where pieces of this very scene and kernel are kept."""
    of = hashlib.sha256(repr(scene.orders.ids).encode())
    of.update(scene.setting.policy.given.tobytes() + scene.setting.running.onset.tobytes())
    of.update(
        make_ready(scene.setting, scene.orders, HOUR, OTHER_SEED).tell(None, np.arange(40))[0].tobytes()
    )
    folder = Path(tempfile.gettempdir()) / f"race-clock-{of.hexdigest()[:12]}"
    folder.mkdir(exist_ok=True)
    return folder


def main(futures: int, orders: int) -> int:
    """Price, compare, print and keep the table, and return how many goals are missed."""
    scene = a_scene(PEOPLE, orders, seed=3, cases=(15, 30), undetected=UNDETECTED)
    began = time.perf_counter()
    told = price(scene.setting, scene.orders)
    took = time.perf_counter() - began
    truth = true_prices(scene, futures, _kept(scene))
    columns = {"order_id": list(scene.orders.ids), "truth": truth.mean, "error": truth.error}
    goals = compare(told.join(pl.DataFrame(columns), on="order_id"))
    lines = [f"{orders} orders, {futures:,} futures by brute force; the clock took {took:.1f} s. Of "
             f"{min(futures, WHOLE):,} futures told again with each order late, {truth.overlooked} differ that it was not "
             "to touch (tracing not counted: it is always told again).", "",
             "| | found | goal | reached |", "|---|---:|---|---|",
             *(f"| {name} | {found} | {goal} | {'yes' if reached else 'NO'} |" for name, found, goal, reached in goals)]  # fmt: skip
    text = "\n".join(lines) + "\n"
    RESULTS.write_text(text, "utf-8")
    print(text)
    return sum(not reached for *_, reached in goals)


def compare(both: pl.DataFrame) -> list[tuple[str, str, str, bool]]:
    """Return the goals: name, what was found, what was to be reached, whether it was."""
    truth, error = both["truth"].to_numpy(), both["error"].to_numpy()
    low, high = (both[f"infections_{end}"].to_numpy() for end in ("low", "high"))
    # The truth itself is known only so well: an interval that reaches into its own 95 % interval holds it.
    holds = ((low - 1.96 * error <= truth) & (truth <= high + 1.96 * error)).mean()
    ranks = float(stats.spearmanr(both["infections"].to_numpy(), truth).statistic)
    dummies = both.filter(pl.col("order_id").str.starts_with(DUMMY))
    small = float(dummies["too_small"].mean() or 0.0)
    dear = both.filter(pl.col("truth") > DEAR)
    apart = 1.0 - float(dear["too_small"].mean() or 0.0)
    return [
        ("intervals that hold the truth", f"{holds:.0%}", "≥ 85 %", bool(holds >= 0.85)),
        ("rank correlation", f"{ranks:.2f}", "≥ 0.8", ranks >= 0.8),
        (f"dummy orders said to be too small (of {dummies.height})", f"{small:.0%}", "≥ 95 %", small >= 0.95),
        (
            f"orders above {DEAR} infections an hour told apart (of {dear.height})",
            f"{apart:.0%}",
            "≥ 80 %",
            apart >= 0.8,
        ),
    ]


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(given + [10_000, 50][len(given) :])))
