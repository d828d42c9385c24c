"""The work of `fangxian forecast`."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from fangxian.doors.cli.rehearsing import given_figures, open_city
from fangxian.doors.cli.steps import Steps
from fangxian.doors.cli.terminal import say
from fangxian.engines.problems import Problem, Text
from fangxian.engines.rehearsal import Assumptions, MixingCity, closeness_of, compile_plan, course_of
from fangxian.engines.rehearsal.fitting import LINE_LIST, Setting, scale_of
from fangxian.engines.rehearsal.forecasting import (
    CASES_MOST,
    INFECTIONS_MOST,
    Forecast,
    Known,
    forecast,
    tell_futures,
    without,
)
from fangxian.engines.rehearsal.forecasting.records import DAILY_COUNTS, known_from_cases, known_from_counts
from fangxian.engines.tables.columns import Table
from fangxian.stores.inputs import read_table
from fangxian.stores.outputs.futures import check_futures_file, write_futures
from fangxian.stores.packs import read_disease, read_plan

TAIL = 45
"""Days after today that are told for the final size: three of a plan's fortnights without a case."""
TELLING = Text("推演", "telling futures")


@dataclass(frozen=True)
class Wish:
    """The command line as given; what was left out is None."""

    cases: Path | None
    counts: Path | None
    out: Path
    city: str | None
    population: int | None
    plan: str
    without: list[str] | None
    disease: str | None
    today: date | None
    days: int
    set_: list[str] | None
    futures: int
    seed: int
    threads: int


def run(wish: Wish) -> None:
    """Read what is known, tell futures, write the days to come, and say them.

    Raises:
        Problem: no such city, plan, measure or figure; a file that cannot be read; counts that no future is like.
    """
    check_futures_file(wish.out)
    assumptions = Assumptions().with_set(given_figures(wish.set_ or []))
    steps = Steps()
    with steps.running():
        steps(Text("打开城市", "opening the city"))
        city = open_city(wish.city, wish.population, assumptions)
        steps(Text("读病例", "reading the cases"))
        known, today = _read(wish, steps)
        setting = _setting(wish, city, assumptions, known.days + max(wish.days, TAIL))
        steps.share(0.0, TELLING)
        told = tell_futures(
            setting, wish.futures, seed=wish.seed, threads=wish.threads,
            progress=lambda done, total: steps.share(done / total, TELLING),
        )  # fmt: skip
        found = forecast(told, known)
    table = found.table(wish.days)
    write_futures(wish.out, _dated(table, today))
    _tell(table, today, found)


def _read(wish: Wish, steps: Steps) -> tuple[Known, date]:
    if (wish.cases is None) == (wish.counts is None):
        raise _one_file()
    if wish.cases is not None:
        return known_from_cases(_rows(wish.cases, LINE_LIST, steps), wish.today)
    return known_from_counts(_rows(wish.counts or Path(), DAILY_COUNTS, steps), wish.today)


def _rows(path: Path, table: Table, steps: Steps) -> pl.DataFrame:
    read = read_table(path, table, "UTC")
    if read.rejected.height:
        steps.say(f"{read.read} = {read.accepted} + {read.duplicate} + {read.rejected.height} 拒绝 rejected")
    return read.frame


def _setting(wish: Wish, city: MixingCity, assumptions: Assumptions, days: int) -> Setting:
    plan = without(read_plan(wish.plan), wish.without or [])
    disease = read_disease(wish.disease or plan.disease)
    closeness = closeness_of(city.ground)
    course = course_of(disease, closeness, assumptions)
    policy = compile_plan(plan, city.levels, city.kinds, city.people, assumptions).policy
    return Setting(
        city, course, policy, scale_of(disease, course, closeness), days, CASES_MOST, INFECTIONS_MOST
    )


def _dated(table: pl.DataFrame, today: date) -> pl.DataFrame:
    """Return FORECAST with the date of each day; the final size has none."""
    on = (pl.lit(today) + pl.duration(days=pl.col("day"))).cast(pl.Date()).alias("on")
    return table.select(on, pl.all())


def _tell(table: pl.DataFrame, today: date, found: Forecast) -> None:
    say(f"至今 so far ({today}): {found.so_far}")
    for row in table.iter_rows(named=True):
        name = "最终规模 final size" if row["day"] is None else str(today + timedelta(days=row["day"]))
        say(
            f"{name}: {row['q50']:,.0f} ({row['q25']:,.0f} – {row['q75']:,.0f}; {row['q05']:,.0f} – {row['q95']:,.0f})"
        )


def _one_file() -> Problem:
    return Problem(
        "cases-or-counts",
        Text("须给出一份病例文件。", "One file of what is known has to be given."),
        Text(
            "--cases（病例一览表）与 --counts（每日通报）二者选一。",
            "Either --cases (a line list) or --counts (daily counts).",
        ),
        Text("请改正命令。", "Correct the command."),
    )
