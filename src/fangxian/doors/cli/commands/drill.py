"""`fangxian drill`: a simulated outbreak in a world of its own, and the report after it."""

from pathlib import Path
from typing import Annotated

import typer

from fangxian.doors.cli.wishes import wish_of

drill = typer.Typer(
    no_args_is_help=True,
    help="Drills: a simulated outbreak in a world of its own. 演练：在独立环境中模拟一起疫情。",
)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(drill, name="drill")


Home = Annotated[Path, typer.Option(file_okay=False, help="An empty folder: the drill's own world.")]
Report = Annotated[Path, typer.Option(dir_okay=False, help="The report: JSON or Markdown.")]
Population = Annotated[int | None, typer.Option(min=1000, help="Or: a city made up of so many people.")]
LateOrders = Annotated[
    list[str] | None,
    typer.Option(help="Late on purpose: measure=hours, or measure@place=hours, beyond its time."),
]
LateShare = Annotated[
    float, typer.Option(min=0, max=1, help="Share of the other offices that are late by themselves.")
]
Plans = Annotated[list[str] | None, typer.Option(help="Plans to hold it against (default: nothing).")]
Settings = Annotated[list[str] | None, typer.Option("--set", help="A figure of the assumptions: name=value.")]
FirstDay = Annotated[
    str | None,
    typer.Option(
        help="Day of the first infections, as 2021-07-20 (default: what makes today the day it begins)."
    ),
]
Pace = Annotated[float, typer.Option(min=0, help="Real seconds an hour takes, for people on screen.")]


@drill.command()
def run(
    home: Home,
    plan: Annotated[str, typer.Option(help="The plan pack that runs.")],
    out: Report,
    city: Annotated[str | None, typer.Option(help="Name or code of a place of a pack.")] = None,
    population: Population = None,
    days: Annotated[int, typer.Option(min=1, max=120, help="How long it lasts from today.")] = 21,
    seed_cases: Annotated[int, typer.Option(min=1, help="People infected at the beginning.")] = 12,
    seeded_days_ago: Annotated[int, typer.Option(min=0, help="When that was, in days before today.")] = 7,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same drill.")] = 1,
    future: Annotated[int, typer.Option(min=0, help="Which of the futures of the seed happens.")] = 0,
    staff: Annotated[str, typer.Option(help="auto: by the plan; screen: people act, in a browser.")] = "auto",
    late: LateOrders = None,
    late_share: LateShare = 0.0,
    against: Plans = None,
    futures: Annotated[int, typer.Option(min=2, help="Futures behind each interval of the report.")] = 100,
    set_: Settings = None,
    first_on: FirstDay = None,
    timezone: Annotated[str, typer.Option(help="The city's time zone.")] = "Asia/Shanghai",
    pace: Pace = 0.0,
) -> None:
    """Drill an outbreak: cases and results arrive, the plan proposes, offices sign, acknowledge and prove.

    Everything happens through the services the real thing takes, in a folder of its own: what is real is never touched.
    The report says which order was late at which office, by how much, what that cost (with its interval, or "too small to
    tell"), and what the plan on time and other plans would have done.

    \b
    Examples:
      fangxian drill run --home drill-1 --population 20000 --plan cn-covid19-8e-2021 --days 10 --out report.md
      fangxian drill run --home drill-2 --city Zhangjiajie --plan cn-covid19-8e-2021 --late stay-home=36 --out report.json
      fangxian drill run --home drill-3 --population 20000 --plan cn-covid19-8e-2021 --staff screen --pace 60 --out report.md
    """
    from fangxian.doors.cli.drilling import Given, play, require_empty

    require_empty(home, out)
    given = wish_of(Given, locals())
    _move_in(home)
    play(given)


@drill.command(name="surge")
def tonight(
    people: Annotated[int, typer.Option(min=1, help="How many are to be sampled.")],
    out: Annotated[
        Path, typer.Option(dir_okay=False, help="JSON with everything, or CSV with a row an hour.")
    ],
    hours: Annotated[float, typer.Option(help="Hours to sample everybody.")] = 12.0,
    sites: Annotated[int, typer.Option(help="Sampling sites.")] = 1_000,
    desks: Annotated[int, typer.Option(help="Crews that find room at a site.")] = 4,
    crews: Annotated[int, typer.Option(help="Sampling crews.")] = 4_000,
    crew_rate: Annotated[float, typer.Option(help="Samples a crew takes in an hour.")] = 30.0,
    pool: Annotated[int, typer.Option(help="People who share a tube.")] = 10,
    tubes: Annotated[int, typer.Option(help="Tubes in stock.")] = 100_000,
    tubes_an_hour: Annotated[float, typer.Option(help="Tubes that come in each hour.")] = 10_000.0,
    carry_hours: Annotated[float, typer.Option(help="Hours from a site to a laboratory.")] = 1.0,
    laboratory_tubes: Annotated[
        float, typer.Option(help="Tubes the laboratories begin in a day.")
    ] = 100_000.0,
    run_hours: Annotated[float, typer.Option(help="Hours a tube is in the machine.")] = 4.0,
    result_hours: Annotated[float, typer.Option(help="Hours from the opening to the last result.")] = 24.0,
    opens_hour: Annotated[int, typer.Option(help="The hour of the day at which the sites open.")] = 18,
) -> None:
    """Ask whether so many samples can be taken tonight: by the hour, and what is short.

    Nothing is read or written but the file: no database, no world. What is short is told with how much would be enough.

    \b
    Examples:
      fangxian drill surge --people 12000000 --hours 12 --sites 6000 --crews 24000 --crew-rate 45 --out tonight.json
      fangxian drill surge --people 300000 --crews 900 --laboratory-tubes 40000 --out hours.csv
    """
    from fangxian.doors.cli.surging import ask
    from fangxian.engines.testing.surge import Surge

    ask(wish_of(Surge, locals()), out)


def _move_in(home: Path) -> None:
    """Be in the drill's own world, whatever the environment says of another."""
    import os

    from fangxian.site.start import prepare_database, start

    os.environ["FANGXIAN_HOME"] = str(home.resolve())
    os.environ.pop("FANGXIAN_DATABASE_URL", None)
    start()
    prepare_database()
