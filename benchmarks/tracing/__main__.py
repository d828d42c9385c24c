"""`python -m benchmarks.tracing`: the store beside DuckDB, SQLite, Polars and PostgreSQL, on the same presences.

    python -m benchmarks.tracing [--people 2500000] [--keep FOLDER] [--without PostgreSQL …] [--out FOLDER]

One core each, ids as whole numbers for everybody, new cases in every repetition, every answer materialised; all
must give the same rows and minutes, or the run fails. 2.5 M people are 100 M presences (40 each in 14 days).
Writes `tracing.json` and `growth.svg` into the folder of results.
"""

import argparse
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.tracing.building import time_build, time_opening
from benchmarks.tracing.chart import draw_growth
from benchmarks.tracing.measuring import Timed, Work, time_engine
from benchmarks.tracing.peers import ENGINES
from benchmarks.tracing.report import print_table, write_results

RESULTS = Path(__file__).parent / "results"
STORE, SLOW = "Fangxian store", "PostgreSQL"
FURTHER = (STORE, "DuckDB")
"""Engines asked for the second degree as well."""


def main(words: Sequence[str] | None = None) -> None:
    """Prepare, time, compare, print, write."""
    options = _options().parse_args(words)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(options.keep or scratch)
        built = time_build(_at(folder, options.people), options.people, options.core)
        opening = time_opening(_at(folder, options.people), options.core)
        timed = _time_all(folder, options)
        growth = [
            figure
            for people in options.growth
            for figure in _time_peers(
                folder, people, _engines(options, growing=True), (_first_degree(options),), options
            )
        ]
    for compared in (timed, growth):
        compare(compared)
    results = write_results(options.out, built, opening, timed, growth)
    if growth:
        draw_growth(results, options.out / "growth.svg")
    print_table(results)


def _time_all(folder: Path, options: argparse.Namespace) -> list[Timed]:
    """The table itself. PostgreSQL, which is slow to load, may be asked about a smaller city of its own."""
    first, many = _first_degree(options), Work("1,000 cases", 1000, options.repeat // 2 + 1)
    second = Work("20 cases, second degree", 20, options.repeat // 4 + 1, degrees=2)
    chosen = _engines(options)
    small = options.postgresql_people or options.people
    timed = _time_peers(
        folder, options.people, [name for name in chosen if name != SLOW], (first, many), options
    )
    timed += _time_peers(
        folder, options.people, [name for name in FURTHER if name in chosen], (second,), options
    )
    if SLOW in chosen:
        beside = (SLOW,) if small == options.people else (STORE, SLOW)
        timed += _time_peers(folder, small, beside, (first,), options)
    return timed


def _time_peers(
    folder: Path, people: int, engines: Sequence[str], works: tuple[Work, ...], options: argparse.Namespace
) -> list[Timed]:
    there = _at(folder, people)
    timed = []
    for name in engines:
        ENGINES[name].prepare(there, people)
        timed += time_engine(name, works, there, people, options.core)
        told = "  ".join(f"{one.work}: {one.median * 1000:,.2f} ms" for one in timed[-len(works) :])
        print(f"  {people:>9,} people  {name:16} {told}", flush=True)
    return timed


def compare(timed: list[Timed]) -> None:
    """Stop unless every engine gave the same rows with the same minutes in every repetition."""
    for asked in {(one.work, one.people) for one in timed}:
        answers = [one for one in timed if (one.work, one.people) == asked]
        if len({(one.rows, one.minutes, one.fingerprint) for one in answers}) > 1:
            told = "\n".join(f"  {one.engine}: {one.rows} rows, {one.minutes} minutes" for one in answers)
            raise SystemExit(f"the engines disagree on {asked}:\n{told}")


def _at(folder: Path, people: int) -> Path:
    there = folder / str(people)
    there.mkdir(parents=True, exist_ok=True)
    return there


def _first_degree(options: argparse.Namespace) -> Work:
    return Work("20 cases", 20, options.repeat)


def _engines(options: argparse.Namespace, *, growing: bool = False) -> list[str]:
    slow = (SLOW, "Polars") if growing else ()
    return [name for name in ENGINES if name not in (*options.without, *slow)]


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--people", type=int, default=2_500_000, help="People of the city: 40 presences each."
    )
    parser.add_argument("--growth", type=int, nargs="*", default=[250_000, 625_000, 1_250_000, 2_500_000])
    parser.add_argument(
        "--postgresql-people", type=int, help="A smaller city for PostgreSQL, which loads slowly."
    )
    parser.add_argument(
        "--without", nargs="*", default=[], choices=list(ENGINES), help="Engines to leave out."
    )
    parser.add_argument("--repeat", type=int, default=9)
    parser.add_argument("--core", type=int, default=max(os.sched_getaffinity(0)), help="The core to work on.")
    parser.add_argument("--keep", help="Keep the cities here, and use them again.")
    parser.add_argument("--out", type=Path, default=RESULTS)
    return parser


if __name__ == "__main__":
    main()
