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


def _say(due: "Due", dry_run: bool) -> None:
    console = Console(highlight=False, soft_wrap=True)
    done = ("would go", "将删除") if dry_run else ("erased", "已删除")
    for name, many, (en, zh, unit) in _list_gone(due):
        console.print(f"{name}: {many:,} {en} {done[0]} {done[1]}{zh} {many:,} {unit}", markup=False)
    if due.held_back:
        console.print(
            f"{due.held_back:,} persons held back: a restriction binds them. 另有 {due.held_back:,} 人因限制措施未到期而保留。"
        )
    if due.nothing:
        console.print(f"Nothing is due on {due.day}. {due.day} 无到期数据。")


def _list_gone(due: "Due") -> Iterator[tuple[str, int, tuple[str, str, str]]]:
    """What goes, list by list: where it lies, how many, and what to call it."""
    for counts, words in (
        (due.presences, ("stays", "到访记录", "条")),
        (due.listed, ("rows of lists", "名单行", "行")),
        (due.registers, ("people of its register", "名册人员", "名")),
        (due.plates, ("door plates of supplied households", "保障户门牌", "户")),
        ({"checkpoints": due.handed}, ("names of hand-overs", "卡口移交的姓名", "条")),
        ({"teams": due.members}, ("names of members", "队员姓名", "名")),
        (due.people, ("persons", "人员", "名")),
        (due.lines, ("refused lines", "退回行", "行")),
        ({"stranded": due.leaders}, ("leaders of groups", "滞留旅客团队负责人", "名")),
    ):
        yield from ((name, many, words) for name, many in counts.items() if many)
