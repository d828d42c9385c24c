"""`fangxian chains`: cases in, who infected whom out; no plan, server or database needed."""

from pathlib import Path
from typing import Annotated

import typer

from fangxian.doors.cli.wishes import wish_of

FileOption = Annotated[Path | None, typer.Option(dir_okay=False, help="CSV, XLSX or Parquet.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("chains")(chains)


def chains(
    cases: Annotated[Path, typer.Option(dir_okay=False, help="The line list: CSV, XLSX or Parquet.")],
    out: Annotated[Path, typer.Option(dir_okay=False, help="The chains: a .csv or .parquet file.")],
    presences: Annotated[
        Path | None, typer.Option(help="CSV, XLSX, Parquet, or a folder of Parquet.")
    ] = None,
    store: Annotated[Path | None, typer.Option(help="An indexed presence store.", file_okay=False)] = None,
    contacts: FileOption = None,
    households: FileOption = None,
    plan: Annotated[str | None, typer.Option(help="Take the disease of this plan.")] = None,
    disease: Annotated[
        str | None, typer.Option(help="A disease pack (default: the line list's own, else sars-cov-2-delta).")
    ] = None,
    least: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Candidates less likely count as unknown source.")
    ] = 0.001,
    timezone: Annotated[
        str | None, typer.Option(help="Zone of local days and of times without one, e.g. Asia/Shanghai.")
    ] = None,
) -> None:
    """Find who infected whom: for every case its possible sources, how likely each is, and the unknown source.

    The line list alone is enough; every file more makes the answer sharper. The probabilities of an infectee sum
    to 1; an empty infector is a source that is not in the line list or that nothing tells apart.

    \b
    Examples:
      fangxian chains --cases cases.csv --out chains.csv
      fangxian chains --cases cases.csv --presences july.parquet --households homes.csv --out chains.csv
      fangxian chains --cases cases.xlsx --contacts named.csv --disease measles --out chains.parquet
    """
    from fangxian.doors.cli.chains import Choices, run

    run(wish_of(Choices, locals()))
