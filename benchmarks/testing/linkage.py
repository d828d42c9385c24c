"""`python -m benchmarks.testing.linkage [people] [seed]`: lists of about a million rows each, three ways to link them.

Ours; an exact join on the identity number in DuckDB; splink with the comparisons and the clustering it comes with, its
weights estimated from the lists as its guide has it. The same lists in one run, each way in a process of its own.
Prints a table and writes results/linkage.md.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.testing.imperfect import draw_lists
from benchmarks.testing.peer_linkage import join_exactly, link_plainly
from fangxian.stores.linkage import LinkSettings, link

PEOPLE, SEED = 1_100_000, 7
GOALS = {"precision": 0.995, "recall": 0.97, "seconds": 60.0}
RESULTS = Path(__file__).parent / "results"

Lists = dict[str, pl.DataFrame]


def judge(rows: pl.DataFrame, truth: pl.DataFrame) -> tuple[float, float]:
    """Return precision and recall over pairs of rows; `rows` says which person, `truth` which it really is."""
    both = rows.join(
        truth.select("list_id", "row_id", pl.col("person").alias("true")), on=["list_id", "row_id"]
    )

    def pairs(*keys: str) -> int:
        size = pl.col("len").cast(pl.Int64)
        return int(both.group_by(keys).len().select((size * (size - 1) // 2).sum()).item())

    right = pairs("person", "true")
    return right / max(pairs("person"), 1), right / max(pairs("true"), 1)


def ours(lists: Lists) -> pl.DataFrame:
    """Everybody stands once on each of these lists."""
    return link(lists, LinkSettings(repeating=frozenset())).rows


WAYS: dict[str, Callable[[Lists], pl.DataFrame]] = {
    "this linkage": ours,
    "exact join on the number, DuckDB": join_exactly,
    "splink with its own defaults": link_plainly,
}


def main(people: int, seed: int, factor: float) -> None:
    """Draw the lists once, link them each way and keep the table."""
    with tempfile.TemporaryDirectory() as folder:
        drawn = draw_lists(people, seed, factor)
        for name, frame in drawn.lists.items():
            frame.write_parquet(Path(folder) / f"{name}.parquet")
        drawn.truth.write_parquet(Path(folder) / "truth.pq")
        rows = sum(frame.height for frame in drawn.lists.values())
        del drawn
        found = {way: _measured(way, folder) for way in WAYS}
    table = _table(people, rows, factor, found)
    print(table, end="")
    if people == PEOPLE:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "linkage.md").write_text(table, "utf-8")


def measure(way: str, folder: str) -> dict[str, Any]:
    """Link the lists of a folder one way; ours has compiled its one loop before the clock starts, the peers have none."""
    lists = {path.stem: pl.read_parquet(path) for path in sorted(Path(folder).glob("*.parquet"))}
    ours({name: frame.head(200) for name, frame in lists.items()})
    began, spent = time.perf_counter(), time.process_time()
    rows = WAYS[way](lists)
    seconds, busy = time.perf_counter() - began, time.process_time() - spent
    precision, recall = judge(rows, pl.read_parquet(Path(folder) / "truth.pq"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return {
        "precision": precision,
        "recall": recall,
        "seconds": seconds,
        "busy": busy,
        "peak_gib": peak,
        "load": os.getloadavg()[0],
    }


def _measured(way: str, folder: str) -> dict[str, Any]:
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.testing.linkage", "--way", way, folder],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(told.stdout.splitlines()[-1])


def _table(people: int, rows: int, factor: float, found: dict[str, dict[str, Any]]) -> str:
    goals = ", ".join(f"{name} {goal:g}" for name, goal in GOALS.items())
    mine = found["this linkage"]
    lines = [
        f"{people:,} people on 3 lists of {rows:,} rows together, mistakes × {factor:g}; {os.cpu_count()} cores. "
        f"Goals: {goals}. Busy: processor seconds of all threads; divided by the cores it is what an idle machine takes "
        "at best.",
        "",
        "| way | precision | recall | seconds | busy s | peak GiB | load | times ours |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {way} | {one['precision']:.5f} | {one['recall']:.5f} | {one['seconds']:.1f} | {one['busy']:.1f} "
        f"| {one['peak_gib']:.1f} | {one['load']:.1f} | {one['busy'] / mine['busy']:.2f} |"
        for way, one in found.items()
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--way"]:
        print(json.dumps(measure(*sys.argv[2:4])))
    else:
        given = [*sys.argv[1:], *[str(PEOPLE), str(SEED), "1"][len(sys.argv) - 1 :]]
        main(int(given[0]), int(given[1]), float(given[2]))
