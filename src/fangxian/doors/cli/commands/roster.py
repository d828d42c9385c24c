"""`fangxian roster`: who serves on which shift, what is short and why, hours of each."""

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("roster")(roster)


def roster(
    people: Annotated[
        Path,
        typer.Option(
            dir_okay=False,
            help="CSV, XLSX or Parquet: person_id[, post_id, skills, languages, is_new, no_night, no_suit].",
        ),
    ],
    shifts: Annotated[
        Path,
        typer.Option(
            dir_okay=False,
            help="shift_id, starts_at, ends_at, need[, post_id, skills, languages, kind, suit, temperature_c].",
        ),
    ],
    out: Annotated[
        Path, typer.Option(file_okay=False, help="Directory for roster.csv, short.csv, hours.csv.")
    ],
    rules: Annotated[
        Path | None,
        typer.Option(dir_okay=False, help="YAML of limits (default: those of the documentation)."),
    ] = None,
    absences: Annotated[
        Path | None, typer.Option(dir_okay=False, help="person_id, from_at, to_at[, kind: absence or wish].")
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option(
            dir_okay=False,
            help="An earlier roster.csv: kept where it can be; other shifts in it count as served.",
        ),
    ] = None,
    solver: Annotated[str, typer.Option(help="A folder of engines/rostering/solvers.")] = "cp_sat",
) -> None:
    """Make a roster: no rule of rest, hours, nights, heat or company is broken, and what is short is named with why.

    Hours without a zone are those of the rules' time zone. `skills` of a shift: "nurse;driver:2" asks for a nurse and
    two drivers among those on it. Prints what is short, hours and nights a head, changes against --previous, seconds,
    and how far from the best there can be.

    \b
    Examples:
      fangxian roster --people people.csv --shifts shifts.csv --out week-31
      fangxian roster --people people.csv --shifts shifts.csv --absences ill.csv --previous week-31/roster.csv --out week-31
    """
    from fangxian.doors.cli.rostering import Wish, run

    run(Wish(people, shifts, out, rules, absences, previous, solver))
