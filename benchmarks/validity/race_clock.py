"""`python -m benchmarks.validity.race_clock [futures] [orders]`: prices of delays beside telling every future twice.

A running outbreak with open orders; the race clock prices them all, then brute force tells each of so many other futures
(another seed) with every order in time, and again with each order late by one hour. Compared: how often the clock's
intervals hold the true price, the rank correlation, orders at places without anybody infected said to be too small, and of
orders that cost more than half an infection an hour, how many are told from nothing. Ends with the number of goals missed.
"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy import stats

from benchmarks.rehearsal.race_scene import DUMMY, Scene, a_scene
from fangxian.engines.epidemic.tallies import INFECTIONS
from fangxian.engines.rehearsal.race import price
from fangxian.engines.rehearsal.race.bench import make_ready

Floats = npt.NDArray[np.float64]

PEOPLE, UNDETECTED, THREADS, OTHER_SEED = 300_000, 300.0, 2, 77
HOUR = 1.0
DEAR = 0.5
RESULTS = Path(__file__).parent / "results" / "race_clock.md"


def true_prices(scene: Scene, futures: int) -> tuple[Floats, Floats]:
    """Return (mean, standard error) of infections that one hour costs, for each order, by brute force."""
    parts = np.array_split(np.arange(futures), THREADS)

    def tell(part: npt.NDArray[np.int64]) -> Floats:
        ready = make_ready(scene.setting, scene.orders, HOUR, OTHER_SEED)
        base = ready.tell(None, part)[0][:, INFECTIONS]
        late = [ready.tell(k, part)[0][:, INFECTIONS] for k in range(len(scene.orders.ids))]
        return np.stack(late, axis=1) - base[:, None]

    with ThreadPoolExecutor(THREADS) as pool:
        found = np.concatenate(list(pool.map(tell, parts)))
    found = found[~np.isnan(found).any(axis=1)]
    return found.mean(axis=0), found.std(axis=0, ddof=1) / np.sqrt(len(found))


def main(futures: int, orders: int) -> int:
    """Price, compare, print and keep the table, and return how many goals are missed."""
    scene = a_scene(PEOPLE, orders, seed=4, cases=(15, 30), undetected=UNDETECTED)
    began = time.perf_counter()
    told = price(scene.setting, scene.orders)
    took = time.perf_counter() - began
    mean, error = true_prices(scene, futures)
    truth = pl.DataFrame({"order_id": list(scene.orders.ids), "truth": mean, "error": error})
    goals = compare(told.join(truth, on="order_id"))
    lines = [f"{orders} orders, {futures:,} futures by brute force; the clock took {took:.1f} s.", "",
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
