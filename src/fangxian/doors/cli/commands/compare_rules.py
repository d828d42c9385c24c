"""`fangxian compare-rules`: one outbreak under several rules, as reported or simulated."""

from pathlib import Path
from typing import Annotated

import typer

from fangxian.doors.cli.wishes import wish_of

FileOption = Annotated[Path | None, typer.Option(dir_okay=False, help="CSV, XLSX or Parquet.")]
Presences = Annotated[Path | None, typer.Option(help="CSV, XLSX, Parquet, or a folder of Parquet.")]
Store = Annotated[Path | None, typer.Option(help="An indexed presence store.", file_okay=False)]
Positions = Annotated[
    Path | None,
    typer.Option(help="Where phones were, homes included: a file like presences, for the 800 m cell."),
]
Truth = Annotated[
    Path | None,
    typer.Option(dir_okay=False, help="Who infected whom, where it is known (a simulated outbreak)."),
]
Simulate = Annotated[
    int, typer.Option(min=0, help="Instead of files: so many simulated outbreaks, all known.")
]
People = Annotated[int, typer.Option(min=200, help="Residents of the simulated town.")]
Outings = Annotated[float, typer.Option(min=0.1, max=5, help="How often they go out, against the usual.")]
TrialsOut = Annotated[
    Path | None, typer.Option(dir_okay=False, help="Also write each simulated outbreak: a .csv file.")
]
Rules = Annotated[
    list[str] | None, typer.Option(help="Only this rule; may be given several times (default: all).")
]
Moment = Annotated[
    str | None, typer.Option(help="The moment judged (default: the end of the last day of report).")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("compare-rules")(compare_rules)


def compare_rules(
    out: Annotated[Path, typer.Option(dir_okay=False, help="The table: a .csv file, one row per rule.")],
    cases: FileOption = None,
    presences: Presences = None,
    store: Store = None,
    positions: Positions = None,
    households: FileOption = None,
    contacts: FileOption = None,
    places: FileOption = None,
    truth: Truth = None,
    simulate: Simulate = 0,
    people: People = 6000,
    outings: Outings = 1.0,
    seed: Annotated[int, typer.Option(min=0, help="First seed of the simulation.")] = 1,
    trials_out: TrialsOut = None,
    rule: Rules = None,
    plan: Annotated[
        str, typer.Option(help="Whose kinds of case, window, days and score are used.")
    ] = "cn-covid19-8e-2021",
    as_of: Moment = None,
    timezone: Annotated[str | None, typer.Option(help="Zone of local days, e.g. Asia/Shanghai.")] = None,
) -> None:
    """Show how many people each rule would manage, and what it would miss.

    From files, each rule lists people by what was reported up to --as-of; cases reported later show which rule
    had listed them in time. Who was infected and never became a case is not known, so nothing is said of it.
    With --simulate everything is known: the table says how many infectees each rule finds and misses, with the
    middle 95 % over outbreaks.

    \b
    Examples:
      fangxian compare-rules --cases cases.csv --presences july.parquet --places places.csv --as-of 2021-07-31T20:00+08:00 --out rules.csv
      fangxian compare-rules --simulate 30 --out rules.csv --trials-out outbreaks.csv
    """
    from fangxian.doors.cli.comparing import Choices, run

    run(wish_of(Choices, locals()))
