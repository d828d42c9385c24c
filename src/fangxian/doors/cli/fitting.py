"""The work of `fangxian fit`."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from fangxian.doors.cli.rehearsing import given_figures, open_city
from fangxian.doors.cli.steps import Steps
from fangxian.doors.cli.terminal import say
from fangxian.engines.problems import Problem, Text
from fangxian.engines.rehearsal import (
    Assumptions,
    MixingCity,
    closeness_of,
    compile_plan,
    course_of,
    districts_of,
)
from fangxian.engines.rehearsal.fitting import (
    LINE_LIST,
    Fitted,
    Record,
    Setting,
    fit,
    limits_for,
    record_of,
    scale_of,
)
from fangxian.engines.rehearsal.naming import FIT_WORDS
from fangxian.stores.inputs import read_table
from fangxian.stores.outputs.futures import check_futures_file, write_futures
from fangxian.stores.packs import read_disease, read_plan

TRYING = Text("试算", "trying futures")


@dataclass(frozen=True)
class Wish:
    """The command line as given; what was left out is None."""

    cases: Path | None
    outbreak: str | None
    out: Path | None
    city: str | None
    population: int | None
    plan: str
    disease: str | None
    today: date | None
    set_: list[str] | None
    futures: int
    seed: int
    threads: int


def run(wish: Wish) -> None:
    """Read the line list, fit, write the draws, and say what they tell.

    Raises:
        Problem: no list, or no file to write; no such city, plan or figure; a file that cannot be read; a list that no
            future is like.
    """
    cases, out = _files(wish)
    check_futures_file(out)
    assumptions = Assumptions().with_set(given_figures(wish.set_ or []))
    steps = Steps()
    with steps.running():
        steps(Text("打开城市", "opening the city"))
        city = open_city(wish.city, wish.population, assumptions)
        steps(Text("读病例表", "reading the line list"))
        record = _read(cases, wish.today, city, steps)
        setting = _setting(wish, city, assumptions, record)
        steps.share(0.0, TRYING)
        found = fit(
            record, setting, wish.futures, seed=wish.seed, threads=wish.threads,
            progress=lambda done, total: steps.share(done / total, TRYING),
        )  # fmt: skip
    write_futures(out, found.draws)
    _tell(record, found)


def _files(wish: Wish) -> tuple[Path, Path]:
    """Return the line list and the file of draws; both are needed, and an outbreak on record is not fitted to a file."""
    if wish.cases is None or wish.out is None or wish.outbreak is not None:
        raise Problem(
            "one-list-to-fit",
            Text("没有说清拟合哪一份病例表。", "It is not clear which list is to be fitted."),
            Text("应为 --cases 和 --out，或 --outbreak。", "Expected --cases with --out, or --outbreak."),
            Text("请二者选一。", "Give one of the two."),
        )
    return wish.cases, wish.out


def _read(cases: Path, today: date | None, city: MixingCity, steps: Steps) -> Record:
    read = read_table(cases, LINE_LIST, "UTC")
    if read.rejected.height:
        steps.say(f"{read.read} = {read.accepted} + {read.duplicate} + {read.rejected.height} 拒绝 rejected")
    return record_of(read.frame, districts_of(city), today)


def _setting(wish: Wish, city: MixingCity, assumptions: Assumptions, record: Record) -> Setting:
    plan = read_plan(wish.plan)
    disease = read_disease(wish.disease or plan.disease)
    closeness = closeness_of(city.ground)
    course = course_of(disease, closeness, assumptions)
    policy = compile_plan(plan, city.levels, city.kinds, city.people, assumptions).policy
    cases_most, infections_most = limits_for(len(record.rows))
    scale = scale_of(disease, course, closeness)
    return Setting(city, course, policy, scale, record.days, cases_most, infections_most)


def _tell(record: Record, found: Fitted) -> None:
    say(
        f"病例 cases: {len(record.rows)}; 天数 days: {record.days}; 相近的推演 futures like this: {found.alike:,}"
    )
    if found.strange:
        say(
            f"与几乎所有推演不同的特征 figures unlike those of nearly all futures: {found.strange}; 请核对城市和预案 check city and plan"
        )
    for name, word in FIT_WORDS.items():
        low, middle, high = _interval(found.draws[name])
        say(f"{word.zh} {word.en}: {middle:,.2f} ({low:,.2f} – {high:,.2f})")
    for place, column in (
        (found.first, "in_first_district"),
        (found.second, "in_second_district"),
        ("", "elsewhere"),
    ):
        if place is not None:
            low, middle, high = _interval(found.draws[column])
            say(
                f"未发现 undetected, {place or '其他地区 elsewhere'}: {middle:,.1f} ({low:,.1f} – {high:,.1f})"
            )


def _interval(values: pl.Series) -> tuple[float, float, float]:
    """Return the ends of the middle nine tenths, and the median between them."""
    low, middle, high = (float(values.quantile(q, "linear") or 0.0) for q in (0.05, 0.5, 0.95))
    return low, middle, high
