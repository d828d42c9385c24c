"""`fangxian load`: put an outbreak pack into the database."""

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from fangxian.engines.problems import Text

if TYPE_CHECKING:
    from fangxian.stores.city import City


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("load")(load)


def load(
    outbreak: Annotated[str, typer.Option(help="The outbreak pack.")] = "hunan-2021",
    scale: Annotated[str, typer.Option(help="People of the synthetic city: one for so many.")] = "1:50",
    screening: Annotated[
        bool, typer.Option("--screening", help="With a round of screening and a testing day, each half way.")
    ] = False,
) -> None:
    """Load an outbreak with its places, offices, demonstration users, cases and official areas.

    Everything is synthetic but what was published. The world's clock is set to the pack's hour and runs on.
    Loading it again changes nothing.

    \b
    Examples:
      fangxian load --outbreak hunan-2021
      fangxian load --outbreak hunan-2021 --scale 1:200
      FANGXIAN_HOME=/srv/fangxian fangxian load --outbreak measles-alder-2024
    """
    from fangxian.site.start import prepare_database, start

    bar = _Bar()
    with bar.progress:
        bar.tell(Text("数据库", "database"), 0, 1)
        start()
        prepare_database()
        from django.conf import settings

        from fangxian.operations.loading import load_outbreak
        from fangxian.stores.city import ensure_city

        city = ensure_city(
            outbreak,
            scale=scale,
            home=settings.FANGXIAN_HOME,
            progress=lambda share, doing: bar.tell(doing, round(share * 100), 100),
        )
        loaded = load_outbreak(city, bar.tell)
        events, samples = _screen(city, bar) if screening else (0, 0)
    _say(loaded.places, loaded.offices, loaded.cases, loaded.areas)
    if events:
        typer.echo(
            f"A round of screening with {events:,} answers: /ledger/. 一轮入户排查，已有 {events:,} 条记录。\n"
            f"A testing day with {samples:,} samples: /testing/. 一个检测日，已采 {samples:,} 份样本。"
        )


def _screen(city: "City", bar: "_Bar") -> tuple[int, int]:
    from fangxian.operations.accounts.queries import get_system_actor
    from fangxian.operations.loading.rounds import load_round
    from fangxian.operations.loading.testing_day import load_testing

    actor = get_system_actor("load")
    bar.tell(Text("入户排查", "screening"), 0, 1)
    events = load_round(city, actor)
    bar.tell(Text("检测日", "testing day"), 0, 1)
    return events, load_testing(city, actor)


class _Bar:
    """One line of progress: the step, a bar, the time."""

    def __init__(self) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        self.progress = Progress(*columns, console=Console(stderr=True))
        self._tasks: dict[Text, TaskID] = {}

    def tell(self, step: Text, done: int, total: int) -> None:
        if step not in self._tasks:
            self._finish()
            self._tasks[step] = self.progress.add_task(f"{step.en} {step.zh}", total=total)
        self.progress.update(self._tasks[step], completed=done, total=total)

    def _finish(self) -> None:
        for task in self._tasks.values():
            self.progress.update(task, completed=self.progress.tasks[task].total)


def _say(places: int, offices: int, cases: int, areas: int) -> None:
    if not any((places, offices, cases, areas)):
        typer.echo("Nothing to add: it is loaded. 已载入，无新增。")
        return
    typer.echo(f"Added {places:,} places, {offices:,} offices, {cases} cases, {areas} official areas.")
    typer.echo(
        f"新增地区与场所 {places:,} 个、机构 {offices:,} 个、病例 {cases} 例、官方风险地区 {areas} 个。"
    )
