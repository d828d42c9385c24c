"""`python -m benchmarks.respond [people] [folder]`: a whole `fangxian respond` at 1 M people and 14 days of presence.

Once from Parquet and once from an indexed store, each as a process of its own; prints seconds (the processor seconds
beside them: on a busy machine the clock says little) and peak memory.
"""

import json
import os
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.tracing.city import sizes, write_city
from fangxian.engines import tables
from fangxian.stores.presence import build_store

COMMUNITIES, DISTRICTS, CASES = 640, 10, 20
LIMITS = {"Parquet": 20.0, "store": 5.0}
MEMORY_GIB = 4.0
AS_OF = "2021-07-31T18:00+08:00"


def main(people: int, folder: Path) -> None:
    """Prepare the files once, run both, print what was measured."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = _prepare(folder, people)
    print(f"{people:,} people, {rows:,} presences, {CASES} cases, {os.cpu_count()} cores")
    for name, option in (("Parquet", ("--presences", "presences.parquet")), ("store", ("--store", "store"))):
        seconds, busy, gib = _run(folder, name, option)
        verdict = "ok" if seconds < LIMITS[name] and gib < MEMORY_GIB else "TOO MUCH"
        print(
            f"{name:8} {seconds:6.1f} s (limit {LIMITS[name]:.0f}), processor {busy:.1f} s, "
            f"{gib:.2f} GiB (limit {MEMORY_GIB:.0f})  {verdict}"
        )
        print(f"         {_found(folder / f'answer-{name}')}")


def _run(folder: Path, name: str, option: tuple[str, str]) -> tuple[float, float, float]:
    """Run the command; return its seconds, its processor seconds and its own peak memory in GiB."""
    files = [
        word
        for table in ("cases", "households", "persons", "places")
        for word in (f"--{table}", f"{table}.parquet")
    ]
    words = [sys.executable, "-m", "benchmarks.respond.command", "respond", *files, *option]
    words += ["--as-of", AS_OF, "--timezone", "Asia/Shanghai", "--out", f"answer-{name}"]
    began = time.perf_counter()
    # Compiled modules are kept, as in any installed program.
    keep = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    child = os.posix_spawn(
        sys.executable, words, {**keep, "PYTHONPATH": str(Path.cwd()), "BENCH_FOLDER": str(folder)}
    )
    _, status, usage = os.wait4(child, 0)
    if status:
        raise SystemExit(f"fangxian respond failed ({status})")
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 2**20


def _found(out: Path) -> str:
    about = json.loads((out / "response.json").read_text("utf-8"))["rows"]
    return ", ".join(f"{name} {sum(counts.values()):,}" for name, counts in about.items())


def _prepare(folder: Path, people: int) -> int:
    if not (folder / "ready.json").exists():
        rows = write_city(folder / "presences.parquet", people)
        build_store(
            folder / "presences.parquet",
            folder / "store",
            timezone="Asia/Shanghai",
            recorded_at=datetime(2021, 7, 17, tzinfo=UTC),
        )
        _write_lists(folder, people)
        (folder / "ready.json").write_text(json.dumps(rows))
    return int(json.loads((folder / "ready.json").read_text()))


def _write_lists(folder: Path, people: int) -> None:
    everyone = pl.DataFrame({"number": np.arange(people)}).with_columns(
        person_id=pl.format("p-{}", pl.col("number").cast(pl.String).str.zfill(8)),
        household_id=pl.format("h-{}", pl.col("number") % sizes(people)[0]),
        residence_place_id=pl.format("k-{}", pl.col("number") % sizes(people)[0] % COMMUNITIES),
        age=(pl.col("number") * 7 % 90),
    )
    tables.HOUSEHOLDS.check(everyone).write_parquet(folder / "households.parquet")
    tables.PERSONS.check(everyone).write_parquet(folder / "persons.parquet")
    _places(people).write_parquet(folder / "places.parquet")
    chosen = np.random.default_rng(3).choice(people, CASES, replace=False)
    cases = everyone.filter(pl.col("number").is_in(np.sort(chosen))).with_row_index("rank")
    days = [date(2021, 7, 28) + timedelta(days=rank % 4) for rank in range(CASES)]
    line_list = cases.with_columns(case_id=pl.format("c-{}", "rank"), reported_on=pl.Series(days))
    tables.CASES.check(line_list).write_parquet(folder / "cases.parquet")


def _places(people: int) -> pl.DataFrame:
    """A city of ten districts and 640 communities with its workplaces and venues."""
    _, works, venues = sizes(people)
    rows = [("city", "city", None, None)]
    rows += [(f"d-{n}", "district", "city", None) for n in range(DISTRICTS)]
    rows += [(f"k-{n}", "community", f"d-{n % DISTRICTS}", people // COMMUNITIES) for n in range(COMMUNITIES)]
    for kind, count in (("w", works), ("v", venues)):
        rows += [(f"{kind}-{n:07d}", "venue", f"k-{n % COMMUNITIES}", None) for n in range(count)]
    frame = pl.DataFrame(rows, schema=["place_id", "level", "parent_id", "population"], orient="row")
    at = pl.int_range(pl.len())
    return tables.PLACES.check(
        frame.with_columns(
            name="place_id",
            lat=28 + at % COMMUNITIES % 25 / 100,
            lon=113 + at % COMMUNITIES // 25 / 100,
            has_list=pl.when(pl.col("level") == "venue").then(pl.lit(value=True)),
        )
    )


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    main(number, Path(sys.argv[2] if len(sys.argv) > 2 else "build/benchmarks/respond").resolve())
