"""The work of `fangxian compare-rules`, with its bar on stderr and its table on stdout."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import isnan
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from fangxian.doors.cli.tracing import Lists
from fangxian.engines import tables
from fangxian.engines.comparison import (
    Ground,
    Rule,
    Trial,
    compare_rules,
    find_quarantine_days,
    get_rule,
    list_rules,
    run_trial,
    summarise_trials,
)
from fangxian.engines.plans import Plan
from fangxian.engines.problems import Problem, Text
from fangxian.engines.tracing import InMemoryPresences, PresenceSource
from fangxian.stores.gathering.gathered import choose_plan
from fangxian.stores.gathering.moments import check_zone, end_of_day, read_moment, zone_of
from fangxian.stores.gathering.presences import open_file, open_store, together
from fangxian.stores.whole import write_whole


@dataclass(frozen=True)
class Choices:
    """The command line as given."""

    out: Path
    cases: Path | None
    presences: Path | None
    store: Path | None
    positions: Path | None
    households: Path | None
    contacts: Path | None
    places: Path | None
    truth: Path | None
    simulate: int
    people: int
    outings: float
    seed: int
    trials_out: Path | None
    rule: list[str] | None
    plan: str
    as_of: str | None
    timezone: str | None


def run(choices: Choices) -> None:
    """Compare and write; nothing is written when anything goes wrong.

    Raises:
        Problem: as the parts do, and "nothing-to-compare" without files and without --simulate.
    """
    if bool(choices.cases) == bool(choices.simulate):
        raise Problem(
            "nothing-to-compare",
            Text("不知道要对比哪起疫情。", "It is not clear which outbreak to compare the rules on."),
            Text("需要 --cases 或 --simulate 之一。", "One of --cases and --simulate is expected."),
            Text("请给出其中一个。", "Give one of them, not both."),
        )
    rules = [get_rule(name) for name in choices.rule] if choices.rule else list_rules()
    console = Console(stderr=True, highlight=False)
    with _bar(console) as bar:
        files, shown = (_simulated if choices.simulate else _reported)(choices, rules, bar, console)
        _finish(bar)
    for path, frame in files:
        _write(frame, path)
    Console(highlight=False).print(shown)


def _bar(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console)


def _finish(bar: Progress) -> None:
    for task in bar.tasks:
        bar.update(task.id, completed=task.total)


Files = list[tuple[Path, pl.DataFrame]]


def _reported(
    choices: Choices, rules: Sequence[Rule], bar: Progress, console: Console
) -> tuple[Files, Table]:
    zone = _zone(choices)
    lists = Lists(zone)
    ground, plan = _ground(choices, lists, zone)
    truth = lists.read(choices.truth, tables.INFECTIONS) if choices.truth else None
    for account, _ in lists.accounts:
        if account.rejected:
            console.print(f"{account.name}: {account.rejected}/{account.read} rows left out · 行未采用")
    days = find_quarantine_days(plan.figures, plan.measures)
    table = compare_rules(
        ground, quarantine_days=days, truth=truth, rules=rules, progress=_telling(bar, len(rules))
    )
    for rule in rules:
        caution = rule.caution(ground)
        if caution:
            console.print(f"{rule.title.en}: {caution.en} · {caution.zh}", soft_wrap=True)
    return [(choices.out, table)], _drawn(table, rules)


def _ground(choices: Choices, lists: Lists, zone: str) -> tuple[Ground, Plan]:
    cases = lists.read(choices.cases, tables.CASES)
    as_of = read_moment(choices.as_of, zone) if choices.as_of else _last_day(cases, zone)
    first = cases["reported_on"].min()
    plan = choose_plan(choices.plan, "", first if isinstance(first, date) else as_of.date())
    return Ground(
        cases=cases,
        plan=plan.tracing,
        as_of=as_of,
        timezone=zone,
        presences=_opened(choices, lists, zone, as_of),
        positions=open_file(choices.positions, zone).source if choices.positions else None,
        households=lists.read(choices.households, tables.HOUSEHOLDS),
        contacts=lists.read(choices.contacts, tables.CONTACTS),
        places=lists.read(choices.places, tables.PLACES),
    ), plan


def _opened(choices: Choices, lists: Lists, zone: str, as_of: datetime) -> PresenceSource:
    opened = [open_file(choices.presences, zone)] if choices.presences else []
    opened += [open_store(choices.store, as_of)] if choices.store else []
    lists.accounts += [(one.account, one.imported.rejected if one.imported else None) for one in opened]
    return together(opened) or InMemoryPresences(tables.PRESENCES.empty(), zone)


def _zone(choices: Choices) -> str:
    if choices.timezone:
        return check_zone(choices.timezone)
    return zone_of(read_moment(choices.as_of, None)) if choices.as_of else "UTC"


def _last_day(cases: pl.DataFrame, zone: str) -> datetime:
    last = cases["reported_on"].max()
    return end_of_day(last, zone) if isinstance(last, date) else datetime(1970, 1, 1, tzinfo=UTC)


def _simulated(
    choices: Choices, rules: Sequence[Rule], bar: Progress, console: Console
) -> tuple[Files, Table]:
    plan = choose_plan(choices.plan, "", date(2021, 7, 1))
    trial = Trial(people=choices.people, outings=choices.outings)
    days = find_quarantine_days(plan.figures, plan.measures)
    tell = _telling(bar, len(rules) * choices.simulate)
    found = []
    for number in range(choices.seed, choices.seed + choices.simulate):
        rng = np.random.default_rng(number)
        table = run_trial(trial, plan.tracing, days, rng, rules=rules, progress=tell)
        found.append(table.with_columns(trial=pl.lit(number)))
    trials = pl.concat(found)
    summary = summarise_trials(trials, np.random.default_rng(choices.seed))
    files = [(choices.out, _wide(summary))]
    if choices.trials_out:
        files.append((choices.trials_out, trials))
    return files, _drawn_summary(summary, rules)


def _wide(summary: pl.DataFrame) -> pl.DataFrame:
    """One row per rule: each measure, then the two ends of its interval."""
    ends = {"value": "", "low": "_low", "high": "_high"}
    wide = summary.pivot(on="measure", index="rule", values=list(ends), maintain_order=True)
    measures = summary["measure"].unique(maintain_order=True)
    return wide.select(
        "rule",
        *(pl.col(f"{end}_{name}").alias(name + mark) for name in measures for end, mark in ends.items()),
    )


def _telling(bar: Progress, total: int) -> Callable[[Rule], None]:
    """Return what moves the bar: told a rule before it starts, so the one before it is done."""
    task = bar.add_task("", total=total)
    told = iter(range(total))

    def tell(rule: Rule) -> None:
        bar.update(task, completed=next(told), description=f"{rule.title.en} · {rule.title.zh}")

    return tell


_WORDS = {
    "people": Text("管控人数", "people"),
    "quarantine_days": Text("隔离人日", "person-days"),
    "missed": Text("漏掉", "missed"),
    "found_share": Text("找到", "share"),
    "people_per_found": Text("每找到一人", "per found"),
    "later_listed": Text("后来已列入", "of later"),
}


def _drawn(table: pl.DataFrame, rules: Sequence[Rule]) -> Table:
    rows = {row["rule"]: row for row in table.iter_rows(named=True)}
    known = [name for name in _WORDS if table[name].null_count() < table.height]
    return _table(rules, known, lambda rule, name: _told(rows[rule.id][name]))


def _drawn_summary(summary: pl.DataFrame, rules: Sequence[Rule]) -> Table:
    found = {(row["rule"], row["measure"]): row for row in summary.iter_rows(named=True)}
    measured = [name for name in _WORDS if (rules[0].id, name) in found]

    def cell(rule: Rule, name: str) -> str:
        row = found[rule.id, name]
        return f"{_told(row['value'])}\n{_told(row['low'])}–{_told(row['high'])}"

    return _table(rules, measured, cell)


def _table(rules: Sequence[Rule], names: list[str], cell: Callable[[Rule, str], str]) -> Table:
    table = Table(box=box.SIMPLE)
    table.add_column("rule\n规则", max_width=20)
    for name in names:
        table.add_column(f"{_WORDS[name].en}\n{_WORDS[name].zh}", justify="right", no_wrap=True)
    for rule in rules:
        table.add_row(f"{rule.title.en}\n{rule.title.zh}", *(cell(rule, name) for name in names))
    return table


def _told(value: Any) -> str:
    if value is None or isnan(value):
        return "—"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}".rstrip("0").rstrip(".")
    return f"{value:,}"


def _write(frame: pl.DataFrame, path: Path) -> None:
    """Write beside the place and move in when whole."""
    write_whole(path, frame.write_csv)
