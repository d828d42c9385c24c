"""Time tracing on a synthetic city, beside DuckDB and Polars on the same question in the same run.

    python benchmarks/tracing/run.py [--people 1000000] [--repeat 5] [--keep FOLDER]

Two questions. *Encounters*: everybody who shared a place with 20 cases for five minutes or more, air lingering
thirty; each repetition draws new cases, the answer is materialised, all four must give the same rows and
minutes. *Trace*: the whole of `trace` by a plan, two degrees with households. Every engine runs in a process of
its own; the memory shown is that process's peak.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import numpy as np
import polars as pl
from city import FIRST_MINUTE, sizes, write_city

from fangxian.engines import tables
from fangxian.engines.tracing import trace
from fangxian.stores.packs import read_plan
from fangxian.stores.presence import ParquetPresences, SegmentStore, build_store

ZONE = "Asia/Shanghai"
AS_OF = datetime(2021, 7, 30, 16, tzinfo=UTC)
BEGINS = datetime.fromtimestamp(FIRST_MINUTE * 60, UTC)
CASES, LINGER, SHORTEST = 20, 30, 5

_SQL = f"""
WITH s AS (SELECT * FROM rows WHERE person_id IN (SELECT unnest(?::VARCHAR[]))),
pairs AS (
    SELECT s.person_id AS source_person_id, p.person_id, s.place_id,
           greatest(s.arrive_at, p.arrive_at) AS from_at,
           least(s.leave_at + INTERVAL {LINGER} MINUTE, p.leave_at) AS to_at
    FROM s JOIN rows p ON p.place_id = s.place_id AND p.person_id <> s.person_id
        AND p.arrive_at < s.leave_at + INTERVAL {LINGER} MINUTE AND p.leave_at > s.arrive_at)
SELECT *, date_diff('minute', from_at, to_at) AS minutes FROM pairs
WHERE date_diff('minute', from_at, to_at) >= {SHORTEST}
"""

Ask = Callable[[list[str]], tuple[int, int]]


def main() -> None:
    """Build the city, ask everybody, print the figures."""
    options = _options()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(options.keep or scratch)
        folder.mkdir(parents=True, exist_ok=True)
        _build(folder, options.people)
        print("\n20 cases, encounters          median s    rows      minutes   peak GiB")
        asked = {name: _apart(partial(_encounters, name), folder, options) for name in ASKS}
        for name, (seconds, answer, memory) in asked.items():
            ratio = seconds / asked["segment store"][0]
            print(
                f"  {name:22} {seconds:11.4f} {answer[0]:9,} {answer[1]:11,} {memory:8.2f}   {ratio:8.1f} x store"
            )
        assert len({answer for _, answer, _ in asked.values()}) == 1, "the engines disagree"
        print("\n20 cases, whole trace by cn-covid19-8e-2021, two degrees")
        for name in ("parquet file", "segment store"):
            seconds, people, memory = _apart(partial(_traced, name), folder, options)
            print(
                f"  {name:22} {seconds:11.2f} s, {people[0]:,} and {people[1]:,} people, peak {memory:.2f} GiB"
            )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--keep", help="Keep the city here, and use it again.")
    return parser.parse_args()


def _build(folder: Path, people: int) -> None:
    if not (folder / "city.parquet").exists():
        print(f"drawing {people:,} people", flush=True)
        write_city(folder / "city.parquet", people)
    if not (folder / "store").exists():
        seconds, rows, memory = _apart(_store, folder, argparse.Namespace(people=people, repeat=1))
        print(f"store of {rows[0]:,} rows built in {seconds:.1f} s, peak {memory:.2f} GiB", flush=True)


def _store(folder: Path, _options: argparse.Namespace) -> tuple[list[float], tuple[int, int]]:
    begin = time.perf_counter()
    store = build_store(folder / "city.parquet", folder / "store", timezone=ZONE, recorded_at=AS_OF)
    return [time.perf_counter() - begin], (store.rows, 0)


def _apart(work: Callable, folder: Path, options: argparse.Namespace) -> tuple[float, tuple[int, int], float]:
    """Run in a fresh process; return the median seconds, the answer and the peak memory in GiB."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        seconds, answer = pool.submit(work, folder, options).result()
        memory = pool.submit(_peak_gib).result()
    return median(seconds), answer, memory


