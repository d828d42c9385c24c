"""`fangxian clocks`: which deadlines run, which were missed and why; ring the reminders and escalations."""

import time
from typing import TYPE_CHECKING, Annotated

import typer

from fangxian.doors.cli.terminal import say, start_work

if TYPE_CHECKING:
    from fangxian.operations.accounts.actor import Actor
    from fangxian.operations.clock import Clock
    from fangxian.operations.clocks.rows import ClockRow

clocks = typer.Typer(
    no_args_is_help=True, help="Deadlines of the plan: list the countdowns, ring reminders and escalations."
)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(clocks, name="clocks")


@clocks.command(name="list")
def list_some(
    outbreak: Annotated[str, typer.Option(help="The outbreak.")],
    state: Annotated[
        str, typer.Option(help="open, running, missed, met, late (stopped too late) or withdrawn.")
    ] = "open",
    clock: Annotated[str, typer.Option(help="One clock of the plan, for example network-report.")] = "",
    limit: Annotated[int, typer.Option(help="Rows shown.")] = 50,
) -> None:
    """List the countdowns: missed ones first with their cause, then by what is due next.

    \b
    Examples:
      fangxian clocks list --outbreak hunan-2021
      fangxian clocks list --outbreak hunan-2021 --state missed --clock contact-transfer
    """
    actor, world_clock = start_work("clocks")
    from fangxian.engines.timing import STATES, State
    from fangxian.operations.clocks.queries import OPEN, list_clocks

    known: dict[str, tuple[State, ...]] = {"open": OPEN, **{one: (one,) for one in STATES}}
    if state not in known:
        raise typer.BadParameter(", ".join(known), param_hint="--state")
    rows = list_clocks(
        actor.reach, outbreak, world_clock.now(), states=known[state], clock=clock, limit=max(limit, 0)
    )
    for row in rows:
        say(_told(row))
    say(f"{len(rows):,} shown · 显示 {len(rows):,} 项")


@clocks.command()
def ring(
    outbreak: Annotated[str, typer.Option(help="One outbreak; without it, all that have not ended.")] = "",
    every: Annotated[
        int, typer.Option(min=0, help="Ring again every so many seconds until interrupted; 0: once.")
    ] = 0,
) -> None:
    """Tell everybody what is due to be told by now. Rung twice, or by two servers at once, it tells nothing twice.

    \b
    Examples:
      fangxian clocks ring
      fangxian clocks ring --outbreak hunan-2021 --every 60
    """
    actor, world_clock = start_work("clocks")
    while True:
        _ring(actor, world_clock, outbreak)
        if not every:
            return
        time.sleep(every)


def _ring(actor: "Actor", clock: "Clock", outbreak: str) -> None:
    from fangxian.operations.cases.queries import list_outbreaks
    from fangxian.operations.clocks.services import ring as tell

    open_ones = [row.id for row in list_outbreaks(actor.reach) if row.ended_at is None]
    for outbreak_id in [outbreak] if outbreak else open_ones:
        told = tell(actor, clock, outbreak_id=outbreak_id)
        say(
            f"{outbreak_id}: {told.reminders:,} reminders, {told.escalations:,} escalations"
            f" · 提醒 {told.reminders:,} 条，上报 {told.escalations:,} 条"
        )


def _told(row: "ClockRow") -> str:
    left = f"{row.minutes_left:,.0f} min"
    cause = f" cause={row.cause}" if row.cause else ""
    return (
        f"{row.state} {left} due {row.due_at:%Y-%m-%d %H:%M}Z {row.title.en} {row.title.zh}"
        f" · {row.about.en} · {row.office.en} {row.office.zh}{cause}"
    )
