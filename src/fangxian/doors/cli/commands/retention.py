"""`fangxian retention`: erase what was to be kept until today, and say what went."""

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


def _say(due: "Due", dry_run: bool) -> None:
    console = Console(highlight=False, soft_wrap=True)
    done = ("would go", "将删除") if dry_run else ("erased", "已删除")
    for store, stays in due.presences.items():
        console.print(f"{store}: {stays:,} stays {done[0]} {done[1]}到访记录 {stays:,} 条", markup=False)
    for batch, rows in due.listed.items():
        console.print(f"{batch}: {rows:,} rows of lists {done[0]} {done[1]}名单行 {rows:,} 行", markup=False)
    for round_id, people in due.registers.items():
        told = f"{round_id}: {people:,} people of its register {done[0]} {done[1]}名册中 {people:,} 人"
        console.print(told, markup=False)
    for outbreak, plates in due.plates.items():
        told = f"{outbreak}: {plates:,} door plates of supplied households {done[0]} {done[1]}保障户门牌 {plates:,} 户"
        console.print(told, markup=False)
    for batch, people in due.people.items():
        console.print(f"{batch}: {people:,} persons {done[0]} {done[1]}人员 {people:,} 名", markup=False)
    for batch, lines in due.lines.items():
        console.print(
            f"{batch}: {lines:,} refused lines {done[0]} {done[1]}退回行 {lines:,} 行", markup=False
        )
    _say_names(console, due, done)
    if due.held_back:
        console.print(
            f"{due.held_back:,} persons held back: a restriction binds them. 另有 {due.held_back:,} 人因限制措施未到期而保留。"
        )
    if due.nothing:
        console.print(f"Nothing is due on {due.day}. {due.day} 无到期数据。")


def _say_names(console: Console, due: "Due", done: tuple[str, str]) -> None:
    """Of people who are on no list: whoever led a group, whoever was handed on at a checkpoint."""
    if due.leaders:
        told = f"{due.leaders:,} leaders of stranded groups {done[0]} {done[1]}滞留旅客团队负责人 {due.leaders:,} 名"
        console.print(told, markup=False)
    if due.handed:
        told = f"{due.handed:,} names of hand-overs at checkpoints {done[0]} {done[1]}卡口移交的姓名 {due.handed:,} 条"
        console.print(told, markup=False)
