"""`fangxian notices`: what is published, what waits, and the outbox."""

import time
from typing import Annotated

import typer

from fangxian.doors.cli.terminal import say

notices = typer.Typer(no_args_is_help=True, help="Notices: list what is published, send what waits.")

Outbreak = Annotated[str, typer.Option(help="The outbreak.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(notices, name="notices")


@notices.command(name="list")
def list_some(
    outbreak: Outbreak,
    desk: Annotated[
        bool, typer.Option("--desk", help="Drafts and withdrawn ones too, with receipts.")
    ] = False,
) -> None:
    """List the notices of an outbreak: those in force, or everything on the desk.

    \b
    Examples:
      fangxian notices list --outbreak hunan-2021
      fangxian notices list --outbreak hunan-2021 --desk
    """
    _start()
    from fangxian.operations.accounts.queries import get_system_actor, get_world_clock
    from fangxian.operations.notices.queries import list_desk, list_published

    now = get_world_clock().now()
    if not desk:
        for row in list_published(now, outbreak):
            withdrawn = " WITHDRAWN 已撤回" if row.withdrawn_at else ""
            say(f"{row.number} {row.published_at:%Y-%m-%d %H:%M}Z {row.title.zh} {row.title.en}{withdrawn}")
        return
    for one in list_desk(get_system_actor("notices").reach, outbreak, now):
        told = f"sent={one.sent}/{one.queued} received={one.received} given_up={one.given_up}"
        say(f"{one.number} {one.latest.state} {one.latest.title.zh} {one.latest.title.en} {told}")


@notices.command()
def send(
    every: Annotated[int, typer.Option(help="Keep sending every so many seconds; 0: once.")] = 0,
    rounds: Annotated[int, typer.Option(help="With --every: stop after so many rounds; 0: never.")] = 0,
) -> None:
    """Send what is due to webhooks and gateways. Safe to run twice at once: nothing is sent twice on purpose.

    \b
    Examples:
      fangxian notices send
      fangxian notices send --every 10
    """
    _start()
    from fangxian.doors.cli.posting import post
    from fangxian.operations.accounts.queries import get_world_clock
    from fangxian.operations.notices.outbox import send_waiting

    done = 0
    while True:
        found = send_waiting(get_world_clock(), post)
        say(f"sent {found.sent} failed {found.failed} given up {found.given_up}")
        done += 1
        if not every or done == rounds:
            return
        time.sleep(every)


def _start() -> None:
    from fangxian.site.start import prepare_database, start

    start()
    prepare_database()
