"""The work of `fangxian place-sites`."""

from dataclasses import dataclass
from math import ceil
from pathlib import Path

import polars as pl

from fangxian.doors.cli.balances import tell_balance
from fangxian.doors.cli.steps import Steps
from fangxian.doors.cli.terminal import say
from fangxian.engines.problems import Problem, Text
from fangxian.engines.tables.siting import ASSIGNMENTS, SITES, UNSERVED
from fangxian.engines.testing import DEMAND, Instance, Placement, count_sites, lay_out, place_sites
from fangxian.engines.testing.sites import get_solver
from fangxian.engines.testing.siting.desks import Pace, at_the_door, desks_of
from fangxian.engines.testing.siting.instance import CANDIDATES
from fangxian.engines.testing.siting.norm import NORM, WULING, Beside
from fangxian.stores.gathering.siting import read_demand, read_sites, rejected_of
from fangxian.stores.inputs import Imported
from fangxian.stores.outputs.siting import check_site_folder, write_sites


@dataclass(frozen=True)
class Wish:
    """The command line as given; what was left out is None."""

    demand: Path
    out: Path
    sites: Path | None
    keep: Path | None
    capacity: int
    walk_m: float
    most_sites: int | None
    spacing_m: float
    per_desk_hour: float
    hours: float
    busiest_hour: float
    most_wait: float
    home_visits: float
    solver: str


def run(wish: Wish) -> None:
    """Read, place, write, and say what came of it.

    Raises:
        Problem: a file that cannot be read, nobody to sample, an unknown solver, a directory with other files in it.
    """
    get_solver(wish.solver)
    check_site_folder(wish.out)
    steps = Steps()
    with steps.running():
        steps(Text("读取文件", "reading the files"))
        files = _read(wish, steps)
        demand = files[wish.demand].frame.with_columns(pl.col("alone_65").fill_null(0))
        steps(Text("布设采样点", "placing the sites"))
        placed = place_sites(_laid(wish, demand, files), wish.solver)
        pace = Pace(wish.per_desk_hour, wish.hours, wish.busiest_hour, wish.most_wait, wish.home_visits)
        tables = _tables(placed, demand, pace)
        rejected = rejected_of(files)
        if rejected.height:
            tables["rejected.csv"] = rejected
        write_sites(wish.out, tables)
    _tell(placed, tables, demand)
    say(f"{wish.out}: {', '.join(tables)}")


def _read(wish: Wish, steps: Steps) -> dict[Path, Imported]:
    files = {wish.demand: read_demand(wish.demand)}
    files |= {path: read_sites(path) for path in (wish.sites, wish.keep) if path is not None}
    for path, given in files.items():
        tell_balance(steps.say, path, given)
    if not files[wish.demand].frame["population"].sum():
        raise _nobody(wish.demand)
    if wish.sites is not None and files[wish.sites].frame.is_empty():
        raise _nowhere(wish.sites)
    return files


def _laid(wish: Wish, demand: pl.DataFrame, files: dict[Path, Imported]) -> Instance:
    coming = demand.with_columns(people=pl.col("population") - pl.col("alone_65")).select(*DEMAND)
    most = wish.most_sites or count_sites(int(coming["people"].sum()), wish.capacity)
    return lay_out(
        coming,
        _candidates(wish, files),
        capacity=wish.capacity,
        walk_m=wish.walk_m,
        most_sites=most,
        spacing_m=wish.spacing_m,
    )


def _candidates(wish: Wish, files: dict[Path, Imported]) -> pl.DataFrame | None:
    """Return the sites that are open and those that may be opened, a site once: one that is open stays as it is."""
    parts = [
        files[path].frame.with_columns(open=pl.lit(opened), number=pl.lit(1))
        for path, opened in ((wish.keep, True), (wish.sites, False))
        if path is not None
    ]
    if not parts:
        return None
    every = pl.concat(parts).unique("site_id", keep="first", maintain_order=True)
    return every.select(pl.col(name).cast(dtype) for name, dtype in CANDIDATES.items())


