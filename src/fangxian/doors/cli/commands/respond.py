"""`fangxian respond`: cases in, the whole response out as files; no server, no database."""

from pathlib import Path
from typing import Annotated

import typer

from fangxian.doors.cli.wishes import wish_of

FileOption = Annotated[Path | None, typer.Option(dir_okay=False, help="CSV, XLSX or Parquet.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("respond")(respond)


def respond(
    out: Annotated[Path, typer.Option(help="Directory to write; an earlier response there is replaced.")],
    outbreak: Annotated[str | None, typer.Option(help="An outbreak pack, e.g. hunan-2021.")] = None,
    database: Annotated[
        str | None,
        typer.Option(
            help="An outbreak on record in the database, e.g. hunan-2021; nothing is written there."
        ),
    ] = None,
    cases: FileOption = None,
    contacts: FileOption = None,
    presences: Annotated[
        Path | None, typer.Option(help="CSV, XLSX, Parquet, or a folder of Parquet.")
    ] = None,
    households: FileOption = None,
    places: FileOption = None,
    persons: FileOption = None,
    place_pack: Annotated[str | None, typer.Option(help="An installed place pack, e.g. hunan-4.")] = None,
    store: Annotated[Path | None, typer.Option(help="An indexed presence store.", file_okay=False)] = None,
    standing: Annotated[
        Path | None,
        typer.Option(help="An earlier output: the result is the difference from it.", file_okay=False),
    ] = None,
    as_of: Annotated[str | None, typer.Option(help="The moment judged, e.g. 2021-07-31T18:00+08:00.")] = None,
    known_at: Annotated[
        str | None, typer.Option(help="Leave out what was recorded later (default: --as-of).")
    ] = None,
    plan: Annotated[str | None, typer.Option(help="A plan or plan family (default: by the disease).")] = None,
    timezone: Annotated[
        str | None, typer.Option(help="Zone of times without one, e.g. Asia/Shanghai.")
    ] = None,
    scale: Annotated[str, typer.Option(help="Scale of the synthetic city of an outbreak pack.")] = "1:50",
) -> None:
    """Trace, propose areas, measures, orders, restrictions, tests and staff, and write them as files.

    Give --outbreak, --database or --cases, one of them. Without --as-of, an outbreak pack is judged at its demo moment and a line
    list at the end of its last day of report. The columns of every file are in docs/reference/files.md.

    \b
    Examples:
      fangxian respond --outbreak hunan-2021 --as-of 2021-07-31T18:00+08:00 --out day-4
      fangxian respond --database hunan-2021 --known-at 2021-07-30T08:00 --out as-known-then
      fangxian respond --cases cases.csv --out first
      fangxian respond --cases cases.csv --contacts contacts.xlsx --households households.csv --out second --standing first
      fangxian respond --cases cases.csv --presences july.parquet --place-pack hunan-4 --out third
    """
    from fangxian.doors.cli.responding import Choices, run

    _open(database)
    run(wish_of(Choices, locals()))


def _open(database: str | None) -> None:
    if database is not None:
        from fangxian.site.start import prepare_database, start

        start()
        prepare_database()
