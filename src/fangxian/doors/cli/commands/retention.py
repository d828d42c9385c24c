"""`fangxian retention`: erase what was to be kept until today, and say what went."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

if TYPE_CHECKING:
    from fangxian.operations.retention import Due


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("retention")(retention)


def retention(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only count what is due; erase nothing.")
    ] = False,
) -> None:
    """Erase what was to be kept until today or an earlier day: presences, persons, rows of lists, refused
    lines of imports, door plates of supplied households, and who led groups of stranded visitors.

    Every list came with the day until which it may be kept. Whoever a restriction binds is held back until it ends.
    What went is in the journal. Run it once a day, by cron or a timer; running it twice erases nothing twice.

    \b
    Examples:
      fangxian retention --dry-run
      fangxian retention
    """
    from fangxian.site.start import prepare_database, start

    start()
    prepare_database()
    from fangxian.operations.accounts.queries import get_system_actor, get_world_clock
    from fangxian.operations.retention import erase_due, summarise_due

    clock = get_world_clock()
    _say(summarise_due(clock) if dry_run else erase_due(get_system_actor("retention"), clock), dry_run)


_COUNTED = (
    ("presences", "stays", "到访记录 {n} 条"),
    ("listed", "rows of lists", "名单行 {n} 行"),
    ("registers", "people of its register", "名册中 {n} 人"),
    ("plates", "door plates of supplied households", "保障户门牌 {n} 户"),
    ("people", "persons", "人员 {n} 名"),
    ("lines", "refused lines", "退回行 {n} 行"),
)
"""What is counted by list or store, in the order it is told."""


def _say(due: "Due", dry_run: bool) -> None:
    console = Console(highlight=False, soft_wrap=True)
    done = ("would go", "将删除") if dry_run else ("erased", "已删除")
    for name, called, called_zh in _COUNTED:
        for where, number in getattr(due, name).items():
            told = f"{where}: {number:,} {called} {done[0]} {done[1]}{called_zh.format(n=f'{number:,}')}"
            console.print(told, markup=False)
    for told in _about_people(due, done):
        console.print(told, markup=False)
    if due.nothing:
        console.print(f"Nothing is due on {due.day}. {due.day} 无到期数据。")


def _about_people(due: "Due", done: tuple[str, str]) -> Iterator[str]:
    """What is counted for the whole world at once."""
    if due.handed:
        yield f"checkpoints: names of {due.handed:,} hand-overs {done[0]} {done[1]}卡口移交的姓名 {due.handed:,} 条"
    if due.leaders:
        yield f"{due.leaders:,} leaders of stranded groups {done[0]} {done[1]}滞留旅客团队负责人 {due.leaders:,} 名"
    if due.held_back:
        yield (
            f"{due.held_back:,} persons held back: a restriction binds them. "
            f"另有 {due.held_back:,} 人因限制措施未到期而保留。"
        )
