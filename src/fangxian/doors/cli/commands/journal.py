"""`fangxian journal`: verify the chain, and sign its head for another office to keep."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

journal = typer.Typer(no_args_is_help=True, help="Verify the journal; anchor its head with another office.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(journal, name="journal")


@journal.command()
def verify(
    anchor: Annotated[
        list[Path] | None, typer.Option(help="An anchor file another office kept; may be repeated.")
    ] = None,
) -> None:
    """Walk the whole journal. Exit code 0: nothing was touched; 1: something was, from the seq printed.

    An anchor kept elsewhere is the only thing that shows a tail cut together with our own anchors.

    \b
    Examples:
      fangxian journal verify
      fangxian journal verify --anchor kept-by-the-discipline-office.json
    """
    _start()
    from fangxian.operations.journal.queries import read_head
    from fangxian.operations.journal.queries import verify as walk
    from fangxian.operations.journal.wording import describe

    report = walk([read_head(path) for path in anchor or []])
    console = Console(highlight=False, soft_wrap=True)
    for line in describe(report):
        console.print(line.en, markup=False)
        console.print(line.zh, markup=False)
    _remind(console)
    raise typer.Exit(0 if report.ok else 1)


@journal.command(name="anchor")
def make_anchor(
    out: Annotated[Path, typer.Option(help="The file to hand to the other office.")],
    held_by: Annotated[str, typer.Option(help="The office that will keep it.")] = "discipline",
) -> None:
    """Sign the head of the journal and write it as a file for another office to keep.

    \b
    Examples:
      fangxian journal anchor --out anchor-2021-07-31.json
      fangxian journal anchor --out anchor.json --held-by "discipline office"
    """
    _start()
    from fangxian.operations.accounts.queries import get_world_clock
    from fangxian.operations.journal.services import anchor

    head = anchor(held_by, get_world_clock())
    head.write(out)
    typer.echo(f"{out}: seq {head.seq}")


@journal.command()
def status(
    hours: Annotated[float, typer.Option(help="How old the last anchor may be.")] = 24,
) -> None:
    """Say how far other offices' anchors cover the journal. Exit code 1: an anchor is due (for a timer to remind).

    \b
    Examples:
      fangxian journal status
      fangxian journal status --hours 6
    """
    _start()
    from fangxian.operations.journal.services import seal

    seal()  # catches up where sealing failed after a commit: an entry without its seal is not covered either
    console = Console(highlight=False, soft_wrap=True)
    raise typer.Exit(1 if _remind(console, hours) else 0)


def _remind(console: Console, hours: float = 24) -> bool:
    from datetime import timedelta

    from fangxian.operations.accounts.queries import get_world_clock
    from fangxian.operations.journal.queries import find_anchoring
    from fangxian.operations.journal.wording import describe_anchoring

    found = find_anchoring(get_world_clock().now(), timedelta(hours=hours))
    line = describe_anchoring(found)
    console.print(line.en, markup=False)
    console.print(line.zh, markup=False)
    return found.overdue


def _start() -> None:
    from fangxian.site.start import prepare_database, start

    start()
    prepare_database()
