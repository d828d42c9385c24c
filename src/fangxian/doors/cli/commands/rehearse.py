"""`fangxian rehearse`: a plan run on a thousand futures of a city before it is needed."""

from pathlib import Path
from typing import Annotated

import typer

from fangxian.doors.cli.wishes import wish_of


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("rehearse")(rehearse)


def rehearse(
    plan: Annotated[list[str], typer.Option(help="A plan pack, or `nothing`; more than one are compared.")],
    out: Annotated[
        Path, typer.Option(dir_okay=False, help="CSV or Parquet: a row for each plan and future.")
    ],
    city: Annotated[str | None, typer.Option(help="Name or code of a place of a pack.")] = None,
    population: Annotated[
        int | None, typer.Option(min=1000, help="Or: a city made up of so many people.")
    ] = None,
    disease: Annotated[str | None, typer.Option(help="A disease pack (default: the first plan's).")] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="A figure of the assumptions: name=value.")
    ] = None,
    seed_cases: Annotated[int, typer.Option(min=1, help="People infected at the beginning.")] = 12,
    seeded_days_ago: Annotated[int, typer.Option(min=0, help="When that was, in days before today.")] = 7,
    futures: Annotated[int, typer.Option(min=1, help="How many futures, the same for every plan.")] = 1000,
    until_decided: Annotated[
        bool,
        typer.Option(
            help="Stop as soon as the plans' ranking by infections is clear; --futures is the most."
        ),
    ] = False,
    days: Annotated[int, typer.Option(min=1, max=365, help="How far from today to look.")] = 60,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same futures.")] = 1,
    threads: Annotated[int, typer.Option(min=1, help="Threads; they change nothing but the time.")] = 2,
) -> None:
    """Rehearse plans on futures of a city, and say how they differ.

    Every future is the same for every plan up to where the plans act, so the difference of two plans is told by few
    futures. `nothing` is the plan of a city that does nothing. The file holds every future, not only means. What a plan
    does that no future models is listed.

    \b
    Examples:
      fangxian rehearse --city Zhangjiajie --plan cn-covid19-8e-2021 --out futures.csv
      fangxian rehearse --population 1000000 --plan cn-covid19-8e-2021 --plan nothing --futures 200 --out futures.parquet
      fangxian rehearse --city 4301 --plan cn-covid19-8e-2021 --set signing_hours=12 --set found_venue=0.3 --out slow.csv
    """
    from fangxian.doors.cli.rehearsing import Wish, run

    run(wish_of(Wish, locals()))