def _tables(placed: Placement, demand: pl.DataFrame, pace: Pace) -> dict[str, pl.DataFrame]:
    unserved = placed.unserved.with_columns(reason=pl.format("{} {}", "reason_zh", "reason_en"))
    tables = {
        "sites.csv": SITES.check(placed.sites),
        "assignments.csv": ASSIGNMENTS.check(placed.assignments),
        "unserved.csv": UNSERVED.check(unserved),
        "desks.csv": desks_of(placed.sites, pace),
    }
    visited = at_the_door(demand, pace)
    return tables | ({"door_to_door.csv": visited} if visited.height else {})


def _tell(placed: Placement, tables: dict[str, pl.DataFrame], demand: pl.DataFrame) -> None:
    people, left = int(placed.served.sum()), int(placed.unserved["people"].sum())
    desks = int(tables["desks.csv"]["desks"].sum())
    opened, bound = placed.sites.height, placed.choice.bound
    gap = f"{placed.gap:.2%}" if placed.gap != float("inf") else "-"
    say(f"sites · 采样点: {opened} (at most · 至多 {placed.instance.most_sites}), desks · 采样台: {desks}")
    say(f"people · 人数: {people + left:,} = {people:,} served · 已安排 + {left:,} unserved · 未安排")
    say(
        f"walked · 步行合计: {placed.walked:,.0f} people-metres · 人米, mean · 人均 {placed.walked / max(people, 1):,.0f} m"
    )
    say(
        f"objective · 目标值: {placed.objective:,.0f} people-metres · 人米 "
        f"(each unserved counts · 未安排每人计 {placed.instance.unserved_m:,.0f} m)"
    )
    say(f"bound · 下界: {bound.value:,.0f} ({bound.how.en} · {bound.how.zh})")
    say(f"gap · 差距: {gap}")
    if "door_to_door.csv" in tables:
        visits, days = (
            tables["door_to_door.csv"]["people"].sum(),
            tables["door_to_door.csv"]["team_days"].sum(),
        )
        say(f"at the door · 上门: {visits:,} people · 人, {ceil(days)} teams for a day · 组（一天）")
    _tell_norm(Beside(int(demand["population"].sum()), opened))


def _tell_norm(here: Beside) -> None:
    fewer, more = NORM
    say(
        f"norm of 2021, one site per {fewer:,}-{more:,} people · 2021年规范，每 {fewer:,} 至 {more:,} 人一处:"
    )
    for name, beside in (("here · 本次", here), ("Wuling, July 2021 · 武陵区（报告）", WULING)):
        a_site = f"{beside.people_a_site:,}" if beside.people_a_site is not None else "-"
        say(
            f"  {name}: {beside.people:,} people · 人, {beside.sites} sites · 处, {a_site} a site · 人/处; "
            f"norm · 规范: {beside.norm[0]}-{beside.norm[1]} sites · 处"
        )


def _nobody(path: Path) -> Problem:
    return Problem(
        "nobody-to-sample",
        Text(f"{path.name} 中没有待采样的人。", f"{path.name} holds nobody to sample."),
        Text("至少应有一行 population 大于 0。", "At least one row with a population above 0 is expected."),
        Text("请检查该文件；未写入任何文件。", "Check the file; nothing was written."),
    )


def _nowhere(path: Path) -> Problem:
    return Problem(
        "nowhere-for-a-site",
        Text(f"{path.name} 中没有可用的候选点。", f"{path.name} holds no place for a site."),
        Text("至少应有一行可用。", "At least one row that can be read is expected."),
        Text(
            "请改正该文件，或去掉 --sites 由各社区作候选；未写入任何文件。",
            "Correct the file, or leave --sites out so that every community is a candidate; nothing was written.",
        ),
    )
