"""`fangxian presences`: bring who-was-where into a store, correct it, forget, list what was known when, compact."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

if TYPE_CHECKING:
    from collections.abc import Callable

    from fangxian.doors.cli.steps import Steps
    from fangxian.stores.presence import Balance
    from fangxian.stores.presence.intake.lists import Kind

LINES_SHOWN = 20

presences = typer.Typer(no_args_is_help=True, help="Presence stores: add, correct, delete, list, compact.")

StoreOption = Annotated[Path, typer.Option(help="The folder of the presence store.", file_okay=False)]
MomentOption = Annotated[
    str | None,
    typer.Option(help="The moment it counts as known from (default: now), e.g. 2021-07-29T20:00Z."),
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(presences, name="presences")


@presences.command()
def add(
    files: Annotated[list[Path], typer.Argument(help="CSV, XLSX, Parquet, or a folder of Parquet.")],
    store: StoreOption,
    kind: Annotated[
        str, typer.Option(help="What the rows are: stays, check-ins, guest-list or interview.")
    ] = "stays",
    place: Annotated[str | None, typer.Option(help="The place of rows that name none.")] = None,
    session: Annotated[str | None, typer.Option(help="The session of rows that name none.")] = None,
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day of rows without date and time.")
    ] = None,
    keep_until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day until which they may be kept.")
    ] = None,
    recorded_at: MomentOption = None,
    timezone: Annotated[
        str, typer.Option(help="Zone of local days and of times without one.")
    ] = "Asia/Shanghai",
) -> None:
    """Add presences to a store, begun if there is none: read = accepted + duplicate + rejected.

    A check-in has no end, a date alone is a day, a guest with a name and no number is somebody of that name at that
    place. What an interview tells does not make a place one whose visitors are listed. The same file twice adds
    nothing.

    \b
    Examples:
      fangxian presences add july.parquet --store presence/city --keep-until 2021-10-31
      fangxian presences add scans.csv --store presence/city --kind check-ins
      fangxian presences add guests.xlsx --store presence/city --kind guest-list --place opera --on 2021-07-22
    """
    from fangxian.doors.cli.steps import Steps
    from fangxian.stores.gathering.moments import check_zone
    from fangxian.stores.presence import ListOfPeople, add_presences

    told = ListOfPeople(_kind(kind), place, session, on.date() if on else None)
    for file in files:
        with Steps().running() as steps:
            balance = add_presences(
                file,
                store,
                timezone=check_zone(timezone),
                recorded_at=_moment(recorded_at),
                told=told,
                keep_until=keep_until.date() if keep_until else None,
                progress=_telling(steps, file.name),
            )
        _say(balance, file.name)


@presences.command()
def correct(
    file: Annotated[
        Path, typer.Argument(help="CSV, XLSX or Parquet: the stay as told, and new_… or withdraw.")
    ],
    store: StoreOption,
    recorded_at: MomentOption = None,
) -> None:
    """Correct or withdraw stays; what was known before can still be shown.

    A row names a stay by person_id, place_id, arrive_at (and session, zone where it has them). Columns new_place_id,
    new_leave_at, new_person_id and so on say what is right instead; withdraw = yes says it never was.

    \b
    Examples:
      fangxian presences correct corrections.csv --store presence/city
      fangxian presences correct wrong-hall.xlsx --store presence/city --recorded-at 2021-07-30T09:00+08:00
    """
    from fangxian.stores.inputs import read_table
    from fangxian.stores.presence import CORRECTIONS, SegmentStore, correct_presences
    from fangxian.stores.presence.intake.balance import Balance, join_rejected

    found = read_table(file, CORRECTIONS, SegmentStore(store).timezone)
    done = correct_presences(store, found.frame, _moment(recorded_at), found.lines)
    rejected = join_rejected([found.rejected, done.rejected])
    _say(Balance(found.read, done.accepted, found.duplicate + done.duplicate, rejected), file.name)


@presences.command()
def delete(
    person: Annotated[str, typer.Argument(help="The person to forget.")],
    store: StoreOption,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Forget a person: no byte of their id is left in the store. This cannot be undone.

    Every segment that names them is written anew, and every snapshot forgets them, whatever its moment. That a
    deletion took place is noted, never whose. To forget a person everywhere, erase them in the application.

    \b
    Examples:
      fangxian presences delete p-00012345 --store presence/city
      fangxian presences delete p-00012345 --store presence/city --yes
    """
    from fangxian.stores.presence import delete_person

    if not yes:
        typer.confirm(f"Forget {person} for good? 永久删除？", abort=True)
    removed = delete_person(store, person, _moment(None))
    typer.echo(f"{removed:,} stays deleted. 已删除到访记录 {removed:,} 条。")


