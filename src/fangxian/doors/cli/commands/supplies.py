"""`fangxian supplies`: who in closed areas gets what, on which round; when each item runs out."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from fangxian.doors.cli.wishes import wish_of

supplies = typer.Typer(
    no_args_is_help=True,
    help="Supplies for closed households: plan a day's rounds, say when things run out. 粮草。",
)

Households = Annotated[
    Path,
    typer.Option(
        dir_okay=False,
        help="household_id, place_id[, gate_id, infants, children, adults, elders, lat, lon, served_until_at, opens_at, closes_at].",
    ),
]
Stock = Annotated[
    Path,
    typer.Option(
        dir_okay=False, help="lot_id, depot_id, item, quantity[, expires_on, arrives_on, lat, lon]."
    ),
]
Requests = Annotated[
    Path | None,
    typer.Option(
        dir_okay=False, help="What was asked for: request_id, household_id, item, quantity[, urgent]."
    ),
]
Pack = Annotated[str, typer.Option(help="A pack of supplies.")]
Zone = Annotated[str, typer.Option(help="The zone of times without one.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(supplies, name="supplies")


@supplies.command()
def plan(
    households: Households,
    stock: Stock,
    out: Annotated[
        Path,
        typer.Option(
            file_okay=False, help="Directory for households.csv, portions.csv, rounds.csv and more."
        ),
    ],
    starts: Annotated[
        datetime,
        typer.Option(formats=["%Y-%m-%dT%H:%M"], help="When the vehicles leave, e.g. 2021-08-05T08:00."),
    ],
    vehicles: Annotated[
        Path | None,
        typer.Option(
            dir_okay=False,
            help="vehicle_id, depot_id, capacity_kg[, opens_at, closes_at]; without it as many small vans as it takes.",
        ),
    ] = None,
    requests: Requests = None,
    hours: Annotated[
        float, typer.Option(min=0.5, max=24, help="For so many hours they are on the road.")
    ] = 10,
    pack: Pack = "cn-daily-living",
    timezone: Zone = "Asia/Shanghai",
    sharing: Annotated[str, typer.Option(help="A folder of engines/supplies/sharing.")] = "min_cost_flow",
    routing: Annotated[str, typer.Option(help="A folder of engines/supplies/routing.")] = "vroom_rounds",
) -> None:
    """Plan a day's deliveries: every household is supplied, on a round, or named with the reason.

    The most urgent are served first, from what expires first, from the nearest depot. Prints households = supplied +
    on a round + unserved, what is short, metres driven and a bound no rounds can be below. The same files give the same
    plan.

    \b
    Examples:
      fangxian supplies plan --households zones.csv --stock stock.csv --starts 2021-08-05T08:00 --out tonight
      fangxian supplies plan --households zones.csv --stock stock.csv --vehicles vans.csv --starts 2021-08-05T08:00 --hours 12 --out tonight
    """
    from fangxian.doors.cli.supplying import Wish, run

    run(wish_of(Wish, locals()))


@supplies.command()
def forecast(
    households: Households,
    stock: Stock,
    today: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The first day of the forecast.")],
    requests: Requests = None,
    days: Annotated[int, typer.Option(min=1, max=60, help="So many days ahead.")] = 14,
    out: Annotated[
        Path | None,
        typer.Option(dir_okay=False, help="CSV: a row an item and day (default: only what is printed)."),
    ] = None,
    pack: Pack = "cn-daily-living",
    timezone: Zone = "Asia/Shanghai",
) -> None:
    """Say on which day each item runs out, with what is ordered or donated and still on its way.

    What expires first is used first; what expires unused is counted apart.

    \b
    Examples:
      fangxian supplies forecast --households zones.csv --stock stock.csv --today 2021-08-05
      fangxian supplies forecast --households zones.csv --stock stock.csv --today 2021-08-05 --days 21 --out days.csv
    """
    from fangxian.doors.cli.supplying import Ahead, foretell

    foretell(wish_of(Ahead, locals()))
