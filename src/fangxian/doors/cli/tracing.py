"""The work of `fangxian trace`, with its progress on stderr."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from fangxian.doors.cli.engines import NATIVE, open_peer
from fangxian.doors.cli.explaining import Traced, explain
from fangxian.doors.cli.steps import Steps
from fangxian.engines import tables
from fangxian.engines.plans import TracingRule
from fangxian.engines.problems import Problem, Text
from fangxian.engines.tracing import Direction, TraceResult, plain_rule, trace
from fangxian.stores.gathering.gathered import choose_plan
from fangxian.stores.gathering.lists import read_list
from fangxian.stores.gathering.moments import check_zone, end_of_day, read_moment, zone_of
from fangxian.stores.gathering.presences import OpenedPresences, account_of, open_file, open_store, together
from fangxian.stores.outputs import InputFile
from fangxian.stores.whole import write_together

_WRITERS: dict[str, Callable[[pl.DataFrame, Path], None]] = {
    ".csv": lambda frame, path: frame.write_csv(path),
    ".parquet": lambda frame, path: frame.write_parquet(path),
}
_INSTANT_FORMAT = "%Y-%m-%dT%H:%M:%S%:z"


@dataclass(frozen=True)
class Choices:
    """The command line as given; what was left out is None."""

    cases: Path
    out: Path
    presences: Path | None
    store: Path | None
    contacts: Path | None
    households: Path | None
    places: Path | None
    venues_out: Path | None
    plan: str | None
    degrees: int | None
    min_minutes: float | None
    linger_minutes: float | None
    lookback_days: int | None
    latent_days: float | None
    as_of: str | None
    known_at: str | None
    timezone: str | None
    direction: Direction = "forward"
    engine: str = NATIVE
    explain: str | None = None


class Lists:
    """Reads the lists of people with balance; `accounts` says what came of every file."""

    def __init__(self, zone: str) -> None:
        self._zone = zone
        self.accounts: list[tuple[InputFile, pl.DataFrame | None]] = []
        self.unread: list[tuple[str, tuple[str, ...]]] = []

    def read(self, path: Path | None, table: tables.Table) -> pl.DataFrame:
        """Return a file as its table, the empty table for none."""
        imported = read_list(path, table, self._zone)
        if path is None:
            return imported.frame
        self.accounts.append((account_of(path, table, imported), imported.rejected))
        self.unread.append((path.name, imported.unread))
        return imported.frame


def run(choices: Choices) -> None:
    """Read, trace, write; nothing is written when anything goes wrong.

    Raises:
        Problem: as the parts do.
    """
    targets = [path for path in (choices.out, choices.venues_out) if path]
    writers = [_writer(path) for path in targets]
    with Steps().running() as steps:
        zone = _zone(choices)
        lists = Lists(zone)
        traced = _trace(choices, lists, zone, steps)
        frames = (traced.result.exposures, traced.result.venue_exposures)
        ready = [
            _local(frame, zone) if path.suffix == ".csv" else frame
            for path, frame in zip(targets, frames, strict=False)
        ]
        write_together(
            {path: partial(write, frame) for write, frame, path in zip(writers, ready, targets, strict=True)}
        )
    _tell(steps, choices, lists, traced.result)
    if choices.explain:
        for line in explain(traced, choices.explain, zone):
            print(line)


def _trace(choices: Choices, lists: Lists, zone: str, steps: Steps) -> Traced:
    steps(Text("读取文件", "reading the files"))
    cases = lists.read(choices.cases, tables.CASES)
    given: dict[str, Any] = {
        "contacts": lists.read(choices.contacts, tables.CONTACTS),
        "households": lists.read(choices.households, tables.HOUSEHOLDS),
        "places": lists.read(choices.places, tables.PLACES),
    }
    as_of = read_moment(choices.as_of, zone) if choices.as_of else _latest(cases, zone)
    known_at = read_moment(choices.known_at, zone) if choices.known_at else as_of
    steps(Text("打开到访记录", "opening the presences"))
    opened = _open_presences(choices, zone, known_at)
    lists.accounts += [(one.account, one.imported.rejected if one.imported else None) for one in opened]
    question: dict[str, Any] = {
        "rule": _rule(choices, cases),
        "as_of": as_of,
        "timezone": zone,
        "presences": together(opened),
        "direction": choices.direction,
    }
    result = trace(cases, known_at=known_at, tell=partial(_show, steps), **question, **given)
    return Traced(result, cases, question)


def _show(steps: Steps, degree: int, share: float) -> None:
    steps.share(share, Text(f"追踪第 {degree} 层", f"tracing degree {degree}"))


def _zone(choices: Choices) -> str:
    if choices.timezone:
        return check_zone(choices.timezone)
    return zone_of(read_moment(choices.as_of, None)) if choices.as_of else "UTC"


def _latest(cases: pl.DataFrame, zone: str) -> datetime:
    """Now, or the end of the last day of report where the line list runs ahead of the clock."""
    now = datetime.now(UTC)  # noqa: TID251 - a person at the command line asks about now
    last = cases["reported_on"].max()
    return max(now, end_of_day(last, zone)) if isinstance(last, date) else now


def _open_presences(choices: Choices, zone: str, known_at: datetime) -> list[OpenedPresences]:
    if choices.engine != NATIVE:
        return open_peer(choices.engine, choices.presences, choices.store, zone)
    opened = [open_file(choices.presences, zone)] if choices.presences else []
    return [*opened, open_store(choices.store, known_at)] if choices.store else opened


def _rule(choices: Choices, cases: pl.DataFrame) -> TracingRule:
    """Return the plan's rule or the plain one, with the options that were given in place of theirs."""
    rule = plain_rule() if choices.plan is None else _plan_rule(choices.plan, cases)
    backward = choices.direction == "backward"
    days = "exposed_from_days" if backward else "from_days"
    options: dict[str, Any] = {
        "degrees": choices.degrees,
        "min_minutes": choices.min_minutes,
        "latent_days": choices.latent_days,
        days: None if choices.lookback_days is None else -choices.lookback_days,
        "linger_minutes": None if choices.linger_minutes is None else {"": choices.linger_minutes},
    }
    return replace(rule, **{name: value for name, value in options.items() if value is not None})


