"""`fangxian forecast`: what the next days bring, and the outbreak in the end."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from fangxian.doors.cli.wishes import wish_of


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("forecast")(forecast)


def forecast(
    out: Annotated[Path, typer.Option(dir_okay=False, help="CSV or Parquet: a row for each day ahead.")],
    cases: Annotated[
        Path | None, typer.Option(dir_okay=False, help="The line list: CSV, XLSX or Parquet.")
    ] = None,
    counts: Annotated[
        Path | None,
        typer.Option(dir_okay=False, help="Or: daily counts (day, confirmed_new, asymptomatic_new)."),
    ] = None,
    city: Annotated[str | None, typer.Option(help="Name or code of a place of a pack.")] = None,
    population: Annotated[
        int | None, typer.Option(min=1000, help="Or: a city made up of so many people.")
    ] = None,
    plan: Annotated[str, typer.Option(help="The plan pack the city follows.")] = "cn-covid19-8e-2021",
    without: Annotated[
        list[str] | None,
        typer.Option(help="A measure of the plan that is not taken; more than one may be given."),
    ] = None,
    disease: Annotated[str | None, typer.Option(help="A disease pack (default: the plan's).")] = None,
    today: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day known (default: of the file).")
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=60, help="How many days ahead are told.")] = 14,
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="A figure of the assumptions: name=value.")
    ] = None,
    futures: Annotated[int, typer.Option(min=1000, help="How many futures are told.")] = 20_000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same forecast.")] = 1,
    threads: Annotated[int, typer.Option(min=1, help="Threads; they change nothing but the time.")] = 2,
) -> None:
    """Say how many cases each of the next days brings and how many there will be in the end, with intervals.

    Twenty thousand futures of the city are told under the plan, each with its own number of first infections, speed, and
    share of people who ask for a test or are found by tracing; what came next in those most like the counts until today is
    the forecast. With a line list, cases are counted on the day of their report.

    The file has a row a day with the 5, 25, 50, 75 and 95 % points, and one without a day: the final size.

    \b
    Examples:
      fangxian forecast --cases line-list.csv --city Zhangjiajie --out forecast.csv
      fangxian forecast --counts bulletin.csv --city 43 --today 2021-08-05 --days 7 --out forecast.csv
      fangxian forecast --counts bulletin.csv --city 43 --without mass-testing --out untested.parquet
    """
    from fangxian.doors.cli.forecasting import Wish, run

    run(wish_of(Wish, locals(), today=today.date() if today else None))
