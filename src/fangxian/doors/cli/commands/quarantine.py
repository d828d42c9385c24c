"""`fangxian quarantine`: who gets a room where, and when rooms and beds run out."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from fangxian.doors.cli.wishes import wish_of

quarantine = typer.Typer(
    no_args_is_help=True,
    help="Quarantine places: who gets a room where, when rooms run out. 隔离点。",
)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(quarantine, name="quarantine")


@quarantine.command()
def place(
    people: Annotated[
        Path,
        typer.Option(
            dir_okay=False, help="CSV, XLSX or Parquet: person_id, lat, lon[, party_id, group_id, needs]."
        ),
    ],
    sites: Annotated[
        Path,
        typer.Option(dir_okay=False, help="A row a floor: site_id, floor, rooms, lat, lon[, offers, air]."),
    ],
    out: Annotated[
        Path, typer.Option(dir_okay=False, help="CSV or Parquet: a row for each person with a room.")
    ],
    keep: Annotated[
        Path | None,
        typer.Option(dir_okay=False, help="Rooms given earlier: whoever has one stays in it."),
    ] = None,
    room_people: Annotated[int, typer.Option(min=1, help="Most people of one party in a room.")] = 2,
    group_share: Annotated[
        float, typer.Option(min=0.01, max=1, help="The most one site takes of an exposure group (dispersal).")
    ] = 0.5,
    all_share: Annotated[
        float, typer.Option(min=0.01, max=1, help="The most one site takes of all (dispersal).")
    ] = 1.0,
    solver: Annotated[str, typer.Option(help="A folder of engines/quarantine/solvers.")] = "min_cost_flow",
) -> None:
    """Give people rooms in quarantine: parties together, needs met, groups dispersed, nobody far.

    A party (party_id) is a family, or a carer with whom they care for; everybody else is alone in a room. Care needs:
    wheelchair, dialysis, infant, interpreter, pregnancy, medicine, child, with semicolons between; a floor says what it
    offers. Groups exposed together (group_id) are kept off one floor and spread over sites. Whoever has no room is listed beside --out, with
    what is short. Prints the cost, a bound no answer costs less than, and the gap.

    \b
    Examples:
      fangxian quarantine place --people people.csv --sites floors.csv --out rooms.csv
      fangxian quarantine place --people more.csv --sites floors.csv --keep rooms.csv --group-share 0.3 --out next.csv
    """
    from fangxian.doors.cli.giving_rooms import Wish, run

    run(wish_of(Wish, locals()))


@quarantine.command()
def forecast(
    capacity: Annotated[
        Path,
        typer.Option(
            dir_okay=False,
            help="What opens when: kind (rooms, beds), name, from_on, capacity[, to_on, taken].",
        ),
    ],
    out: Annotated[Path, typer.Option(dir_okay=False, help="CSV or Parquet: a row for each kind and day.")],
    from_: Annotated[
        datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="Today: the first day told.")
    ],
    plan: Annotated[str, typer.Option(help="The plan pack the city follows.")] = "cn-covid19-8e-2021",
    city: Annotated[str | None, typer.Option(help="Name or code of a place of a pack.")] = None,
    population: Annotated[
        int | None, typer.Option(min=1000, help="Or: a city made up of so many people.")
    ] = None,
    seed_cases: Annotated[int, typer.Option(min=1, help="People infected at the beginning.")] = 12,
    seeded_days_ago: Annotated[int, typer.Option(min=0, help="When that was, in days before today.")] = 7,
    futures: Annotated[int, typer.Option(min=10, help="How many futures.")] = 200,
    days: Annotated[int, typer.Option(min=1, max=180, help="How many days are told.")] = 30,
    share: Annotated[
        float, typer.Option(min=0, max=1, help="Of people managed, those in a quarantine place.")
    ] = 0.4,
    bed_days: Annotated[int, typer.Option(min=1, help="Days a case has a bed.")] = 14,
    taken_days: Annotated[int, typer.Option(min=1, help="Days until those there now are gone, evenly.")] = 14,
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="A figure of the assumptions: name=value.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same forecast.")] = 1,
    threads: Annotated[int, typer.Option(min=1, help="Threads; they change nothing but the time.")] = 2,
) -> None:
    """Say on which day rooms and beds run out, with an interval, from futures of the city under its plan.

    Futures are those of `fangxian rehearse`: people managed come as cases are reported and stay as long as they did in
    that future; every case has a bed. A hospital being built is a row of --capacity with the day it opens. Of the
    11,373 people Changde managed in August 2021, 4,544 were in quarantine places: hence --share 0.4.

    \b
    Examples:
      fangxian quarantine forecast --city Changde --capacity beds.csv --from 2021-08-01 --out forecast.csv
      fangxian quarantine forecast --population 1000000 --capacity beds.csv --from 2021-08-01 --days 60 --out f.parquet
    """
    from fangxian.doors.cli.forecasting_rooms import Wish, run

    run(wish_of(Wish, locals(), from_on=from_.date()))
