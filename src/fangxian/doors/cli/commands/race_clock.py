"""`fangxian race-clock`: what another hour of each open order's delay costs."""

from pathlib import Path
from typing import Annotated

import typer

from fangxian.doors.cli.wishes import wish_of


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("race-clock")(race_clock)


def race_clock(
    outbreak: Annotated[str, typer.Option(help="The outbreak.")],
    out: Annotated[Path, typer.Option(dir_okay=False, help="CSV or Parquet: a row for each open dispatch.")],
    fit: Annotated[
        Path | None,
        typer.Option(
            dir_okay=False,
            exists=True,
            help="What `fangxian fit` wrote: kept as the newest fit (default: the newest kept).",
        ),
    ] = None,
    place: Annotated[
        str | None, typer.Option(help="The place whose city is run (default: with most cases).")
    ] = None,
    futures: Annotated[int, typer.Option(min=20, max=2000, help="How many futures are told.")] = 200,
) -> None:
    """Compute the race clock 赛跑钟: for every open dispatch infections, days and person-days an hour of delay costs.

    The same futures are told with the order in time and late. What is too small to tell is said so; what has no price says
    why. The price of delay is no ground for a sanction.

    \b
    Examples:
      fangxian race-clock --outbreak hunan-2021 --out race.csv
      fangxian race-clock --outbreak hunan-2021 --fit fit.parquet --out race.parquet
    """
    from fangxian.doors.cli.racing import Wish, run

    run(wish_of(Wish, locals()))
