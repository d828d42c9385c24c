"""`fangxian place-sites`: where sampling sites stand, who goes to which, and how far from the best that can be."""

from pathlib import Path
from typing import Annotated

import typer

from fangxian.doors.cli.wishes import wish_of


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("place-sites")(place_sites)


def place_sites(
    demand: Annotated[
        Path,
        typer.Option(
            dir_okay=False, help="CSV, XLSX or Parquet: place_id, population, lat, lon[, alone_65]."
        ),
    ],
    out: Annotated[
        Path, typer.Option(file_okay=False, help="Directory for sites.csv, assignments.csv, unserved.csv.")
    ],
    sites: Annotated[
        Path | None,
        typer.Option(dir_okay=False, help="Where sites may stand: site_id, lat, lon[, place_id, capacity]."),
    ] = None,
    keep: Annotated[
        Path | None,
        typer.Option(dir_okay=False, help="Sites that are open and stay so: an earlier sites.csv."),
    ] = None,
    capacity: Annotated[int, typer.Option(min=1, help="People a site can sample in a day.")] = 12_000,
    walk_m: Annotated[float, typer.Option(min=1, help="Longest walk, metres as the crow flies.")] = 1_500,
    most_sites: Annotated[
        int | None, typer.Option(min=1, help="Open at most so many (default: 1.15 x population / capacity).")
    ] = None,
    spacing_m: Annotated[float, typer.Option(min=0, help="Two sites stand at least so far apart.")] = 0,
    per_desk_hour: Annotated[float, typer.Option(min=1, help="People a desk samples in an hour.")] = 150,
    hours: Annotated[float, typer.Option(min=1, max=24, help="Hours a day that sites are open.")] = 12,
    busiest_hour: Annotated[
        float, typer.Option(min=1, help="People of the busiest hour over the mean.")
    ] = 1.5,
    most_wait: Annotated[float, typer.Option(min=0, help="Longest wait in the queue, minutes.")] = 30,
    home_visits: Annotated[float, typer.Option(min=1, help="People a team visits at home in a day.")] = 40,
    solver: Annotated[str, typer.Option(help="A folder of engines/testing/solvers.")] = "p_median",
) -> None:
    """Place sampling sites so that all people together walk least.

    Demand may be split between sites. Whoever no site can take within --walk-m is listed in unserved.csv and counts
    ten of the longest walks. Without --sites every community is a candidate. Prints the objective, a bound no answer
    can be below, the gap between them, and the norm of 2021 beside it. People of 65 and more who live alone
    (alone_65) are visited at home and counted apart.

    \b
    Examples:
      fangxian place-sites --demand communities.csv --out sites
      fangxian place-sites --demand communities.csv --sites schools.csv --capacity 8000 --walk-m 1000 --out sites
      fangxian place-sites --demand second-round.csv --keep sites/sites.csv --out second-round
    """
    from fangxian.doors.cli.placing import Wish, run

    run(wish_of(Wish, locals()))
