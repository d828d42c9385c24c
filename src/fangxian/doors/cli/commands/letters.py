"""`fangxian letters`: what went to neighbours, and whether it came."""

from typing import Annotated

import typer
from rich.console import Console

letters = typer.Typer(no_args_is_help=True, help="Letters of assistance to and from neighbours.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(letters, name="letters")


@letters.command(name="list")
def list_some(outbreak: Annotated[str, typer.Option(help="The outbreak.")]) -> None:
    """List the letters of an outbreak, those nobody acknowledged in time first. No names.

    \b
    Examples:
      fangxian letters list --outbreak hunan-2021
    """
    from fangxian.site.start import prepare_database, start

    start()
    prepare_database()
    from fangxian.operations.accounts.queries import get_system_actor, get_world_clock
    from fangxian.operations.handovers.queries import list_letters

    console = Console(highlight=False, soft_wrap=True)
    rows = list_letters(get_system_actor("letters").reach, outbreak, get_world_clock().now())
    for row in rows:
        told = f"people={row.people} found={row.found} not_found={row.not_found} due={row.due_at:%Y-%m-%d %H:%M}Z"
        console.print(f"{row.number} {row.state} {row.from_office.zh} -> {row.to.zh} {told}", markup=False)
    console.print(f"{len(rows):,}")
