"""`fangxian stranded`: groups of visitors who cannot get home, registered from a file, counted by home city."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import NAMESPACE_URL, uuid5

import typer

from fangxian.doors.cli.terminal import in_both, read_hour, say, start_work

if TYPE_CHECKING:
    from fangxian.operations.outreach.rows import GroupGiven, GroupRow, HomeRow

stranded = typer.Typer(no_args_is_help=True, help="Stranded visitors: groups and home cities. 滞留旅客。")
COLUMNS = ("group", "place_id", "size", "home", "leader", "phone", "operator", "needs")
"""Columns of the file: `group` is its own number of each group, `needs` codes with spaces between."""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(stranded, name="stranded")


@stranded.command(name="list")
def list_all(
    outbreak: Annotated[str, typer.Option(help="The outbreak.")],
    home: Annotated[str, typer.Option(help="The groups of one home city, one by one.")] = "",
    known_at: Annotated[
        str | None, typer.Option(help="As known then; without a zone, in the outbreak's time.")
    ] = None,
) -> None:
    """List what is owed to each home city, or the groups of one: late ones first. No names.

    \b
    Examples:
      fangxian stranded list --outbreak hunan-2021
      fangxian stranded list --outbreak hunan-2021 --home 大连市
    """
    actor, clock = start_work("stranded")
    from fangxian.operations.outreach.stranded import count_by_home, list_groups

    at = read_hour(actor, outbreak, known_at) or clock.now()
    groups = list_groups(actor.reach, outbreak, at, home=home)
    for line in map(_group_line, groups) if home else map(_home_line, count_by_home(groups)):
        say(line)
    say(f"{len(groups):,} groups {len(groups):,}批, {sum(one.size for one in groups):,} people 人")


@stranded.command(name="register")
def register_file(
    outbreak: Annotated[str, typer.Option(help="The outbreak.")],
    groups: Annotated[
        Path,
        typer.Option(
            help="CSV: group, place_id, size, home, leader, phone, operator, needs.",
            exists=True,
            dir_okay=False,
        ),
    ],
) -> None:
    """Register the groups of a file where they are housed; the same group again changes nothing.

    \b
    Examples:
      fangxian stranded register --outbreak hunan-2021 --groups groups.csv
    """
    actor, clock = start_work("stranded")
    from fangxian.operations.outreach.services import register_groups

    given = list(_read(groups, outbreak))
    done = register_groups(actor, clock, outbreak_id=outbreak, groups=given)
    say(
        f"{done.added:,} groups, {done.people:,} people; {done.known:,} were there 登记{done.added:,}批{done.people:,}人"
    )


def _read(path: Path, outbreak: str) -> Iterator["GroupGiven"]:
    """Rows of the file; a group has the same id however often the file is given."""
    import polars as pl

    from fangxian.engines.tables import Column, Table
    from fangxian.engines.tables import Text as Words
    from fangxian.operations.outreach.services import GroupGiven

    texts = [Column(name, pl.String(), Words(name, name)) for name in COLUMNS if name != "size"]
    table = Table(
        "stranded-groups",
        Words("滞留旅客团队", "groups of stranded visitors"),
        (*texts, Column("size", pl.Int64(), Words("人数", "size"), required=True)),
    )
    rows = table.check(pl.read_csv(path, infer_schema=False)).fill_null("")
    for row in rows.iter_rows(named=True):
        facts: dict[str, Any] = {**row, "needs": tuple(row["needs"].split())}
        yield GroupGiven(id=uuid5(NAMESPACE_URL, f"{outbreak}/{facts.pop('group')}"), **facts)


def _home_line(row: "HomeRow") -> str:
    late = f" LATE 逾期 {row.late}" if row.late else ""
    return (
        f"{row.home}: {row.groups:,} groups, {row.people:,} people, tests due {row.tests_due}, "
        f"planned {row.planned}, handed {row.handed}, acknowledged {row.acknowledged}, left {row.left}{late}"
    )


def _group_line(row: "GroupRow") -> str:
    way = f"{row.leaves_at:%Y-%m-%dT%H:%MZ} {row.leaves_by}" if row.leaves_at else "-"
    return f"{row.number} {row.size:,} {in_both(row.place)} {row.test} {way} {row.state}"
