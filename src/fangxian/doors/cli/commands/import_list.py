"""`fangxian import`: take a list of people into an outbreak, with its balance."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

if TYPE_CHECKING:
    from fangxian.operations.imports.rows import BatchRow, RejectedLine, Terms

LINES_SHOWN = 20
"""Rejected rows told at a terminal; the imports page has them all."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(import_list)


def import_list(
    file: Annotated[Path, typer.Argument(help="The list: CSV, XLSX or Parquet.")],
    kind: Annotated[
        str,
        typer.Option(
            help="What is listed: cases, contacts, presences, checks, or a list of people as `fangxian rounds lists` shows it."
        ),
    ],
    outbreak: Annotated[str, typer.Option(help="The outbreak it belongs to.")],
    purpose: Annotated[str, typer.Option(help="What the list is used for.")],
    legal_basis: Annotated[str, typer.Option(help="The law that allows it.")],
    approver: Annotated[str, typer.Option(help="Who approved it.")],
    retention_until: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d"], help="The day until which it is kept.")
    ],
) -> None:
    """Import a list of people into an outbreak: read = accepted + duplicate + rejected.

    Rejected rows are listed with line, column, value and reason. The same file a second time adds nothing.
    Presences are read by the next response.

    \b
    Examples:
      fangxian import visits.csv --kind presences --outbreak hunan-2021 \\
        --purpose tracing --legal-basis "order 7" --approver "city cdc" --retention-until 2021-10-31
      fangxian import named.xlsx --kind contacts --outbreak hunan-2021 \\
        --purpose care --legal-basis "order 7" --approver "city cdc" --retention-until 2021-10-31
    """
    from fangxian.site.start import prepare_database, start

    start()
    prepare_database()
    from fangxian.operations.imports.rows import Terms

    terms = Terms(purpose, legal_basis, approver, retention_until.date())
    _say(*_import(file, kind, outbreak, terms))


def _import(file: Path, kind: str, outbreak: str, terms: "Terms") -> "tuple[BatchRow, list[RejectedLine]]":
    from fangxian.operations import importing
    from fangxian.operations.accounts.queries import get_system_actor, get_world_clock
    from fangxian.operations.imports.queries import list_rejected

    actor, content = get_system_actor("import"), file.read_bytes()
    batch = importing.import_list(
        actor,
        get_world_clock(),
        kind=kind,
        outbreak_id=outbreak,
        name=file.name,
        content=content,
        terms=terms,
    )
    return batch, list_rejected(actor, batch.id, LINES_SHOWN)


def _say(batch: "BatchRow", rejected: "list[RejectedLine]") -> None:
    console = Console(highlight=False, soft_wrap=True)
    if batch.repeated:
        console.print("Imported before; nothing was added. The balance of that import: 以前导入过，无新增。")
    counts = batch.read, batch.accepted, batch.duplicate, batch.rejected
    console.print("Read {:,} = accepted {:,} + duplicate {:,} + rejected {:,}".format(*counts))
    console.print("读取 {:,} 行 = 接收 {:,} + 重复 {:,} + 退回 {:,}".format(*counts))
    for row in rejected:
        told = f"{row.line}: {row.column} {row.value!r}: {row.reason.en} {row.reason.zh}"
        console.print(told, markup=False)
    if batch.rejected > len(rejected):
        console.print(f"… {batch.rejected - len(rejected):,}")