def _peak_gib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def _draw_cases(people: int, repetition: int) -> list[str]:
    drawn = np.random.default_rng(repetition).choice(people, CASES, replace=False)
    return [f"p-{number:08d}" for number in sorted(drawn)]


def _encounters(name: str, folder: Path, options: argparse.Namespace) -> tuple[list[float], tuple[int, int]]:
    ask, seconds, rows, minutes = ASKS[name](folder), [], 0, 0
    ask(_draw_cases(options.people, 10_000))  # opens files, compiles, warms the page cache
    for repetition in range(options.repeat):
        begin = time.perf_counter()
        found = ask(_draw_cases(options.people, repetition))
        seconds.append(time.perf_counter() - begin)
        rows, minutes = rows + found[0], minutes + found[1]
    return seconds, (rows, minutes)


def _native(source: ParquetPresences | SegmentStore) -> Ask:
    def ask(people: list[str]) -> tuple[int, int]:
        stays = source.stays_of(people, BEGINS, BEGINS + timedelta(days=20))
        met = source.overlaps(stays, {"": LINGER}, SHORTEST)
        return met.height, int(met["minutes"].sum())

    return ask


def _duckdb(folder: Path) -> Ask:
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    connection.execute(f"CREATE TABLE rows AS SELECT * FROM '{folder / 'city.parquet'}'")

    def ask(people: list[str]) -> tuple[int, int]:
        met = connection.sql(_SQL, params=[people]).to_arrow_table()
        return met.num_rows, int(pl.from_arrow(met)["minutes"].sum() or 0)

    return ask


def _polars(folder: Path) -> Ask:
    city = pl.read_parquet(folder / "city.parquet")

    def ask(people: list[str]) -> tuple[int, int]:
        stays = city.filter(pl.col("person_id").is_in(people))
        stays = stays.with_columns(pl.col("leave_at") + timedelta(minutes=LINGER))
        begins, ends = (
            pl.max_horizontal("arrive_at", "arrive_at_right"),
            pl.min_horizontal("leave_at", "leave_at_right"),
        )
        met = (
            city.filter(pl.col("place_id").is_in(stays["place_id"].unique().implode()))
            .join(stays, on="place_id")
            .filter(pl.col("person_id") != pl.col("person_id_right"))
            .with_columns(minutes=(ends - begins).dt.total_minutes())
            .filter(pl.col("minutes") >= SHORTEST)
        )
        return met.height, int(met["minutes"].sum())

    return ask


def _traced(name: str, folder: Path, options: argparse.Namespace) -> tuple[list[float], tuple[int, int]]:
    source = _open(name, folder)
    homes, _, _ = sizes(options.people)
    numbers = pl.DataFrame({"n": pl.int_range(options.people, eager=True)})
    households = numbers.select(
        person_id=pl.format("p-{}", pl.col("n").cast(pl.String()).str.zfill(8)),
        household_id=(pl.col("n") % homes).cast(pl.String()),
    )
    rule, seconds = read_plan("cn-covid19-8e-2021").tracing, []
    for repetition in range(3):
        rows = [
            {"case_id": person, "person_id": person, "reported_on": date(2021, 7, 29)}
            for person in _draw_cases(options.people, repetition)
        ]
        begin = time.perf_counter()
        found = trace(
            tables.CASES.rows(rows), rule, as_of=AS_OF, timezone=ZONE, presences=source, households=households
        ).exposures
        seconds.append(time.perf_counter() - begin)
    count = [found.filter(degree=degree)["person_id"].n_unique() for degree in (1, 2)]
    return seconds, (count[0], count[1])


def _open(name: str, folder: Path) -> ParquetPresences | SegmentStore:
    if name == "parquet file":
        return ParquetPresences(folder / "city.parquet", ZONE)
    return SegmentStore(folder / "store")


ASKS: dict[str, Callable[[Path], Ask]] = {
    "segment store": lambda folder: _native(_open("segment store", folder)),
    "parquet file": lambda folder: _native(_open("parquet file", folder)),
    "DuckDB (in memory)": _duckdb,
    "Polars (in memory)": _polars,
}

if __name__ == "__main__":
    main()
