"""`fangxian trace`: cases in, everyone exposed out; no plan, server or database needed."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from fangxian.doors.cli.wishes import wish_of

FileOption = Annotated[Path | None, typer.Option(dir_okay=False, help="CSV, XLSX or Parquet.")]
Minutes = Annotated[float | None, typer.Option(min=0, help="Shortest encounter (default 5).")]
Linger = Annotated[float | None, typer.Option(min=0, help="How long the air stays infectious (default 30).")]
Lookback = Annotated[
    int | None,
    typer.Option(min=0, help="Days before onset, sampling or report (default 2; backward 14)."),
]
Latent = Annotated[
    float | None, typer.Option(min=0, help="Days from exposure until a contact may pass it on (default 0).")
]
Degrees = Annotated[int | None, typer.Option(min=1, help="1: contacts, 2: their contacts too (default 1).")]


class Direction(StrEnum):
    """Whom is asked for."""

    forward = "forward"
    backward = "backward"


class Engine(StrEnum):
    """What answers."""

    native = "native"
    duckdb = "duckdb"
    spark = "spark"


DirectionOption = Annotated[
    Direction, typer.Option(help="forward: whom they exposed; backward: who may have infected them.")
]
EngineOption = Annotated[
    Engine, typer.Option(help="What answers: our own, or DuckDB or Spark on Parquet files (an extra).")
]
Explain = Annotated[
    str | None,
    typer.Option(metavar="PERSON", help="Also print how this person came onto the list, or why not."),
]
VenuesOut = Annotated[
    Path | None,
    typer.Option(dir_okay=False, help="Also write the places the cases visited: .csv or .parquet."),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("trace")(trace)


def trace(
    cases: Annotated[Path, typer.Option(dir_okay=False, help="The line list: CSV, XLSX or Parquet.")],
    out: Annotated[Path, typer.Option(dir_okay=False, help="The exposures: a .csv or .parquet file.")],
    presences: Annotated[
        Path | None, typer.Option(help="CSV, XLSX, Parquet, or a folder of Parquet.")
    ] = None,
    store: Annotated[Path | None, typer.Option(help="An indexed presence store.", file_okay=False)] = None,
    contacts: FileOption = None,
    households: FileOption = None,
    places: FileOption = None,
    venues_out: VenuesOut = None,
    plan: Annotated[
        str | None, typer.Option(help="Trace by this plan's rule; options given go before it.")
    ] = None,
    degrees: Degrees = None,
    direction: DirectionOption = Direction.forward,
    min_minutes: Minutes = None,
    linger_minutes: Linger = None,
    lookback_days: Lookback = None,
    latent_days: Latent = None,
    engine: EngineOption = Engine.native,
    explain: Explain = None,
    as_of: Annotated[str | None, typer.Option(help="The moment judged (default: now).")] = None,
    known_at: Annotated[
        str | None, typer.Option(help="Leave out what was recorded later (default: --as-of).")
    ] = None,
    timezone: Annotated[
        str | None, typer.Option(help="Zone of local days and of times without one, e.g. Asia/Shanghai.")
    ] = None,
) -> None:
    """Find everyone who was there: by place and time, household and named contact.

    Without --plan the plain rule holds: from local midnight two days before onset (else sampling, else report)
    to isolation, five shared minutes or more, the air of a place infectious for thirty; no threshold, no budget.

    --direction backward asks where the cases were infected: who was there with them, or shortly before them, in
    the fourteen days before. earliest_infectious_at is then the first moment they shared: by then that person
    would have had to be infectious. --venues-out puts the places first that most of the cases share.

    \b
    Examples:
      fangxian trace --cases cases.csv --presences july.parquet --out exposed.csv
      fangxian trace --cases cases.csv --store presence/city --degrees 2 --latent-days 3 --out exposed.parquet
      fangxian trace --cases cases.xlsx --contacts named.csv --plan measles-us-county --out exposed.csv
      fangxian trace --cases cases.csv --store presence/city --direction backward --venues-out shared.csv --out who.csv
    """
    from fangxian.doors.cli.tracing import Choices, run

    run(wish_of(Choices, locals()))
