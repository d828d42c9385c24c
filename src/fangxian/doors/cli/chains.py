"""The work of `fangxian chains`, with its progress on stderr."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from fangxian.doors.cli.steps import Steps
from fangxian.engines import tables
from fangxian.engines.chains import ChainResult, NaturalHistory, find_chains
from fangxian.engines.problems import Problem, Text
from fangxian.stores.gathering.crowds import count_crowds, count_people
from fangxian.stores.gathering.gathered import choose_plan
from fangxian.stores.gathering.lists import read_list
from fangxian.stores.gathering.moments import check_zone
from fangxian.stores.gathering.presences import OpenedPresences, account_of, open_file, open_store
from fangxian.stores.inputs import Imported
from fangxian.stores.packs import read_disease
from fangxian.stores.whole import write_whole

DEFAULT_DISEASE = "sars-cov-2-delta"
_EVER = (datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC))
_SHOWN = 20


@dataclass(frozen=True)
class Choices:
    """The command line as given; what was left out is None."""

    cases: Path
    out: Path
    presences: Path | None
    store: Path | None
    contacts: Path | None
    households: Path | None
    plan: str | None
    disease: str | None
    least: float
    timezone: str | None


def run(choices: Choices) -> None:
    """Read, find, write; nothing is written when anything goes wrong.

    Raises:
        Problem: as the parts do.
    """
    _require_kind(choices.out)
    zone = check_zone(choices.timezone) if choices.timezone else "UTC"
    with Steps().running() as steps:
        steps(Text("读取文件", "reading the files"))
        read = {
            "cases": (choices.cases, tables.CASES),
            "contacts": (choices.contacts, tables.CONTACTS),
            "households": (choices.households, tables.HOUSEHOLDS),
        }
        lists = {name: read_list(path, table, zone) for name, (path, table) in read.items()}
        presence = _presences(choices, lists["cases"].frame, zone, steps)
        steps(Text("推断传播链", "finding the chains"))
        results = _by_outbreak(choices, {name: one.frame for name, one in lists.items()}, presence, zone)
        found = pl.concat([tables.CHAINS.empty(), *(one.chains for one in results)])
        _write(found, choices.out, zone)
    for name, (path, table) in read.items():
        if path:
            _tell_account(steps, path, table, lists[name])
    for one in presence.opened:
        if one.imported and choices.presences:
            _tell_account(steps, choices.presences, tables.PRESENCES, one.imported)
    _tell(steps, choices, results, found)


@dataclass(frozen=True)
class Presence:
    """The stays of the cases' persons; where others are on record too, how crowded places were and who they are."""

    stays: pl.DataFrame | None = None
    crowds: pl.DataFrame | None = None
    people: int | None = None
    opened: tuple[OpenedPresences, ...] = ()


def _presences(choices: Choices, cases: pl.DataFrame, zone: str, steps: Steps) -> Presence:
    if not (choices.presences or choices.store):
        return Presence()
    steps(Text("打开到访记录", "opening the presences"))
    opened = [open_file(choices.presences, zone)] if choices.presences else []
    if choices.store:
        opened.append(open_store(choices.store, _EVER[1]))
    persons = cases["person_id"].unique()
    stays = pl.concat([one.source.stays_of(persons.to_list(), *_EVER) for one in opened])
    if not choices.presences:
        return Presence(stays, opened=tuple(opened))
    imported = opened[0].imported
    rows = imported.frame if imported else choices.presences
    crowds = count_crowds(rows, stays["place_id"], persons, zone)
    people = None if crowds is None else count_people(rows, zone)
    return Presence(stays, crowds, people, tuple(opened))


def _by_outbreak(
    choices: Choices, lists: dict[str, pl.DataFrame], presence: Presence, zone: str
) -> list[ChainResult]:
    """Cases of different outbreaks did not infect each other."""
    return [
        find_chains(
            own,
            NaturalHistory.of(read_disease(_disease(choices, own))),
            stays=presence.stays,
            crowds=presence.crowds,
            people=presence.people,
            contacts=lists["contacts"],
            households=lists["households"],
            timezone=zone,
            least=choices.least,
        )
        for own in lists["cases"].partition_by("outbreak_id", maintain_order=True)
    ]


def _disease(choices: Choices, cases: pl.DataFrame) -> str:
    if choices.disease:
        return choices.disease
    if choices.plan:
        first = min(cases["reported_on"])
        return choose_plan(choices.plan, "", first).disease
    named = cases["disease"].drop_nulls().sort()
    return str(named[0]) if len(named) else DEFAULT_DISEASE


def _require_kind(path: Path) -> None:
    if path.suffix not in (".csv", ".parquet"):
        raise Problem(
            "cannot-write-this-kind",
            Text(f"无法写出 {path.name}。", f"{path.name} cannot be written."),
            Text("输出文件应以 .csv 或 .parquet 结尾。", "The output ends in .csv or .parquet."),
            Text("请更改文件名。", "Change the name of the file."),
        )


def _write(found: pl.DataFrame, path: Path, zone: str) -> None:
    """Write the file beside its place and move it in when it is whole."""
    if path.suffix == ".parquet":
        write_whole(path, found.write_parquet)
    else:
        local = pl.col("from_at").dt.convert_time_zone(zone).dt.strftime("%Y-%m-%dT%H:%M:%S%:z")
        write_whole(path, found.with_columns(local, pl.col("probability").round(6)).write_csv)


def _tell_account(steps: Steps, path: Path, table: tables.Table, imported: Imported) -> None:
    account = account_of(path, table, imported)
    if account.rejected:
        steps.say(f"{account.name}: {account.rejected}/{account.read} rows left out · 行未采用")
    for row in imported.rejected.head(_SHOWN).iter_rows(named=True):
        steps.say(
            f"  {row['line']}: {row['column']} = {row['value']!r} {row['reason_en']} · {row['reason_zh']}"
        )


def _tell(steps: Steps, choices: Choices, results: list[ChainResult], found: pl.DataFrame) -> None:
    for remark in (remark for one in results for remark in one.remarks):
        steps.say(f"{remark.en} · {remark.zh}")
    first = found.filter(rank=1)
    named = first["infector"].is_not_null().sum()
    steps.say(
        f"{first.height} cases, {named} with a likeliest infector in the list · "
        f"病例 {first.height} 例，其中 {named} 例的首位来源在病例表中"
    )
    unknown = found.filter(pl.col("infector").is_null())["probability"].sum()
    steps.say(f"expected without a known source: {unknown:.1f} · 预计来源不明 {unknown:.1f} 例")
    steps.say(str(choices.out))
