"""`fangxian registrations`: put on record what lies in the spool, and say how far behind the record is."""

from typing import Annotated

import typer

from fangxian.doors.cli.terminal import say, start_work

registrations = typer.Typer(
    no_args_is_help=True, help="Registrations, passages and knocks: apply the spool, tell the lag."
)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(registrations, name="registrations")


@registrations.command(name="apply")
def apply_some(
    every: Annotated[
        float, typer.Option(min=0, help="Look again every so many seconds until interrupted; 0: once.")
    ] = 0,
) -> None:
    """Put on record what was acknowledged. `fangxian serve` does it by itself; two at once do nothing twice.

    \b
    Examples:
      fangxian registrations apply
      fangxian registrations apply --every 1
    """
    if every:
        from fangxian.doors.cli.keeping_up import keep_up

        keep_up(every, lambda: True)
        return
    actor, clock = start_work("spool")
    from fangxian.operations.registrations.applying import Applied, apply_spool
    from fangxian.operations.settling import Settled, settle_registrations

    whole = Applied()
    while (applied := apply_spool(actor, clock)) != Applied():
        whole += applied
    while settle_registrations(clock) != Settled():
        pass
    say(
        f"{whole.records:,} put on record, {whole.duplicates:,} were already"
        f" · 入库 {whole.records:,} 条，已有 {whole.duplicates:,} 条"
    )


@registrations.command()
def lag() -> None:
    """Say how many acknowledged records are not on record yet, and for how long. Exit code 1: a part cannot be read.

    \b
    Examples:
      fangxian registrations lag
    """
    _, clock = start_work("spool")
    from fangxian.operations.registrations.pending import count_pending
    from fangxian.operations.registrations.queries import find_lag

    found, pending = find_lag(clock.now()), count_pending()
    say(
        f"{found.records:,} waiting, {found.seconds:,.1f} s · 待入库 {found.records:,} 条，{found.seconds:,.1f} 秒"
    )
    say(f"{pending.waiting:,} waiting for a ledger · 待入账 {pending.waiting:,} 条")
    for problem, number in pending.refused.items():
        say(f"{number:,} refused by a ledger · 账目退回 {number:,} 条: {problem}")
    for told in found.damaged:
        say(told)
    raise typer.Exit(1 if found.damaged else 0)
