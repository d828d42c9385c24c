"""The work of `fangxian roster`."""

import time
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import polars as pl

from fangxian.doors.cli.balances import tell_balance
from fangxian.doors.cli.steps import Steps
from fangxian.doors.cli.terminal import in_both, say
from fangxian.engines.problems import Problem, Text
from fangxian.engines.rostering import NAMES, Roster, Rules, make_roster
from fangxian.engines.rostering.rosters import get_solver
from fangxian.stores.gathering.rosters import (
    read_absences,
    read_people,
    read_previous,
    read_rules,
    read_shifts,
)
from fangxian.stores.gathering.siting import rejected_of
from fangxian.stores.inputs import Imported
from fangxian.stores.outputs.rosters import check_roster_folder, write_roster

_SHORT_SHOWN = 20


@dataclass(frozen=True)
class Wish:
    """The command line as given; what was left out is None."""

    people: Path
    shifts: Path
    out: Path
    rules: Path | None
    absences: Path | None
    previous: Path | None
    solver: str


def run(wish: Wish) -> None:
    """Read, make the roster, write it, and say what came of it.

    Raises:
        Problem: a file that cannot be read, rules that are unclear, no shift, an unknown solver, a directory with other
            files in it.
    """
    get_solver(wish.solver)
    check_roster_folder(wish.out)
    rules = read_rules(wish.rules) if wish.rules else Rules()
    steps = Steps()
    with steps.running():
        steps(Text("读取文件", "reading the files"))
        files = _read(wish, rules, steps)
        steps(Text("排班", "making the roster"))
        began = time.perf_counter()
        made = make_roster(
            files[wish.people].frame,
            files[wish.shifts].frame,
            rules,
            files[wish.absences].frame if wish.absences else None,
            files[wish.previous].frame if wish.previous else None,
            wish.solver,
        )
        took = time.perf_counter() - began
        tables = {"roster.csv": made.roster, "short.csv": made.short, "hours.csv": made.hours}
        rejected = rejected_of(files)
        write_roster(wish.out, tables | ({"rejected.csv": rejected} if rejected.height else {}))
    _tell(made, files[wish.shifts].frame, took, wish.previous is not None)
    say(f"{wish.out}: {', '.join(tables)}")


def _read(wish: Wish, rules: Rules, steps: Steps) -> dict[Path, Imported]:
    files = {wish.people: read_people(wish.people, rules), wish.shifts: read_shifts(wish.shifts, rules)}
    if wish.absences:
        files[wish.absences] = read_absences(wish.absences, rules)
    if wish.previous:
        files[wish.previous] = read_previous(wish.previous, rules)
    for path, given in files.items():
        tell_balance(steps.say, path, given)
    if files[wish.shifts].frame.is_empty():
        raise _nothing(wish.shifts)
    return files


def _tell(made: Roster, shifts: pl.DataFrame, took: float, again: bool) -> None:
    short = int(made.short.filter(lacks="people")["missing"].sum())
    unskilled = int(made.short.filter(pl.col("lacks") != "people")["missing"].sum())
    say(
        f"shifts · 班次: {shifts.height:,}, places filled · 已排: {made.roster.height:,}, "
        f"short · 缺: {short:,}, skills missing · 缺技能: {unskilled:,}"
    )
    for row in made.short.head(_SHORT_SHOWN).iter_rows(named=True):
        say(
            f"  {row['shift_id']} {row['starts_at']:%Y-%m-%d %H:%M}Z {row['lacks']} -{row['missing']}: {_why(row['why'])}"
        )
    if made.short.height > _SHORT_SHOWN:
        say(f"  … {made.short.height - _SHORT_SHOWN:,} more in short.csv · 其余见 short.csv")
    _tell_hours(made.hours)
    if again:
        say(f"changes · 变动: {made.changed:,} kept no longer · 未能保持")
    say(
        f"points · 点数: {made.points:,.0f}, bound · 下界: {made.bound:,.0f}, gap · 差距: {made.gap:.2%}, {took:.2f} s"
    )


def _tell_hours(hours: pl.DataFrame) -> None:
    if hours.is_empty():
        return
    worked, nights = hours["hours"].to_list(), hours["nights"].to_list()
    rest = hours["least_rest_h"].drop_nulls().to_list()
    least = f"{min(rest):g} h" if rest else "-"
    say(
        f"hours a head · 人均工时: {fmean(worked):.1f} ({min(worked):g}-{max(worked):g}), "
        f"nights · 夜班: {fmean(nights):.1f} ({min(nights)}-{max(nights)}), shortest rest · 最短休息: {least}"
    )


def _why(codes: str) -> str:
    parts = []
    for code in codes.split(";"):
        rule, _, people = code.partition("=")
        parts.append(f"{in_both(NAMES[rule])} {people}".strip())
    return ", ".join(parts)


def _nothing(path: Path) -> Problem:
    return Problem(
        "no-shift-to-fill",
        Text(f"{path.name} 中没有可用的班次。", f"{path.name} holds no shift."),
        Text("至少应有一行可用。", "At least one row that can be read is expected."),
        Text("请检查该文件；未写入任何文件。", "Check the file; nothing was written."),
    )