@presences.command("list")
def list_segments(
    store: StoreOption,
    known_at: Annotated[
        str | None, typer.Option(help="As it was known at this moment (default: now).")
    ] = None,
) -> None:
    """List the segments of a store as known at a moment, so that a trace can be repeated and checked.

    \b
    Examples:
      fangxian presences list --store presence/city
      fangxian presences list --store presence/city --known-at 2021-07-29T20:00+08:00
    """
    from fangxian.stores.presence import SegmentStore

    opened = SegmentStore(store)
    snapshot = opened.snapshot(_moment(known_at) if known_at else None)
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"snapshot {snapshot.id}: {snapshot.rows:,} stays 到访记录 {snapshot.rows:,} 条")
    for row in snapshot.listing():
        console.print(
            f"{row.id}  {row.recorded_at.isoformat()}  {row.kind:7}  "
            f"+{row.rows:,} -{row.withdrawn:,}  rejected {row.rejected:,}  keep until {row.keep_until or '-'}"
        )
    for gone in opened.manifest.forgotten:
        console.print(f"deleted {gone.rows:,} stays at {gone.at} ({gone.cause}) 已删除 {gone.rows:,} 条")


@presences.command()
def compact(
    store: StoreOption,
    answer_from: Annotated[
        str | None, typer.Option(help="The earliest moment that must still be told (default: now).")
    ] = None,
) -> None:
    """Merge what was recorded until a moment into one segment.

    Every snapshot of that moment or later answers as before. Given up: what was known before, and what had been
    withdrawn by then.

    \b
    Examples:
      fangxian presences compact --store presence/city --answer-from 2021-07-29T00:00+08:00
      fangxian presences compact --store presence/city
    """
    from fangxian.stores.presence import compact as merge

    fewer = merge(store, _moment(answer_from))
    typer.echo(f"{fewer:,} segments fewer. 减少分段 {fewer:,} 个。")


def _telling(steps: "Steps", name: str) -> "Callable[[float], None]":
    from fangxian.engines.problems import Text

    step = Text(f"读取 {name}", f"adding {name}")
    return lambda share: steps.share(share, step)


def _kind(given: str) -> "Kind":
    from fangxian.engines.problems import Problem, Text
    from fangxian.stores.presence.intake.lists import KINDS

    for kind in KINDS:
        if kind == given:
            return kind
    listed = ", ".join(KINDS)
    raise Problem(
        "no-such-kind-of-list",
        Text(f"没有“{given}”这一类名单。", f"There is no kind of list called {given}."),
        Text(f"应为: {listed}。", f"Expected one of: {listed}."),
        Text("请选择其中一类后重试。", "Choose one of them and try again."),
    )


def _moment(given: str | None) -> datetime:
    from fangxian.stores.gathering.moments import read_moment

    if given is not None:
        return read_moment(given, None)
    return datetime.now(UTC)  # noqa: TID251 - a person at the command line records now


def _say(balance: "Balance", name: str) -> None:
    console = Console(highlight=False, soft_wrap=True)
    counts = balance.read, balance.accepted, balance.duplicate, balance.rejected.height
    console.print(name, markup=False)
    console.print("Read {:,} = accepted {:,} + duplicate {:,} + rejected {:,}".format(*counts))
    console.print("读取 {:,} 行 = 接收 {:,} + 重复 {:,} + 退回 {:,}".format(*counts))
    for row in balance.rejected.head(LINES_SHOWN).iter_rows(named=True):
        told = f"{row['line']}: {row['column']} {row['value']!r}: {row['reason_en']} {row['reason_zh']}"
        console.print(told, markup=False)
    if balance.rejected.height > LINES_SHOWN:
        console.print(f"… {balance.rejected.height - LINES_SHOWN:,}")
