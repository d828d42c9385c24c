"""`fangxian resolve`: text in, places out; where two fit, the candidates instead of a guess."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("resolve")(resolve)


def resolve(
    text: Annotated[str | None, typer.Argument(help="The text; leave it out with --file.")] = None,
    file: Annotated[
        Path | None,
        typer.Option(dir_okay=False, help="CSV, XLSX or Parquet with a column text, or TXT by lines."),
    ] = None,
    out: Annotated[Path | None, typer.Option(dir_okay=False, help="Write a .csv or .parquet file.")] = None,
    places: Annotated[str, typer.Option(help="The place pack.")] = "hunan-4",
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day the names are those of.")
    ] = None,
    within: Annotated[str | None, typer.Option(help="Code of a place the texts are about.")] = None,
) -> None:
    """Find every place a text names: code, level, name, score and candidates.

    A row without a code is a question: two places fit about as well (candidates, best first), or the text
    names no place at all (no candidates).

    \b
    Examples:
      fangxian resolve "张家界市永定区崇文街道、大庸桥街道和南庄坪街道"
      fangxian resolve "先锋社区3栋" --within 430204
      fangxian resolve --file addresses.xlsx --on 2021-07-30 --out places.csv
      fangxian resolve "Cottonwood Elementary School, Aspenridge" --places us-county-demo
    """
    from fangxian.doors.cli.resolving import Wish, run

    run(Wish(text, file, out, places, on.date() if on else None, within))
