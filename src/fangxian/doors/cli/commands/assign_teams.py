"""`fangxian assign-teams`: who goes where and why, what is short, and how far from the best that can be."""

from pathlib import Path
from typing import Annotated

import typer

from fangxian.doors.cli.wishes import wish_of

People = Annotated[
    Path,
    typer.Option(
        dir_okay=False,
        help="CSV, XLSX or Parquet: person_id[, team_id, skills, lat, lon, employer, languages, home_place_id, hours_worked, nights_worked].",
    ),
]
Posts = Annotated[
    Path,
    typer.Option(
        dir_okay=False,
        help="CSV, XLSX or Parquet: place_id, need[, skills, lat, lon, weight, languages, post_id].",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("assign-teams")(assign_teams)


def assign_teams(
    people: People,
    posts: Posts,
    out: Annotated[Path, typer.Option(dir_okay=False, help="The CSV or Parquet file to write.")],
    previous: Annotated[
        Path | None, typer.Option(dir_okay=False, help="An earlier --out: whoever can stays where they are.")
    ] = None,
    keep_teams: Annotated[
        bool,
        typer.Option(
            "--keep-teams", help="Teams (team_id) stay together; one is split only where people are short."
        ),
    ] = False,
    move_m: Annotated[int, typer.Option(min=0, help="Metres that moving somebody counts for.")] = 3_000,
    split_m: Annotated[
        int, typer.Option(min=0, help="Metres that splitting a team once more counts for.")
    ] = 5_000,
    share_m: Annotated[
        int, typer.Option(min=0, help="Metres that each further fifth of an employer's people counts for.")
    ] = 500,
    far_m: Annotated[
        int, typer.Option(min=0, help="Each metre of one's way beyond so many counts twice; 0: all alike.")
    ] = 0,
    night_m: Annotated[
        int, typer.Option(min=0, help="Metres that a night worked in the last seven days counts for.")
    ] = 300,
    solver: Annotated[
        str, typer.Option(help="A folder of engines/staffing/sending/solvers.")
    ] = "min_cost_flow",
) -> None:
    """Send people to posts so that needs are met first and all together travel least.

    A post with skills or languages (separated by ;) takes only people who have them all. Writes person_id, place_id,
    distance_m, why, post_id. Prints the cost, a bound no answer can be below, the gap, and every post that stays short.

    \b
    Examples:
      fangxian assign-teams --people roster.xlsx --posts posts.csv --out sent.csv
      fangxian assign-teams --people roster.xlsx --posts posts.csv --previous sent.csv --keep-teams --out next.csv
    """
    from fangxian.doors.cli.sending import Wish, run

    run(wish_of(Wish, locals()))
