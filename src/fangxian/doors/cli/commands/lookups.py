"""`fangxian lookups`: who opened the record of somebody outside their tasks, and why."""

from typing import Annotated

import typer

from fangxian.doors.cli.terminal import say, start_work

lookups = typer.Typer(no_args_is_help=True, help="Lookups of persons: list them, list who made them.")
Days = Annotated[int, typer.Option(min=1, max=366, help="How many days back.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(lookups, name="lookups")


@lookups.command(name="list")
def list_some(days: Days = 30, limit: Annotated[int, typer.Option(min=1, help="Rows shown.")] = 50) -> None:
    """List lookups, those an auditor would ask about first. Persons by key only.

    \b
    Examples:
      fangxian lookups list
      fangxian lookups list --days 7
    """
    actor, clock = start_work("lookups")
    from fangxian.operations.lookups.queries import list_lookups

    rows = list_lookups(actor, clock.now(), days=days, limit=limit)
    for row in rows:
        marks = " ".join(row.unusual) or "-"
        told = f"{row.looked_at:%Y-%m-%d %H:%M}Z {row.role} {row.office.en} {row.office.zh} {row.record} {row.person_id}"
        say(f"{told} [{marks}] {row.why.en} {row.why.zh}: {row.reason}")
    say(f"{len(rows):,} shown · 显示 {len(rows):,} 项")


@lookups.command()
def readers(days: Days = 30) -> None:
    """List who looked and at how many people, beside the median of the others in their role.

    \b
    Examples:
      fangxian lookups readers --days 7
    """
    actor, clock = start_work("lookups")
    from fangxian.operations.lookups.queries import list_lookers

    for row in list_lookers(actor, clock.now(), days=days):
        marks = " ".join(row.unusual) or "-"
        say(
            f"{row.people:>5,} people (median {row.usual:g}) {row.role} {row.office.en} {row.office.zh} [{marks}]"
        )
