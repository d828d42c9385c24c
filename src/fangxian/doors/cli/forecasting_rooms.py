"""The work of `fangxian quarantine forecast`."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from fangxian.doors.cli.rehearsing import given_figures, open_city
from fangxian.doors.cli.steps import Steps
from fangxian.doors.cli.terminal import say
from fangxian.engines.problems import Text
from fangxian.engines.quarantine import (
    FirstShort,
    beds_needed,
    capacity_by_day,
    forecast_capacity,
    rooms_needed,
    taken_by_day,
)
from fangxian.engines.rehearsal import Assumptions, Start, closeness_of, compile_plan, course_of, rehearse
from fangxian.engines.rehearsal.futures import Rehearsed
from fangxian.stores.gathering.rooms import hold_some, read_steps
from fangxian.stores.outputs.rooms import check_rooms_file, write_rooms
from fangxian.stores.packs import read_disease, read_plan

KINDS = {"rooms": Text("隔离房间", "rooms"), "beds": Text("床位", "beds")}


@dataclass(frozen=True)
class Wish:
    """The command line as given; what was left out is None."""

    capacity: Path
    out: Path
    from_on: date
    plan: str
    city: str | None
    population: int | None
    seed_cases: int
    seeded_days_ago: int
    futures: int
    days: int
    share: float
    bed_days: int
    taken_days: int
    set_: list[str] | None
    seed: int
    threads: int


def run(wish: Wish) -> None:
    """Read what opens when, run the futures, write the forecast, and say the first day that is short.

    Raises:
        Problem: a file that cannot be read, no such city, plan or figure, a file that is neither CSV nor Parquet.
    """
    check_rooms_file(wish.out)
    steps = Steps()
    with steps.running():
        steps(Text("读取文件", "reading the file"))
        there = hold_some(wish.capacity, read_steps(wish.capacity), Text("容量", "capacity")).frame
        steps(Text("推演", "running the futures"))
        found = _futures(wish)
        told = [_forecast(wish, there, kind, found) for kind in KINDS if kind in set(there["kind"])]
        write_rooms(wish.out, pl.concat([table for table, _ in told]))
    for table, first in told:
        _tell(table, first, wish.days)
    say(str(wish.out))


def _futures(wish: Wish) -> Rehearsed:
    assumptions = Assumptions().with_set(given_figures(wish.set_ or []))
    plan = read_plan(wish.plan)
    city = open_city(wish.city, wish.population, assumptions)
    course = course_of(read_disease(plan.disease), closeness_of(city.ground), assumptions)
    policy = compile_plan(plan, city.levels, city.kinds, city.people, assumptions).policy
    start = Start(wish.seed_cases, wish.seeded_days_ago, wish.days)
    return rehearse(
        city, course, {plan.id: policy}, start, wish.futures, seed=wish.seed, threads=wish.threads
    )


def _forecast(
    wish: Wish, there: pl.DataFrame, kind: str, found: Rehearsed
) -> tuple[pl.DataFrame, FirstShort]:
    (cases,) = found.cases.values()
    if kind == "beds":
        needed = beds_needed(cases, wish.bed_days)
    else:
        people, days = found.futures["people_managed"], found.futures["person_days_quarantined"]
        needed = rooms_needed(cases, people.to_numpy(), days.to_numpy(), wish.share)
    taken = int(there.filter(kind=kind)["taken"].fill_null(0).sum())
    leaving = [wish.from_on + timedelta(days=at * wish.taken_days // max(taken, 1)) for at in range(taken)]
    return forecast_capacity(
        kind,
        wish.from_on,
        capacity_by_day(there, kind, wish.from_on, wish.days),
        taken_by_day(leaving, wish.from_on, wish.days),
        np.asarray(needed)[:, wish.seeded_days_ago : wish.seeded_days_ago + wish.days],
    )


def _tell(table: pl.DataFrame, first: FirstShort, days: int) -> None:
    word, most = KINDS[first.kind], table.sort("needed_q50", descending=True).row(0, named=True)
    say(
        f"{word.en} · {word.zh}: most needed · 最多需要 {most['needed_q50']:,.0f} "
        f"({most['needed_q05']:,.0f} – {most['needed_q95']:,.0f}) on · 于 {most['day_on']}, there · 已有 {most['capacity']:,}"
    )
    if first.middle_on is None:
        say(f"  enough in every future for {days} days · {days} 天内所有推演均够用")
        return
    say(
        f"  first day short · 首个不足日: {first.middle_on} ({first.early_on} – {first.late_on}), "
        f"in {first.share:.0%} of futures · 占推演的 {first.share:.0%}"
    )