def _plan_rule(plan: str, cases: pl.DataFrame) -> TracingRule:
    first = cases["reported_on"].min()
    return choose_plan(plan, "", first if isinstance(first, date) else date.max).tracing


def _writer(path: Path) -> Callable[[pl.DataFrame, Path], None]:
    if path.suffix not in _WRITERS:
        raise Problem(
            "cannot-write-this-kind",
            Text(f"无法写出 {path.name}。", f"{path.name} cannot be written."),
            Text("输出文件应以 .csv 或 .parquet 结尾。", "The output ends in .csv or .parquet."),
            Text("请更改文件名。", "Change the name of the file."),
        )
    return _WRITERS[path.suffix]


def _local(frame: pl.DataFrame, zone: str) -> pl.DataFrame:
    moments = pl.col(tables.INSTANT)
    return frame.with_columns(moments.dt.convert_time_zone(zone).dt.strftime(_INSTANT_FORMAT))


def _tell(steps: Steps, choices: Choices, lists: Lists, result: TraceResult) -> None:
    for name, headings in lists.unread:
        if headings:
            steps.say(f"{name}: columns not read · 未读取的列: {', '.join(headings)}")
    for account, rejected in lists.accounts:
        if account.rejected:
            steps.say(f"{account.name}: {account.rejected}/{account.read} rows left out · 行未采用")
        for row in rejected.head(20).iter_rows(named=True) if rejected is not None else ():
            steps.say(
                f"  {row['line']}: {row['column']} = {row['value']!r} {row['reason_en']} · {row['reason_zh']}"
            )
    for remark in result.remarks:
        steps.say(f"{remark.en} · {remark.zh}")
    for degree, people in _people(result.exposures):
        steps.say(f"degree {degree}: {people} people · 第 {degree} 层 {people} 人")
    venues = result.venue_exposures.group_by("place_id").agg(pl.col("unknown_attendees").any())
    unknown = venues["unknown_attendees"].sum()
    steps.say(
        f"{venues.height} places visited while infectious, {unknown} without a list of visitors · "
        f"传染期到访场所 {venues.height} 处，其中 {unknown} 处无到访名单"
    )
    steps.say(str(choices.out))


def _people(exposures: pl.DataFrame) -> list[tuple[int, int]]:
    return exposures.group_by("degree").agg(pl.col("person_id").n_unique()).sort("degree").rows()
