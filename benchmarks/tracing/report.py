"""The table: what had to be reached, what was reached; and the results as a file."""

import json
import os
import platform
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.tracing.building import Built, Opened
from benchmarks.tracing.measuring import Timed

STORE = "Fangxian store"
FULL = 2_500_000
"""People of the city that the goals are about: 100 M presences."""

SECONDS = {"20 cases": 0.003, "1,000 cases": 0.1, "20 cases, second degree": 0.6}
TIMES = {"DuckDB": 20.0, "SQLite": 20.0, "Polars": 100.0, "PostgreSQL": 100.0}
"""How many times faster than each peer 20 cases have to be."""

CHAINS, CHAINS_SECONDS = Path(__file__).parents[1] / "chains" / "results" / "results.json", 10.0
BUILD_SECONDS, BUILD_GIB, OPEN_SECONDS, BYTES_A_ROW = 40.0, 4.0, 0.5, 17.0


def write_results(
    folder: Path, built: Built, opened: Opened, timed: list[Timed], growth: list[Timed]
) -> dict[str, Any]:
    """Write and return everything measured, with the machine in plain words."""
    results = {
        "machine": _machine(),
        "built": asdict(built),
        "opened": asdict(opened),
        "timed": [_told(one) for one in timed],
        "growth": [_told(one) for one in growth],
    }
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(results, indent=1, ensure_ascii=False)
    (folder / "tracing.json").write_text(text + "\n", encoding="utf-8")
    return results


def print_table(results: dict[str, Any]) -> None:
    """Print each goal beside what was reached; goals are judged at 100 M presences alone."""
    built = results["built"]
    print(f"\n{results['machine']}; {built['rows']:,} presences of {built['people']:,} people")
    print(f"{'work':58} {'goal':>12} {'reached':>12}")
    for work, goal, reached, kept in _lines(results):
        verdict = "" if built["people"] != FULL else "ok" if kept else "MISSED"
        print(f"{work:58} {goal:>12} {reached:>12}  {verdict}")


def _lines(results: dict[str, Any]) -> Iterator[tuple[str, str, str, bool]]:
    for one in results["timed"]:
        yield from _of_store(one) if one["engine"] == STORE else _of_peer(one, results["timed"])
    built, opened = results["built"], results["opened"]
    yield _below("build from dictionary-coded Parquet", built["seconds"], BUILD_SECONDS, "s")
    yield "  of which the processor was busy", "", f"{built['busy_seconds']:.2f} s", True
    yield _below("build, peak memory", built["peak_gib"], BUILD_GIB, "GiB")
    yield _below("store, a row on disk", built["bytes_a_row"], BYTES_A_ROW, "B")
    yield _below("cold open", opened["open_seconds"], OPEN_SECONDS, "s")
    yield "cold open and the first answer", "", f"{sum(opened.values()):.3f} s", True
    yield from _of_chains()


def _of_store(one: dict[str, Any]) -> Iterator[tuple[str, str, str, bool]]:
    goal, reached = SECONDS[one["work"]] * 1000, one["median"] * 1000
    name = f"{one['work']} ({one['rows']:,} rows in {len(one['seconds'])} answers)"
    yield name, f"{goal:,.0f} ms", f"{reached:,.2f} ms", reached < goal


def _of_peer(one: dict[str, Any], timed: list[dict[str, Any]]) -> Iterator[tuple[str, str, str, bool]]:
    """The same people and work in the store, and how many times longer the peer took."""
    same = ("work", "people")
    (ours,) = (o for o in timed if o["engine"] == STORE and all(o[name] == one[name] for name in same))
    ratio = one["median"] / ours["median"]
    goal = TIMES[one["engine"]] if one["work"] == "20 cases" else None
    name = f"  {one['engine']}: {one['median'] * 1000:,.1f} ms at {one['people']:,} people"
    yield name, f"{goal:.0f} times" if goal else "", f"{ratio:,.0f} times", goal is None or ratio >= goal


def _of_chains() -> Iterator[tuple[str, str, str, bool]]:
    """Repeat what `python -m benchmarks.chains` last wrote: it takes minutes and has peers of its own."""
    if CHAINS.exists():
        told = json.loads(CHAINS.read_text(encoding="utf-8"))["seconds"]
        work = f"chains of {told['cases']:,} cases (benchmarks.chains, as last run)"
        yield _below(work, told["processor_s"], CHAINS_SECONDS, "s")


def _below(work: str, reached: float, goal: float, unit: str) -> tuple[str, str, str, bool]:
    return work, f"{goal:g} {unit}", f"{reached:.2f} {unit}", reached <= goal


def _told(one: Timed) -> dict[str, Any]:
    told = {name: value for name, value in asdict(one).items() if name != "fingerprint"}
    return {**told, "median": one.median}


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"one of {os.cpu_count()} cores, {memory:.0f} GiB of memory, {platform.system()} {platform.machine()}"
    )
