"""`fangxian fit`: the running outbreak fitted to its line list."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from fangxian.doors.cli.wishes import wish_of

Cases = Annotated[Path | None, typer.Option(dir_okay=False, help="The line list: CSV, XLSX or Parquet.")]
Outbreak = Annotated[
    str | None, typer.Option(help="Or: an outbreak on record; its fit is kept for its race clocks.")
]
Out = Annotated[
    Path | None,
    typer.Option(dir_okay=False, help="CSV or Parquet: a row for each draw; with --cases it is needed."),
]
AsOf = Annotated[str | None, typer.Option(help="With --outbreak: as known at this moment (default: now).")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("fit")(fit)


def fit(
    cases: Cases = None,
    outbreak: Outbreak = None,
    out: Out = None,
    as_of: AsOf = None,
    city: Annotated[str | None, typer.Option(help="Name or code of a place of a pack.")] = None,
    population: Annotated[
        int | None, typer.Option(min=1000, help="Or: a city made up of so many people.")
    ] = None,
    plan: Annotated[
        str, typer.Option(help="The plan pack the city has been following.")
    ] = "cn-covid19-8e-2021",
    disease: Annotated[str | None, typer.Option(help="A disease pack (default: the plan's).")] = None,
    today: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The last day known (default: of the last report)."),
    ] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="A figure of the assumptions: name=value.")
    ] = None,
    futures: Annotated[int, typer.Option(min=1000, help="How many futures are tried.")] = 100_000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same answer.")] = 1,
    threads: Annotated[int, typer.Option(min=1, help="Threads; they change nothing but the time.")] = 2,
) -> None:
    """Say what a line list tells of the outbreak: how fast it spreads, and how many are not on the list, and where.

    A hundred thousand futures are tried, each with its own number of first infections, speed, and share of people who
    ask for a test or are found by tracing; those most like the list answer. The file holds draws, all alike likely.
    An outbreak on record has its city, disease and plan: --city, --plan and the like are for lists in a file.

    Only `reported_on` has to be filled in; onset, detection route, source case and residence say more.

    \b
    Examples:
      fangxian fit --cases line-list.csv --city Zhangjiajie --out fit.csv
      fangxian fit --cases line-list.xlsx --population 4000000 --today 2021-08-03 --out fit.parquet
      fangxian fit --outbreak hunan-2021
    """
    if outbreak is not None and cases is None:
        from fangxian.doors.cli.fitting_outbreaks import OutbreakWish, run_outbreak

        run_outbreak(OutbreakWish(outbreak, out, as_of, futures, seed))
        return
    from fangxian.doors.cli.fitting import Wish, run

    run(wish_of(Wish, locals(), today=today.date() if today else None))
